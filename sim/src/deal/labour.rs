//! Paid work: a bounty in escrow on a post, from the offer to the payout or the refund. How it may
//! go on is the economy's rule; here it is checked who may ask for the step, the money is moved,
//! and whoever it concerns hears of it.

use village_economy::{
    AccountId, Bounty, BountyPayout, BountyState, BountyStep, BountyTerms, Intent, Micro, Reason,
};

use super::moderate::writes;
use super::{Rank, source};
use crate::act::Result;
use crate::attention::Causes;
use crate::board::{Audience, Status};
use crate::door::{Outcome, Principal};
use crate::id::{PostId, VillagerId};
use crate::memory::Perceived;
use crate::refusal::{Refusal, Thing};
use crate::society::{Delivery, FILES_MAX, FileRef, LINK_MAX, LINKS_MAX, Labour, PostState, Work};
use crate::stage::Stage;
use crate::text::{REPLY_MAX, check_prose};

/// Deliveries that are kept of one work.
const DELIVERIES_MAX: usize = 8;
/// Escrow accounts above this are bounties', by their post; those below are agents', by number.
pub const BOUNTIES_FROM: u32 = 1 << 24;

impl Stage<'_, '_> {
    pub(super) fn labour(
        &mut self,
        by: &Principal,
        post: PostId,
        step: Labour,
        words: &str,
    ) -> Result<Outcome> {
        if !words.is_empty() {
            check_prose("words", words, REPLY_MAX)?;
        }
        let head = self.board.head(post).ok_or(Refusal::Unknown { what: Thing::Post })?;
        if !head.audience.admits(&head.author, Some(by)) && self.rank(by)? < Rank::Moderator {
            return Err(Refusal::Unknown { what: Thing::Post });
        }
        match step {
            Labour::Offer { amount } => self.offer(by, post, amount)?,
            Labour::Claim => {
                let agent = self.worker(by)?;
                self.must_not_be_own(by, post)?;
                self.advance(by, post, BountyStep::Claim { agent: agent.0 }, words)?;
            }
            Labour::GiveUp => {
                let agent = self.worker(by)?;
                self.advance(by, post, BountyStep::GiveUp { agent: agent.0 }, words)?;
            }
            Labour::Deliver { files, links } => self.deliver(by, post, words, files, links)?,
            Labour::Dispute => {
                let agent = self.worker(by)?;
                self.advance(by, post, BountyStep::Dispute { agent: agent.0 }, words)?;
            }
            Labour::Accept => self.decide(by, post, BountyStep::Accept, words)?,
            Labour::Reject if words.is_empty() => check_prose("words", words, REPLY_MAX)?,
            Labour::Reject => self.decide(by, post, BountyStep::Reject, words)?,
            Labour::Withdraw => self.decide(by, post, BountyStep::Withdraw, words)?,
            Labour::Judge { pay } => {
                self.must_be(by, Rank::Moderator)?;
                self.must_not_be_own(by, post)?;
                self.advance(by, post, BountyStep::Judge { pay }, words)?;
            }
        }
        Ok(Outcome::Worked { post })
    }

    /// An agent that may work.
    fn worker(&self, by: &Principal) -> Result<VillagerId> {
        let Principal::Agent(agent) = *by else { return Err(Refusal::Forbidden) };
        self.must_own(by, agent)?;
        Ok(agent)
    }

    fn work(&self, post: PostId) -> Result<&Work> {
        self.society.works.get(&post).ok_or(Refusal::Unknown { what: Thing::Bounty })
    }

    fn must_not_be_own(&self, by: &Principal, post: PostId) -> Result<()> {
        if self.work(post)?.by == *by { Err(Refusal::OwnAgent) } else { Ok(()) }
    }

