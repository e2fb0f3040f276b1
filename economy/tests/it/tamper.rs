//! Whatever is changed in a stored log, the auditor finds it and names the entry.

use proptest::prelude::*;
use village_economy::{
    AccountId, Auditor, Broken, Finding, Hash32, Ledger, Micro, Reason, Refusal, Source, Transfer,
    What,
};

use crate::kit::{a_day, reseal};

/// What an audit of `log` says when everything beside it is as `ledger` holds it.
fn audit(ledger: &Ledger, log: &[Transfer]) -> Result<(), Finding> {
    let mut auditor = Auditor::new();
    for transfer in log {
        // As a careless caller would: the finding must also come out at the end.
        let _ = auditor.feed(transfer);
    }
    auditor.finish(ledger.accounts(), ledger.head(), ledger.next_seq())
}

fn found(seq: u64, what: What) -> Result<(), Finding> {
    Err(Finding { seq, what })
}

#[test]
fn a_whole_log_is_found_whole() {
    let (ledger, log) = a_day();
    assert_eq!(audit(&ledger, &log), Ok(()));
    assert_eq!(audit(&Ledger::new(), &[]), Ok(()));
}

#[test]
fn any_flipped_bit_of_any_stored_row_is_found_and_named() {
    let (ledger, log) = a_day();
    let (mut unreadable, mut named) = (0, 0);
    for (row, transfer) in log.iter().enumerate() {
        let stored = serde_json::to_vec(transfer).unwrap();
        for bit in 0..stored.len() * 8 {
            let mut bytes = stored.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let Ok(read) = serde_json::from_slice::<Transfer>(&bytes) else {
                unreadable += 1;
                continue;
            };
            let mut tampered = log.clone();
            tampered[row] = read;
            let finding = audit(&ledger, &tampered).expect_err("a flipped bit was not found");
            assert_eq!(finding.seq, transfer.seq, "{finding} after flipping bit {bit}");
            named += 1;
        }
    }
    // Both ends must really be reached; a format that reads nothing would pass otherwise.
    assert!(unreadable > 1_000 && named > 1_000, "{unreadable} unreadable, {named} named");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn any_other_byte_in_a_stored_row_is_found_and_named(
        row in 0_usize..7,
        place in any::<prop::sample::Index>(),
        byte in prop_oneof![any::<u8>(), prop::sample::select(b"0123456789abcdef".to_vec())],
    ) {
        let (ledger, mut log) = a_day();
        let mut stored = serde_json::to_vec(&log[row]).unwrap();
        let place = place.index(stored.len());
        prop_assume!(stored[place] != byte);
        stored[place] = byte;
        if let Ok(read) = serde_json::from_slice(&stored) {
            let seq = log[row].seq;
            log[row] = read;
            prop_assert_eq!(audit(&ledger, &log).map_err(|finding| finding.seq), Err(seq));
        }
    }
}

#[test]
fn each_field_is_covered() {
    let edits: [fn(&mut Transfer); 13] = [
        |row| row.seq += 1,
        |row| row.tick += 1,
        |row| row.at_micros -= 1,
        |row| row.debit = AccountId::Person(77),
        |row| row.credit = AccountId::Agent(5),
        |row| row.amount = Micro::new(row.amount.get() + 1),
        |row| row.reason = Reason::Correction,
        |row| row.source = Source::Agent(99),
        |row| row.note.push(' '),
        |row| row.post = row.post.map_or(Some(0), |_| None),
        |row| row.reply = Some(row.reply.unwrap_or(0) + 1),
        |row| row.prev.0[31] ^= 1,
        |row| row.hash.0[0] ^= 0x80,
    ];
    let (ledger, log) = a_day();
    for (field, edit) in edits.iter().enumerate() {
        for row in 0..log.len() {
            let mut tampered = log.clone();
            edit(&mut tampered[row]);
            let finding = audit(&ledger, &tampered).expect_err("an edit was not found");
            assert_eq!(finding.seq, log[row].seq, "{finding} after edit {field}");
            let what = match field {
                0 => What::Gap { found: log[row].seq + 1 },
                11 => What::BadPrev,
                _ => What::BadHash,
            };
            assert_eq!(finding.what, what, "after edit {field}");
        }
    }
}

#[test]
fn rows_that_are_gone_added_or_swapped_are_found() {
    let (ledger, log) = a_day();
    let mut gone = log.clone();
    gone.remove(2);
    assert_eq!(audit(&ledger, &gone), found(3, What::Gap { found: 4 }));

    let mut twice = log.clone();
    twice.insert(2, log[1].clone());
    assert_eq!(audit(&ledger, &twice), found(3, What::Gap { found: 2 }));

    let mut swapped = log.clone();
    swapped.swap(3, 4);
    assert_eq!(audit(&ledger, &swapped), found(4, What::Gap { found: 5 }));

    let cut = &log[..5];
    let what = What::HeadDiffers { derived: log[4].hash, stored: log[6].hash };
    assert_eq!(audit(&ledger, cut), found(6, what));
}

#[test]
fn the_stored_place_of_the_next_entry_must_be_behind_the_last() {
    let (ledger, log) = a_day();
    for (stored, seq) in [(0, 7), (7, 7), (9, 8)] {
        let mut auditor = Auditor::new();
        for row in &log {
            auditor.feed(row).unwrap();
        }
        let finding = auditor.finish(ledger.accounts(), ledger.head(), stored);
        assert_eq!(finding, found(seq, What::NextDiffers { derived: 8, stored }));
    }
}

