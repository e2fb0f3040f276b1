//! Paid work, edge by edge: every state with every step, and random walks that always end in
//! exactly one payout of exactly the money that was put up.

use proptest::prelude::*;
use village_economy::{
    Bounty, BountyPayout, BountyRefusal, BountyState, BountyStep, BountyTerms, Micro, due, step,
};

use BountyRefusal as No;
use BountyState::{Claimed, Delivered, Disputed, Open, Paid, Refunded, Settled};
use BountyStep::{Accept, Claim, Deliver, Dispute, Expire, GiveUp, Judge, Reject, Withdraw};

const AMOUNT: Micro = Micro::new(100);
const TERMS: BountyTerms =
    BountyTerms { amount: AMOUNT, lease: 10, review: 20, open_until: 1_000, rejections_max: 2 };
/// The moment of the table: claims of it run until 60, deliveries of it are reviewed until 70.
const NOW: u64 = 50;

/// What a step leads to: a state without money moving, an end with what the agent gets, a refusal.
#[derive(Debug, PartialEq)]
enum Leads {
    To(BountyState),
    Ends(BountyState, i64),
    Not(BountyRefusal),
}
use Leads::{Ends, Not, To};

fn leads(bounty: Bounty, way: BountyStep, now: u64) -> Leads {
    match step(&bounty, way, now) {
        Ok((after, None)) => To(after.state),
        Ok((after, Some(payout))) => {
            let paid = payout.to_agent.map_or(0, |(_, micros)| micros.get());
            assert_eq!(paid + payout.refund.get(), bounty.terms.amount.get());
            Ends(after.state, paid)
        }
        Err(refusal) => Not(refusal),
    }
}

/// Every step in the order of the table's columns: the agents' own, a stranger's, the giver's, a
/// moderator's, time's.
const STEPS: [BountyStep; 12] = [
    Claim { agent: 1 },
    GiveUp { agent: 1 },
    GiveUp { agent: 2 },
    Deliver { agent: 1 },
    Deliver { agent: 2 },
    Accept,
    Reject,
    Dispute { agent: 1 },
    Dispute { agent: 2 },
    Judge { pay: Micro::new(30) },
    Withdraw,
    Expire,
];

fn row(state: BountyState, rejections: u8, want: [Leads; 12]) {
    let bounty = Bounty { terms: TERMS, state, rejections };
    for (way, want) in STEPS.into_iter().zip(want) {
        assert_eq!(leads(bounty, way, NOW), want, "{way:?} from {state:?}");
    }
}

const HELD: Leads = Not(No::Taken { agent: 1 });
const NOT_YOURS: Leads = Not(No::NotYours { agent: 1 });
const NOT_CLAIMED: Leads = Not(No::NotClaimed);
const NOT_DELIVERED: Leads = Not(No::NotDelivered);
const NOT_DISPUTED: Leads = Not(No::NotDisputed);
const IN_REVIEW: Leads = Not(No::InReview);
const IN_DISPUTE: Leads = Not(No::InDispute);

fn not_due(due: Option<u64>) -> Leads {
    Not(No::NotDue { due })
}

#[test]
fn each_state_takes_its_steps_and_refuses_the_others_by_name() {
    let claim = Claimed { agent: 1, until: NOW + 10 };
    let delivery = Delivered { agent: 1, at: NOW };
    let dispute = || To(Disputed { agent: 1 });
    #[rustfmt::skip]
    row(Open, 0, [
        To(claim), NOT_CLAIMED, NOT_CLAIMED, NOT_CLAIMED, NOT_CLAIMED,
        NOT_DELIVERED, NOT_DELIVERED, NOT_CLAIMED, NOT_CLAIMED,
        NOT_DISPUTED, Ends(Refunded, 0), not_due(Some(1_000)),
    ]);
    #[rustfmt::skip]
    row(Claimed { agent: 1, until: 51 }, 0, [
        HELD, To(Open), NOT_YOURS, To(delivery), NOT_YOURS,
        NOT_DELIVERED, NOT_DELIVERED, Not(No::NothingToDispute), NOT_YOURS,
        NOT_DISPUTED, HELD, not_due(Some(51)),
    ]);
    #[rustfmt::skip]
    row(Claimed { agent: 1, until: 51 }, 1, [
        HELD, To(Open), NOT_YOURS, To(delivery), NOT_YOURS,
        NOT_DELIVERED, NOT_DELIVERED, dispute(), NOT_YOURS,
        NOT_DISPUTED, HELD, not_due(Some(51)),
    ]);
    #[rustfmt::skip]
    row(Claimed { agent: 1, until: 51 }, 2, [
        HELD, To(Open), NOT_YOURS, Not(No::RejectedForGood { times: 2 }), NOT_YOURS,
        NOT_DELIVERED, NOT_DELIVERED, dispute(), NOT_YOURS,
        NOT_DISPUTED, HELD, not_due(Some(51)),
    ]);
    #[rustfmt::skip]
    row(Delivered { agent: 1, at: 31 }, 1, [
        HELD, IN_REVIEW, NOT_YOURS, IN_REVIEW, NOT_YOURS,
        Ends(Paid { agent: 1 }, 100), To(claim), dispute(), NOT_YOURS,
        NOT_DISPUTED, HELD, not_due(Some(51)),
    ]);
    #[rustfmt::skip]
    row(Disputed { agent: 1 }, 1, [
        HELD, IN_DISPUTE, NOT_YOURS, IN_DISPUTE, NOT_YOURS,
        IN_DISPUTE, IN_DISPUTE, IN_DISPUTE, NOT_YOURS,
        Ends(Settled { agent: 1, paid: Micro::new(30) }, 30), HELD, not_due(None),
    ]);
    for ended in [Paid { agent: 1 }, Settled { agent: 1, paid: AMOUNT }, Refunded] {
        row(ended, 0, [(); 12].map(|()| Not(No::Finished)));
    }
}