    fn offer(&mut self, by: &Principal, post: PostId, amount: Micro) -> Result<()> {
        let head = self.board.head(post).ok_or(Refusal::Unknown { what: Thing::Post })?;
        if !writes(by, &head.author) {
            return Err(Refusal::NotTheAuthor);
        }
        if head.status != Status::Open {
            let status = format!("{:?}", head.status).to_lowercase();
            return Err(Refusal::Closed { status });
        }
        if head.audience == Audience::Humans {
            // Those who could do the work cannot read it.
            return Err(Refusal::Forbidden);
        }
        if self.society.works.contains(&post) {
            return Err(Refusal::Closed { status: "offered already".into() });
        }
        let purse = match *by {
            Principal::Agent(agent) | Principal::Mind(agent) => {
                self.must_own(by, agent)?;
                self.must_pay(agent)?;
                AccountId::Agent(agent.0)
            }
            Principal::Person(person) => {
                self.must_be(by, Rank::Member)?;
                AccountId::Person(person.0)
            }
            Principal::Admin(_) | Principal::System => return Err(Refusal::Forbidden),
        };
        let policy = &self.books.policy.bounty;
        if amount < policy.least || amount > policy.most {
            return Err(Refusal::OutOfRange {
                field: "amount (in micro-aiDollars)".into(),
                min: policy.least.get(),
                max: policy.most.get(),
            });
        }
        let terms = BountyTerms {
            amount,
            lease: self.clock.ticks(policy.lease_seconds),
            review: self.clock.ticks(policy.review_seconds),
            open_until: self.in_seconds(policy.open_seconds).0,
            rejections_max: policy.rejections,
        };
        self.transfer(&Intent {
            debit: purse,
            credit: escrow(post)?,
            amount,
            reason: Reason::BountyEscrow,
            source: source(by),
            note: String::new(),
            post: Some(post.0),
            reply: None,
        })?;
        let bounty = Bounty { terms, state: BountyState::Open, rejections: 0 };
        let work = Work {
            by: by.clone(),
            offered: self.now(),
            bounty,
            deliveries: Vec::new(),
            words: String::new(),
        };
        self.put_work(post, work);
        Ok(())
    }

    fn deliver(
        &mut self,
        by: &Principal,
        post: PostId,
        words: &str,
        files: Vec<FileRef>,
        links: Vec<String>,
    ) -> Result<()> {
        let agent = self.worker(by)?;
        check_goods(&files, &links)?;
        if words.is_empty() && files.is_empty() && links.is_empty() {
            return check_prose("words", words, REPLY_MAX).map_err(Refusal::from);
        }
        self.advance(by, post, BountyStep::Deliver { agent: agent.0 }, words)?;
        let mut work = self.work(post)?.clone();
        if work.deliveries.len() >= DELIVERIES_MAX {
            work.deliveries.remove(0);
        }
        let tick = self.now();
        work.deliveries.push(Delivery { agent, tick, words: words.to_owned(), files, links });
        self.put_work(post, work);
        Ok(())
    }

    /// A step that only whoever offered the work may take.
    fn decide(
        &mut self,
        by: &Principal,
        post: PostId,
        step: BountyStep,
        words: &str,
    ) -> Result<()> {
        self.rank(by)?;
        if self.work(post)?.by != *by {
            return Err(Refusal::Forbidden);
        }
        self.advance(by, post, step, words)
    }

    /// Takes the step, moves the money that it frees, and tells whoever it concerns.
    pub(super) fn advance(
        &mut self,
        by: &Principal,
        post: PostId,
        step: BountyStep,
        words: &str,
    ) -> Result<()> {
        let work = self.work(post)?.clone();
        let next = village_economy::step(&work.bounty, step, self.now().0);
        let (bounty, payout) = next.map_err(Refusal::Bounty)?;
        if let Some(payout) = payout {
            self.pay_out(by, post, &work, &payout)?;
        }
        let hands = [worker_of(&work.bounty), worker_of(&bounty)];
        let next = Work { bounty, words: words.to_owned(), ..work };
        self.tell(&next, post, hands, step, words);
        self.put_work(post, next);
        Ok(())
    }

