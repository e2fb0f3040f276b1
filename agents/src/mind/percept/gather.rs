//! Oneself and one's surroundings, out of a view.

use village_sim::{
    AgentView, Landmark, LandmarkId, Lying, Mood, Need, Permit, Principal, Sight, Tick, Use,
    VillagerId, Where,
};

use super::{
    Carried, ITEMS_MAX, InSight, Inward, NEAR_MAX, Other, Own, Percept, Place, Rights, Scene,
};
use crate::mind::words::Plain;

/// How close to the board one must be to read it, in tiles.
const BOARD_TILES: u16 = 2;
/// How far one reaches for what lies on the ground, in tiles.
const ARM_TILES: u16 = 1;
/// Leanings that a percept names.
const LEANINGS_MAX: usize = 4;

pub(super) fn percept(scene: &Scene<'_>, who: VillagerId, since: Tick) -> Option<Percept> {
    let agent = scene.view.agent(who).filter(|agent| agent.avatar.is_none())?;
    let clock = &scene.view.clock;
    let places = scene.places(agent);
    Some(Percept {
        tick: clock.tick,
        day: clock.day(),
        minute: clock.minute(),
        hour_ticks: (clock.day_ticks() / 24).max(1),
        own: scene.own(agent),
        near: scene.near(agent),
        items: scene.items(agent),
        events: scene.events(agent, since),
        board: scene.board(who),
        work: scene.work(who),
        letters: scene.letters(who),
        purse: scene.purse(agent),
        rights: scene.rights(agent, &places),
        inward: Inward::default(),
        places,
    })
}

