//! Money from outside: each transaction once, whatever the order.

use village_economy::{AccountId, Micro, Reason};
use village_sim::{Outcome, Principal, Refusal, Role, Wish};

use crate::kit::Kit;
use crate::money::admin;

fn credit(account: AccountId, coins: i32, txn: &str) -> Wish {
    let (txn, note) = (txn.into(), String::new());
    Wish::Credit { account, amount: Micro::coins(coins), txn, note }
}

fn reverse(txn: &str, refund: &str, coins: i32) -> Wish {
    let (txn, refund) = (txn.into(), refund.into());
    Wish::Reverse { txn, refund, amount: Micro::coins(coins), note: String::new() }
}

#[test]
fn a_transaction_is_credited_once_by_whoever_may() {
    let mut kit = Kit::new();
    let ada = AccountId::Agent(kit.who("ada").0);
    let erik = kit.enrol("erik", Role::Admin, true);
    let mara = kit.enrol("mara", Role::Moderator, true);
    let wish = credit(ada, 5, "TX-1");
    for by in [Principal::Agent(kit.who("ada")), Principal::Person(mara)] {
        assert_eq!(kit.run(by, wish.clone()), Outcome::Refused(Refusal::Forbidden));
    }
    let outcome = kit.run(Principal::Person(erik), wish);
    assert!(matches!(outcome, Outcome::Paid { .. }), "{outcome:?}");
    for (account, coins) in [(ada, 5), (ada, 6), (AccountId::Person(erik.0), 5)] {
        let outcome = kit.run(admin(), credit(account, coins, "TX-1"));
        assert_eq!(outcome, Outcome::Refused(Refusal::Credited { txn: "TX-1".into() }));
    }
    assert_eq!(kit.held(ada), Micro::coins(15));
    assert_eq!(kit.held(AccountId::Payments), Micro::coins(-5));
    for account in [AccountId::Treasury, AccountId::Agent(99), AccountId::Person(99)] {
        let outcome = kit.run(admin(), credit(account, 5, "TX-2"));
        assert!(matches!(outcome, Outcome::Refused(Refusal::Unknown { .. })), "{outcome:?}");
    }
    for txn in ["", "a b", "x'; drop", &"t".repeat(65)] {
        let outcome = kit.run(admin(), credit(ada, 5, txn));
        assert!(matches!(outcome, Outcome::Refused(_)), "{txn}: {outcome:?}");
    }
}

#[test]
fn a_refund_takes_back_once_and_no_more_than_came() {
    let mut kit = Kit::new();
    let ada = AccountId::Agent(kit.who("ada").0);
    kit.credit(ada, Micro::coins(5), "TX-1");
    assert_eq!(kit.run(admin(), reverse("TX-1", "R-1", 2)), Outcome::Done);
    let twice = kit.run(admin(), reverse("TX-1", "R-1", 2));
    assert_eq!(twice, Outcome::Refused(Refusal::Credited { txn: "R-1".into() }));
    let more = kit.run(admin(), reverse("TX-1", "R-2", 4));
    assert!(matches!(more, Outcome::Refused(Refusal::OutOfRange { .. })), "{more:?}");
    assert_eq!(kit.run(admin(), reverse("TX-1", "R-2", 3)), Outcome::Done);
    assert_eq!((kit.held(ada), kit.held(AccountId::Payments)), (Micro::coins(10), Micro::ZERO));
}

#[test]
fn a_refund_may_be_known_before_its_payment() {
    let mut kit = Kit::new();
    let ada = AccountId::Agent(kit.who("ada").0);
    assert_eq!(kit.run(admin(), reverse("TX-9", "R-9", 2)), Outcome::Done);
    assert_eq!(kit.held(ada), Micro::coins(10));
    kit.restart(village_sim::Kept::default());
    kit.credit(ada, Micro::coins(5), "TX-9");
    assert_eq!(kit.held(ada), Micro::coins(13));
    let twice = kit.run(admin(), reverse("TX-9", "R-9", 2));
    assert!(matches!(twice, Outcome::Refused(Refusal::Credited { .. })), "{twice:?}");
}

#[test]
fn what_was_spent_before_it_went_back_the_treasury_bears_and_the_purse_is_frozen() {
    let mut kit = Kit::new();
    let who = kit.who("ada");
    let ada = AccountId::Agent(who.0);
    kit.credit(ada, Micro::coins(30), "TX-1");
    let buy = Wish::Purchase { agent: who, tier: "beacon".into(), hours: 4 };
    assert!(matches!(kit.run(Principal::Agent(who), buy), Outcome::Bought { .. }));
    let treasury = kit.held(AccountId::Treasury);
    let command = crate::kit::command(admin(), reverse("TX-1", "CB-1", 30));
    let record = kit.tick(vec![command]).record.unwrap();
    assert_eq!(kit.held(ada), Micro::ZERO);
    assert_eq!(kit.held(AccountId::Treasury).get(), treasury.get() - 22_000_000);
    assert_eq!(kit.held(AccountId::Payments), Micro::ZERO);
    let reasons: Vec<_> = record.transfers.iter().map(|transfer| transfer.reason).collect();
    assert_eq!(reasons, [Reason::Refund, Reason::Correction]);
    assert!(kit.village.view().society.permit(who).money_frozen);
}
