//! How the village is doing.

use axum::extract::State;
use axum::response::Response;
use village_economy::{AccountId, Micro};

use crate::http::Shared;
use crate::http::caller::Caller;
use crate::http::face::page;
use crate::http::json::Lens;
use crate::http::problem::Problem;
use crate::pages::hall::overview::{self, Overview};

/// `GET /hall`
pub async fn overview(State(site): State<Shared>, caller: Caller) -> Result<Response, Problem> {
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let shown = Overview { scene: lens.scene(&caller), card: None, accounts: accounts(&lens) };
    Ok(page(&overview::overview(&shown)))
}

/// What the village's own accounts hold, and purses and escrow together.
fn accounts(lens: &Lens) -> Vec<(String, String)> {
    let mut sums = [0_i128; 6];
    for (account, balance) in &lens.view.purses {
        let place = match account {
            AccountId::Treasury => 0,
            AccountId::Payments => 1,
            AccountId::Compute => 2,
            AccountId::Agent(_) => 3,
            AccountId::Person(_) => 4,
            AccountId::Escrow(_) => 5,
        };
        sums[place] += i128::from(balance.get());
    }
    let names = [
        "Treasury, which gives out allowances",
        "Payments, where money from outside comes in",
        "Compute, where spent money goes",
        "Villagers' purses",
        "People's purses",
        "Escrow and reservations",
    ];
    let sum = |sum: i128| i64::try_from(sum).map_or(Micro::MAX, Micro::new).to_string();
    names.map(str::to_owned).into_iter().zip(sums.map(sum)).collect()
}
