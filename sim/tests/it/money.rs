//! Rewards and penalties, and what stands still without a store.

use village_economy::{AccountId, Micro};
use village_sim::{
    Audience, Books, Feedback, Outcome, Perceived, PostId, Principal, Refusal, VillagerId, Wish,
};

use crate::kit::Kit;

pub fn admin() -> Principal {
    Principal::Admin("erik".into())
}

pub fn post(kit: &mut Kit, who: VillagerId) -> PostId {
    let wish = Wish::Post {
        title: "Ducks on the pond".into(),
        body: "I counted four.".into(),
        tags: vec!["sighting".into()],
        audience: Audience::Public,
    };
    match kit.run(Principal::Agent(who), wish) {
        Outcome::Posted { post } => post,
        other => panic!("{other:?}"),
    }
}

pub fn feedback(agent: VillagerId, post: PostId, amount: Micro) -> Feedback {
    Feedback { agent, amount, reason: "well observed".into(), post, reply: None, own: false }
}

#[test]
fn a_reward_pays_is_heard_and_leans() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let post = post(&mut kit, ada);
    let outcome = kit.run(admin(), Wish::Reward(feedback(ada, post, Micro::coins(5))));
    let Outcome::Paid { amount, balance, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!((amount, balance), (Micro::coins(5), Micro::coins(15)));
    let view = kit.village.view();
    let agent = view.agent(ada).unwrap();
    assert_eq!(agent.balance, Micro::coins(15));
    assert!(agent.leanings.of("sighting") > 0);
    let Perceived::Rewarded(verdict) = &agent.memories.last().unwrap().what else {
        panic!("{:?}", agent.memories.last());
    };
    assert_eq!(&*verdict.reason, "well observed");
    let total = kit.village.world().resource::<Books>().ledger().total();
    assert_eq!(total, 0);
}

#[test]
fn a_penalty_takes_what_is_there_and_no_more() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let post = post(&mut kit, ada);
    let outcome = kit.run(admin(), Wish::Penalize(feedback(ada, post, Micro::coins(500))));
    let Outcome::Paid { amount, balance, left, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!((amount, balance), (Micro::coins(10), Micro::ZERO));
    let allowance = kit.village.world().resource::<Books>().policy.giving.admin.allowance;
    assert_eq!(left, allowance.checked_sub(amount), "what was not there cost nothing");
    let outcome = kit.run(admin(), Wish::Penalize(feedback(ada, post, Micro::coins(1))));
    assert_eq!(outcome, Outcome::Refused(Refusal::Insufficient { available: Micro::ZERO }));
}

#[test]
fn only_the_author_is_judged_and_only_by_those_who_may() {
    let mut kit = Kit::new();
    let (ada, bruno) = (kit.who("ada"), kit.who("bruno"));
    let post = post(&mut kit, ada);
    let one = Micro::coins(1);
    let outcome = kit.run(admin(), Wish::Reward(feedback(bruno, post, one)));
    assert_eq!(outcome, Outcome::Refused(Refusal::NotTheAuthor));
    let own = kit.run(Principal::Agent(ada), Wish::Reward(feedback(ada, post, one)));
    assert_eq!(own, Outcome::Refused(Refusal::Forbidden));
    for amount in [Micro::ZERO, Micro::coins(-1), Micro::MAX, Micro::MIN] {
        let outcome = kit.run(admin(), Wish::Reward(feedback(ada, post, amount)));
        assert!(matches!(outcome, Outcome::Refused(Refusal::Amount { .. })), "{outcome:?}");
    }
    let unknown = kit.run(admin(), Wish::Reward(feedback(ada, PostId(99), one)));
    assert!(matches!(unknown, Outcome::Refused(Refusal::Unknown { .. })), "{unknown:?}");
}

#[test]
fn without_a_store_money_and_posts_stand_still_and_life_goes_on() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let written = post(&mut kit, ada);
    kit.run(Principal::System, Wish::Store { available: false });
    let outcome = kit.run(admin(), Wish::Reward(feedback(ada, written, Micro::coins(1))));
    assert_eq!(outcome, Outcome::Refused(Refusal::StoreAway));
    let wish = Wish::Reply { post: written, body: "five!".into() };
    assert_eq!(kit.run(admin(), wish), Outcome::Refused(Refusal::StoreAway));
    let say = village_sim::Verb::Say { text: "hello".into() };
    let outcome = kit.run(Principal::Agent(ada), Wish::Act { agent: ada, verb: say });
    assert!(matches!(outcome, Outcome::Said { .. }), "{outcome:?}");
    kit.run(Principal::System, Wish::Store { available: true });
    let outcome = kit.run(admin(), Wish::Reward(feedback(ada, written, Micro::coins(1))));
    assert!(matches!(outcome, Outcome::Paid { .. }), "{outcome:?}");
}

#[test]
fn everybody_starts_with_the_same_stipend() {
    let kit = Kit::new();
    let ledger = kit.village.world().resource::<Books>().ledger();
    for (account, balance) in ledger.accounts() {
        if let AccountId::Agent(_) = account {
            assert_eq!(balance, Micro::coins(10), "{account}");
        }
    }
}