#[test]
fn when_the_time_is_over_the_same_steps_lead_elsewhere() {
    let at =
        |state, rejections, way, now| leads(Bounty { terms: TERMS, state, rejections }, way, now);
    // Open until 1,000.
    assert_eq!(at(Open, 0, Claim { agent: 1 }, 999), To(Claimed { agent: 1, until: 1_009 }));
    assert_eq!(at(Open, 0, Claim { agent: 1 }, 1_000), Not(No::Closed));
    assert_eq!(at(Open, 0, Expire, 999), not_due(Some(1_000)));
    assert_eq!(at(Open, 0, Expire, 1_000), Ends(Refunded, 0));
    assert_eq!(at(Open, 0, Withdraw, 1_000), Ends(Refunded, 0));
    // A claim until 60.
    let claim = Claimed { agent: 1, until: 60 };
    assert_eq!(at(claim, 0, Deliver { agent: 1 }, 59), To(Delivered { agent: 1, at: 59 }));
    assert_eq!(at(claim, 0, Deliver { agent: 1 }, 60), Not(No::LeaseOver));
    assert_eq!(at(claim, 1, Dispute { agent: 1 }, 60), Not(No::LeaseOver));
    assert_eq!(at(claim, 0, GiveUp { agent: 1 }, 60), To(Open));
    assert_eq!(at(claim, 0, Claim { agent: 2 }, 60), HELD);
    assert_eq!(at(claim, 0, Expire, 59), not_due(Some(60)));
    assert_eq!(at(claim, 0, Expire, 60), To(Open));
    assert_eq!(at(claim, 0, Expire, 999), To(Open));
    assert_eq!(at(claim, 0, Expire, 1_000), Ends(Refunded, 0));
    // A delivery that is reviewed until 70.
    let delivery = Delivered { agent: 1, at: 50 };
    assert_eq!(at(delivery, 0, Reject, 69), To(Claimed { agent: 1, until: 79 }));
    assert_eq!(at(delivery, 0, Reject, 70), Not(No::ReviewOver));
    assert_eq!(at(delivery, 0, Accept, 70), Ends(Paid { agent: 1 }, 100));
    assert_eq!(at(delivery, 0, Expire, 69), not_due(Some(70)));
    assert_eq!(at(delivery, 0, Expire, 70), Ends(Paid { agent: 1 }, 100));
}

#[test]
fn a_new_claim_begins_without_the_rejections_of_the_one_before() {
    let rejected = Bounty { terms: TERMS, state: Open, rejections: 2 };
    let (claimed, payout) = step(&rejected, Claim { agent: 3 }, NOW).unwrap();
    assert_eq!((claimed.rejections, payout), (0, None));
}

#[test]
fn work_can_always_be_delivered_once() {
    let terms = BountyTerms { rejections_max: 0, ..TERMS };
    let mut bounty = Bounty::open(terms).unwrap();
    for way in [Claim { agent: 1 }, Deliver { agent: 1 }, Reject] {
        bounty = step(&bounty, way, NOW).unwrap().0;
    }
    let again = step(&bounty, Deliver { agent: 1 }, NOW);
    assert_eq!(again, Err(No::RejectedForGood { times: 1 }));
}

#[test]
fn a_judgement_gives_from_nothing_to_all() {
    let disputed = Bounty { terms: TERMS, state: Disputed { agent: 1 }, rejections: 1 };
    for micros in [i64::MIN, -1, 101, i64::MAX] {
        let judged = step(&disputed, Judge { pay: Micro::new(micros) }, NOW);
        assert_eq!(judged, Err(No::PayOutOfRange { amount: AMOUNT }));
    }
    for (pay, to_agent) in [(0, None), (100, Some((1, AMOUNT)))] {
        let pay = Micro::new(pay);
        let (after, payout) = step(&disputed, Judge { pay }, NOW).unwrap();
        assert_eq!(after.state, Settled { agent: 1, paid: pay });
        let refund = AMOUNT.checked_sub(pay).unwrap();
        assert_eq!(payout, Some(BountyPayout { to_agent, refund }));
    }
}