    fn pay_out(
        &mut self,
        by: &Principal,
        post: PostId,
        work: &Work,
        payout: &BountyPayout,
    ) -> Result<()> {
        let from = escrow(post)?;
        let intent = |credit, amount, reason| Intent {
            debit: from,
            credit,
            amount,
            reason,
            source: source(by),
            note: String::new(),
            post: Some(post.0),
            reply: None,
        };
        if let Some((agent, amount)) = payout.to_agent {
            let to = AccountId::Agent(agent);
            self.transfer_some(&intent(to, amount, Reason::BountyPayout))?;
        }
        let back = match work.by {
            Principal::Agent(agent) | Principal::Mind(agent) => AccountId::Agent(agent.0),
            Principal::Person(person) => AccountId::Person(person.0),
            Principal::Admin(_) | Principal::System => AccountId::Treasury,
        };
        self.transfer_some(&intent(back, payout.refund, Reason::Refund))?;
        if payout.to_agent.is_some() {
            let state = self.society.post(post);
            if state.status == Status::Open {
                self.put_state(post, PostState { status: Status::Resolved, ..state });
            }
        }
        Ok(())
    }

    fn tell(
        &mut self,
        work: &Work,
        post: PostId,
        hands: [Option<u32>; 2],
        step: BountyStep,
        words: &str,
    ) {
        let mut concerned: Vec<VillagerId> = hands.into_iter().flatten().map(VillagerId).collect();
        if let Principal::Agent(offerer) = work.by {
            concerned.push(offerer);
        }
        concerned.sort_unstable();
        concerned.dedup();
        for who in concerned {
            let words = words.into();
            let step = std::borrow::Cow::Borrowed(name_of(step));
            self.remember(who, Perceived::Work { post, step, words });
            let soon = self.now().after(1);
            self.attend(who, Causes::JUDGED, soon);
        }
    }

    fn put_work(&mut self, post: PostId, work: Work) {
        self.agenda.note_work(post, &work);
        self.society.works.put(post, work);
    }
}

/// Where a bounty's money is.
fn escrow(post: PostId) -> Result<AccountId> {
    let number = u32::try_from(post.0).ok().and_then(|post| post.checked_add(BOUNTIES_FROM));
    number.map(AccountId::Escrow).ok_or(Refusal::Unknown { what: Thing::Post })
}

fn check_goods(files: &[FileRef], links: &[String]) -> Result<()> {
    let bad = |why: String| Err(Refusal::BadPolicy { why });
    if files.len() > FILES_MAX || links.len() > LINKS_MAX {
        return bad(format!("a delivery has at most {FILES_MAX} files and {LINKS_MAX} links"));
    }
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    for file in files {
        if file.hash.len() != 64 || !file.hash.bytes().all(hex) {
            return bad("a file is named by the SHA-256 of its content in lowercase hex".into());
        }
        let odd = |c: char| c.is_control() || c == '/' || c == '\\';
        if file.name.is_empty() || file.name.chars().count() > 120 || file.name.contains(odd) {
            return bad("a file's name has 1 to 120 characters and no slashes".into());
        }
    }
    for link in links {
        let web = link.starts_with("https://") || link.starts_with("http://");
        if !web || link.chars().count() > LINK_MAX || link.chars().any(char::is_control) {
            return bad(format!(
                "a link begins with https:// and has at most {LINK_MAX} characters"
            ));
        }
    }
    Ok(())
}

const fn worker_of(bounty: &Bounty) -> Option<u32> {
    match bounty.state {
        BountyState::Open | BountyState::Refunded => None,
        BountyState::Claimed { agent, .. }
        | BountyState::Delivered { agent, .. }
        | BountyState::Disputed { agent }
        | BountyState::Paid { agent }
        | BountyState::Settled { agent, .. } => Some(agent),
    }
}

const fn name_of(step: BountyStep) -> &'static str {
    match step {
        BountyStep::Claim { .. } => "claim",
        BountyStep::GiveUp { .. } => "give_up",
        BountyStep::Deliver { .. } => "deliver",
        BountyStep::Accept => "accept",
        BountyStep::Reject => "reject",
        BountyStep::Dispute { .. } => "dispute",
        BountyStep::Judge { .. } => "judge",
        BountyStep::Withdraw => "withdraw",
        BountyStep::Expire => "expire",
    }
}
