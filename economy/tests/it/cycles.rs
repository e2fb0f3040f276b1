//! Figure R38: friends who send money in circles. People tip and reward their agent, the agent
//! pays a helper, the helper puts up bounties that a friend collects, all buy compute, and the
//! rewards are taken back when they are spent. Drawn by chance: what they have and have bought at
//! the end of each cycle is exactly what the allowances handed out, and never a micro more.

use village_economy::{
    AccountId, Bounty, BountyStep, BountyTerms, Gift, GiftRules, Intent, Ledger, Micro, Pair,
    Spent, give, step, take_back,
};

use crate::kit::{Chance, intent};

const CYCLES: u64 = 10_000;
const ALLOWANCE: Micro = Micro::coins(20);
const PEOPLE: u32 = 2;
const AGENTS: u32 = 3;
/// Where the ring's bounties put their money.
const ESCROW: AccountId = AccountId::Escrow(1);

struct Ring {
    ledger: Ledger,
    rules: GiftRules,
    day: u64,
    givers: [Spent; PEOPLE as usize],
    village: Spent,
    pairs: [[Pair; AGENTS as usize]; PEOPLE as usize],
    /// Rewards that stand: giver, agent, day, gift.
    standing: Vec<(u32, u32, u64, Gift)>,
    /// What the treasury handed out and did not get back, in micro-aiDollars.
    emitted: i64,
    /// What went into compute.
    bought: i64,
    work: Option<(AccountId, Bounty)>,
    now: u64,
}

impl Ring {
    fn new() -> Self {
        let mut ledger = Ledger::new();
        let people = (0..PEOPLE).map(AccountId::Person);
        for account in people.chain((0..AGENTS).map(AccountId::Agent)).chain([ESCROW]) {
            ledger.open(account);
        }
        // What the ring brings along: real money of its people.
        for person in 0..PEOPLE {
            let brought = intent(AccountId::Payments, AccountId::Person(person), 30_000_000);
            ledger.post(&brought, 0, 0).unwrap();
        }
        Self {
            ledger,
            rules: GiftRules {
                allowance: ALLOWANCE,
                emission: Micro::coins(1_000),
                knee: Micro::coins(10),
            },
            day: 0,
            givers: [Spent::default(); PEOPLE as usize],
            village: Spent::default(),
            pairs: [[Pair::default(); AGENTS as usize]; PEOPLE as usize],
            standing: Vec::new(),
            emitted: 0,
            bought: 0,
            work: None,
            now: 0,
        }
    }

    /// Everything that the ring has and has bought, in micro-aiDollars.
    fn value(&self) -> i64 {
        let members = self.ledger.accounts().filter(|(account, _)| account.floor().is_some());
        members.map(|(_, balance)| balance.get()).sum::<i64>() + self.bought
    }

    fn post(&mut self, intent: &Intent) -> bool {
        self.ledger.post(intent, self.now, 0).is_ok()
    }

    fn someone(chance: &mut Chance) -> AccountId {
        let agent = AccountId::Agent(u32::try_from(chance.index(AGENTS as usize)).unwrap());
        let person = AccountId::Person(u32::try_from(chance.index(PEOPLE as usize)).unwrap());
        if chance.one_in(2) { agent } else { person }
    }

    fn reward(&mut self, chance: &mut Chance) {
        let (person, agent) = (chance.index(PEOPLE as usize), chance.index(AGENTS as usize));
        let asked = Micro::new(chance.between(1, ALLOWANCE.get()));
        let (spent, pair) = (self.givers[person], self.pairs[person][agent]);
        let Ok(gift) = give(&self.rules, self.day, asked, spent, self.village, pair) else {
            return;
        };
        let agent_number = u32::try_from(agent).unwrap();
        let to = AccountId::Agent(agent_number);
        assert!(self.post(&intent(AccountId::Treasury, to, gift.credited.get())));
        self.emitted += gift.credited.get();
        self.keep(person, agent, gift.giver, gift.village, gift.pair);
        self.standing.push((u32::try_from(person).unwrap(), agent_number, self.day, gift));
    }

    /// Takes a reward back, if the agent still has the money: else there is nothing to undo.
    fn undo(&mut self, chance: &mut Chance) {
        if self.standing.is_empty() {
            return;
        }
        let which = chance.index(self.standing.len());
        let (person, agent, day, gift) = self.standing[which];
        let back = intent(AccountId::Agent(agent), AccountId::Treasury, gift.credited.get());
        if !self.post(&back) {
            return;
        }
        self.standing.swap_remove(which);
        self.emitted -= gift.credited.get();
        let (person, agent) = (person as usize, agent as usize);
        let (spent, pair) = (self.givers[person], self.pairs[person][agent]);
        let (asked, credited) = (gift.asked, gift.credited);
        let (spent, village, pair) =
            take_back(asked, credited, day, self.day, spent, self.village, pair);
        self.keep(person, agent, spent, village, pair);
    }