#[test]
fn a_rewritten_tail_does_not_meet_the_head() {
    let (ledger, log) = a_day();
    let mut rewritten = log.clone();
    rewritten[4].amount = Micro::new(4_000_001);
    // The payout takes what the escrow holds, so floors alone would not tell.
    reseal(&mut rewritten, 4);
    let what = What::HeadDiffers { derived: rewritten[6].hash, stored: log[6].hash };
    assert_eq!(audit(&ledger, &rewritten), found(7, what));
}

#[test]
fn a_row_that_no_ledger_posts_is_found_though_its_hash_is_right() {
    let forge = |edit: fn(&mut Transfer)| {
        let (ledger, mut log) = a_day();
        edit(&mut log[3]);
        reseal(&mut log, 3);
        let loaded = log.iter().try_fold(Ledger::new(), |mut ledger, row| {
            ledger.apply(row)?;
            Ok(ledger)
        });
        (audit(&ledger, &log).unwrap_err(), loaded.map(drop))
    };
    let impossible = |refusal| Err(Broken::Impossible { seq: 4, refusal });
    let (agent, payments) = (AccountId::Agent(1), AccountId::Payments);

    let (finding, loaded) = forge(|row| row.amount = Micro::new(7_000_000));
    assert_eq!(finding, Finding { seq: 4, what: What::BelowFloor { account: agent } });
    let available = Micro::new(6_500_000);
    assert_eq!(loaded, impossible(Refusal::Insufficient { available }));

    let (finding, loaded) = forge(|row| row.amount = Micro::MIN);
    assert_eq!(finding, Finding { seq: 4, what: What::NotPositive });
    assert_eq!(loaded, impossible(Refusal::NotPositive));

    let (finding, loaded) = forge(|row| row.credit = row.debit);
    assert_eq!(finding, Finding { seq: 4, what: What::SameAccount });
    assert_eq!(loaded, impossible(Refusal::SameAccount));

    let (finding, loaded) = forge(|row| row.note = "x".repeat(501));
    assert_eq!(finding, Finding { seq: 4, what: What::TooLong });
    assert_eq!(loaded, impossible(Refusal::TooLong));

    let (finding, loaded) = forge(|row| {
        (row.debit, row.credit) = (AccountId::Payments, AccountId::Treasury);
        row.amount = Micro::MAX;
    });
    assert_eq!(finding, Finding { seq: 4, what: What::OutOfRange { account: payments } });
    assert_eq!(loaded, impossible(Refusal::Overflow));
}

#[test]
fn stored_balances_must_follow_from_the_log() {
    let (ledger, log) = a_day();
    let audit_with = |edit: fn(&mut Vec<(AccountId, Micro)>)| {
        let mut auditor = Auditor::new();
        for row in &log {
            auditor.feed(row).unwrap();
        }
        assert_eq!(auditor.entries_read(), 7);
        let mut balances: Vec<_> = ledger.accounts().collect();
        edit(&mut balances);
        auditor.finish(balances, ledger.head(), ledger.next_seq())
    };
    let agent = AccountId::Agent(1);
    let differs = |account, derived, micros| What::BalanceDiffers {
        account,
        derived,
        stored: Micro::new(micros),
    };
    assert_eq!(audit_with(|_| {}), Ok(()));
    assert_eq!(audit_with(|rows| rows.reverse()), Ok(()));
    // Agent 5 never held anything: no row is as good as a row with nothing.
    assert_eq!(audit_with(|rows| rows.retain(|row| row.0 != AccountId::Agent(5))), Ok(()));
    assert_eq!(
        audit_with(|rows| rows.retain(|row| row.0 != AccountId::Agent(1))),
        found(4, differs(agent, 6_249_999, 0)),
    );
    assert_eq!(
        audit_with(|rows| rows.push((AccountId::Person(8), Micro::new(1)))),
        found(0, differs(AccountId::Person(8), 0, 1)),
    );
    // Moved from one to another by hand: the sum still holds, the first account is named.
    let moved = audit_with(|rows| {
        for row in rows {
            match row.0 {
                AccountId::Agent(1) => row.1 = Micro::new(6_249_998),
                AccountId::Agent(2) => row.1 = Micro::new(4_000_000),
                _ => {}
            }
        }
    });
    assert_eq!(moved, found(4, differs(agent, 6_249_999, 6_249_998)));
    assert_eq!(
        audit_with(|rows| rows.push(rows[4])),
        found(7, What::TotalNotZero { total: 3_999_999 }),
    );
}

#[test]
fn loading_refuses_the_first_row_that_does_not_belong() {
    let (_, log) = a_day();
    let load = |rows: &[Transfer]| {
        let mut ledger = Ledger::new();
        rows.iter().try_for_each(|row| ledger.apply(row)).map(|()| ledger.head())
    };
    assert_eq!(load(&log), Ok(log[6].hash));
    assert_eq!(load(&log[1..]), Err(Broken::Gap { expected: 1, found: 2 }));
    let mut tampered = log.clone();
    tampered[2].prev = Hash32::GENESIS;
    assert_eq!(load(&tampered), Err(Broken::BadPrev { seq: 3 }));
    let mut tampered = log.clone();
    tampered[2].amount = Micro::new(1);
    assert_eq!(load(&tampered), Err(Broken::BadHash { seq: 3 }));
}
