//! Where PayPal tells of payments. Who asks does not matter here: a notice is believed for its
//! signature alone.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use village_economy::AccountId;
use village_sim::{Outcome, PersonId, Principal, Refusal, Wish};

use crate::answer;
use crate::door::{Answer, Key, Render, Submission};
use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::errand;
use crate::http::problem::{Problem, ProblemBody};
use crate::http::shell::RequestId;
use crate::payments::paypal::{BadNotice, EVENT_BYTES_MAX, Payee};
use crate::payments::till::{Due, NotTaken, Taken};

/// What became of a notice.
#[derive(Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// PayPal's id of the event.
    #[schema(example = "WH-58D329510W468432D-8HN650336L201105X")]
    event_id: String,
    became: Became,
}

#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Became {
    /// The payment was credited.
    Credited,
    /// The payment, or a part of it, was taken back.
    Reversed,
    /// It was known already; nothing changed.
    Known,
    /// It does not concern the village.
    Ignored,
}

/// PayPal tells of a payment, a refund or a reversal. Off until configured. Each payment is
/// credited once and each refund reversed once, however often and in whatever order they are told.
#[utoipa::path(
    post, path = "/api/v1/payments/paypal/webhook", tag = "economy",
    request_body(content = serde_json::Value, description = "A webhook event, signed by PayPal"),
    responses(
        (status = 200, body = Receipt),
        (status = 400, body = ProblemBody, description = "bad_notice: not proven to be PayPal's"),
        (status = 401, body = ProblemBody, description = "The token does not work"),
        (status = 404, body = ProblemBody, description = "not_configured"),
        (status = 408, body = ProblemBody, description = "The body came too slowly"),
        (status = 409, body = ProblemBody, description = "The village refused, or key_reused"),
        (status = 413, body = ProblemBody, description = "The body is larger than 64 KiB"),
        (status = 415, body = ProblemBody, description = "The body is no JSON by its type"),
        (status = 422, body = ProblemBody,
            description = "bad_event, inexact_amount or unknown_account"),
        (status = 429, body = ProblemBody, description = "Too many requests a minute"),
        (status = 503, body = ProblemBody, description = "certificate_unavailable, intake_full, \
            store_unavailable, outcome_unknown or stopping"),
    )
)]
pub async fn paypal(
    State(site): State<Shared>,
    caller: Caller,
    request: Request,
) -> Result<Response, Problem> {
    let till = site.hall.till.as_ref().ok_or_else(not_configured)?;
    let (parts, body) = request.into_parts();
    errand::must_be_json(&parts.headers)?;
    let body = errand::read(&parts.headers, body).await?;
    let now = site.hall.standing.stamp();
    let taken = till.take(&parts.headers, &body, now).await.map_err(|why| {
        count("refused");
        tracing::warn!(%why, from = caller.from.as_deref(), "a notice was not taken");
        refused(&why)
    })?;
    let Taken { event_id, sending: (sending, hash), due } = taken;
    let wish = match due {
        Due::Nothing => return Ok(errand::respond(receipt(event_id, Became::Ignored))),
        Due::Credit { payee, txn, amount } => {
            let account = account(&site, &payee).ok_or_else(|| {
                count("unknown_account");
                tracing::error!(%event_id, %payee, "a payment is for nobody here");
                unknown_account()
            })?;
            Wish::Credit { account, amount, txn, note: String::new() }
        }
        Due::Reverse { txn, refund, amount } => {
            Wish::Reverse { txn, refund, amount, note: String::new() }
        }
    };
    let key = Key { text: format!("paypal-{sending}"), request_hash: hash };
    let id = parts.extensions.get::<RequestId>().map_or("", |RequestId(id)| id).to_owned();
    let submission = Submission {
        principal: Principal::System,
        key: Some(key),
        render: render(event_id, &wish, id),
        body: wish,
        from: caller.from,
    };
    Ok(errand::respond(site.hall.door.submit(submission).await?))
}

/// The answer to a wish. What was known already is a success: PayPal need not tell it again.
fn render(event_id: String, wish: &Wish, request_id: String) -> Render {
    let done =
        if matches!(wish, Wish::Credit { .. }) { Became::Credited } else { Became::Reversed };
    Box::new(move |outcome, _, _| {
        let became = match outcome {
            Outcome::Refused(Refusal::Credited { .. }) => Became::Known,
            Outcome::Refused(refusal) => {
                count("not_booked");
                tracing::error!(%event_id, %refusal, "a payment was not booked");
                let problem = Problem::from(refusal);
                let answer = Answer::json(problem.status.as_u16(), problem.bytes(&request_id));
                return Answer { content_type: answer::PROBLEM, ..answer };
            }
            _ => done,
        };
        receipt(event_id, became)
    })
}

fn receipt(event_id: String, became: Became) -> Answer {
    count(match became {
        Became::Credited => "credited",
        Became::Reversed => "reversed",
        Became::Known => "known",
        Became::Ignored => "ignored",
    });
    let body = serde_json::to_vec(&Receipt { event_id, became });
    Answer::json(200, body.expect("a receipt is plain data"))
}

/// The account of whom a payment is for, if there is one of this name.
fn account(site: &Shared, payee: &Payee) -> Option<AccountId> {
    match payee {
        Payee::Agent(slug) => site.hall.agent(slug).map(|agent| AccountId::Agent(agent.0)),
        Payee::Person(name) => {
            let view = site.hall.view.load();
            let (PersonId(number), _) = view.society.person_named(name)?;
            Some(AccountId::Person(number))
        }
    }
}

fn refused(why: &NotTaken) -> Problem {
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    match why {
        NotTaken::Notice(notice) if notice.may_pass_later() => {
            Problem::busy("certificate_unavailable", format!("{why}: send it again later"))
        }
        NotTaken::Notice(BadNotice::TooLarge) => Problem::body_too_large(EVENT_BYTES_MAX),
        NotTaken::Notice(BadNotice::Event(_)) => {
            Problem::new(unprocessable, "bad_event", why.to_string())
        }
        NotTaken::Notice(_) => Problem::new(
            StatusCode::BAD_REQUEST,
            "bad_notice",
            format!("{why}: only notices that PayPal signed for this village count"),
        ),
        NotTaken::Inexact => Problem::new(unprocessable, "inexact_amount", why.to_string()),
    }
}

fn not_configured() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "not_configured",
        "this village takes no payments: paypal_webhook_id, paypal_currency and paypal_rate in \
         its settings make it do so",
    )
}

fn unknown_account() -> Problem {
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "unknown_account",
        "custom_id names nobody who is here: PayPal tries again for three days, after that an \
         administrator can credit it by hand",
    )
}

/// Counts what became of notices.
fn count(became: &'static str) {
    metrics::counter!("village_payment_notices_total", "became" => became).increment(1);
}
