//! The board and the audit log as readers ask for them.

use village_sim::{Audience, Author, PersonId, PostId, PostState, Principal, Status, VillagerId};
use village_store::{AuditFilter, PAGE_MAX, PostFilter, Role, Store, StoreError, WORDS_MAX};

use crate::ground::Ground;
use crate::village::{Village, admin, agent, audit, commit};

async fn found(store: &Store, filter: &PostFilter) -> Vec<u64> {
    let page = store.posts(filter, None, 100).await.unwrap();
    page.items.into_iter().map(|listed| listed.post.id.0).collect()
}

pub async fn words_are_found_as_they_stand(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, mut first) = Village::found();
    let human = Author::Human("O'Brien".into());
    let public = Audience::Public;
    let record = &mut first.record;
    village.post(record, &agent(0), public, ("100% rye", "a_b \\ c!"), &["bread", "bread"]);
    village.post(record, &human, public, ("1000 rye", "axb / c"), &["bread", "Ärger"]);
    village.post(record, &agent(0), public, ("ÄRGER am Teich", "Bread is dear."), &[]);
    let post = PostId(2);
    village.reply(record, post, "Why?");
    store.commit(&[first]).await.unwrap();
    let mut later = village.record();
    village.reply(&mut later, post, "Because.");
    let (replied_at, later) = (later.at, commit(later));
    store.commit(&[later]).await.unwrap();

    for (words, expected) in [
        ("0% r", vec![1]),
        ("100", vec![2, 1]),
        ("a_b", vec![1]),
        ("\\", vec![1]),
        ("c!", vec![1]),
        ("RYE", vec![2, 1]),
        ("ärger", vec![3]),
        ("dear.", vec![3]),
        ("'; drop table post; --", vec![]),
        ("rye\na_b", vec![1]),
    ] {
        let filter = PostFilter { text: Some(words.into()), ..PostFilter::default() };
        assert_eq!(found(&store, &filter).await, expected, "{words}");
    }
    let long = PostFilter { text: Some("x".repeat(WORDS_MAX + 1)), ..PostFilter::default() };
    let outcome = store.posts(&long, None, 1).await;
    assert!(matches!(outcome, Err(StoreError::Refused { .. })), "{outcome:?}");

    let by_tag = |tag: &str| PostFilter { tag: Some(tag.into()), ..PostFilter::default() };
    assert_eq!(found(&store, &by_tag("bread")).await, [2, 1]);
    assert_eq!(found(&store, &by_tag("brea%")).await, [0; 0]);
    let by_author = PostFilter { author: Some(human), ..PostFilter::default() };
    assert_eq!(found(&store, &by_author).await, [2]);
    ground.tamper("update post set status = 'closed' where id = 1").await.unwrap();
    let closed = PostFilter { status: Some(Status::Closed), ..by_tag("bread") };
    assert_eq!(found(&store, &closed).await, [1]);

    let listed = &store.posts(&by_author, None, 1).await.unwrap().items[0];
    assert_eq!((listed.replies, listed.updated_at), (2, replied_at));
    assert_eq!(listed.post.tags, ["bread", "Ärger"]);
    let thread = store.thread(post).await.unwrap().unwrap();
    assert_eq!(thread.post, listed.post);
    let bodies: Vec<_> = thread.replies.iter().map(|reply| reply.body.as_str()).collect();
    assert_eq!(bodies, ["Why?", "Because."]);
    assert!(store.thread(PostId(u64::MAX)).await.unwrap().is_none());
}

pub async fn only_readers_find_what_is_for_them(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, mut first) = Village::found();
    let anna = |id| Author::Person { id: PersonId(id), name: "anna".into() };
    let authors =
        [agent(0), agent(1), Author::Human("agent:1".into()), Author::System, anna(1), anna(11)];
    let audiences = [
        Audience::Public,
        Audience::Agents,
        Audience::Humans,
        Audience::Agent(VillagerId(1)),
        Audience::Agent(VillagerId(11)),
    ];
    for author in &authors {
        for audience in audiences {
            village.post(&mut first.record, author, audience, ("Note", "x"), &[]);
        }
    }
    let posts = first.record.posts.clone();
    store.commit(&[first]).await.unwrap();
    let readers = [
        None,
        Some(Principal::System),
        Some(admin()),
        Some(Principal::Agent(VillagerId(0))),
        Some(Principal::Agent(VillagerId(1))),
        Some(Principal::Agent(VillagerId(11))),
        Some(Principal::Person(PersonId(1))),
        Some(Principal::Person(PersonId(11))),
        Some(Principal::Person(PersonId(2))),
    ];
    for reader in readers {
        let may = |post: &&village_sim::Post| post.audience.admits(&post.author, reader.as_ref());
        let mut expected: Vec<u64> = posts.iter().filter(may).map(|post| post.id.0).collect();
        expected.reverse();
        let filter = PostFilter { reader: reader.clone(), ..PostFilter::default() };
        assert_eq!(found(&store, &filter).await, expected, "{reader:?}");
        assert!(!expected.is_empty());
    }
}

