//! Gifts that the viewer can still take back.

use village_economy::Micro;
use village_sim::{Author, Giver, PersonId, PostId, Principal, VillagerId};

use crate::http::caller::Caller;
use crate::http::json::Lens;
use crate::pages::model::{Giving, Undoable};

/// Gifts that a post shows.
const LATEST: usize = 3;

/// Gifts of one person that can still be taken back, to one of these villagers or to anybody,
/// newest first.
pub fn of(lens: &Lens, person: PersonId, to: Option<&[VillagerId]>) -> Vec<Undoable> {
    let giver = Giver::Person(person);
    let own = lens.view.society.gifts.iter().rev().filter(|(_, gift)| gift.by == giver);
    let own = own.filter(|(_, gift)| to.is_none_or(|agents| agents.contains(&gift.agent)));
    let own = own.filter(|(_, gift)| gift.until > lens.view.tick());
    own.map(|(transfer, gift)| Undoable {
        transfer: *transfer,
        words: words(lens, gift),
        seconds: lens.seconds_until(gift.until),
    })
    .collect()
}

fn words(lens: &Lens, gift: &village_sim::Given) -> String {
    let (amount, name) = (gift.credited, lens.name(gift.agent));
    if gift.debit == village_economy::AccountId::Agent(gift.agent.0) {
        format!("You took {amount} from {name}.")
    } else {
        format!("You gave {name} {amount}.")
    }
}

/// What a caller may give for a post; none for who gives nothing away.
pub fn giving(lens: &Lens, caller: &Caller, thread: &village_sim::Thread) -> Option<Giving> {
    let person = caller.person()?;
    if !lens.view.society.people.get(&person)?.is_free(lens.view.tick()) {
        return None;
    }
    let giving = lens.view.giving(&Principal::Person(person))?;
    let balance = lens.view.purse(village_economy::AccountId::Person(person.0));
    let writers = thread.replies.iter().map(|reply| &reply.author);
    let agents: Vec<VillagerId> = std::iter::once(&thread.post.author)
        .chain(writers)
        .filter_map(|author| match author {
            Author::Agent(agent) => Some(*agent),
            Author::Human(_) | Author::System | Author::Person { .. } => None,
        })
        .collect();
    Some(Giving {
        left: giving.left.to_string(),
        balance: if balance > Micro::ZERO { balance.to_string() } else { String::new() },
        undo_seconds: lens.view.policy.undo_seconds,
        gifts: of(lens, person, Some(&agents)).into_iter().take(LATEST).collect(),
    })
}

/// The least and most that a caller may offer for work on a post of its own.
pub fn offer(lens: &Lens, caller: &Caller, post: PostId) -> Option<(String, String)> {
    let person = caller.person()?;
    let thread = lens.view.thread(post)?;
    let is_own = matches!(&thread.post.author, Author::Person { id, .. } if *id == person);
    let is_open = thread.post.status == village_sim::Status::Open
        && thread.post.audience != village_sim::Audience::Humans;
    let is_free = lens.view.society.people.get(&person)?.is_free(lens.view.tick());
    let bounty = &lens.view.policy.bounty;
    let has_enough = lens.view.purse(village_economy::AccountId::Person(person.0)) >= bounty.least;
    let is_first = !lens.view.society.works.contains(&post);
    (is_own && is_open && is_free && has_enough && is_first)
        .then(|| (bounty.least.to_string(), bounty.most.to_string()))
}
