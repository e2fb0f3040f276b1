//! Letters: the direct talk of a person with an agent, as long as it is; the world keeps only the
//! latest at hand. Who may read it is for the caller.

use village_sim::{Letter, PersonId, Tick, VillagerId};

use crate::error::Result;
use crate::form::Form;
use crate::history::{Page, before, one_more, page};
use crate::line::{LetterLine, count, damaged, number, word};
use crate::store::{Store, reading};

const PAIR: &str = "select id, person, agent, by_agent, origin, body, tick, at from letter
    where person = $1 and agent = $2 and id < $3 order by id desc limit $4";

impl LetterLine {
    pub fn of(letter: &Letter) -> Result<Self> {
        Ok(Self {
            id: number(letter.id)?,
            person: letter.person.0.into(),
            agent: letter.agent.0.into(),
            by_agent: letter.by_agent,
            origin: letter.origin.write(),
            body: letter.body.to_string(),
            tick: number(letter.tick.0)?,
            at: letter.at,
        })
    }

    fn read(self) -> Result<Letter> {
        const TABLE: &str = "letter";
        let small = |value: i64| {
            u32::try_from(value).map_err(|_| damaged(TABLE, self.id, "there is no such number"))
        };
        Ok(Letter {
            id: count(TABLE, self.id)?,
            person: PersonId(small(self.person)?),
            agent: VillagerId(small(self.agent)?),
            by_agent: self.by_agent,
            origin: word(TABLE, self.id, &self.origin)?,
            tick: Tick(count(TABLE, self.tick)?),
            at: self.at,
            body: self.body.into(),
        })
    }
}

impl Store {
    /// The letters of a pair, newest first; `cursor` is `next` of the page before. At most
    /// [`PAGE_MAX`](crate::PAGE_MAX) come.
    pub async fn letters(
        &self,
        person: PersonId,
        agent: VillagerId,
        cursor: Option<u64>,
        limit: usize,
    ) -> Result<Page<Letter>> {
        let limit = page(limit);
        let lines: Vec<LetterLine> = reading!(self, |on| {
            let query = sqlx::query_as(PAIR).bind(i64::from(person.0)).bind(i64::from(agent.0));
            query.bind(before(cursor)).bind(one_more(limit)).fetch_all(on).await?
        });
        let letters = lines.into_iter().map(LetterLine::read).collect::<Result<_>>()?;
        Ok(Page::cut(letters, limit, |letter: &Letter| letter.id))
    }
}
