//! What holds whatever is asked: conservation, floors, no wrap, one text for each value.

use proptest::prelude::*;
use village_economy::{AccountId, Auditor, Intent, Ledger, Micro, Reason, Source};

use crate::kit::intent;

fn account() -> impl Strategy<Value = AccountId> {
    prop_oneof![
        Just(AccountId::Treasury),
        Just(AccountId::Compute),
        Just(AccountId::Payments),
        (0_u32..4).prop_map(AccountId::Agent),
        (0_u32..3).prop_map(AccountId::Person),
        (0_u32..2).prop_map(AccountId::Escrow),
    ]
}

/// Small amounts that often fit, and the edges of the range that seldom do.
fn amount() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 1_i64..100,
        1 => -3_i64..=0,
        1 => prop::sample::select(vec![i64::MIN, i64::MIN + 1, i64::MAX - 1, i64::MAX]),
        1 => any::<i64>(),
    ]
}

fn asked() -> impl Strategy<Value = Intent> {
    (account(), account(), amount(), 0..Reason::ALL.len(), any::<Option<u64>>()).prop_map(
        |(debit, credit, micros, reason, post)| Intent {
            reason: Reason::ALL[reason],
            source: Source::Person(3),
            post,
            ..intent(debit, credit, micros)
        },
    )
}

fn village() -> Ledger {
    let mut ledger = Ledger::new();
    // Agent 3, person 2 and escrow 1 stay unknown.
    for number in 0..3 {
        ledger.open(AccountId::Agent(number));
    }
    for number in 0..2 {
        ledger.open(AccountId::Person(number));
    }
    ledger.open(AccountId::Escrow(0));
    ledger
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn money_is_conserved_and_no_purse_is_below_its_floor(
        wishes in prop::collection::vec(asked(), 1..120),
    ) {
        let mut ledger = village();
        let mut log = Vec::new();
        for (tick, wish) in (0..).zip(&wishes) {
            let before = ledger.snapshot();
            let allowed = ledger.check(wish);
            match ledger.post(wish, tick, 5) {
                Ok(transfer) => {
                    prop_assert_eq!(allowed, Ok(()));
                    prop_assert_eq!(transfer.seq, before.next_seq);
                    prop_assert_eq!(transfer.prev, before.head);
                    log.push(transfer);
                }
                Err(refusal) => {
                    prop_assert_eq!(allowed, Err(refusal));
                    prop_assert_eq!(ledger.snapshot(), before);
                }
            }
            prop_assert_eq!(ledger.total(), 0);
            for (account, balance) in ledger.accounts() {
                prop_assert!(account.floor().is_none_or(|floor| balance >= floor));
            }
        }
        let mut auditor = Auditor::new();
        let mut loaded = village();
        for transfer in &log {
            prop_assert_eq!(auditor.feed(transfer), Ok(()));
            prop_assert_eq!(loaded.apply(transfer), Ok(()));
        }
        prop_assert_eq!(loaded.snapshot(), ledger.snapshot());
        let found = auditor.finish(ledger.accounts(), ledger.head(), ledger.next_seq());
        prop_assert_eq!(found, Ok(()));
    }
}

fn edge() -> impl Strategy<Value = i64> {
    prop_oneof![
        any::<i64>(),
        (i64::MAX - 3)..=i64::MAX,
        i64::MIN..=(i64::MIN + 3),
        -3_i64..=3,
        (-9_i64..=9).prop_map(|coins| coins * 1_000_000),
    ]
}

fn narrow(wide: i128) -> Option<Micro> {
    i64::try_from(wide).ok().map(Micro::new)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn arithmetic_at_the_edges_is_exact_or_none(a in edge(), b in edge()) {
        let (left, right) = (Micro::new(a), Micro::new(b));
        let (a, b) = (i128::from(a), i128::from(b));
        prop_assert_eq!(left.checked_add(right), narrow(a + b));
        prop_assert_eq!(left.checked_sub(right), narrow(a - b));
        prop_assert_eq!(left.checked_neg(), narrow(-a));
    }

    #[test]
    fn two_transfers_of_any_size_never_wrap(first in edge(), second in edge()) {
        let mut ledger = village();
        let purse = AccountId::Agent(0);
        for micros in [first, second] {
            let held = ledger.balance(purse).unwrap().get();
            let made = ledger.post(&intent(AccountId::Treasury, purse, micros), 1, 1).is_ok();
            let fits = micros > 0 && held.checked_add(micros).is_some();
            prop_assert_eq!(made, fits);
            let want = if made { held + micros } else { held };
            prop_assert_eq!(ledger.balance(purse), Some(Micro::new(want)));
            prop_assert_eq!(ledger.total(), 0);
        }
    }

    #[test]
    fn every_amount_reads_back_from_its_text(micros in edge()) {
        let text = Micro::new(micros).to_string();
        prop_assert_eq!(text.parse(), Ok(Micro::new(micros)));
        if let Some((_, fraction)) = text.split_once('.') {
            prop_assert!(!fraction.ends_with('0') && (1..=6).contains(&fraction.len()), "{}", text);
        }
    }

    #[test]
    fn no_text_makes_reading_an_amount_panic(text in "[-+0-9.eE ]{0,24}|.{0,12}") {
        if let Ok(amount) = text.parse::<Micro>() {
            prop_assert_eq!(amount.to_string().parse(), Ok(amount));
            prop_assert!(text.bytes().all(|byte| matches!(byte, b'-' | b'.' | b'0'..=b'9')));
        }
    }

    #[test]
    fn an_account_is_its_number_and_its_text(
        stored in prop_oneof![any::<u64>(), 0_u64..0x8_0000_0000],
    ) {
        if let Some(account) = AccountId::from_u64(stored) {
            prop_assert_eq!(account.to_u64(), stored);
            prop_assert_eq!(account.to_string().parse(), Ok(account));
        }
    }

    #[test]
    fn a_source_reads_back_from_its_text(name in ".{0,120}", number in any::<u32>()) {
        for source in [
            Source::System,
            Source::Admin(name.clone()),
            Source::Person(number),
            Source::Agent(number),
            Source::External(name.clone()),
        ] {
            prop_assert_eq!(source.to_string().parse(), Ok(source));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_batch_gives_the_same_rows_and_balances_as_one_by_one(
        wishes in prop::collection::vec(asked(), 1..120),
    ) {
        let (mut one_by_one, mut together) = (village(), village());
        let rows: Vec<_> =
            wishes.iter().filter_map(|wish| one_by_one.post(wish, 3, 5).ok()).collect();
        let mut batch = together.batch();
        for wish in wishes {
            let allowed = batch.ledger().check(&wish);
            prop_assert_eq!(batch.post(wish), allowed);
            prop_assert_eq!(batch.ledger().total(), 0);
        }
        prop_assert_eq!(batch.len(), rows.len());
        prop_assert_eq!(batch.is_empty(), rows.is_empty());
        prop_assert_eq!(batch.seal(3, 5), rows);
        prop_assert_eq!(together.snapshot(), one_by_one.snapshot());
    }

    #[test]
    fn a_batch_that_is_not_sealed_was_never_there(
        before in prop::collection::vec(asked(), 0..20),
        wishes in prop::collection::vec(asked(), 1..60),
    ) {
        let mut ledger = village();
        for wish in before {
            let _ = ledger.post(&wish, 1, 1);
        }
        let kept = ledger.snapshot();
        let mut batch = ledger.batch();
        for wish in wishes {
            let _ = batch.post(wish);
        }
        drop(batch);
        prop_assert_eq!(ledger.snapshot(), kept);
    }
}
