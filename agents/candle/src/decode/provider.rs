//! The engine as the village's pool asks it.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use std::sync::mpsc::TrySendError;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use village_agents::llm::{
    Call, Claim, Failure, Finish, Offered, Provider, Rest, Role, Said, Usage,
};

use super::choir::{Notice, Request};
use super::engine::Engine;
use super::grammar::Rule;
use super::template::Line;
use crate::fault::Fault;

/// How long before its deadline an answer is cut off: a few steps of a slow machine.
const HASTE: Duration = Duration::from_secs(3);

const fn role(role: Role) -> &'static str {
    match role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    }
}

fn rejected(fault: &Fault) -> Failure {
    Failure::Rejected { status: 400, said: fault.to_string() }
}

fn broken(said: &str) -> Failure {
    Failure::Broken { status: 500, said: said.to_owned() }
}

impl Engine {
    /// The prompt's tokens, if there is room for them and an answer, and what holds the answer.
    async fn read(&self, call: &Call) -> Result<(Vec<u32>, Option<Rule>), Failure> {
        let (tongue, chat, places) = (self.tongue.clone(), call.chat.clone(), self.places);
        // A long prompt and a schema take milliseconds, in which others want to be served.
        let cut = spawn_blocking(move || {
            let line =
                |message: &village_agents::llm::Message| (message.role, message.text.clone());
            let lines: Vec<_> = chat.messages.iter().map(line).collect();
            let lines: Vec<Line<'_>> =
                lines.iter().map(|(who, text)| Line { role: role(*who), content: text }).collect();
            let tokens = tongue.prompt(&lines)?;
            if tokens.len() >= places {
                return Err(Fault::PromptTooLong { tokens: tokens.len(), tokens_max: places - 1 });
            }
            let rule = chat.schema.as_ref().and_then(|schema| tongue.rule(schema));
            Ok((tokens, rule))
        });
        let cut = cut.await.map_err(|error| broken(&error.to_string()))?;
        cut.map_err(|fault| rejected(&fault))
    }

    async fn begin<'a>(&'a self, call: &'a Call) -> Result<Rest<'a>, Failure> {
        let (tokens, rule) = self.read(call).await?;
        let prompt_tokens = tokens.len();
        let (ear, mut notices) = mpsc::channel(Request::notices(call.chat.max_tokens));
        let request = Request {
            tokens,
            tokens_max: call.chat.max_tokens.max(1),
            temperature: call.chat.temperature.unwrap_or(self.settings.temperature),
            top_p: self.settings.top_p,
            seed: call.chat.seed.map_or(call.number, u64::from),
            stops: call.chat.stop.clone(),
            until: call.chat.deadline.checked_sub(HASTE),
            rule,
            ear,
        };
        self.queue().try_send(request).map_err(|error| match error {
            TrySendError::Full(_) => Failure::Busy { status: 429, retry_after: None },
            TrySendError::Disconnected(_) => broken("the model's thread has ended"),
        })?;
        loop {
            let notice = notices.recv().await;
            if let Some(said) = hear(call, prompt_tokens, notice) {
                return Ok(std::future::ready(said?).map(Ok).boxed());
            }
            if call.progress.heard().pieces > 0 {
                return Ok(listen(call, prompt_tokens, notices).boxed());
            }
        }
    }
}

/// Hears an answer out.
async fn listen(
    call: &Call,
    prompt_tokens: usize,
    mut notices: mpsc::Receiver<Notice>,
) -> Result<Said, Failure> {
    loop {
        let notice = notices.recv().await;
        if let Some(said) = hear(call, prompt_tokens, notice) {
            return said;
        }
    }
}

/// What follows from a notice: the end of the answer, or none.
fn hear(
    call: &Call,
    prompt_tokens: usize,
    notice: Option<Notice>,
) -> Option<Result<Said, Failure>> {
    match notice {
        Some(Notice::Begun) => call.progress.accept(),
        Some(Notice::Said(0)) => {}
        Some(Notice::Said(bytes)) => call.progress.hear(bytes),
        Some(Notice::Ended { text, finish, tokens }) => {
            let claim = Claim {
                prompt_tokens: i128::try_from(prompt_tokens).ok(),
                answer_tokens: Some(i128::from(tokens)),
            };
            let usage = Usage::weigh(&call.chat, call.progress.heard(), claim);
            return Some(match (text.trim().is_empty(), finish) {
                (false, _) => Ok(Said { text, finish, usage }),
                (true, Finish::Length | Finish::Late) => Err(Failure::Exhausted),
                (true, _) => Err(Failure::Empty),
            });
        }
        Some(Notice::Failed(said)) => return Some(Err(broken(&said))),
        None => return Some(Err(broken("the model's thread has ended"))),
    }
    None
}

impl Provider for Engine {
    fn open<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Result<Rest<'a>, Failure>> {
        self.begin(call).boxed()
    }

    fn models(&self) -> BoxFuture<'_, Result<Vec<Offered>, Failure>> {
        if self.has_ended() {
            return std::future::ready(Err(broken("the model's thread has ended"))).boxed();
        }
        let offered = Offered {
            name: self.name.to_string(),
            context_tokens: Some(self.places as u64),
            owner: Some("candle".into()),
        };
        std::future::ready(Ok(vec![offered])).boxed()
    }
}