    fn keep(&mut self, person: usize, agent: usize, spent: Spent, village: Spent, pair: Pair) {
        self.givers[person] = spent;
        self.village = village;
        self.pairs[person][agent] = pair;
    }

    fn pay(&mut self, chance: &mut Chance) {
        let (from, to) = (Self::someone(chance), Self::someone(chance));
        let micros = chance.between(1, 30_000_000);
        self.post(&intent(from, to, micros));
    }

    fn buy(&mut self, chance: &mut Chance) {
        let agent = Self::someone(chance);
        let micros = chance.between(1, 10_000_000);
        if self.post(&intent(agent, AccountId::Compute, micros)) {
            self.bought += micros;
        }
    }

    fn work(&mut self, chance: &mut Chance) {
        let agent = u32::try_from(chance.index(AGENTS as usize)).unwrap();
        let Some((giver, bounty)) = self.work else {
            let (giver, micros) = (Self::someone(chance), chance.between(1, 20_000_000));
            let amount = Micro::new(micros);
            let open_until = self.now + 60;
            let terms =
                BountyTerms { amount, lease: 20, review: 20, open_until, rejections_max: 2 };
            if self.post(&intent(giver, ESCROW, micros)) {
                self.work = Some((giver, Bounty::open(terms).unwrap()));
            }
            return;
        };
        let pay = Micro::new(chance.between(0, bounty.terms.amount.get()));
        let ways = [
            BountyStep::Claim { agent },
            BountyStep::Deliver { agent },
            BountyStep::Accept,
            BountyStep::Reject,
            BountyStep::Dispute { agent },
            BountyStep::GiveUp { agent },
            BountyStep::Judge { pay },
            BountyStep::Withdraw,
            BountyStep::Expire,
        ];
        let Ok((after, payout)) = step(&bounty, ways[chance.index(ways.len())], self.now) else {
            return;
        };
        self.work = Some((giver, after));
        if let Some(payout) = payout {
            if let Some((agent, micros)) = payout.to_agent {
                assert!(self.post(&intent(ESCROW, AccountId::Agent(agent), micros.get())));
            }
            if payout.refund.is_positive() {
                assert!(self.post(&intent(ESCROW, giver, payout.refund.get())));
            }
            assert_eq!(self.ledger.balance(ESCROW), Some(Micro::ZERO));
            self.work = None;
        }
    }

    fn cycle(&mut self, chance: &mut Chance) {
        for _ in 0..chance.between(4, 16) {
            self.now += 1;
            match chance.index(5) {
                0 => self.reward(chance),
                1 => self.undo(chance),
                2 => self.pay(chance),
                3 => self.buy(chance),
                _ => self.work(chance),
            }
        }
    }
}

#[test]
fn money_sent_in_circles_never_becomes_more_than_the_allowances_handed_out() {
    let (mut most, mut rewarded, mut bought) = (i64::MIN, 0, 0);
    for seed in 0..CYCLES / 100 {
        let mut ring = Ring::new();
        let mut chance = Chance(seed);
        for _cycle in 0..100 {
            let (value, emitted) = (ring.value(), ring.emitted);
            ring.cycle(&mut chance);
            let created = ring.value() - value - (ring.emitted - emitted);
            most = most.max(created);
            assert!(created <= 0, "{created} micros out of nothing, seed {seed}");
            assert_eq!(ring.ledger.total(), 0);
            // Today's rewards that stand are within today's allowances.
            let today = ring.standing.iter().filter(|gift| gift.2 == ring.day);
            let asked: i64 = today.map(|(.., gift)| gift.asked.get()).sum();
            assert!(asked <= i64::from(PEOPLE) * ALLOWANCE.get());
            let days = i64::try_from(ring.day).unwrap() + 1;
            assert!(ring.emitted <= days * i64::from(PEOPLE) * ALLOWANCE.get());
            ring.day += u64::from(chance.one_in(4));
        }
        rewarded += ring.emitted;
        bought += ring.bought;
    }
    println!("R38: {CYCLES} cycles, at most {most} micros more than the allowances handed out");
    println!("R38: {rewarded} micros handed out, {bought} micros of compute bought");
    // The circles must really have turned.
    assert!(rewarded > 1_000_000_000 && bought > 1_000_000_000);
}
