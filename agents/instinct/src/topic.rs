//! What villagers write about: the first tag of every post by instinct. Rewards and penalties act
//! on these names, so a name stays once it was used.

use village_sim::{Leanings, Perceived};

/// A topic of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Whom one met and where.
    Sighting,
    /// What lies on which shelf.
    Goods,
    /// Something one would like to know.
    Question,
    /// Where people come together.
    Gathering,
    /// Thanks for a gift, an answer or a reward.
    Thanks,
    /// A thought about what one cares for.
    Pondering,
    /// Something that one has to give.
    Offer,
}

impl Topic {
    pub const ALL: [Self; 7] = [
        Self::Sighting,
        Self::Goods,
        Self::Question,
        Self::Gathering,
        Self::Thanks,
        Self::Pondering,
        Self::Offer,
    ];

    /// The topic of a tag.
    pub fn of(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.tag() == tag)
    }

    /// Its name as a tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Sighting => "sighting",
            Self::Goods => "goods",
            Self::Question => "question",
            Self::Gathering => "gathering",
            Self::Thanks => "thanks",
            Self::Pondering => "pondering",
            Self::Offer => "offer",
        }
    }

    /// Notes of this topic in a sentence: "notes about goods".
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Sighting => "notes on whom I meet",
            Self::Goods => "notes on what the shelves hold",
            Self::Question => "questions",
            Self::Gathering => "notes on where people gather",
            Self::Thanks => "notes of thanks",
            Self::Pondering => "thoughts on what I care for",
            Self::Offer => "offers",
        }
    }

    /// How much it is written and talked about by those whom nobody has judged.
    pub const fn base(self) -> u32 {
        match self {
            Self::Sighting => 18,
            Self::Goods | Self::Gathering => 14,
            Self::Question | Self::Pondering => 12,
            Self::Thanks => 16,
            Self::Offer => 10,
        }
    }

    /// The topic that telling of something belongs to.
    pub const fn of_memory(what: &Perceived) -> Option<Self> {
        match what {
            Perceived::Met { .. } => Some(Self::Sighting),
            Perceived::Goods { .. } => Some(Self::Goods),
            Perceived::Crowd { .. } => Some(Self::Gathering),
            Perceived::Given { .. } => Some(Self::Thanks),
            _ => None,
        }
    }
}

/// A weight after what was learned: up to ten times as much of what was rewarded, down to a tenth
/// of what was penalised. Ten times the weight, so that small ones can shrink.
pub fn learned(weight: u32, topic: Option<Topic>, leanings: &Leanings) -> u32 {
    let leaning = topic.map_or(0, |topic| leanings.of(topic.tag()));
    let strength = 1000 + 9 * u32::from(leaning.unsigned_abs());
    if leaning >= 0 { weight * 10 * strength / 1000 } else { weight * 10 * 1000 / strength }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rewards_and_penalties_weigh_alike() {
        let after = |by: i16| {
            let mut leanings = Leanings::default();
            leanings.lean(&"goods".into(), by);
            (learned(14, Some(Topic::Goods), &leanings), learned(14, None, &leanings))
        };
        assert_eq!(after(0), (140, 140));
        assert_eq!(after(200), (392, 140));
        assert_eq!(after(1000), (1400, 140));
        assert_eq!(after(-200), (50, 140));
        assert_eq!(after(-1000), (14, 140));
    }

    #[test]
    fn every_topic_is_found_by_its_tag() {
        for topic in Topic::ALL {
            assert_eq!(Topic::of(topic.tag()), Some(topic));
        }
        assert_eq!(Topic::of("weather"), None);
    }
}
