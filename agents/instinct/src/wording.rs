//! Times, places and numbers in words, and texts cut to a length. Plain functions of what is given.

use village_sim::{Activity, Clock, Kind, Landmark, PlaceKind, Tick, Tile};

/// A place with its article, as the middle of a sentence has it.
pub fn place(place: &Landmark) -> String {
    match place.kind {
        PlaceKind::Home | PlaceKind::Park | PlaceKind::Pond => place.name.clone(),
        _ => format!("the {}", place.name),
    }
}

/// How one is at a place: "by Mirror Pond".
pub fn at(landmark: &Landmark) -> String {
    let how = match landmark.kind {
        PlaceKind::Square | PlaceKind::Park => "in",
        PlaceKind::Pond | PlaceKind::Well => "by",
        _ => "at",
    };
    format!("{how} {}", place(landmark))
}

/// A number of people or things.
pub fn count(number: u16) -> String {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(usize::from(number)).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// So many of a kind: "a loaf of bread", "three loaves of bread".
pub fn counted(kind: &Kind, number: u16) -> String {
    if number == 1 { kind.name.clone() } else { format!("{} {}", count(number), kind.plural) }
}

/// One of a kind that was spoken of already: "the loaf of bread".
pub fn known(kind: &Kind) -> String {
    let name = kind.name.as_str();
    let bare = ["a ", "an ", "the "].iter().find_map(|article| name.strip_prefix(article));
    format!("the {}", bare.unwrap_or(name))
}

/// A time of day to the quarter: "about half past nine".
pub fn hour(minute: u32) -> String {
    const HOURS: [&str; 12] = [
        "twelve", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven",
    ];
    let quarters = (minute + 7) / 15;
    let name = |hour: u32| HOURS[(hour % 12) as usize];
    let (hour, next) = (quarters / 4 % 24, (quarters / 4 + 1) % 24);
    match (quarters % 4, hour) {
        (0, 0) => "about midnight".into(),
        (0, 12) => "about noon".into(),
        (0, _) => format!("about {} o'clock", name(hour)),
        (1, _) => format!("about a quarter past {}", name(hour)),
        (2, _) => format!("about half past {}", name(hour)),
        _ => format!("about a quarter to {}", name(next)),
    }
}

/// The part of the day, as in "good morning".
pub fn part_of_day(minute: u32) -> &'static str {
    match minute / 60 {
        5..=11 => "morning",
        12..=16 => "afternoon",
        17..=21 => "evening",
        _ => "night",
    }
}

/// How long ago a tick was, in words: "just now", "this morning", "yesterday".
pub fn when(clock: &Clock, then: Tick) -> String {
    let minutes = clock.tick.since(then) * village_sim::DAY_MINUTES / clock.day_ticks().max(1);
    let part = part_of_day(clock.minute_of(then));
    match (clock.day() - clock.day_of(then).min(clock.day()), minutes) {
        (_, 0..15) => "just now".into(),
        (_, 15..75) => "a little while ago".into(),
        (0, _) if part == part_of_day(clock.minute()) => format!("earlier this {part}"),
        (0, _) if part == "night" => "before sunrise".into(),
        (0, _) => format!("this {part}"),
        (1, _) if part == "night" => "last night".into(),
        (1, _) => format!("yesterday {part}"),
        _ => "the other day".into(),
    }
}

/// What the light is like at a minute of the day.
pub const fn light(minute: u32) -> &'static str {
    match minute / 60 {
        5 | 6 => "first light",
        7..=9 => "morning sun",
        10..=13 => "midday sun",
        14..=16 => "afternoon sun",
        17..=19 => "evening light",
        20 | 21 => "dusk",
        _ => "dark",
    }
}

/// Where a tile lies, seen from another: "to the north-east".
pub fn way(from: Tile, to: Tile) -> &'static str {
    let (dx, dy) = (i32::from(to.x) - i32::from(from.x), i32::from(to.y) - i32::from(from.y));
    let (wide, high) = (dx.abs() > dy.abs() / 2, dy.abs() > dx.abs() / 2);
    match (wide.then_some(dx > 0), high.then_some(dy > 0)) {
        (Some(true), Some(true)) => "to the south-east",
        (Some(true), Some(false)) => "to the north-east",
        (Some(false), Some(true)) => "to the south-west",
        (Some(false), Some(false)) => "to the north-west",
        (Some(true), None) => "to the east",
        (Some(false), None) => "to the west",
        (None, Some(false)) => "to the north",
        (None, _) => "to the south",
    }
}

/// What somebody does or did: "reading".
pub const fn doing(activity: Activity) -> &'static str {
    match activity {
        Activity::Idle | Activity::Waiting => "taking a moment",
        Activity::Walking => "walking",
        Activity::Talking => "talking",
        Activity::Sleeping => "asleep",
        Activity::Eating => "having a bite to eat",
        Activity::Drinking => "having something to drink",
        Activity::Working => "working",
        Activity::Reading => "reading",
        Activity::Trading => "seeing to the stalls",
        Activity::AtBoard => "reading the notes",
        Activity::Resting => "sitting down for a while",
        Activity::Looking => "looking about",
    }
}

/// The text, cut at the end of a word so that it has at most so many characters.
pub fn clip(text: String, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text;
    }
    let end = text.char_indices().nth(limit.saturating_sub(3)).map_or(text.len(), |(at, _)| at);
    let cut = &text[..end];
    let cut = cut.rfind(' ').map_or(cut, |space| &cut[..space]);
    format!("{}...", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_to_the_quarter() {
        let check = |minute, words: &str| assert_eq!(hour(minute), words, "{minute}");
        check(9 * 60 + 31, "about half past nine");
        check(9 * 60 + 53, "about ten o'clock");
        check(12 * 60 + 5, "about noon");
        check(12 * 60 + 10, "about a quarter past twelve");
        check(23 * 60 + 45, "about a quarter to twelve");
        check(23 * 60 + 58, "about midnight");
        check(0, "about midnight");
    }

    #[test]
    fn the_past_has_words() {
        let mut clock = Clock::new(20, 1440);
        clock.tick = Tick(20 * 60 * 10);
        assert_eq!(clock.hour(), 17);
        let ago = |minutes: u64| when(&clock, Tick(clock.tick.0 - minutes * 20));
        assert_eq!(ago(3), "just now");
        assert_eq!(ago(50), "a little while ago");
        assert_eq!(ago(3 * 60), "this afternoon");
        assert_eq!(ago(8 * 60), "this morning");
        clock.tick = Tick(20 * 60 * 27);
        let ago = |minutes: u64| when(&clock, Tick(clock.tick.0 - minutes * 20));
        assert_eq!(ago(20 * 60), "yesterday afternoon");
        assert_eq!(ago(8 * 60), "before sunrise");
        assert_eq!(ago(10 * 60 + 20), "last night");
    }

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(clip("one two three".into(), 40), "one two three");
        assert_eq!(clip("one two three".into(), 12), "one two...");
        assert_eq!(clip("ééééééééé".into(), 6), "ééé...");
    }

    #[test]
    fn the_way_is_told_by_the_compass() {
        let from = Tile::new(10, 10);
        assert_eq!(way(from, Tile::new(20, 11)), "to the east");
        assert_eq!(way(from, Tile::new(4, 3)), "to the north-west");
        assert_eq!(way(from, Tile::new(10, 3)), "to the north");
    }
}