impl Scene<'_> {
    /// Seconds from now until a tick.
    pub(super) fn seconds_until(&self, tick: Tick) -> u64 {
        let hz = u64::from(self.view.clock.hz.max(1));
        tick.since(self.view.tick()).div_ceil(hz)
    }

    /// The id of a villager, or of a person's avatar, in the API.
    pub(super) fn slug(&self, who: VillagerId) -> Plain {
        let agent = self.view.agent(who);
        Plain::new(agent.map_or("nobody", |agent| agent.member.persona.slug.as_str()))
    }

    pub(super) fn place_name(&self, id: LandmarkId) -> Plain {
        Plain::new(self.map.landmark(id).map_or("nowhere", |place| place.slug.as_str()))
    }

    pub(super) fn reader(who: VillagerId) -> Principal {
        Principal::Agent(who)
    }

    fn sight<'s>(&'s self, agent: &'s AgentView) -> Sight<'s> {
        self.view.sight(self.map, agent)
    }

    fn own(&self, agent: &AgentView) -> Own {
        let (clock, persona) = (&self.view.clock, &agent.member.persona);
        let mut leanings: Vec<_> =
            agent.leanings.iter().map(|(topic, weight)| (topic.to_owned(), weight)).collect();
        leanings.sort_by_key(|(_, weight)| std::cmp::Reverse(weight.unsigned_abs()));
        leanings.truncate(LEANINGS_MAX);
        let needs = Need::ALL.map(|need| {
            let thousandths = agent.needs.level(need, clock) / 1_000;
            (Plain::new(&need.to_string()), u16::try_from(thousandths).unwrap_or(0))
        });
        let carried = agent.bag.0.iter().zip(&agent.bag_kinds).filter_map(|(id, kind)| {
            let kind = self.catalogue.get(*kind)?;
            let [name, verb] = [&kind.name, &kind.verb].map(|text| Plain::new(text));
            Some(Carried { id: *id, kind: Plain::new(&kind.slug), name, verb })
        });
        let walks = agent.body.walk.is_some();
        let goal = agent.body.seat.filter(|_| walks).map(|seat| self.place_name(seat.landmark));
        Own {
            id: agent.id,
            slug: Plain::new(&persona.slug),
            name: Plain::new(&persona.name),
            role: Plain::new(&persona.role),
            persona: Plain::new(&persona.text),
            home: self.place_name(agent.member.home),
            work: self.place_name(agent.member.work),
            interests: persona.interests.iter().map(|one| Plain::new(one)).collect(),
            leanings,
            mood: Plain::new(Mood::of(agent, clock).as_str()),
            needs: needs.into(),
            activity: Plain::new(&agent.body.activity.to_string()),
            busy_seconds: agent.body.until.map(|until| self.seconds_until(until)),
            at: self.sight(agent).place().map(|place| Plain::new(&place.slug)),
            going_to: goal,
            talking_with: self.partners(agent),
            bag: carried.collect(),
        }
    }

    /// Who stands in the same conversation.
    fn partners(&self, agent: &AgentView) -> Vec<Plain> {
        let talk = agent.body.talk.into_iter();
        let members = talk.flat_map(|talk| self.view.whereabouts(self.map).talking(talk));
        members.filter(|other| *other != agent.id).map(|other| self.slug(other)).collect()
    }

    fn near(&self, agent: &AgentView) -> Vec<Other> {
        let near = self.sight(agent).others(NEAR_MAX);
        let shape = near.into_iter().map(|(distance, other)| Other {
            id: other.id,
            slug: Plain::new(&other.member.persona.slug),
            name: other.member.persona.name.clone(),
            person: other.person(),
            distance,
            activity: Plain::new(&other.body.activity.to_string()),
        });
        shape.collect()
    }

    fn places(&self, agent: &AgentView) -> Vec<Place> {
        let sight = self.sight(agent);
        let at = sight.place().map(|place| place.id);
        let district = self.map.district_landmarks(self.map.district(sight.tile));
        let whereabouts = self.view.whereabouts(self.map);
        let free = |place: &Landmark| {
            place.capacity().saturating_sub(whereabouts.taken(place.id) as usize)
        };
        let shape = district.iter().map(|place| Place {
            id: place.id,
            slug: Plain::new(&place.slug),
            name: Plain::new(&place.name),
            uses: place.uses.clone(),
            here: at == Some(place.id),
            free_spots: u16::try_from(free(place)).unwrap_or(u16::MAX),
        });
        shape.collect()
    }

    fn items(&self, agent: &AgentView) -> Vec<InSight> {
        let sight = self.sight(agent);
        let at = sight.place().map(|place| place.id);
        let near = sight.items().map(|Lying { distance, id, kind, at: place }| {
            let in_reach = match place {
                Where::Tile(_) => distance <= ARM_TILES,
                Where::Shelf(counter) => at == Some(counter),
                Where::Bag(_) => false,
            };
            (distance, kind, id, in_reach)
        });
        let mut near: Vec<_> = near.collect();
        near.sort_unstable();
        // One of a kind and distance is enough to know that there are some.
        near.dedup_by_key(|(distance, kind, _, _)| (*distance, *kind));
        near.truncate(ITEMS_MAX);
        let shape = near.into_iter().filter_map(|(distance, kind, id, in_reach)| {
            let kind = self.catalogue.get(kind)?;
            let [slug, name] = [&kind.slug, &kind.name].map(|text| Plain::new(text));
            Some(InSight { id, kind: slug, name, distance, in_reach })
        });
        shape.collect()
    }

    fn rights(&self, agent: &AgentView, places: &[Place]) -> Rights {
        let permit: Permit = self.view.society.permit(agent.id);
        let here = self.sight(agent).tile;
        let boards = places.iter().filter(|place| place.uses.contains(&Use::Post));
        let near = |place: &Place| {
            let area = self.map.landmark(place.id).map(|place| place.area);
            area.is_some_and(|area| here.distance(area.nearest(here)) <= BOARD_TILES)
        };
        Rights {
            live: !permit.is_stopped(),
            speak: !permit.quarantined && !permit.is_stopped(),
            pay: !permit.money_frozen && !permit.quarantined && !permit.is_stopped(),
            last: self.view.store,
            board_in_reach: boards.into_iter().any(near),
        }
    }
}
