//! Money that came in from outside.

use axum::extract::State;
use axum::response::Response;

use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::face::guest::{self, Turned};
use crate::http::face::page;
use crate::http::json::Lens;
use crate::pages::hall::Room;
use crate::pages::hall::payments::{self, CreditRow, PaymentsPage};

/// Payments that the page shows; the API gives all.
const CREDITS: usize = 200;

/// `GET /hall/payments`
pub async fn payments(State(site): State<Shared>, caller: Caller) -> Result<Response, Turned> {
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let scene = lens.scene(&caller);
    guest::admit(Room::Payments, &scene, "/hall/payments")?;
    let mut all: Vec<_> = view.society.deposits.iter().collect();
    all.sort_by(|one, other| other.1.at.cmp(&one.1.at).then(one.0.cmp(other.0)));
    let credits = all.iter().take(CREDITS).map(|(id, deposit)| {
        let shape = lens.credit(id, deposit);
        let reversals = shape.reversals.into_iter();
        CreditRow {
            transaction_id: shape.transaction_id,
            account: shape.account.unwrap_or_default(),
            amount: shape.amount.to_string(),
            at: deposit.at,
            reversals: reversals.map(|one| (one.refund_id, one.amount.to_string())).collect(),
        }
    });
    let shown = PaymentsPage {
        scene,
        credits: credits.collect(),
        all: all.len(),
        has_webhook: site.hall.till.is_some(),
    };
    Ok(page(&payments::payments(&shown)))
}
