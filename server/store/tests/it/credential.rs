//! Names, passwords, accounts with providers, invitations.

use village_economy::Hash32;
use village_sim::Role as Rank;
use village_store::{Credential, InvitationRow, SignUp, Store, StoreError, Subject};

use crate::ground::Ground;
use crate::village::NOON;

/// An administrator with a password.
pub fn person(name: &str) -> Credential {
    Credential {
        name: name.into(),
        phc: Some("$argon2id$old".into()),
        role: Rank::Admin,
        vouched: true,
        subject: None,
        created_at: NOON,
        changed_at: NOON,
    }
}

fn account(name: &str) -> Subject {
    Subject { issuer: "https://login.example".into(), subject: name.into() }
}

fn invitation(number: u8) -> InvitationRow {
    InvitationRow {
        hash: Hash32([number; 32]),
        role: Rank::Member,
        vouched: true,
        created_by: "erik".into(),
        created_at: NOON,
        expires_at: NOON + 60,
        used: None,
    }
}

/// Somebody of each kind.
pub async fn furnish(store: &Store) {
    let anna = Credential {
        phc: None,
        subject: Some(account("a-1")),
        created_at: NOON + 1,
        ..person("Anna")
    };
    for one in [person("erik"), anna] {
        store.sign_up(&one, None).await.unwrap();
    }
    for number in [1, 2] {
        store.put_invitation(&invitation(number)).await.unwrap();
    }
    let bea = Credential { created_at: NOON + 2, ..person("bea") };
    store.sign_up(&bea, Some(&Hash32([1; 32]))).await.unwrap();
}

pub async fn a_name_is_one_persons_whatever_the_case(ground: &Ground) {
    let store = ground.serve().await;
    assert_eq!(store.admins_count().await.unwrap(), 0);
    let erik = person("Erik");
    let (one, two) = tokio::join!(store.sign_up(&erik, None), store.sign_up(&erik, None));
    let both = [one.unwrap(), two.unwrap()];
    assert!(
        both.contains(&SignUp::Done(erik.clone())) && both.contains(&SignUp::Taken),
        "{both:?}"
    );
    assert_eq!(store.sign_up(&person("eRIK"), None).await.unwrap(), SignUp::Taken);
    let member = Credential { role: Rank::Member, ..person("I") };
    assert_eq!(store.sign_up(&member, None).await.unwrap(), SignUp::Done(member.clone()));
    assert_eq!(store.credential("i").await.unwrap(), Some(member));
    assert_eq!(store.admins_count().await.unwrap(), 1);
    assert!(store.set_password("Erik", "$argon2id$new", NOON + 5).await.unwrap());
    assert!(!store.set_password("erik", "$argon2id$other", NOON + 5).await.unwrap());
    let found = store.credential("ERIK").await.unwrap().unwrap();
    assert_eq!((found.phc.as_deref(), found.changed_at), (Some("$argon2id$new"), NOON + 5));
    assert_eq!(store.credential("erika").await.unwrap(), None);
}

pub async fn an_invitation_is_used_once(ground: &Ground) {
    let store = ground.serve().await;
    store.put_invitation(&invitation(1)).await.unwrap();
    assert_eq!(store.open_invitations("erik", NOON).await.unwrap(), 1);
    let hash = Hash32([1; 32]);
    let late = Credential { created_at: NOON + 60, ..person("late") };
    assert_eq!(store.sign_up(&late, Some(&hash)).await.unwrap(), SignUp::BadInvitation);
    let unknown = store.sign_up(&person("anna"), Some(&Hash32([9; 32]))).await.unwrap();
    assert_eq!(unknown, SignUp::BadInvitation);
    // A name that is taken leaves the invitation as it is.
    store.sign_up(&person("erik"), None).await.unwrap();
    assert_eq!(store.sign_up(&person("ERIK"), Some(&hash)).await.unwrap(), SignUp::Taken);
    let (anna, bea) = (person("anna"), person("bea"));
    let (one, two) =
        tokio::join!(store.sign_up(&anna, Some(&hash)), store.sign_up(&bea, Some(&hash)));
    let both = [one.unwrap(), two.unwrap()];
    let done: Vec<&Credential> = both
        .iter()
        .filter_map(|came| match came {
            SignUp::Done(credential) => Some(credential),
            _ => None,
        })
        .collect();
    assert_eq!(done.len(), 1, "{both:?}");
    // What the invitation says counts, not what was asked for.
    assert_eq!((done[0].role, done[0].vouched), (Rank::Member, true));
    assert_eq!(store.credential(&done[0].name).await.unwrap().as_ref(), Some(done[0]));
    let used = store.find_invitation(&hash).await.unwrap().unwrap();
    assert_eq!(used.used, Some((done[0].name.clone(), NOON)));
    assert_eq!(store.open_invitations("erik", NOON).await.unwrap(), 0);
    for change in [
        "delete from invitation",
        "update invitation set role = 'admin'",
        "update invitation set used_by = null, used_at = null",
        "delete from credential",
        "update credential set name = 'other'",
    ] {
        assert!(ground.tamper(change).await.is_err(), "{change} is let through");
    }
}

