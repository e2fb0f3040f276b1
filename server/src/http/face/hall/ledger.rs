//! The whole ledger.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use village_economy::Reason;
use village_store::LedgerFilter;

use crate::http::ask::{Part, Query, given};
use crate::http::caller::Caller;
use crate::http::face::guest::{self, Turned};
use crate::http::face::page;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::http::{Shared, history, moment, names};
use crate::pages::hall::Room;
use crate::pages::hall::ledger::{self, LedgerPage, LedgerQuery, Movement};

/// Movements on a part.
const MOVEMENTS: usize = 50;
/// Digits of a hash that are shown.
const HASH_SHOWN: usize = 16;

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    account: Option<String>,
    reason: Option<String>,
    source: Option<String>,
    from: Option<String>,
    to: Option<String>,
    cursor: Option<String>,
}

/// `GET /hall/ledger`
pub async fn ledger(
    State(site): State<Shared>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Turned> {
    let scene = Lens::new(&site.hall.view.load(), &site.atlas).scene(&caller);
    guest::admit(Room::Ledger, &scene, "/hall/ledger")?;
    let part = Part { cursor: asked.cursor.clone(), limit: None };
    let cursor = part.cursor()?;
    let filter = filter(&site, &asked)?;
    let found = history::ask(&site, site.hall.store.movements(&filter, cursor, MOVEMENTS)).await?;
    let found = found.ok_or_else(|| Problem::store_unavailable(2))?;
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let shown = LedgerPage {
        scene,
        query: LedgerQuery {
            account: asked.account.unwrap_or_default(),
            reason: asked.reason.unwrap_or_default(),
            source: asked.source.unwrap_or_default(),
            from: asked.from.unwrap_or_default(),
            to: asked.to.unwrap_or_default(),
        },
        reasons: Reason::ALL.map(|reason| reason.as_str().to_owned()).into(),
        movements: found.items.iter().map(|one| movement(&lens, one, &caller)).collect(),
        next_cursor: found.next.map(|next| next.to_string()),
        later: cursor.is_some(),
    };
    Ok(page(&ledger::ledger(&shown)))
}

fn filter(site: &Shared, asked: &Asked) -> Result<LedgerFilter, Problem> {
    let account = given(asked.account.as_ref()).map(|text| names::account(site, text));
    let reason = given(asked.reason.as_ref()).map(str::parse::<Reason>).transpose();
    let reason = reason.map_err(|why| Problem::bad_request(why.to_string()))?;
    let source = given(asked.source.as_ref()).map(|text| names::source(site, text));
    Ok(LedgerFilter {
        account: account.transpose()?,
        reason,
        source: source.transpose()?,
        since: moment::read("from", asked.from.as_ref())?,
        until: moment::read("to", asked.to.as_ref())?,
        ..LedgerFilter::default()
    })
}

fn movement(lens: &Lens, moved: &village_store::Movement, caller: &Caller) -> Movement {
    let shape = lens.movement(moved, caller.reader.as_ref());
    Movement {
        seq: shape.seq,
        at: moved.transfer.at_micros,
        debit: shape.debit,
        credit: shape.credit,
        amount: shape.amount.to_string(),
        reason: shape.reason.to_owned(),
        source: shape.source,
        note: shape.note,
        post_id: shape.related_post_id,
        hash: shape.hash.chars().take(HASH_SHOWN).collect(),
    }
}
