//! Walking, places, words and money by command.

use village_sim::{MoveTo, Outcome, Principal, Wish};

use crate::kit::Kit;

#[test]
fn a_villager_walks_to_the_cafe_and_takes_a_spot() {
    let mut kit = Kit::new();
    let ada = kit.who("ada");
    let cafe = kit.village.world().resource::<village_sim::Ground>().0.by_slug("kettle-cafe");
    let to = MoveTo::Landmark(cafe.unwrap());
    let outcome = kit.run(Principal::Agent(ada), Wish::Move { agent: ada, to });
    let Outcome::Walking { arrives, .. } = outcome else { panic!("{outcome:?}") };
    let ticks = arrives.since(kit.village.now());
    kit.wait(ticks);
    let view = kit.village.view();
    let body = &view.agent(ada).unwrap().body;
    assert_eq!(body.place(), cafe, "{body:?}");
}
