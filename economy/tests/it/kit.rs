//! What the tests share: short ways to an intent and to a log.

use village_economy::{AccountId, Hash32, Intent, Ledger, Micro, Reason, Source, Transfer};

/// A plain intent of the village itself.
pub fn intent(debit: AccountId, credit: AccountId, micros: i64) -> Intent {
    Intent {
        debit,
        credit,
        amount: Micro::new(micros),
        reason: Reason::Transfer,
        source: Source::System,
        note: String::new(),
        post: None,
        reply: None,
    }
}

/// A small village's day: every kind of source, notes and none, posts and replies and none.
pub fn a_day() -> (Ledger, Vec<Transfer>) {
    use AccountId::{Agent, Compute, Escrow, Payments, Person, Treasury};
    let moves = [
        (Treasury, Agent(1), 5_000_000, Reason::Stipend, Source::System, "", None, None),
        (
            Payments,
            Person(3),
            20_000_000,
            Reason::DepositCredit,
            source("paypal"),
            "tx 8",
            None,
            None,
        ),
        (
            Person(3),
            Agent(1),
            1_500_000,
            Reason::Reward,
            Source::Person(3),
            "clear",
            Some(7),
            Some(2),
        ),
        (Agent(1), Compute, 250_001, Reason::PurchaseCompute, Source::Agent(1), "", None, None),
        (
            Person(3),
            Escrow(9),
            4_000_000,
            Reason::BountyEscrow,
            Source::Person(3),
            "é ½",
            Some(8),
            None,
        ),
        (Escrow(9), Agent(2), 4_000_000, Reason::BountyPayout, Source::System, "", Some(8), None),
        (
            Agent(2),
            Treasury,
            1,
            Reason::Penalty,
            Source::Admin("ada".into()),
            "spam",
            Some(8),
            Some(1),
        ),
    ];
    let mut ledger = Ledger::new();
    for account in [Agent(1), Agent(2), Agent(5), Person(3), Escrow(9)] {
        ledger.open(account);
    }
    let mut log = Vec::new();
    for (tick, (debit, credit, micros, reason, source, note, post, reply)) in (40_u32..).zip(moves)
    {
        let asked = Intent {
            reason,
            source,
            note: note.into(),
            post,
            reply,
            ..intent(debit, credit, micros)
        };
        let at_micros = 1_760_000_000_000_000 + i64::from(tick) * 50_000;
        log.push(ledger.post(&asked, tick.into(), at_micros).unwrap());
    }
    (ledger, log)
}

fn source(name: &str) -> Source {
    Source::External(name.into())
}

/// Hashes the rows from `from` on again, as somebody who rewrites history would.
pub fn reseal(log: &mut [Transfer], from: usize) {
    for row in from..log.len() {
        log[row].prev = match row.checked_sub(1) {
            Some(before) => log[before].hash,
            None => Hash32::GENESIS,
        };
        log[row].hash = log[row].content_hash();
    }
}

/// Seeded chance for whole runs (splitmix64): the same seed gives the same run everywhere.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        let range = u64::try_from(most - least).unwrap() + 1;
        least + i64::try_from(self.next() % range).unwrap()
    }

    pub fn one_in(&mut self, of: i64) -> bool {
        self.between(1, of) == 1
    }

    /// A place in a list of `length`.
    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.next() % length as u64).unwrap()
    }

    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.index(end + 1));
        }
    }
}
