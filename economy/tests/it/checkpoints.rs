//! Figure R7: a log is edited, cut, reordered, forged and rewritten at random, by somebody who
//! holds the whole database but not the second file or its key. Everything is found, and the first
//! bad entry is named.

use village_economy::{
    AccountId, Auditor, Checkpoint, CheckpointAuditor, CheckpointFault, CheckpointFinding,
    CheckpointWhat, Finding, Hash32, Ledger, Micro, Proven, Reason, Signed, Signer, Source,
    Transfer,
};

use crate::kit::{Chance, intent, reseal};

/// Random tamperings of each kind.
const TAMPERINGS: u64 = 100;
const ENTRIES: usize = 120;
/// Entries between two checkpoints.
const EVERY: usize = 25;

fn signer() -> Signer {
    Signer::from_seed([42; 32])
}

/// All that a village stores: in its database the log and where it ends, beside it checkpoints.
struct Stored {
    log: Vec<Transfer>,
    balances: Vec<(AccountId, Micro)>,
    head: Hash32,
    next_seq: u64,
    checkpoints: Vec<Signed>,
}

fn a_village(chance: &mut Chance) -> Stored {
    let mut ledger = Ledger::new();
    let accounts: Vec<AccountId> =
        [AccountId::Treasury].into_iter().chain((0..5).map(AccountId::Agent)).collect();
    for &account in &accounts {
        ledger.open(account);
    }
    let (mut log, mut checkpoints) = (Vec::new(), Vec::new());
    let mut tick = 0;
    while log.len() < ENTRIES {
        tick += 1;
        let (debit, credit) =
            (accounts[chance.index(accounts.len())], accounts[chance.index(accounts.len())]);
        let asked = intent(debit, credit, chance.between(1, 1_000_000));
        let Ok(transfer) = ledger.post(&asked, tick, chance.between(0, 1 << 50)) else { continue };
        log.push(transfer);
        if log.len() % EVERY == 0 || log.len() == ENTRIES {
            checkpoints.push(signer().sign(Checkpoint::of(&ledger, tick, 7)));
        }
    }
    let balances = ledger.accounts().collect();
    Stored { log, balances, head: ledger.head(), next_seq: ledger.next_seq(), checkpoints }
}

impl Stored {
    fn audit(&self) -> (Result<(), Finding>, Result<Proven, CheckpointFinding>) {
        let mut auditor = Auditor::new();
        let mut beside = CheckpointAuditor::new(&[signer().key()]);
        for signed in &self.checkpoints {
            beside.require(signed).unwrap();
        }
        for row in &self.log {
            // As careless callers would: the findings must also come out at the end.
            let _ = auditor.feed(row);
            let _ = beside.feed(row.seq, row.hash);
        }
        let chain = auditor.finish(self.balances.iter().copied(), self.head, self.next_seq);
        (chain, beside.finish())
    }

    /// Makes everything else in the database agree with a log that was changed from `row` on.
    fn make_consistent(&mut self, row: usize) {
        for (seq, row) in (1..).zip(&mut self.log) {
            row.seq = seq;
        }
        reseal(&mut self.log, row);
        self.head = self.log.last().map_or(Hash32::GENESIS, |last| last.hash);
        self.next_seq = self.log.len() as u64 + 1;
        self.balances.iter_mut().for_each(|(_, balance)| *balance = Micro::ZERO);
        for row in &self.log {
            let amount = row.amount;
            for (account, balance) in &mut self.balances {
                if *account == row.debit {
                    *balance = balance.checked_sub(amount).unwrap();
                } else if *account == row.credit {
                    *balance = balance.checked_add(amount).unwrap();
                }
            }
        }
    }
}

/// Tampers with a village many times in one way; `tamper` gets a row and tells the place in the
/// log that the finding must name.
fn found_by_its_chain(kind: &str, tamper: impl Fn(&mut Stored, usize, &mut Chance) -> u64) {
    for seed in 0..TAMPERINGS {
        let mut chance = Chance(seed);
        let mut stored = a_village(&mut chance);
        let row = chance.index(ENTRIES);
        let want = tamper(&mut stored, row, &mut chance);
        let finding = stored.audit().0.expect_err(kind);
        assert_eq!(finding.seq, want, "{kind}, seed {seed}: {finding}");
    }
}