#[test]
fn a_bounty_of_nothing_is_not_opened() {
    for micros in [0, -1, i64::MIN] {
        let terms = BountyTerms { amount: Micro::new(micros), ..TERMS };
        assert_eq!(Bounty::open(terms), Err(No::NotPositive));
    }
}

#[test]
fn the_stored_form_is_words() {
    let claimed = Bounty { terms: TERMS, state: Claimed { agent: 1, until: 60 }, rejections: 1 };
    let text = serde_json::to_string(&claimed).unwrap();
    let terms =
        r#"{"amount":"0.0001","lease":10,"review":20,"open_until":1000,"rejections_max":2}"#;
    let state = r#"{"claimed":{"agent":1,"until":60}}"#;
    assert_eq!(text, format!(r#"{{"terms":{terms},"state":{state},"rejections":1}}"#));
    assert_eq!(serde_json::from_str::<Bounty>(&text).unwrap(), claimed);
    assert_eq!(serde_json::to_string(&GiveUp { agent: 7 }).unwrap(), r#"{"give_up":{"agent":7}}"#);
    assert_eq!(serde_json::to_string(&Refunded).unwrap(), r#""refunded""#);
}

fn ticks() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0_u64..40, 1 => (u64::MAX - 3)..=u64::MAX, 1 => any::<u64>()]
}

fn any_step() -> impl Strategy<Value = BountyStep> {
    let agent = 1_u32..3;
    prop_oneof![
        agent.clone().prop_map(|agent| Claim { agent }),
        agent.clone().prop_map(|agent| GiveUp { agent }),
        agent.clone().prop_map(|agent| Deliver { agent }),
        agent.prop_map(|agent| Dispute { agent }),
        (-3_i64..60).prop_map(|micros| Judge { pay: Micro::new(micros) }),
        prop::sample::select(vec![Accept, Reject, Withdraw, Expire]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn every_walk_pays_out_once_and_all_of_it(
        amount in prop_oneof![1_i64..60, Just(i64::MAX)],
        (lease, review, open_until) in (ticks(), ticks(), ticks()),
        rejections_max in 0_u8..4,
        walk in prop::collection::vec((any_step(), ticks()), 0..40),
    ) {
        let amount = Micro::new(amount);
        let terms = BountyTerms { amount, lease, review, open_until, rejections_max };
        let mut bounty = Bounty::open(terms).unwrap();
        let mut payouts = Vec::new();
        let mut now = 0_u64;
        for (way, passed) in walk {
            now = now.saturating_add(passed);
            let before = bounty;
            if let Ok((after, payout)) = step(&bounty, way, now) {
                prop_assert!(!before.is_finished(), "an ended state stays");
                prop_assert_eq!(after.is_finished(), payout.is_some());
                prop_assert_eq!(after.terms, terms);
                prop_assert!(after.rejections <= rejections_max.max(1));
                bounty = after;
                payouts.extend(payout);
            }
        }
        // Time, and a moderator where one is asked, end every walk.
        for _ in 0..3 {
            let way = match due(&bounty) {
                Some(due) => { now = now.max(due); Expire }
                None => Judge { pay: Micro::new(1) },
            };
            if let Ok((after, payout)) = step(&bounty, way, now) {
                bounty = after;
                payouts.extend(payout);
            }
        }
        prop_assert!(bounty.is_finished(), "{:?} goes on", bounty.state);
        prop_assert_eq!(payouts.len(), 1);
        let paid = payouts[0].to_agent.map_or(Micro::ZERO, |(_, micros)| micros);
        prop_assert!(!paid.is_negative() && !payouts[0].refund.is_negative());
        prop_assert_eq!(paid.checked_add(payouts[0].refund), Some(amount));
        prop_assert!(payouts[0].to_agent.is_none_or(|(_, micros)| micros.is_positive()));
    }

    #[test]
    fn what_is_due_happens_at_its_tick_and_not_before(
        state in prop_oneof![
            Just(Open),
            ticks().prop_map(|until| Claimed { agent: 1, until }),
            ticks().prop_map(|at| Delivered { agent: 1, at }),
            Just(Disputed { agent: 1 }),
        ],
        (review, open_until) in (ticks(), ticks()),
        now in ticks(),
    ) {
        let terms = BountyTerms { review, open_until, ..TERMS };
        let bounty = Bounty { terms, state, rejections: 1 };
        let expired = step(&bounty, Expire, now);
        match due(&bounty) {
            Some(due) if now >= due => prop_assert!(expired.is_ok()),
            due => prop_assert_eq!(expired, Err(No::NotDue { due })),
        }
    }
}
