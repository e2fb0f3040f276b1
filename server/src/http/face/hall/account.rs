//! One's own account.

use axum::extract::State;
use axum::response::Response;
use village_economy::{AccountId, Micro};
use village_sim::{PersonId, Principal, View};
use village_store::Holder;

use crate::http::Shared;
use crate::http::ask::{Part, Query};
use crate::http::caller::Caller;
use crate::http::face::guest::{self, Turned};
use crate::http::face::{gifts, page};
use crate::http::history;
use crate::http::json::{Lens, Session, Token};
use crate::http::problem::Problem;
use crate::pages::hall::account::{self, AccountPage, Allowance, SessionRow};
use crate::pages::model::TokenRow;

/// Movements on a part of the statement.
const STATEMENT: usize = 30;
/// Tokens that are shown.
const TOKENS_MAX: usize = 100;

/// `GET /account`
pub async fn account(
    State(site): State<Shared>,
    caller: Caller,
    Query(part): Query<Part>,
) -> Result<Response, Turned> {
    let person = guest::person(&caller, "/account")?;
    let purse = AccountId::Person(person.0);
    let asked = site.hall.store.statement(purse, part.cursor()?, STATEMENT);
    let entries = history::ask(&site, asked).await?;
    let (sessions, tokens) = (sessions(&site, &caller).await?, tokens(&site, &caller).await?);
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let known = view.society.people.get(&person).ok_or_else(Problem::not_found)?;
    let principal = Principal::Person(person);
    let reader = caller.reader.as_ref();
    let shown = AccountPage {
        scene: lens.scene(&caller),
        role: known.role.as_str().to_owned(),
        is_vouched: known.vouched,
        balance: view.purse(purse).to_string(),
        allowance: allowance(&lens, &principal),
        gifts: gifts::of(&lens, person, None),
        next_cursor: entries.as_ref().and_then(|page| page.next).map(|next| next.to_string()),
        statement: entries
            .map(|page| page.items.iter().map(|entry| lens.entry_line(entry, reader)).collect()),
        sessions,
        tokens,
        providers: super::entry::providers(&site),
        letters: letters(&lens, &view, person),
    };
    Ok(page(&account::account(&shown)))
}

async fn sessions(site: &Shared, caller: &Caller) -> Result<Vec<SessionRow>, Problem> {
    let Some(own) = caller.session() else { return Ok(Vec::new()) };
    let now = site.hall.standing.stamp();
    let rows = history::ask(site, site.hall.people.sessions().of(&own.name, now)).await?;
    let row = |row| {
        let shape = Session::new(row, Some(own));
        SessionRow {
            id: shape.session_id,
            is_own: shape.current,
            browser: shape.browser,
            address: shape.address,
            last_seen: shape.last_seen,
            created_at: shape.created_at,
        }
    };
    Ok(rows.unwrap_or_default().iter().map(row).collect())
}

async fn tokens(site: &Shared, caller: &Caller) -> Result<Vec<TokenRow>, Problem> {
    let Some(own) = caller.session() else { return Ok(Vec::new()) };
    let holder = Holder::Person(own.name.clone());
    Ok(tokens_of(site, &holder).await?.unwrap_or_default())
}

/// The tokens of a holder that work, oldest first; none while the store is away.
pub async fn tokens_of(site: &Shared, holder: &Holder) -> Result<Option<Vec<TokenRow>>, Problem> {
    let now = site.hall.standing.stamp();
    let asked = history::ask(site, site.hall.store.tokens_of(holder, now)).await?;
    let Some(rows) = asked else { return Ok(None) };
    let row = |row| {
        let shape = Token::from(row);
        TokenRow {
            id: shape.token_id,
            scopes: shape.scopes,
            created_at: shape.created_at,
            expires_at: shape.expires_at,
            last_used: shape.last_used,
        }
    };
    Ok(Some(rows.iter().take(TOKENS_MAX).map(row).collect()))
}

fn allowance(lens: &Lens, by: &Principal) -> Allowance {
    let Some(giving) = lens.view.giving(by) else { return Allowance::default() };
    let (most, left) = (giving.allowance.allowance, giving.left);
    Allowance {
        left_parts: parts(left, most),
        most: most.to_string(),
        left: left.to_string(),
        knee: giving.allowance.knee.to_string(),
        resets_in_seconds: lens.seconds_until(giving.ends),
        is_shared: giving.out_of == village_sim::Giver::Newcomers,
    }
}

/// How many of a thousand parts of `most` are left.
fn parts(left: Micro, most: Micro) -> u32 {
    let most = i128::from(most.get().max(1));
    u32::try_from(i128::from(left.get().max(0)) * 1_000 / most).unwrap_or(1_000).min(1_000)
}

fn letters(lens: &Lens, view: &View, person: PersonId) -> Vec<(String, String, u64)> {
    let pairs = view.society.letters.from((person, village_sim::VillagerId(0)));
    let own = pairs.take_while(|((one, _), _)| *one == person);
    let line = |((_, agent), letters): (&(PersonId, village_sim::VillagerId), _)| {
        let told = lens.correspondence((person, *agent), letters)?;
        Some((told.agent_id, lens.name(*agent).to_owned(), told.unread_by_person))
    };
    own.filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_shown_in_parts_of_the_whole() {
        let of = |left, most| parts(Micro::coins(left), Micro::coins(most));
        assert_eq!([of(5, 20), of(0, 0), of(30, 20), of(-1, 5)], [250, 0, 1_000, 0]);
    }
}
