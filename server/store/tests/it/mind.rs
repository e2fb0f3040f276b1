//! What minds keep between their thoughts.

use village_sim::{Tick, VillagerId};
use village_store::{
    MIND_BYTES_MAX, MIND_CHANGE_BYTES_MAX, MIND_CHANGES_MAX, MINDS_PAGE_MAX, MindRow, Minds, Store,
    StoreError,
};

use crate::ground::Ground;
use crate::village::NOON;

pub fn mind(villager: u32, record: &[u8]) -> MindRow {
    MindRow { villager: VillagerId(villager), record: record.into(), tick: Tick(20), at: NOON }
}

/// Two minds, one of which knows nothing but what it learned since.
pub async fn furnish(store: &Store) {
    let minds = [mind(0, b"{\"core\":[\"I am Ada\"]}"), mind(7, b"")];
    store.put_minds(&minds).await.unwrap();
    store.add_to_minds(&[mind(7, b"a hill"), mind(7, b"a well")]).await.unwrap();
}

/// All minds, so many a page.
async fn all(store: &Store, limit: usize) -> Minds {
    let mut all = Minds::default();
    let mut from = Some(VillagerId(0));
    while let Some(villager) = from {
        let page = store.minds(villager, limit).await.unwrap();
        assert!(page.minds.len() + page.spoiled.len() <= limit.clamp(1, MINDS_PAGE_MAX));
        all.minds.extend(page.minds);
        all.spoiled.extend(page.spoiled);
        from = page.next;
    }
    all
}

pub async fn a_mind_is_kept_in_place_of_the_one_before(ground: &Ground) {
    let store = ground.serve().await;
    assert_eq!(all(&store, 10).await, Minds::default());
    store.put_minds(&[]).await.unwrap();
    let (ada, bruno) = (mind(0, b"{\"plan\":\"fish\"}"), mind(u32::MAX, b"\0\xff"));
    store.put_minds(&[mind(0, b"older"), bruno.clone(), ada.clone()]).await.unwrap();
    let kept = vec![ada.clone(), bruno.clone()];
    for limit in [0, 1, 2, 1_000] {
        assert_eq!(all(&store, limit).await.minds, kept);
    }
    let later = MindRow { tick: Tick(40), at: NOON + 1, ..mind(0, b"{\"plan\":\"sleep\"}") };
    store.put_minds(std::slice::from_ref(&later)).await.unwrap();
    store.close().await;
    let store = ground.serve().await;
    assert_eq!(store.mind(VillagerId(0)).await.unwrap(), Some(later));
    assert_eq!(store.mind(VillagerId(1)).await.unwrap(), None);
    // Forgotten once.
    assert!(store.forget_mind(VillagerId(0)).await.unwrap());
    assert!(!store.forget_mind(VillagerId(0)).await.unwrap());
    assert_eq!(store.mind(VillagerId(0)).await.unwrap(), None);
    assert_eq!(all(&store, 10).await.minds, [bruno]);
}

pub async fn what_changes_in_a_mind_stands_behind_it_until_it_is_written_anew(ground: &Ground) {
    let store = ground.serve().await;
    store.put_minds(&[mind(0, b"ada"), mind(1, b"bruno"), mind(9, b"chiyo")]).await.unwrap();
    let later = MindRow { tick: Tick(60), at: NOON + 7, ..mind(1, b"+b") };
    store.add_to_minds(&[]).await.unwrap();
    store.add_to_minds(&[mind(1, b"+a"), mind(9, b"+x"), later.clone()]).await.unwrap();
    store.close().await;
    let store = ground.serve().await;
    let bruno = MindRow { record: b"bruno+a+b".into(), ..later };
    assert_eq!(store.mind(VillagerId(1)).await.unwrap(), Some(bruno.clone()));
    for limit in [1, 2, 10] {
        let all = all(&store, limit).await.minds;
        assert_eq!(all, [mind(0, b"ada"), bruno.clone(), mind(9, b"chiyo+x")]);
    }
    // Nothing is behind one that is written anew, and one that is forgotten takes it along.
    store.put_minds(&[mind(1, b"BRUNO")]).await.unwrap();
    store.forget_mind(VillagerId(9)).await.unwrap();
    store.add_to_minds(&[mind(1, b"+c")]).await.unwrap();
    store.put_minds(&[mind(9, b"anew")]).await.unwrap();
    let rest = [mind(0, b"ada"), mind(1, b"BRUNO+c"), mind(9, b"anew")];
    assert_eq!(all(&store, 10).await.minds, rest);
    // What has nothing to stand behind is an error.
    assert!(store.add_to_minds(&[mind(5, b"+z")]).await.is_err());
    assert_eq!(all(&store, 10).await.minds, rest);
}

