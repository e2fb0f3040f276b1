//! The direct talk of a person with an agent.

use village_sim::{Letter, Origin, PersonId, VillagerId};

use crate::ground::Ground;
use crate::village::{Village, commit};

pub fn letter(village: &Village, id: u64, person: u32, by_agent: bool) -> Letter {
    Letter {
        id,
        person: PersonId(person),
        agent: VillagerId(2),
        by_agent,
        origin: if by_agent { Origin::Model } else { Origin::Human },
        body: format!("Letter {id}, \"quoted\" \u{1f9a2}").into(),
        tick: village_sim::Tick(village.tick),
        at: village.at,
    }
}

pub async fn letters_come_in_pages(ground: &Ground) {
    let store = ground.serve().await;
    let (mut village, first) = Village::found();
    let mut record = village.record();
    for id in 1..=7 {
        record.letters.push(letter(&village, id, if id == 4 { 2 } else { 1 }, id % 2 == 0));
    }
    let sent = record.letters.clone();
    store.commit(&[first, commit(record)]).await.unwrap();
    let (one, ada) = (PersonId(1), VillagerId(2));
    let page = store.letters(one, ada, None, 4).await.unwrap();
    let expected: Vec<_> = [6, 5, 4, 2].into_iter().map(|at| sent[at].clone()).collect();
    assert_eq!((page.items, page.next), (expected, Some(3)));
    let rest = store.letters(one, ada, Some(3), 4).await.unwrap();
    assert_eq!((rest.items, rest.next), (sent[..2].iter().rev().cloned().collect(), None));
    assert_eq!(store.letters(PersonId(2), ada, None, 4).await.unwrap().items.len(), 1);
    assert!(store.letters(one, VillagerId(3), None, 4).await.unwrap().items.is_empty());
    assert!(ground.tamper("delete from letter").await.is_err());
    assert!(ground.tamper("update letter set body = ''").await.is_err());
}
