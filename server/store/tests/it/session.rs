//! Sessions and known browsers.

use village_economy::Hash32;
use village_store::{DEVICES_EACH_MAX, SESSIONS_EACH_MAX, SessionRow, SignUp, Store, StoreError};

use crate::credential::person;
use crate::ground::Ground;
use crate::village::NOON;

fn session(number: u8, name: &str) -> SessionRow {
    SessionRow {
        id: Hash32([number; 32]),
        name: name.into(),
        created_at: NOON + i64::from(number),
        last_seen: NOON + i64::from(number),
        expires_at: NOON + 1_000,
        revoked_at: None,
        address: "203.0.113.7".into(),
        agent: "A browser".into(),
    }
}

/// A session of `erik`.
pub async fn furnish(store: &Store) {
    store.put_session(&session(1, "erik"), 0).await.unwrap();
}

async fn with_erik(ground: &Ground) -> Store {
    let store = ground.serve().await;
    for name in ["erik", "anna"] {
        let came = store.sign_up(&person(name), None).await.unwrap();
        assert!(matches!(came, SignUp::Done(_)));
    }
    store
}

pub async fn a_session_lives_until_it_is_revoked(ground: &Ground) {
    let store = with_erik(ground).await;
    let (one, two, anna) = (session(1, "erik"), session(2, "erik"), session(3, "anna"));
    for row in [&one, &two, &anna] {
        store.put_session(row, 0).await.unwrap();
    }
    let nobody = store.put_session(&session(4, "nobody"), 0).await;
    assert!(matches!(nobody, Err(StoreError::Refused { .. })), "{nobody:?}");
    assert_eq!(store.sessions_of("erik", NOON).await.unwrap(), [two.clone(), one.clone()]);
    assert!(store.sessions_of("erik", NOON + 1_000).await.unwrap().is_empty());
    store.touch_session(&one.id, NOON + 50).await.unwrap();
    store.touch_session(&one.id, NOON + 40).await.unwrap();
    assert_eq!(store.find_session(&one.id).await.unwrap().unwrap().last_seen, NOON + 50);
    assert_eq!(store.find_session(&Hash32([9; 32])).await.unwrap(), None);
    assert!(store.revoke_session(&two.id, NOON + 60).await.unwrap());
    assert!(!store.revoke_session(&two.id, NOON + 61).await.unwrap());
    let revoked = store.find_session(&two.id).await.unwrap().unwrap();
    assert_eq!(revoked.revoked_at, Some(NOON + 60));
    let back = ground.tamper("update session set revoked_at = null").await;
    assert!(back.is_err(), "what was revoked comes back");
    assert!(ground.tamper("update session set name = 'erik'").await.is_err());
    // All but the one that one is in.
    store.put_session(&session(5, "erik"), 0).await.unwrap();
    assert_eq!(store.revoke_sessions("erik", Some(&one.id), NOON + 70).await.unwrap(), 1);
    assert_eq!(store.sessions_of("erik", NOON).await.unwrap().len(), 1);
    assert_eq!(store.revoke_sessions("erik", None, NOON + 80).await.unwrap(), 1);
    assert_eq!(store.sessions_of("anna", NOON).await.unwrap(), [anna]);
    // What is long over goes.
    let mut late = session(6, "erik");
    late.expires_at = NOON + 9_000;
    store.put_session(&late, NOON + 1_001).await.unwrap();
    assert_eq!(store.find_session(&one.id).await.unwrap(), None);
}

pub async fn the_oldest_of_too_many_sessions_ends(ground: &Ground) {
    let store = with_erik(ground).await;
    let all = u8::try_from(SESSIONS_EACH_MAX).unwrap() + 2;
    store.put_session(&session(200, "anna"), 0).await.unwrap();
    for number in 1..=all {
        store.put_session(&session(number, "erik"), 0).await.unwrap();
    }
    let live = store.sessions_of("erik", NOON).await.unwrap();
    assert_eq!(live.len(), usize::try_from(SESSIONS_EACH_MAX).unwrap());
    assert_eq!((live[0].id, live[live.len() - 1].id), (Hash32([all; 32]), Hash32([3; 32])));
    assert_eq!(store.sessions_of("anna", NOON).await.unwrap().len(), 1);
}

pub async fn browsers_are_remembered_for_their_name(ground: &Ground) {
    let store = with_erik(ground).await;
    let most = u8::try_from(DEVICES_EACH_MAX).unwrap();
    for number in 0..=most {
        let at = NOON + i64::from(number);
        store.put_device(&Hash32([number; 32]), "erik", at).await.unwrap();
    }
    assert!(!store.knows_device(&Hash32([0; 32]), "erik").await.unwrap(), "the oldest went");
    assert!(store.knows_device(&Hash32([1; 32]), "erik").await.unwrap());
    assert!(!store.knows_device(&Hash32([1; 32]), "anna").await.unwrap());
}
