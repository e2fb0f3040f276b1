//! Entries are the two sides of transfers, told to one account.

use village_economy::{AccountId, Entry, EntryId, Micro, Side, statement};

use crate::kit::a_day;

/// `ID AMOUNT COUNTERPARTY REASON POST/REPLY = BALANCE` for each entry.
fn check(account: &str, opening: Option<i64>, want: &[&str]) {
    let (_, log) = a_day();
    let account: AccountId = account.parse().unwrap();
    let number = |number: Option<u64>| number.map_or("-".to_owned(), |number| number.to_string());
    let got: Vec<_> = statement(account, opening.map(Micro::new), &log)
        .map(|entry| {
            assert_eq!((entry.account, entry.currency.as_str()), (account, "aiDollar"));
            let after = entry.balance_after.map_or("?".to_owned(), |held| held.to_string());
            format!(
                "{} {} {} {} {}/{} = {after}",
                entry.id,
                entry.amount,
                entry.counterparty,
                entry.reason,
                number(entry.related_post_id),
                number(entry.related_reply_id),
            )
        })
        .collect();
    assert_eq!(got, want, "the statement of {account}");
}

#[test]
fn a_statement_tells_what_came_went_and_remained() {
    check(
        "agent:1",
        Some(0),
        &[
            "1.c 5 treasury stipend -/- = 5",
            "3.c 1.5 person:3 reward 7/2 = 6.5",
            "4.d -0.250001 compute purchase_compute -/- = 6.249999",
        ],
    );
    check(
        "escrow:9",
        None,
        &["5.c 4 person:3 bounty_escrow 8/- = ?", "6.d -4 agent:2 bounty_payout 8/- = ?"],
    );
    check("agent:5", Some(0), &[]);
}

#[test]
fn a_running_balance_that_cannot_be_is_not_told() {
    check("payments", Some(i64::MIN), &["2.d -20 person:3 deposit_credit -/- = ?"]);
}

#[test]
fn the_sides_of_a_transfer_cancel_out() {
    let (_, log) = a_day();
    for transfer in &log {
        let sides = [Side::Debit, Side::Credit].map(|side| Entry::of(transfer, side).unwrap());
        assert_eq!(sides[0].amount.checked_add(sides[1].amount), Some(Micro::ZERO));
        assert_eq!(sides[0].account, sides[1].counterparty);
    }
    let mut forged = log[0].clone();
    forged.amount = Micro::MIN;
    assert_eq!(Entry::of(&forged, Side::Debit), None);
}

#[test]
fn an_entry_has_one_name() {
    for text in ["1.d", "17.c", "18446744073709551615.c"] {
        assert_eq!(text.parse::<EntryId>().unwrap().to_string(), text);
    }
    for text in [
        "",
        "1",
        ".d",
        "0.d",
        "01.d",
        "+1.d",
        "1.x",
        "1.dd",
        "1.d.c",
        "1.D",
        "1 .d",
        "18446744073709551616.c",
    ] {
        assert!(text.parse::<EntryId>().is_err(), "{text:?}");
    }
}
