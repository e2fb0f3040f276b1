//! Compute: what a purse buys, what is bought for a time, and slots sold at auction.

use village_economy::{AccountId, Micro, QueueClass};
use village_sim::{
    Amended, HoldId, Kept, Outcome, Principal, Refusal, Restraint, TierWhy, VillagerId, Wish,
};

use crate::kit::{Kit, foundation};
use crate::money::{admin, feedback, post};

fn tier(kit: &Kit, who: VillagerId) -> (String, TierWhy) {
    let view = kit.village.view();
    let agent = view.agent(who).unwrap();
    (view.tier(agent).id.clone(), agent.tier_why)
}

fn rich(kit: &mut Kit, slug: &str, coins: i32) -> VillagerId {
    let who = kit.who(slug);
    kit.credit(AccountId::Agent(who.0), Micro::coins(coins), &format!("T-{slug}-{coins}"));
    who
}

#[test]
fn a_reward_lifts_the_tier_and_a_penalty_lowers_it_and_both_are_audited() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    assert_eq!(tier(&kit, ada).0, "lantern");
    let written = post(&mut kit, ada);
    let wish = Wish::Reward(feedback(ada, written, Micro::coins(20)));
    let ticked = kit.tick(vec![crate::kit::command(admin(), wish)]);
    assert_eq!(tier(&kit, ada), ("hearth".into(), TierWhy::Balance));
    let audit = ticked.record.unwrap().audit;
    let told = audit.iter().find(|row| row.action == "entitlement").unwrap();
    assert_eq!(told.why, "lantern to hearth by balance");
    kit.run(admin(), Wish::Penalize(feedback(ada, written, Micro::coins(1_000))));
    assert_eq!(tier(&kit, ada).0, "ember");
    // Never dead: at nothing it still acts.
    let wait = Wish::Act { agent: ada, verb: village_sim::Verb::Stop };
    assert!(!matches!(kit.run(Principal::Agent(ada), wait), Outcome::Refused(_)));
}

#[test]
fn a_tier_is_bought_for_hours_and_ends() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let buy = |tier: &str, hours| Wish::Purchase { agent: ada, tier: tier.into(), hours };
    let by = Principal::Agent(ada);
    let outcome = kit.run(by.clone(), buy("beacon", 1));
    let Outcome::Bought { cost, balance, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!((cost, balance), (Micro::coins(8), Micro::coins(2)));
    assert_eq!(tier(&kit, ada), ("beacon".into(), TierWhy::Bought));
    assert_eq!(kit.held(AccountId::Compute), Micro::coins(8));
    let outcome = kit.run(by.clone(), buy("beacon", 1));
    assert!(matches!(outcome, Outcome::Refused(Refusal::Insufficient { .. })), "{outcome:?}");
    for wish in [buy("ember", 1), buy("none", 1), buy("hearth", 0), buy("hearth", u32::MAX)] {
        let outcome = kit.run(by.clone(), wish.clone());
        assert!(matches!(outcome, Outcome::Refused(_)), "{wish:?}: {outcome:?}");
    }
    let other = Principal::Agent(kit.who("bruno"));
    assert_eq!(kit.run(other, buy("hearth", 1)), Outcome::Refused(Refusal::Forbidden));
    kit.wait(3_600 * 20);
    assert_eq!(tier(&kit, ada), ("lantern".into(), TierWhy::Balance));
}

#[test]
fn slots_go_to_the_highest_bids_at_the_highest_losing_one() {
    let mut kit = Kit::new();
    let bidders: Vec<_> = ["ada", "bruno", "cleo"]
        .into_iter()
        .filter_map(|slug| kit.village.world().resource::<village_sim::Cast>().by_slug(slug))
        .collect();
    let bidders = if bidders.len() == 3 { bidders } else { (0..3).map(VillagerId).collect() };
    for (who, coins) in bidders.iter().zip([9, 7, 5]) {
        let bid = Wish::Bid { agent: *who, amount: Micro::coins(coins) };
        let outcome = kit.run(Principal::Agent(*who), bid);
        assert!(matches!(outcome, Outcome::Bought { .. }), "{outcome:?}");
        // Nothing moves that would tell the bid.
        assert_eq!(kit.held(AccountId::Agent(who.0)), Micro::coins(10));
    }
    let low = Wish::Bid { agent: bidders[0], amount: Micro::new(1) };
    let outcome = kit.run(Principal::Agent(bidders[0]), low);
    assert!(matches!(outcome, Outcome::Refused(Refusal::OutOfRange { .. })), "{outcome:?}");
    kit.restart(Kept::default());
    let ends = kit.village.view().epoch_ends();
    kit.wait(ends.since(kit.village.now()));
    for who in &bidders[..2] {
        assert_eq!(kit.held(AccountId::Agent(who.0)), Micro::coins(5), "paid the third's bid");
        assert_eq!(tier(&kit, *who), ("beacon".into(), TierWhy::Slot));
    }
    assert_eq!(kit.held(AccountId::Agent(bidders[2].0)), Micro::coins(10));
    let view = kit.village.view();
    let (_, epoch) = view.society.epochs.iter().next().unwrap();
    assert_eq!((epoch.price, epoch.bids), (Micro::coins(5), 3));
    kit.wait(3_600 * 20);
    assert_eq!(tier(&kit, bidders[0]).1, TierWhy::Balance);
}

