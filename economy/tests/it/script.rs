//! The ledger's rules as scripts: what is asked on each line, and what must come of it.

use village_economy::{
    AccountId, Ledger, LedgerSnapshot, Micro, NOTE_CHARS_MAX, Refusal, SOURCE_CHARS_MAX, Source,
    penalty_amount,
};

use crate::kit::intent;

/// Runs a script:
/// `open ACCOUNT`, `post AMOUNT DEBIT CREDIT -> SEQ|REFUSAL`, `balance ACCOUNT AMOUNT`.
fn check(script: &str) {
    let mut ledger = Ledger::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<_> = line.split_whitespace().collect();
        let account = |text: &str| text.parse::<AccountId>().unwrap();
        let amount = |text: &str| text.parse::<Micro>().unwrap();
        match words[..] {
            ["open", who] => assert!(ledger.open(account(who)), "in line: {line}"),
            ["balance", who, want] => {
                assert_eq!(ledger.balance(account(who)), Some(amount(want)), "in line: {line}");
            }
            ["post", much, from, to, "->", want] => {
                let asked = intent(account(from), account(to), amount(much).get());
                let before = ledger.snapshot();
                assert_eq!(ledger.check(&asked).is_ok(), want.parse::<u64>().is_ok(), "{line}");
                let got = match ledger.post(&asked, 1, 1) {
                    Ok(transfer) => transfer.seq.to_string(),
                    Err(refusal) => {
                        assert_eq!(ledger.snapshot(), before, "a refusal changed it: {line}");
                        tell(refusal)
                    }
                };
                assert_eq!(got, want, "in line: {line}");
            }
            _ => panic!("unknown line: {line}"),
        }
        assert_eq!(ledger.total(), 0, "after line: {line}");
    }
}

fn tell(refusal: Refusal) -> String {
    match refusal {
        Refusal::Insufficient { available } => format!("insufficient={available}"),
        Refusal::UnknownAccount(account) => format!("unknown_account={account}"),
        other => other.code().to_owned(),
    }
}

#[test]
fn money_moves_and_is_never_made() {
    check(
        "
        open agent:1
        open agent:2
        post 5      treasury agent:1  -> 1
        post 5.5    agent:1  agent:2  -> insufficient=5
        post 2.25   agent:1  agent:2  -> 2
        post 2.75   agent:1  compute  -> 3
        post 0.000001 agent:1 compute -> insufficient=0
        post 2.25   agent:2  treasury -> 4
        balance agent:1  0
        balance agent:2  0
        balance compute  2.75
        balance treasury -2.75
        ",
    );
}

#[test]
fn only_a_real_movement_between_open_accounts_is_made() {
    check(
        "
        post 1  treasury agent:1  -> unknown_account=agent:1
        open agent:1
        post 1  agent:2  agent:1  -> unknown_account=agent:2
        post 0  treasury agent:1  -> not_positive
        post -1 treasury agent:1  -> not_positive
        post -9223372036854.775808 treasury agent:1 -> not_positive
        post 1  treasury treasury -> same_account
        post 1  agent:7  agent:7  -> same_account
        balance agent:1 0
        ",
    );
}

#[test]
fn the_house_may_owe_and_nobody_else() {
    check(
        "
        open person:1
        open escrow:1
        post 10 payments person:1 -> 1
        post 4  person:1 escrow:1 -> 2
        post 5  escrow:1 person:1 -> insufficient=4
        post 7  person:1 compute  -> insufficient=6
        post 3  compute  person:1 -> 3
        balance payments -10
        balance compute  -3
        balance person:1 9
        ",
    );
}

#[test]
fn a_balance_never_leaves_its_range() {
    check(
        "
        open agent:1
        open agent:2
        post 9223372036854.775807 treasury agent:1 -> 1
        post 0.000001 treasury agent:2 -> 2
        post 0.000001 treasury agent:2 -> overflow
        post 0.000001 agent:2 agent:1  -> overflow
        post 0.000001 compute agent:1  -> overflow
        post 9223372036854.775807 agent:1 treasury -> 3
        balance agent:1 0
        balance treasury -0.000001
        ",
    );
}

#[test]
fn texts_have_limits_and_the_limit_itself_is_allowed() {
    let mut ledger = Ledger::new();
    let mut asked = intent(AccountId::Treasury, AccountId::Compute, 1);
    asked.note = "é".repeat(NOTE_CHARS_MAX);
    asked.source = Source::Admin("é".repeat(SOURCE_CHARS_MAX));
    assert!(ledger.post(&asked, 1, 1).is_ok());
    asked.note.push('x');
    assert_eq!(ledger.post(&asked, 1, 1), Err(Refusal::TooLong));
    asked.note.clear();
    asked.source = Source::External("x".repeat(SOURCE_CHARS_MAX + 1));
    assert_eq!(ledger.post(&asked, 1, 1), Err(Refusal::TooLong));
}

#[test]
fn the_last_place_in_the_log_is_refused_and_not_wrapped() {
    let mut stored: LedgerSnapshot = Ledger::new().snapshot();
    stored.next_seq = u64::MAX;
    stored.head.0[0] = 1;
    let mut ledger = Ledger::from_snapshot(&stored).unwrap();
    let asked = intent(AccountId::Treasury, AccountId::Compute, 1);
    assert_eq!(ledger.check(&asked), Err(Refusal::Overflow));
    assert_eq!(ledger.post(&asked, 1, 1), Err(Refusal::Overflow));
    assert_eq!(ledger.snapshot(), stored);
}

#[test]
fn a_penalty_stops_at_the_floor() {
    for (balance, asked, taken) in [
        (10, 4, 4),
        (4, 10, 4),
        (0, 1, 0),
        (-3, 1, 0),
        (5, 0, 0),
        (5, -7, 0),
        (i64::MAX, i64::MAX, i64::MAX),
        (i64::MIN, i64::MAX, 0),
        (i64::MAX, i64::MIN, 0),
    ] {
        let got = penalty_amount(Micro::new(balance), Micro::new(asked));
        assert_eq!(got, Micro::new(taken), "{asked} from {balance}");
    }
}