pub async fn a_post_stands_as_the_record_says(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, mut first) = Village::found();
    for title in ["One", "Two", "Three"] {
        village.pin(&mut first.record, title);
    }
    let state = |status, pinned, locked| PostState { status, pinned, locked };
    let mut second = village.record();
    second.states.push((PostId(1), state(Status::Closed, false, false)));
    let mut third = village.record();
    third.states.push((PostId(1), state(Status::Open, true, true)));
    third.states.push((PostId(2), state(Status::Moderated, false, true)));
    store.commit(&[first, commit(second), commit(third)]).await.unwrap();
    let page = store.posts(&PostFilter::default(), None, 10).await.unwrap();
    let stand = page.items.iter().map(|one| (one.post.id.0, one.pinned, one.locked));
    assert_eq!(stand.collect::<Vec<_>>(), [(3, false, false), (1, true, true)]);
    let all = PostFilter { moderated: true, ..PostFilter::default() };
    assert_eq!(found(&store, &all).await, [3, 2, 1]);
    let pinned = |pinned| PostFilter { pinned: Some(pinned), ..all.clone() };
    assert_eq!(found(&store, &pinned(true)).await, [1]);
    assert_eq!(found(&store, &pinned(false)).await, [3, 2]);
    let down = store.thread(PostId(2)).await.unwrap().unwrap();
    assert_eq!(down.post.status, Status::Moderated);
}

pub async fn pages_stand_still_while_posts_arrive(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, mut first) = Village::found();
    for number in 1..=10 {
        village.pin(&mut first.record, &format!("Post {number}"));
    }
    store.commit(&[first]).await.unwrap();
    let everything = PostFilter::default();
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let page = store.posts(&everything, cursor, 3).await.unwrap();
        seen.extend(page.items.iter().map(|listed| listed.post.id.0));
        let mut record = village.record();
        village.pin(&mut record, "A new one");
        store.commit(&[commit(record)]).await.unwrap();
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(seen, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    let none = store.posts(&everything, Some(1), 3).await.unwrap();
    assert!(none.items.is_empty() && none.next.is_none());
    let all = store.posts(&everything, Some(u64::MAX), usize::MAX).await.unwrap();
    assert_eq!(all.items.len(), 14);
    assert!(all.items.len() <= PAGE_MAX);
}

pub async fn the_audit_log_is_read_in_pages(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, mut first) = Village::found();
    first.record.audit = vec![audit("one"), audit("two"), audit("three")];
    let mut second = commit(village.record());
    second.record.audit = vec![audit("four")];
    store.commit(&[first.clone(), second]).await.unwrap();
    let newest = store.audit_rows(&AuditFilter::default(), None, 3).await.unwrap();
    let actions: Vec<_> = newest.items.iter().map(|line| line.row.action.as_str()).collect();
    assert_eq!(actions, ["four", "three", "two"]);
    let rest = store.audit_rows(&AuditFilter::default(), newest.next, 3).await.unwrap();
    assert_eq!((rest.items.len(), rest.next), (1, None));
    let oldest = &rest.items[0];
    assert_eq!((oldest.tick, oldest.at), (first.record.tick, first.record.at));
    assert_eq!(oldest.row, audit("one"));
    let found = async |filter: AuditFilter| {
        let page = store.audit_rows(&filter, None, 10).await.unwrap();
        page.items.into_iter().map(|line| line.row.action).collect::<Vec<_>>()
    };
    let (tick, none) = (first.record.at, AuditFilter::default());
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(found(AuditFilter { action: some("two"), ..none.clone() }).await, ["two"]);
    let by = |principal| AuditFilter { principal: Some(principal), ..none.clone() };
    assert_eq!(found(by(admin())).await.len(), 4);
    assert!(found(by(Principal::System)).await.is_empty());
    let later = AuditFilter { since: Some(tick + 1), ..none.clone() };
    assert_eq!(found(later).await, ["four"]);
    let earlier = AuditFilter { until: Some(tick + 1), ..none.clone() };
    assert_eq!(found(earlier).await, ["three", "two", "one"]);
    for nothing in [
        AuditFilter { subject: some("agent:1"), ..none.clone() },
        AuditFilter { outcome: some("forbidden"), ..none.clone() },
        AuditFilter { from: some("' or 1 = 1"), ..none.clone() },
    ] {
        assert!(found(nothing).await.is_empty());
    }
    let here = AuditFilter { from: some("203.0.113.7"), subject: some("agent:0"), ..none };
    assert_eq!(found(here).await.len(), 4);
}

pub async fn a_post_is_found_by_whom_it_and_its_replies_name(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, mut first) = Village::found();
    let record = &mut first.record;
    let public = Audience::Public;
    village.post(record, &agent(0), public, ("Swans", "Who saw them? @Bruno?"), &[]);
    village.post(record, &agent(0), public, ("Herons", "mail@bruno.example"), &[]);
    village.post(record, &agent(0), Audience::Agents, ("Ducks", "@brunos ducks"), &[]);
    let second = PostId(2);
    village.reply(record, second, "@bruno did, with @ada. @bruno!");
    store.commit(&[first]).await.unwrap();
    // A later reply may name the same ones again.
    let mut later = village.record();
    village.reply(&mut later, second, "@ada?");
    store.commit(&[commit(later)]).await.unwrap();
    let naming = |name: &str, since| PostFilter {
        mention: Some(name.into()),
        since,
        ..PostFilter::default()
    };
    for (name, since, expected) in [
        ("bruno", None, vec![2, 1]),
        ("bruno", Some(1), vec![2]),
        ("bruno", Some(u64::MAX), vec![]),
        ("ada", None, vec![2]),
        ("brunos", None, vec![]),
        ("Bruno", None, vec![]),
    ] {
        assert_eq!(found(&store, &naming(name, since)).await, expected, "{name} {since:?}");
    }
    // Who is named follows from the words, in a village that was carried over too.
    let mut text = Vec::new();
    store.export(&mut text).await.unwrap();
    let other = Store::open(&ground.other, Role::Serve).await.unwrap();
    other.import(&text[..]).await.unwrap();
    assert_eq!(found(&other, &naming("bruno", None)).await, [2, 1]);
}