/// The same for what the chain alone cannot see. `tamper` tells the first bad entry.
fn found_by_a_checkpoint(
    kind: &str,
    tamper: impl Fn(&mut Stored, usize, &mut Chance) -> u64,
    named: impl Fn(&CheckpointFinding, u64) -> bool,
) {
    let mut unseen_by_chain = 0;
    for seed in 0..TAMPERINGS {
        let mut chance = Chance(seed);
        let mut stored = a_village(&mut chance);
        let row = chance.index(ENTRIES);
        let bad = tamper(&mut stored, row, &mut chance);
        let (chain, beside) = stored.audit();
        unseen_by_chain += u64::from(chain.is_ok());
        let finding = beside.expect_err(kind);
        assert!(finding.proven < bad && bad <= finding.seq, "{kind}, {bad}: {finding}");
        assert!(named(&finding, bad), "{kind}, seed {seed}, first bad entry {bad}: {finding}");
    }
    // These are the tamperings for which checkpoints are there. (A row changed under others may
    // also break a floor, which the chain does see.)
    assert!(unseen_by_chain > TAMPERINGS / 4, "{kind}: {unseen_by_chain}");
}

#[test]
fn an_untouched_log_goes_through_all_its_checkpoints() {
    let stored = a_village(&mut Chance(1));
    let (chain, beside) = stored.audit();
    assert_eq!(chain, Ok(()));
    assert_eq!(beside, Ok(Proven { checkpoints: 5, entries: 120 }));
}

#[test]
fn random_edits_are_found_and_named() {
    found_by_its_chain("an edit", |stored, row, chance| {
        let edited = &mut stored.log[row];
        match chance.index(9) {
            0 => edited.tick ^= 1 << chance.index(64),
            1 => edited.at_micros ^= 1 << chance.index(63),
            2 => edited.amount = Micro::new(edited.amount.get() ^ (1 << chance.index(63))),
            3 => edited.debit = AccountId::Person(9),
            4 => edited.reason = Reason::Reward,
            5 => edited.source = Source::Agent(9),
            6 => edited.note.push('x'),
            7 => edited.post = Some(chance.next()),
            _ => edited.hash.0[chance.index(32)] ^= 1 << chance.index(8),
        }
        edited.seq
    });
}

#[test]
fn random_deletions_are_found_and_named() {
    found_by_its_chain("a deletion", |stored, row, _| stored.log.remove(row).seq);
}

#[test]
fn random_swaps_are_found_and_named() {
    found_by_its_chain("a swap", |stored, row, chance| {
        let other = (row + 1 + chance.index(ENTRIES - 1)) % ENTRIES;
        stored.log.swap(row, other);
        row.min(other) as u64 + 1
    });
}

#[test]
fn random_insertions_are_found_and_named() {
    found_by_its_chain("an insertion", |stored, row, chance| {
        let mut forged = stored.log[chance.index(ENTRIES)].clone();
        if chance.one_in(2) {
            stored.log.insert(row, forged.clone());
            // A copy of the row that follows stands well in its place; the next one is double.
            return row as u64 + 1 + u64::from(forged.seq == row as u64 + 1);
        }
        forged.seq = row as u64 + 1;
        forged.debit = AccountId::Treasury;
        forged.credit = AccountId::Person(9);
        stored.log.insert(row, forged);
        let behind = stored.log.len().min(row + 1);
        reseal(&mut stored.log[..behind], row);
        // The forged row is good in itself; the one behind it no longer is.
        row as u64 + 2
    });
}

#[test]
fn random_tail_cuts_are_found_and_named() {
    found_by_a_checkpoint(
        "a tail cut",
        |stored, row, _| {
            stored.log.truncate(row);
            stored.make_consistent(row);
            row as u64 + 1
        },
        |finding, bad| finding.seq == bad && matches!(finding.what, CheckpointWhat::TailCut { .. }),
    );
}

