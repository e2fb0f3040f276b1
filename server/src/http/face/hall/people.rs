//! Everybody who signed up.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use village_economy::AccountId;
use village_sim::{Conduct, Person, PersonId, Role};

use crate::config::SignUp;
use crate::http::Shared;
use crate::http::api::waiting_invitations;
use crate::http::ask::{Part, Query};
use crate::http::caller::Caller;
use crate::http::face::guest::{self, Turned};
use crate::http::face::page;
use crate::http::json::Lens;
use crate::http::json::WaitingInvitation;
use crate::http::problem::Problem;
use crate::pages::hall::addresses::AddressRow;
use crate::pages::hall::people::{self, InvitationRow, PeoplePage, PersonRow};
use crate::pages::hall::{Room, lasting};
use crate::pages::model::Rank;

/// People on a page.
const PEOPLE: usize = 50;
/// Characters of a name.
const NAME_MAX: usize = 40;

/// Who is looked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    q: Option<String>,
    cursor: Option<String>,
}

/// `GET /hall/people`
pub async fn people(
    State(site): State<Shared>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Turned> {
    let view = site.hall.view.load_full();
    let lens = Lens::new(&view, &site.atlas);
    let scene = lens.scene(&caller);
    guest::admit(Room::People, &scene, "/hall/people")?;
    let q = asked.q.unwrap_or_default().to_ascii_lowercase();
    if q.chars().count() > NAME_MAX {
        return Err(Problem::bad_request(format!("a name has at most {NAME_MAX} letters")).into());
    }
    let cursor = Part { cursor: asked.cursor, limit: None }.cursor()?;
    let before = cursor.map_or(u32::MAX, |cursor| u32::try_from(cursor).unwrap_or(u32::MAX));
    let fits = |(id, person): &(&PersonId, &Person)| {
        id.0 < before && person.name.to_ascii_lowercase().contains(&q)
    };
    let mut found = view.society.people.iter().rev().filter(fits);
    let listed: Vec<_> = found.by_ref().take(PEOPLE).collect();
    let next = found.next().and(listed.last()).map(|(id, _)| id.0.to_string());
    let now = site.hall.standing.stamp();
    let is_admin = scene.viewer.may(Rank::Admin);
    let own = caller.person();
    let invitations = match waiting_invitations(&site, &caller).await {
        Ok(found) => found.into_iter().map(invitation).collect(),
        Err(problem) if problem.code == "store_unavailable" => Vec::new(),
        Err(problem) => return Err(problem.into()),
    };
    let shown = PeoplePage {
        scene,
        invitations,
        addresses: addresses(&lens),
        q,
        people: listed
            .into_iter()
            .map(|(id, person)| PersonRow {
                // Nobody is its own judge, and moderators are admins' to judge.
                may_discipline: own != Some(*id) && (is_admin || person.role == Role::Member),
                ..row(&lens, *id, person, now)
            })
            .collect(),
        all: view.society.people.len(),
        next_cursor: next,
        later: cursor.is_some(),
        takes_invitations: site.hall.people.sign_up_rule() != SignUp::Closed,
    };
    Ok(page(&people::people(&shown)))
}

fn addresses(lens: &Lens) -> Vec<AddressRow> {
    let rows = lens.view.society.addresses.iter();
    rows.map(|(range, row)| AddressRow {
        address: range.to_string(),
        conduct: conduct(lens, row.conduct),
        is_good: row.conduct.is_free(lens.view.tick()),
        warnings: row.warnings,
        reason: row.reason.clone(),
    })
    .collect()
}

fn invitation(shape: WaitingInvitation) -> InvitationRow {
    InvitationRow {
        id: shape.invitation_id,
        role: shape.role.to_owned(),
        is_vouched: shape.vouched,
        by: shape.created_by,
        created_at: shape.created_at,
        expires_at: shape.expires_at,
    }
}

/// How somebody stands, in words.
fn conduct(lens: &Lens, conduct: Conduct) -> String {
    match conduct {
        Conduct::Banned => "banned".to_owned(),
        Conduct::Suspended { until } if !conduct.is_free(lens.view.tick()) => {
            format!("suspended for another {}", lasting(lens.seconds_until(until)))
        }
        Conduct::Good | Conduct::Suspended { .. } => "good".to_owned(),
    }
}

fn row(lens: &Lens, id: PersonId, person: &Person, now: i64) -> PersonRow {
    let is_good = person.is_free(lens.view.tick());
    let conduct = conduct(lens, person.conduct);
    PersonRow {
        name: person.name.clone(),
        role: person.role.as_str().to_owned(),
        is_vouched: person.vouched,
        conduct,
        is_good,
        warnings: person.warnings,
        joined: lens.real_time(person.joined, now),
        balance: lens.view.purse(AccountId::Person(id.0)).to_string(),
        may_discipline: false,
    }
}