pub async fn many_minds_come_in_pages(ground: &Ground) {
    let store = ground.serve().await;
    let minds: Vec<_> = (0..300).map(|villager| mind(villager * 3, &vec![7; 20_000])).collect();
    store.put_minds(&minds).await.unwrap();
    for limit in [7, MINDS_PAGE_MAX, usize::MAX] {
        assert_eq!(all(&store, limit).await.minds, minds);
    }
}

pub async fn a_mind_has_its_bounds(ground: &Ground) {
    let store = ground.serve().await;
    let most = mind(1, &vec![b'm'; MIND_BYTES_MAX]);
    store.put_minds(&[most.clone(), mind(2, b"small")]).await.unwrap();
    let outcome = store.put_minds(&[mind(3, b"fits"), mind(4, &vec![0; MIND_BYTES_MAX + 1])]).await;
    let Err(StoreError::TooLarge { what, bytes, most: limit }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!((what.as_str(), bytes), ("the mind of villager 4", MIND_BYTES_MAX + 1));
    assert_eq!(limit, MIND_BYTES_MAX);
    let strange = MindRow { tick: Tick(u64::MAX), ..mind(3, b"fits") };
    assert!(matches!(store.put_minds(&[strange]).await, Err(StoreError::Refused { .. })));
    assert_eq!(all(&store, 9).await.minds, [most, mind(2, b"small")]);
    let long = mind(2, &vec![0; MIND_CHANGE_BYTES_MAX + 1]);
    let outcome = store.add_to_minds(&[mind(2, b"+"), long]).await;
    assert!(matches!(outcome, Err(StoreError::TooLarge { .. })), "{outcome:?}");
    let changes = vec![mind(2, &vec![b'+'; MIND_CHANGE_BYTES_MAX]); MIND_CHANGES_MAX];
    store.add_to_minds(&changes).await.unwrap();
    assert!(store.add_to_minds(&changes[..1]).await.is_err());
    let grown = "small".len() + MIND_CHANGES_MAX * MIND_CHANGE_BYTES_MAX;
    assert_eq!(store.mind(VillagerId(2)).await.unwrap().unwrap().record.len(), grown);
}

pub async fn a_damaged_mind_stops_nobody_elses(ground: &Ground) {
    let store = ground.serve().await;
    let minds: Vec<_> = (0..6).map(|villager| mind(villager, b"{\"core\":[]}")).collect();
    store.put_minds(&minds).await.unwrap();
    ground.tamper("update mind set record = checksum where villager = 1").await.unwrap();
    let huge = ground.bytes(MIND_BYTES_MAX + 1);
    ground.bend("mind", &format!("update mind set record = {huge} where villager = 2")).await;
    // A change that is not what was put, and one that is missing before others.
    store.add_to_minds(&[mind(4, b"+"), mind(5, b"+"), mind(5, b"+")]).await.unwrap();
    ground.tamper("update mind_change set change = checksum where villager = 4").await.unwrap();
    ground.tamper("delete from mind_change where villager = 5 and number = 1").await.unwrap();
    for limit in [1, 10] {
        let read = all(&store, limit).await;
        assert_eq!(read.minds, [minds[0].clone(), minds[3].clone()]);
        assert_eq!(read.spoiled, [1, 2, 4, 5].map(VillagerId));
    }
    for villager in [1, 2, 4, 5] {
        let outcome = store.mind(VillagerId(villager)).await;
        let Err(StoreError::Corrupt { what }) = outcome else { panic!("{outcome:?}") };
        assert!(what.contains(&format!("mind {villager}")), "{what}");
    }
    // What is put anew is whole again.
    store.put_minds(&[&minds[1..3], &minds[4..]].concat()).await.unwrap();
    assert_eq!(all(&store, 10).await, Minds { minds, ..Minds::default() });
}