#[test]
fn random_full_rewrites_are_found_between_two_checkpoints() {
    found_by_a_checkpoint(
        "a rewrite",
        |stored, row, chance| {
            let edited = &mut stored.log[row];
            match chance.index(3) {
                0 => edited.note.push_str("as it never was"),
                1 => edited.at_micros += 1,
                _ if edited.debit == AccountId::Treasury => {
                    edited.amount = Micro::new(edited.amount.get() + 1);
                }
                _ => edited.reason = Reason::Correction,
            }
            stored.make_consistent(row);
            row as u64 + 1
        },
        |finding, bad| {
            let rewritten = matches!(finding.what, CheckpointWhat::Rewritten { .. });
            rewritten && finding.seq - bad < EVERY as u64
        },
    );
}

#[test]
fn random_removals_that_are_sealed_again_are_found() {
    found_by_a_checkpoint(
        "a removal",
        |stored, row, _| {
            // The last one of all is a tail cut; any other moves every hash behind it.
            stored.log.remove(row);
            stored.make_consistent(row);
            row as u64 + 1
        },
        |_, _| true,
    );
}

#[test]
fn a_checkpoint_counts_only_under_a_trusted_key() {
    let stored = a_village(&mut Chance(1));
    let thief = Signer::from_seed([13; 32]);
    let forged = thief.sign(stored.checkpoints[0].checkpoint);
    let mut beside = CheckpointAuditor::new(&[signer().key()]);
    assert_eq!(beside.require(&forged), Err(CheckpointFault::OtherKey { found: thief.key() }));
    let mut edited = stored.checkpoints[0];
    edited.checkpoint.next_seq -= 1;
    assert_eq!(beside.require(&edited), Err(CheckpointFault::BadSignature));
    assert_eq!(CheckpointAuditor::new(&[]).require(&forged), Ok(()));
    let both = [thief.key(), signer().key()];
    assert_eq!(CheckpointAuditor::new(&both).require(&forged), Ok(()));
}

#[test]
fn an_empty_log_has_one_checkpoint_and_is_a_prefix_of_every_log() {
    let empty = Checkpoint::of(&Ledger::new(), 0, 0);
    let mut beside = CheckpointAuditor::new(&[]);
    assert_eq!(beside.require(&signer().sign(empty)), Ok(()));
    for (next_seq, head) in [(1, Hash32([1; 32])), (0, Hash32::GENESIS)] {
        let signed = signer().sign(Checkpoint { next_seq, head, ..empty });
        assert_eq!(beside.require(&signed), Err(CheckpointFault::Unreadable));
    }
    assert_eq!(beside.feed(1, Hash32([3; 32])), Ok(()));
    assert_eq!(beside.finish(), Ok(Proven { checkpoints: 1, entries: 0 }));
}

#[test]
fn rows_out_of_place_are_named_and_the_first_finding_stays() {
    let mut beside = CheckpointAuditor::new(&[]);
    let gap = CheckpointFinding { seq: 1, proven: 0, what: CheckpointWhat::Gap { found: 2 } };
    assert_eq!(beside.feed(2, Hash32([3; 32])), Err(gap));
    assert_eq!(beside.feed(1, Hash32([3; 32])), Err(gap));
    assert_eq!(beside.finish(), Err(gap));
}

#[test]
fn two_checkpoints_that_contradict_each_other_cannot_both_be_met() {
    let stored = a_village(&mut Chance(1));
    let mut other = stored.checkpoints[0].checkpoint;
    other.head = Hash32([9; 32]);
    let mut beside = CheckpointAuditor::new(&[signer().key()]);
    for signed in [stored.checkpoints[0], signer().sign(other)] {
        beside.require(&signed).unwrap();
    }
    let met = stored.log.iter().try_for_each(|row| beside.feed(row.seq, row.hash));
    let what = CheckpointWhat::Rewritten {
        found: stored.log[EVERY - 1].hash,
        signed: other.head,
        tick: other.tick,
    };
    assert_eq!(met, Err(CheckpointFinding { seq: EVERY as u64, proven: 0, what }));
}
