//! Rewards and penalties: money for words. What is checked here is booked in this tick's Settle.

use std::sync::Arc;

use village_economy::{AccountId, Intent, Reason, Source, penalty_amount};

use super::Result;
use crate::board::Author;
use crate::books::{FEEDBACK_MAX, Judged, Judgement, Payment};
use crate::door::{Feedback, Principal};
use crate::id::PostId;
use crate::refusal::{Refusal, Thing};
use crate::stage::Stage;
use crate::text::{REASON_MAX, check_line};

impl Stage<'_, '_> {
    pub(super) fn reward(&mut self, by: &Principal, feedback: Feedback, case: usize) -> Result {
        let (source, topic) = self.check_feedback(by, &feedback)?;
        let agent = AccountId::Agent(feedback.agent.0);
        self.payments.0.push(payment(
            (AccountId::Treasury, agent),
            feedback,
            (source, topic, Judgement::Reward),
            case,
        ));
        Ok(None)
    }

    pub(super) fn penalize(
        &mut self,
        by: &Principal,
        mut feedback: Feedback,
        case: usize,
    ) -> Result {
        let (source, topic) = self.check_feedback(by, &feedback)?;
        let available = self.books.balance(feedback.agent);
        // A penalty takes what is there and no more: nobody is pushed below the floor.
        feedback.amount = penalty_amount(available, feedback.amount);
        if !feedback.amount.is_positive() {
            return Err(Refusal::Insufficient { available });
        }
        let agent = AccountId::Agent(feedback.agent.0);
        self.payments.0.push(payment(
            (agent, AccountId::Treasury),
            feedback,
            (source, topic, Judgement::Penalty),
            case,
        ));
        Ok(None)
    }

    fn check_feedback(
        &self,
        by: &Principal,
        feedback: &Feedback,
    ) -> Result<(Source, Option<Arc<str>>)> {
        let Principal::Admin(name) = by else { return Err(Refusal::Forbidden) };
        if self.cast.get(feedback.agent).is_none() {
            return Err(Refusal::Unknown { what: Thing::Agent });
        }
        if !feedback.amount.is_positive() || feedback.amount > FEEDBACK_MAX {
            return Err(Refusal::Amount { max: FEEDBACK_MAX });
        }
        check_line("reason", &feedback.reason, REASON_MAX)?;
        let head = self.board.head(feedback.post);
        let head = head.ok_or(Refusal::Unknown { what: Thing::Post })?;
        let author = match feedback.reply {
            None => head.author.clone(),
            Some(reply) => {
                let found = self.board.reply(reply);
                let found = found.filter(|(post, _)| *post == feedback.post);
                found.ok_or(Refusal::Unknown { what: Thing::Reply })?.1.clone()
            }
        };
        if author != Author::Agent(feedback.agent) {
            return Err(Refusal::NotTheAuthor);
        }
        Ok((Source::Admin(name.clone()), self.topic(feedback.post)))
    }

    fn topic(&self, post: PostId) -> Option<Arc<str>> {
        self.board.head(post)?.topic.as_deref().map(Arc::from)
    }
}

fn payment(
    (debit, credit): (AccountId, AccountId),
    feedback: Feedback,
    (source, topic, kind): (Source, Option<Arc<str>>, Judgement),
    case: usize,
) -> Payment {
    let reason = match kind {
        Judgement::Reward => Reason::Reward,
        Judgement::Penalty => Reason::Penalty,
    };
    Payment {
        intent: Intent {
            debit,
            credit,
            amount: feedback.amount,
            reason,
            source,
            note: feedback.reason,
            post: Some(feedback.post.0),
            reply: feedback.reply.map(|reply| reply.0),
        },
        docket: Some(case),
        judges: Some(Judged {
            who: feedback.agent,
            post: feedback.post,
            reply: feedback.reply,
            topic,
            kind,
        }),
    }
}
