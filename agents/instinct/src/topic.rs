//! What villagers write about: the first tag of every post by instinct. Rewards and penalties act
//! on these names, so a name stays once it was used.

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
}
