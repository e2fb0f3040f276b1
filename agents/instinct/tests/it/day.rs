//! A whole day.

use village_sim::{Activity, Tick};

use crate::kit::Kit;

#[test]
fn everybody_sleeps_at_night_and_is_about_by_day() {
    let mut kit = Kit::new(7);
    let mut slept = [false; 14];
    let mut done = std::collections::BTreeSet::new();
    for _ in 0..28_800 {
        let ticked = kit.tick(Vec::new());
        for agent in ticked.view.agents() {
            let activity = agent.body.activity;
            done.insert(format!("{activity}"));
            slept[agent.id.index()] |= activity == Activity::Sleeping;
        }
    }
    assert!(kit.village.now() > Tick(28_000));
    assert!(slept.iter().all(|slept| *slept), "{slept:?}");
    assert!(done.len() > 6, "{done:?}");
}