pub async fn an_invitation_that_waits_can_be_withdrawn(ground: &Ground) {
    let store = ground.serve().await;
    let later = InvitationRow { created_at: NOON + 1, ..invitation(2) };
    let annas = InvitationRow { created_by: "person:anna".into(), ..invitation(3) };
    let past = InvitationRow { expires_at: NOON, ..invitation(4) };
    for row in [&invitation(1), &later, &annas, &past] {
        store.put_invitation(row).await.unwrap();
    }
    let waiting = |whose| store.waiting_invitations(whose, NOON);
    assert_eq!(waiting(Some("erik")).await.unwrap(), [later.clone(), invitation(1)]);
    assert_eq!(waiting(None).await.unwrap(), [later.clone(), invitation(1), annas.clone()]);
    assert!(waiting(Some("nobody")).await.unwrap().is_empty());
    let withdraw = |row: &InvitationRow| {
        let hash = row.hash;
        let store = store.clone();
        async move { store.withdraw_invitation(&hash, "person:mara", NOON + 5).await.unwrap() }
    };
    assert!(withdraw(&annas).await);
    assert!(!withdraw(&annas).await, "once");
    assert!(!withdraw(&past).await && !withdraw(&invitation(9)).await);
    let gone = store.find_invitation(&annas.hash).await.unwrap().unwrap();
    assert_eq!(gone.used, Some(("person:mara".into(), NOON + 5)));
    assert_eq!(waiting(None).await.unwrap().len(), 2);
    assert_eq!(store.open_invitations("person:anna", NOON).await.unwrap(), 0);
    let late = store.sign_up(&person("late"), Some(&annas.hash)).await.unwrap();
    assert_eq!(late, SignUp::BadInvitation);
    store.sign_up(&person("bea"), Some(&later.hash)).await.unwrap();
    assert!(!withdraw(&later).await, "it was used");
    assert_eq!(waiting(None).await.unwrap(), [invitation(1)]);
}

pub async fn an_account_with_a_provider_is_one_persons(ground: &Ground) {
    let store = ground.serve().await;
    let anna = Credential { phc: None, subject: Some(account("a-1")), ..person("anna") };
    assert_eq!(store.sign_up(&anna, None).await.unwrap(), SignUp::Done(anna.clone()));
    let other = Credential { name: "other".into(), ..anna.clone() };
    assert_eq!(store.sign_up(&other, None).await.unwrap(), SignUp::Taken);
    assert_eq!(store.credential_of(&account("a-1")).await.unwrap(), Some(anna));
    assert_eq!(store.credential_of(&account("a-2")).await.unwrap(), None);
    store.sign_up(&person("bea"), None).await.unwrap();
    let stolen = store.link_subject("bea", &account("a-1"), NOON + 1).await;
    assert!(matches!(stolen, Err(StoreError::Refused { .. })), "{stolen:?}");
    assert!(store.link_subject("bea", &account("b-1"), NOON + 1).await.unwrap());
    assert!(!store.link_subject("bea", &account("b-2"), NOON + 1).await.unwrap());
    assert!(!store.link_subject("nobody", &account("b-3"), NOON + 1).await.unwrap());
    let bea = store.credential_of(&account("b-1")).await.unwrap().unwrap();
    assert_eq!((bea.name.as_str(), bea.changed_at), ("bea", NOON + 1));
}
