//! Which request an errand is.

use serde_json::{Value, json};
use village_protocol::play::{Errand, Gift, Request};

use crate::errand::Player;
use crate::scene::Scene;

/// A request in the making.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Call {
    pub path: String,
    /// None: it is a GET.
    pub body: Option<Vec<u8>>,
    pub is_post: bool,
    pub key: Option<u128>,
}

impl Call {
    pub fn get(path: &str) -> Self {
        Self { path: path.to_owned(), body: None, is_post: false, key: None }
    }

    pub fn post(path: &str, body: Vec<u8>) -> Self {
        Self { path: path.to_owned(), body: Some(body), is_post: true, key: None }
    }

    pub fn log_in(name: &str, password: &str) -> Self {
        let body = json!({ "name": name, "password": password });
        Self::post("/api/v1/people/login", body.to_string().into_bytes())
    }
}

/// Whether the HTTP interface does such errands.
pub(in crate::errand) const fn can(errand: &Errand) -> bool {
    matches!(
        errand,
        Errand::Reward(_)
            | Errand::Penalize(_)
            | Errand::Undo { .. }
            | Errand::Post { .. }
            | Errand::Reply { .. }
            | Errand::Letter { .. }
    )
}

/// The request of an errand; none when whom it is about is not here any more.
pub(super) fn call(request: &Request, player: &Player, scene: &Scene) -> Option<Call> {
    let slug = |who| scene.cast.get(&who).map(|face| &face.slug);
    let gift = |gift: &Gift| -> Option<Value> {
        Some(json!({
            "agent_id": **slug(gift.agent)?,
            "amount": gift.amount,
            "reason": gift.reason,
            "post_id": gift.post.0,
            "reply_id": gift.reply.map(|reply| reply.0),
            "own": gift.own,
        }))
    };
    let (path, body) = match &request.errand {
        Errand::Reward(given) => ("/api/v1/economy/reward".to_owned(), gift(given)?),
        Errand::Penalize(given) => ("/api/v1/economy/penalize".to_owned(), gift(given)?),
        Errand::Undo { transfer } => {
            ("/api/v1/economy/undo".to_owned(), json!({ "transfer": transfer }))
        }
        Errand::Post { title, body, tags } => (
            "/api/v1/board/posts".to_owned(),
            json!({ "title": title, "body": body, "tags": tags }),
        ),
        Errand::Reply { post, body } => {
            (format!("/api/v1/board/posts/{}/replies", post.0), json!({ "body": body }))
        }
        Errand::Letter { to, body } => {
            let path = format!("/api/v1/letters/{}/{}", player.name, slug(*to)?);
            (path, json!({ "body": body }))
        }
        _ => return None,
    };
    let call = Call::post(&path, body.to_string().into_bytes());
    Some(Call { key: Some(request.key), ..call })
}
