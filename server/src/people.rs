//! People: how somebody proves who they are, and how that is remembered. A password or a log-in
//! provider proves it; a session in a cookie or a token of one's own remembers it.
//!
//! Who people are in the village, what they may do and how they behaved is the world's: everything
//! of that kind goes through the door like any other wish. Their secrets are the store's, and only
//! as hashes.
//!
//! Absent on purpose: HTTP. Cookies, headers and origins are `http`'s.

mod arrival;
mod diary;
mod enrolment;
mod entry;
mod failing;
mod membership;
pub mod name;
pub mod oidc;
pub mod password;
pub mod session;
pub mod throttle;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use village_economy::Hash32;
use village_sim::{PersonId, View};
use village_store::Store;

pub use entry::{Entered, Visit};
pub use failing::NoEntry;
pub use membership::{Invited, NewPerson, Proof};

use crate::config::SignUp;
use crate::door::Door;
use crate::hall::Roll;
use crate::standing::Standing;
use diary::Diary;
use password::Passwords;
use session::Sessions;
use throttle::Throttle;

/// Names whose numbers are remembered at most; further ones are looked for each time.
const NUMBERS_MAX: usize = 100_000;

/// Everybody who can sign in. Cheap to clone.
#[derive(Clone)]
pub struct People {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    door: Door,
    view: Arc<ArcSwap<View>>,
    roll: Arc<ArcSwap<Roll>>,
    standing: Arc<Standing>,
    sign_up: SignUp,
    passwords: Passwords,
    throttle: Throttle,
    sessions: Sessions,
    diary: Diary,
    /// Numbers by name in small letters. A name is given once and for ever.
    numbers: Mutex<HashMap<String, PersonId>>,
}

/// What people need of the house.
pub struct House {
    pub store: Store,
    pub door: Door,
    pub view: Arc<ArcSwap<View>>,
    pub roll: Arc<ArcSwap<Roll>>,
    pub standing: Arc<Standing>,
    pub sign_up: SignUp,
}

impl People {
    /// Takes as long as hashing one password.
    pub fn new(house: House) -> Self {
        let House { store, door, view, roll, standing, sign_up } = house;
        let inner = Inner {
            sessions: Sessions::new(store.clone()),
            store,
            door,
            view,
            roll,
            standing,
            sign_up,
            passwords: Passwords::new(),
            throttle: Throttle::default(),
            diary: Diary::default(),
            numbers: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The sessions.
    pub fn sessions(&self) -> &Sessions {
        &self.inner.sessions
    }

    /// Who may sign up.
    pub fn sign_up_rule(&self) -> SignUp {
        self.inner.sign_up
    }

    /// The number of the person of this name, whatever the case; none for whom the world does not
    /// know.
    pub fn number(&self, name: &str) -> Option<PersonId> {
        let folded = name.to_ascii_lowercase();
        let numbers = || self.inner.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = numbers().get(&folded) {
            return Some(*id);
        }
        let view = self.inner.view.load();
        let (id, _) = view.society.person_named(name)?;
        let mut numbers = numbers();
        if numbers.len() < NUMBERS_MAX {
            numbers.insert(folded, id);
        }
        Some(id)
    }

    fn now(&self) -> i64 {
        self.inner.standing.stamp()
    }
}

/// How often a browser that is remembered shows itself: as the hash of its secret.
type Device = Hash32;

/// An address as it is written down.
fn told(address: IpAddr) -> String {
    address.to_string()
}