#[test]
fn a_reservation_is_settled_to_what_was_used_or_runs_out() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let by = Principal::Agent(ada);
    let reserve =
        |coins| Wish::Reserve { agent: ada, amount: Micro::coins(coins), what: "a call".into() };
    let hold = |outcome: Outcome| match outcome {
        Outcome::Reserved { hold, .. } => hold,
        other => panic!("{other:?}"),
    };
    let first = hold(kit.run(by.clone(), reserve(6)));
    let too_much = kit.run(by.clone(), reserve(6));
    assert_eq!(too_much, Outcome::Refused(Refusal::Insufficient { available: Micro::coins(4) }));
    let release = |hold: HoldId, used| Wish::Release { agent: ada, hold, used };
    let outcome = kit.run(by.clone(), release(first, Micro::coins(7)));
    assert!(matches!(outcome, Outcome::Refused(Refusal::OutOfRange { .. })), "{outcome:?}");
    assert_eq!(kit.run(by.clone(), release(first, Micro::coins(2))), Outcome::Done);
    assert_eq!(kit.held(AccountId::Agent(ada.0)), Micro::coins(8));
    assert_eq!(kit.held(AccountId::Compute), Micro::coins(2));
    let twice = kit.run(by.clone(), release(first, Micro::ZERO));
    assert!(matches!(twice, Outcome::Refused(Refusal::Unknown { .. })), "{twice:?}");
    // Whoever is stopped while a model answers pays for the answer, and orders no other.
    let ordered = hold(kit.run(by.clone(), reserve(3)));
    let restrain = |measure| Wish::Restrain { agent: ada, measure, reason: "to look at it".into() };
    kit.run(admin(), restrain(Restraint::Pause));
    let refused = kit.run(by.clone(), reserve(1));
    assert!(matches!(refused, Outcome::Refused(Refusal::Restrained { .. })), "{refused:?}");
    assert_eq!(kit.run(by.clone(), release(ordered, Micro::ZERO)), Outcome::Done);
    kit.run(admin(), restrain(Restraint::Resume));
    hold(kit.run(by, reserve(8)));
    assert_eq!(kit.held(AccountId::Agent(ada.0)), Micro::ZERO);
    kit.restart(Kept::default());
    kit.wait(601 * 20);
    assert_eq!(kit.held(AccountId::Agent(ada.0)), Micro::coins(8));
    assert!(kit.village.view().society.holds.is_empty());
}

#[test]
fn thirty_spends_of_one_balance_at_one_instant_are_one() {
    let mut kit = Kit::new();
    let ada = rich(&mut kit, "ada", 6);
    let buy = Wish::Purchase { agent: ada, tier: "beacon".into(), hours: 2 };
    let commands = (0..30).map(|_| crate::kit::command(Principal::Agent(ada), buy.clone()));
    let record = kit.tick(commands.collect()).record.unwrap();
    let bought = record.outcomes.iter().filter(|(_, one)| matches!(one, Outcome::Bought { .. }));
    assert_eq!(bought.count(), 1);
    assert_eq!(kit.held(AccountId::Agent(ada.0)), Micro::ZERO);
}

#[test]
fn an_amended_policy_holds_at_once_and_over_a_restart() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let mut policy = (*foundation().policy).clone();
    policy.upkeep_per_day = Micro::ZERO;
    let mut tiers = foundation().tiers.all().to_vec();
    tiers[1].from = Micro::coins(2);
    tiers[2].from = Micro::coins(10);
    tiers[2].queue_class = QueueClass::Priority;
    let amended = Amended { policy, tiers };
    let amend = |amended| Wish::Amend { amended, reason: "a trial".into() };
    let wish = amend(Some(Box::new(amended.clone())));
    assert_eq!(kit.run(Principal::Agent(ada), wish.clone()), Outcome::Refused(Refusal::Forbidden));
    assert_eq!(kit.run(admin(), wish), Outcome::Done);
    assert_eq!(tier(&kit, ada).0, "hearth");
    kit.restart(Kept::default());
    assert_eq!(tier(&kit, ada).0, "hearth");
    let mut bad = amended;
    bad.tiers.clear();
    let outcome = kit.run(admin(), amend(Some(Box::new(bad))));
    assert!(matches!(outcome, Outcome::Refused(Refusal::BadPolicy { .. })), "{outcome:?}");
    assert_eq!(kit.run(admin(), amend(None)), Outcome::Done);
    assert_eq!(tier(&kit, ada).0, "lantern");
}
