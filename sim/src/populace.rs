//! More villagers than there are persona files: made from lists of names, from the seed alone, each
//! with a bed of its own in some district.

use std::collections::BTreeSet;

use crate::data::Names;
use crate::map::Map;
use crate::place::{PlaceKind, Pose};
use crate::seed::{Dice, Seed};
use crate::villager::{Persona, Traits};

/// The first `count` villagers: those with files first, the rest made up. Fewer than the files
/// hold takes the first of them.
pub fn populace(
    files: &[Persona],
    names: &Names,
    map: &Map,
    seed: u64,
    count: usize,
) -> Vec<Persona> {
    let mut all: Vec<Persona> = files.iter().take(count).cloned().collect();
    let mut beds = free_beds(map, &all);
    let mut slugs: BTreeSet<String> = all.iter().map(|p| p.slug.clone()).collect();
    for number in all.len()..count {
        let mut dice = Seed(seed).stream("populace", 0, number as u64);
        let Some(home) = beds.next() else { break };
        let persona = make_up(&mut dice, names, map, home);
        all.push(unique(persona, &mut slugs));
    }
    all
}

/// Homes with a bed free, one entry a bed, district by district.
fn free_beds<'m>(map: &'m Map, taken: &[Persona]) -> impl Iterator<Item = &'m str> + use<'m> {
    let mut guests: Vec<String> = taken.iter().map(|persona| persona.home.clone()).collect();
    let homes = map.landmarks.iter().filter(|place| place.kind == PlaceKind::Home);
    let mut beds = Vec::new();
    for home in homes {
        let count = home.spots.iter().filter(|spot| spot.pose == Pose::Sleep).count();
        for _ in 0..count {
            match guests.iter().position(|guest| *guest == home.slug) {
                Some(at) => drop(guests.swap_remove(at)),
                None => beds.push(home.slug.as_str()),
            }
        }
    }
    beds.into_iter()
}

fn make_up(dice: &mut Dice, names: &Names, map: &Map, home: &str) -> Persona {
    let pick = |dice: &mut Dice, of: &[String]| dice.pick(of).cloned().unwrap_or_default();
    let name = pick(dice, &names.names);
    let role = pick(dice, &names.roles);
    let mut interests: Vec<String> = Vec::new();
    while interests.len() < 3.min(names.interests.len()) {
        let interest = pick(dice, &names.interests);
        if !interests.contains(&interest) {
            interests.push(interest);
        }
    }
    let mut leaning = || u8::try_from(dice.between(1, 9)).unwrap_or(5);
    let traits = Traits {
        sociable: leaning(),
        curious: leaning(),
        diligent: leaning(),
        early: leaning(),
        generous: leaning(),
    };
    let text = format!(
        "You are {name}, the village's {role}. You like {}, {} and {}.",
        interests.first().map_or("quiet", String::as_str),
        interests.get(1).map_or("company", String::as_str),
        interests.get(2).map_or("good bread", String::as_str),
    );
    let work = workplace(dice, map, home);
    Persona { slug: slug(&name), name, role, home: home.to_owned(), work, text, interests, traits }
}

/// A place to work in the home's district.
fn workplace(dice: &mut Dice, map: &Map, home: &str) -> String {
    let district = map.by_slug(home).map_or(0, |home| map.district_of(home));
    let kinds = [PlaceKind::Cafe, PlaceKind::Market, PlaceKind::Workshop, PlaceKind::Library];
    let places: Vec<_> = kinds.iter().flat_map(|kind| map.of_kind(district, *kind)).collect();
    dice.pick(&places).map_or_else(|| home.to_owned(), |place| place.slug.clone())
}

/// A name in the form of an `agent_id`: plain letters and hyphens.
fn slug(name: &str) -> String {
    let letters = name.chars().filter_map(|c| match c.to_ascii_lowercase() {
        plain @ ('a'..='z' | '0'..='9') => Some(plain),
        ' ' | '-' | '\'' => Some('-'),
        _ => None,
    });
    let slug: String = letters.take(40).collect();
    if slug.is_empty() { "villager".into() } else { slug }
}

fn unique(mut persona: Persona, slugs: &mut BTreeSet<String>) -> Persona {
    let base = persona.slug.clone();
    let mut number = 2;
    while !slugs.insert(persona.slug.clone()) {
        persona.slug = format!("{base}-{number}");
        number += 1;
    }
    persona
}
