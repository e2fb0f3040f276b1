//! Files by their content.

use village_economy::Hash32;
use village_store::{BLOB_BYTES_MAX, Blob, BlobAbout, Store, StoreError, blob_hash};

use crate::ground::Ground;
use crate::village::NOON;

fn blob(bytes: &[u8], by: &str) -> Blob {
    let about = BlobAbout {
        hash: blob_hash(bytes),
        size: bytes.len() as u64,
        kind: "text/plain".into(),
        name: "notes.txt".into(),
        by: by.into(),
        at: NOON,
    };
    Blob { bytes: bytes.into(), about }
}

/// Two files, one without bytes.
pub async fn furnish(store: &Store) {
    for bytes in [&b"swans\0\xff"[..], b""] {
        assert!(store.put_blob(&blob(bytes, "agent:ada")).await.unwrap());
    }
}

pub async fn a_file_is_found_by_its_content(ground: &Ground) {
    let store = ground.serve().await;
    let first = blob(b"The swans are back.", "agent:ada");
    assert!(store.put_blob(&first).await.unwrap());
    let again =
        Blob { about: BlobAbout { name: "other".into(), ..first.about.clone() }, ..first.clone() };
    assert!(!store.put_blob(&again).await.unwrap());
    assert_eq!(store.blob(&first.about.hash).await.unwrap(), Some(first.clone()));
    assert_eq!(store.blob_about(&first.about.hash).await.unwrap(), Some(first.about.clone()));
    assert_eq!(store.blob(&Hash32([1; 32])).await.unwrap(), None);
    assert_eq!(store.blob_about(&Hash32([1; 32])).await.unwrap(), None);
    assert_eq!(store.blob_bytes_since("agent:ada", NOON).await.unwrap(), 19);
    assert_eq!(store.blob_bytes_since("agent:ada", NOON + 1).await.unwrap(), 0);
    assert_eq!(store.blob_bytes_since("agent:bruno", 0).await.unwrap(), 0);

    let most = vec![7; BLOB_BYTES_MAX];
    assert!(store.put_blob(&blob(&most, "agent:ada")).await.unwrap());
    let mut lying = blob(b"one thing", "agent:ada");
    lying.bytes = b"and a lie".into();
    for bad in [blob(&vec![7; BLOB_BYTES_MAX + 1], "agent:ada"), lying] {
        let outcome = store.put_blob(&bad).await;
        assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");
    }
    assert!(ground.tamper("delete from blob").await.is_err());
    assert!(ground.tamper("update blob set name = 'x'").await.is_err());
    ground.break_in("blob", "update blob set bytes = hash, size = 32 where size < 100").await;
    let outcome = store.blob(&first.about.hash).await;
    assert!(matches!(outcome, Err(StoreError::Corrupt { .. })), "{outcome:?}");
}
