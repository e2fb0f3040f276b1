//! What a line or a note is about, as far as a village mind can tell: how it is meant, and which
//! people, places and things that it knows it names. Words are looked for, not understood; what is
//! not found stays unknown. Nothing here decides anything.

use village_sim::{Kind, Landmark, Perceived, PlaceKind, VillagerId};

use crate::ego::Ego;

/// Longest text that is listened to, in bytes; the rest is not heard.
const LISTEN_MAX: usize = 1_000;

/// How a line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Greeting,
    Parting,
    Thanks,
    /// Tells of a reward or a penalty.
    Verdict,
    Question(Asked),
    /// Says that something is lacking.
    Trouble,
    /// Says that all is well.
    Cheer,
    Statement,
}

/// What a question wants to know, beyond whom and what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    Where,
    HowAreYou,
    Doing,
    WhoAreYou,
    /// Whether one cares for something.
    Liking,
    /// What is new.
    News,
    Other,
}

/// What was understood of a text.
#[derive(Debug, Clone)]
pub struct Hearing<'a> {
    pub manner: Manner,
    /// It is named itself.
    pub names_me: bool,
    /// Somebody else who is named, not the speaker.
    pub person: Option<VillagerId>,
    pub place: Option<&'a Landmark>,
    pub thing: Option<&'a Kind>,
    /// One of its own interests.
    pub interest: Option<&'a str>,
}

impl<'a> Ego<'a> {
    /// Listens to a text by somebody; `speaker` is none for a person's note.
    pub fn hear(&self, text: &str, speaker: Option<VillagerId>) -> Hearing<'a> {
        let text = text.char_indices().take_while(|(at, _)| *at < LISTEN_MAX);
        let text: String = text.map(|(_, c)| c).collect();
        let low = text.to_lowercase();
        let interests = self.member.persona.interests.iter().map(String::as_str);
        Hearing {
            manner: manner(&low),
            names_me: has_word(&low, &self.member.persona.name.to_lowercase()),
            person: self.named_person(&text, &low, speaker),
            place: self.named_place(&low),
            thing: self.scene.catalogue.kinds.iter().find(|kind| names_kind(&low, kind)),
            interest: interests
                .into_iter()
                .find(|interest| has_word(&low, &interest.to_lowercase())),
        }
    }

    /// Somebody named: first of those it remembers, then anybody of that name.
    fn named_person(&self, text: &str, low: &str, not: Option<VillagerId>) -> Option<VillagerId> {
        let known = self.parts.memories.iter().rev().filter_map(|memory| match &memory.what {
            Perceived::Met { who, .. } | Perceived::Heard { who, .. } => Some(*who),
            _ => None,
        });
        let fits = |who: &VillagerId| *who != self.id && Some(*who) != not;
        let mut named = known.filter(|who| has_word(low, &self.scene.name(*who).to_lowercase()));
        named.find(fits).or_else(|| {
            let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
            let capitals = words.filter(|word| word.starts_with(char::is_uppercase)).take(60);
            let people = capitals.filter_map(|name| self.scene.cast.by_slug(&name.to_lowercase()));
            people.into_iter().find(fits)
        })
    }

    fn named_place(&self, low: &str) -> Option<&'a Landmark> {
        let places = self.places();
        let by_name = places.iter().find(|place| low.contains(&place.name.to_lowercase()));
        by_name.or_else(|| {
            let kinds = places.iter().filter(|place| place.kind != PlaceKind::Home);
            kinds.into_iter().find(|place| has_word(low, common_name(place.kind)))
        })
    }
}

const fn common_name(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Home => "home",
        PlaceKind::Cafe => "café",
        PlaceKind::Market => "market",
        PlaceKind::Workshop => "workshop",
        PlaceKind::Library => "library",
        PlaceKind::Board => "board",
        PlaceKind::Park => "park",
        PlaceKind::Pond => "pond",
        PlaceKind::Well => "well",
        PlaceKind::Square => "square",
    }
}

fn names_kind(low: &str, kind: &Kind) -> bool {
    has_word(low, &kind.slug) || has_word(low, &kind.plural.to_lowercase())
}

/// Whether words stand in a text as whole words.
fn has_word(text: &str, word: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(word)).map(|at| at + from) {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        if !word.is_empty() && ![before, after].into_iter().flatten().any(char::is_alphanumeric) {
            return true;
        }
        from = at + word.len().max(1);
    }
    false
}

fn manner(low: &str) -> Manner {
    let any = |words: &[&str]| words.iter().any(|word| has_word(low, word));
    let begins = |words: &[&str]| words.iter().any(|word| low.starts_with(word));
    if low.contains('?') {
        return Manner::Question(if any(&["where"]) {
            Asked::Where
        } else if any(&[
            "how are you",
            "how is",
            "how does",
            "how goes",
            "how has",
            "how do you do",
        ]) {
            Asked::HowAreYou
        } else if any(&["doing", "busy", "up to"]) {
            Asked::Doing
        } else if any(&["who are you", "your name", "are you real", "are you a bot"]) {
            Asked::WhoAreYou
        } else if any(&["care for", "care about", "like", "fond of", "think about", "think of"]) {
            Asked::Liking
        } else if any(&["new", "news", "seen anything", "what happened", "tell me"]) {
            Asked::News
        } else {
            Asked::Other
        });
    }
    if any(&["reward", "rewarded", "penalty", "penalised", "aidollar", "aidollars"]) {
        return Manner::Verdict;
    }
    if any(&["thank", "thanks"]) {
        return Manner::Thanks;
    }
    let parting = ["goodbye", "bye", "farewell", "see you later", "see you soon", "take care"];
    if any(&parting) {
        return Manner::Parting;
    }
    if begins(&["hello", "good morning", "good afternoon", "good evening", "hi ", "hi!", "hey"]) {
        return Manner::Greeting;
    }
    let trouble = [
        "tired",
        "legs are heavy",
        "a rest",
        "a nap",
        "need to sit",
        "alone",
        "by myself",
        "too quiet",
        "hardly spoken",
        "want work",
        "task",
        "idle",
        "behind with",
        "bored",
        "the same",
        "nothing new",
        "long for",
    ];
    if any(&trouble) {
        return Manner::Trouble;
    }
    if any(&["i am well", "all is well", "cannot complain", "content", "at ease", "happy"]) {
        return Manner::Cheer;
    }
    Manner::Statement
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole() {
        assert!(has_word("so ada said", "ada"));
        assert!(has_word("ada!", "ada"));
        assert!(!has_word("canada is far", "ada"));
        assert!(has_word("canada, ada", "ada"));
        assert!(!has_word("anything", ""));
        assert!(has_word("das café ist", "café"));
    }

    #[test]
    fn the_manner_of_a_line_is_told() {
        assert_eq!(manner("good morning, ada."), Manner::Greeting);
        assert_eq!(manner("where is the pond?"), Manner::Question(Asked::Where));
        assert_eq!(manner("how is your morning?"), Manner::Question(Asked::HowAreYou));
        assert_eq!(manner("what are you doing here?"), Manner::Question(Asked::Doing));
        assert_eq!(manner("thank you for the bread."), Manner::Thanks);
        assert_eq!(manner("goodbye, bruno."), Manner::Parting);
        assert_eq!(manner("good to see you, ada."), Manner::Statement);
        assert_eq!(manner("i saw a kite."), Manner::Statement);
        assert_eq!(manner(""), Manner::Statement);
    }
}
