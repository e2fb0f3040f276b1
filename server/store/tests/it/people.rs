//! Tokens, the set-up link and notes.

use village_economy::Hash32;
use village_store::{Holder, Role, Store, StoreError, TokenRow};

use crate::ground::Ground;
use crate::village::NOON;

fn token(id: &str, hash: u8, holder: Holder) -> TokenRow {
    TokenRow {
        id: id.into(),
        hash: Hash32([hash; 32]),
        holder,
        scopes: vec!["act".into(), "read".into()],
        created_at: NOON + i64::from(hash),
        expires_at: None,
        revoked_at: None,
        last_used: None,
    }
}

pub async fn a_token_is_found_by_its_hash_until_it_is_revoked(ground: &Ground) {
    let store = ground.serve().await;
    let ada = token("vt_ada", 1, Holder::Agent("ada".into()));
    let mut erik = token("vt_erik", 2, Holder::Admin("erik".into()));
    erik.expires_at = Some(NOON + 60);
    store.put_token(&erik).await.unwrap();
    store.put_token(&ada).await.unwrap();
    assert_eq!(store.tokens().await.unwrap(), [ada.clone(), erik.clone()]);
    assert_eq!(store.find_token(&erik.hash).await.unwrap(), Some(erik));
    assert_eq!(store.find_token(&Hash32([3; 32])).await.unwrap(), None);
    for twin in [token("vt_ada", 9, ada.holder.clone()), token("vt_new", 1, ada.holder.clone())] {
        let outcome = store.put_token(&twin).await;
        assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");
    }
    store.touch_token("vt_ada", NOON + 5).await.unwrap();
    store.touch_token("vt_ada", NOON + 4).await.unwrap();
    assert!(store.revoke_token("vt_ada", NOON + 9).await.unwrap());
    assert!(!store.revoke_token("vt_ada", NOON + 10).await.unwrap());
    assert!(!store.revoke_token("vt_nobody", NOON + 10).await.unwrap());
    let revoked = store.find_token(&ada.hash).await.unwrap().unwrap();
    assert_eq!(revoked.last_used, Some(NOON + 5));
    assert_eq!(revoked.revoked_at, Some(NOON + 9));
}

pub async fn a_set_up_link_works_once(ground: &Ground) {
    let store = ground.serve().await;
    let tool = Store::open(&ground.place, Role::Tool).await.unwrap();
    let (old, new) = (Hash32([1; 32]), Hash32([2; 32]));
    assert!(!store.take_setup(&old, NOON).await.unwrap());
    store.put_setup(&old, NOON + 60).await.unwrap();
    store.put_setup(&new, NOON + 60).await.unwrap();
    assert!(!store.take_setup(&old, NOON).await.unwrap(), "an older link is dead");
    assert!(!store.take_setup(&new, NOON + 60).await.unwrap(), "it has expired");
    let (one, two, three) = tokio::join!(
        store.take_setup(&new, NOON),
        tool.take_setup(&new, NOON),
        store.take_setup(&new, NOON)
    );
    let taken = [one.unwrap(), two.unwrap(), three.unwrap()];
    assert_eq!(taken.iter().filter(|taken| **taken).count(), 1, "{taken:?}");
}

pub async fn notes_are_kept(ground: &Ground) {
    let store = ground.serve().await;
    assert_eq!(store.meta("name").await.unwrap(), None);
    store.put_meta("name", "Ahlen").await.unwrap();
    store.put_meta("name", "Åhlen").await.unwrap();
    assert_eq!(store.meta("name").await.unwrap().as_deref(), Some("Åhlen"));
}

pub async fn a_holders_tokens_are_its_own(ground: &Ground) {
    let store = ground.serve().await;
    let ada = Holder::Person("ada".into());
    let (one, mut two) = (token("vt_1", 1, ada.clone()), token("vt_2", 2, ada.clone()));
    two.expires_at = Some(NOON + 60);
    for row in [&one, &two, &token("vt_3", 3, Holder::Agent("ada".into()))] {
        store.put_token(row).await.unwrap();
    }
    assert_eq!(store.tokens_of(&ada, NOON).await.unwrap(), [one.clone(), two]);
    assert_eq!(store.tokens_of(&ada, NOON + 60).await.unwrap(), [one]);
    assert!(!store.revoke_token_of("vt_3", &ada, NOON).await.unwrap());
    assert!(store.revoke_token_of("vt_1", &ada, NOON).await.unwrap());
    assert!(!store.revoke_token_of("vt_1", &ada, NOON).await.unwrap());
    assert!(store.tokens_of(&ada, NOON + 60).await.unwrap().is_empty());
}
