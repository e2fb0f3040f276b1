//! What is persisted, written out: hashes, codes, JSON. A change here breaks stored villages.

use village_economy::{
    AccountId, Hash32, Ledger, LedgerSnapshot, Micro, Reason, SNAPSHOT_VERSION, SOURCE_CHARS_MAX,
    SnapshotFault, Source, SourceForm, Transfer,
};

use crate::kit::{a_day, intent};

/// Computed by a second program, written from the description of the layout alone.
const HASHES: [&str; 7] = [
    "be2b92a46d2774118d06f943cda1ad9faadb8741ad1f31c9c7454e77aad3134e",
    "c78437b8d7ba01664fc76660fc3a2e5e3706093cbbf07ca380a40a079e3fbf72",
    "30d2dac3bf80e7308ca61e5464d87ce100c5bafbad69abe5ecc2f4cf12c3f977",
    "802cb8562d4e252f384755282554d1d3771c6c8a1487fda85c68d6e9fa7f1909",
    "e4673f3c863f3ee470b5ba58d10bef30e9108ef6c912e90059d5a215639846e8",
    "af910fae890003aee9fb073d5e181c5508bffa28449a80aef5fd21bc1fba278d",
    "6ea0aa64614174343a952a2a45ac930c1028e09a71d211b9587f017a568f6628",
];

#[test]
fn the_hash_chain_is_pinned() {
    let (ledger, log) = a_day();
    let hashes: Vec<_> = log.iter().map(|transfer| transfer.hash.to_string()).collect();
    assert_eq!(hashes, HASHES);
    assert_eq!(log[0].prev, Hash32::GENESIS);
    assert!(log.windows(2).all(|pair| pair[1].prev == pair[0].hash));
    assert_eq!((ledger.head(), ledger.next_seq()), (log[6].hash, 8));
}

#[test]
fn the_stored_row_is_pinned() {
    let (_, log) = a_day();
    let stored = concat!(
        r#"{"seq":7,"tick":46,"at_micros":1760000002300000,"debit":"agent:2","#,
        r#""credit":"treasury","amount":"0.000001","reason":"penalty","source":"admin:ada","#,
        r#""note":"spam","post":8,"reply":1,"#,
        r#""prev":"af910fae890003aee9fb073d5e181c5508bffa28449a80aef5fd21bc1fba278d","#,
        r#""hash":"6ea0aa64614174343a952a2a45ac930c1028e09a71d211b9587f017a568f6628"}"#,
    );
    assert_eq!(serde_json::to_string(&log[6]).unwrap(), stored);
    assert_eq!(serde_json::from_str::<Transfer>(stored).unwrap(), log[6]);
    let unknown = stored.replacen("\"tick\"", "\"tock\"", 1);
    assert!(serde_json::from_str::<Transfer>(&unknown).is_err());
}

#[test]
fn the_codes_of_reasons_are_pinned() {
    let words = [
        "reward",
        "penalty",
        "deposit_credit",
        "purchase_compute",
        "bounty_escrow",
        "bounty_payout",
        "refund",
        "transfer",
        "stipend",
        "correction",
        "reservation",
        "upkeep",
    ];
    for ((code, word), reason) in (1..).zip(words).zip(Reason::ALL) {
        assert_eq!((reason.code(), reason.as_str()), (code, word));
        assert_eq!(Reason::from_code(code), Some(reason));
        assert_eq!(word.parse(), Ok(reason));
        assert_eq!(serde_json::to_string(&reason).unwrap(), format!("\"{word}\""));
    }
    assert_eq!((Reason::from_code(0), Reason::from_code(13)), (None, None));
    assert!("Reward".parse::<Reason>().is_err());
}

#[test]
fn a_source_is_bounded_and_has_one_text() {
    let long = "é".repeat(SOURCE_CHARS_MAX + 1);
    for kind in ["admin", "external"] {
        assert_eq!(format!("{kind}:{long}").parse::<Source>(), Err(SourceForm::TooLong));
    }
    for text in ["", "System", "admin", "person:", "person:01", "person:+1", "agent:-1", "robot:1"]
    {
        assert_eq!(text.parse::<Source>(), Err(SourceForm::Malformed), "{text:?}");
    }
    assert_eq!("admin:a:b".parse(), Ok(Source::Admin("a:b".into())));
}

#[test]
fn a_ledger_comes_back_from_its_snapshot_and_goes_on_alike() {
    let (mut ledger, _) = a_day();
    let stored = serde_json::to_string(&ledger.snapshot()).unwrap();
    let read: LedgerSnapshot = serde_json::from_str(&stored).unwrap();
    let mut restored = Ledger::from_snapshot(&read).unwrap();
    assert_eq!(restored.snapshot(), ledger.snapshot());
    let asked = intent(AccountId::Agent(1), AccountId::Agent(2), 5);
    assert_eq!(restored.post(&asked, 99, 7), ledger.post(&asked, 99, 7));
    assert_eq!(restored.snapshot(), ledger.snapshot());
    // An open account with nothing in it must not be lost on the way.
    assert_eq!(restored.balance(AccountId::Agent(5)), Some(Micro::ZERO));
}

#[test]
fn the_snapshot_form_is_pinned() {
    let stored = serde_json::to_string(&Ledger::new().snapshot()).unwrap();
    let zeros = "0".repeat(64);
    let want = format!(
        "{{\"version\":1,\"balances\":[[\"treasury\",\"0\"],[\"compute\",\"0\"],\
         [\"payments\",\"0\"]],\"head\":\"{zeros}\",\"next_seq\":1}}"
    );
    assert_eq!(stored, want);
}

#[test]
fn a_snapshot_that_no_ledger_wrote_is_refused() {
    let fault = |edit: fn(&mut LedgerSnapshot)| {
        let mut snapshot = a_day().0.snapshot();
        edit(&mut snapshot);
        Ledger::from_snapshot(&snapshot).map(drop).unwrap_err()
    };
    let (treasury, compute) = (AccountId::Treasury, AccountId::Compute);
    assert_eq!(fault(|it| it.version = 2), SnapshotFault::Version { found: 2 });
    assert_eq!(SNAPSHOT_VERSION, 1);
    assert_eq!(fault(|it| it.balances.swap(0, 1)), SnapshotFault::Order { account: treasury });
    assert_eq!(
        fault(|it| it.balances.insert(1, it.balances[1])),
        SnapshotFault::Order { account: compute },
    );
    assert_eq!(
        fault(|it| {
            it.balances[0].1 = Micro::new(1_250_000);
            it.balances[3].1 = Micro::new(-1);
        }),
        SnapshotFault::BelowFloor { account: AccountId::Agent(1), balance: Micro::new(-1) },
    );
    assert_eq!(
        fault(|it| it.balances[0].1 = Micro::ZERO),
        SnapshotFault::TotalNotZero { total: 4_999_999 },
    );
    assert_eq!(fault(|it| it.next_seq = 0), SnapshotFault::Head { next_seq: 0 });
    assert_eq!(fault(|it| it.next_seq = 1), SnapshotFault::Head { next_seq: 1 });
    assert_eq!(fault(|it| it.head = Hash32::GENESIS), SnapshotFault::Head { next_seq: 8 });
}
