//! What a villager looks like, as data. A look names choices, never pixels or colours: the same
//! look stays valid when the drawing changes. Nothing here draws.

use serde::{Deserialize, Serialize};

/// An enum of names as they stand in a persona file, with the list of all of them.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $(#[doc = stringify!($variant)] $variant),+ }

        impl $name {
            /// Every choice, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

choice! {
    /// Skin, from lightest to darkest.
    Skin { Porcelain, Peach, Honey, Bronze, Umber, Ebony }
}
choice! {
    /// The cut of the hair.
    Hair { Crop, SidePart, Fringe, Curls, Bob, Long, Ponytail, Bun, Braids, Cloud, Bald }
}
choice! {
    /// The colour of hair and beard.
    HairColor { Black, Brown, Chestnut, Auburn, Ginger, Blond, Grey, White }
}
choice! {
    /// A beard; none when left out.
    Beard { Moustache, Short, Full }
}
choice! {
    /// The colour of the iris.
    Eyes { Black, Brown, Blue, Green, Grey }
}
choice! {
    /// What is worn on the upper body.
    Top { Shirt, Jumper, Striped, Waistcoat, Tunic, Dress, Coat }
}
choice! {
    /// What is worn on the legs.
    Bottom { Trousers, Shorts, Breeches, Dungarees, Skirt, LongSkirt }
}
choice! {
    /// What is worn on the feet.
    Shoes { Boots, Shoes, Clogs, Sandals, Slippers, Wellies }
}
choice! {
    /// What is worn on the head; nothing when left out.
    Hat { Straw, Cap, Felt, Beanie, Kerchief, Headscarf, Pillbox, Flowers }
}
choice! {
    /// Something worn over the clothes; nothing when left out.
    Extra { Apron, Glasses, Scarf, Satchel, Tool, Beads, Shawl }
}
choice! {
    /// The dyes that the village weavers know.
    Cloth { Red, Rust, Ochre, Moss, Teal, Blue, Plum, Rose, Cream, Slate, Brown, Charcoal }
}

/// The look of one villager: the `[look]` table of a persona file.
///
/// A name outside a list is refused with an error that lists the names allowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// Skin of face, hands and bare legs.
    pub skin: Skin,
    /// Cut of the hair.
    pub hair: Hair,
    /// Colour of hair and beard.
    pub hair_color: HairColor,
    /// A beard, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beard: Option<Beard>,
    /// Colour of the iris.
    pub eyes: Eyes,
    /// Garment of the upper body.
    pub top: Top,
    /// Its dye.
    pub top_color: Cloth,
    /// Garment of the legs.
    pub bottom: Bottom,
    /// Its dye.
    pub bottom_color: Cloth,
    /// Shoes, each kind in its own colour.
    pub shoes: Shoes,
    /// A hat, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hat: Option<Hat>,
    /// The dye of the hat; each hat has its usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hat_color: Option<Cloth>,
    /// One thing more, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<Extra>,
    /// The dye of that thing; each has its usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra_color: Option<Cloth>,
}

impl Look {
    /// The look of a generated villager. The same seed gives the same look on every machine.
    pub fn from_seed(seed: u64) -> Self {
        let mut dice = Dice(seed);
        let skin = dice.pick(Skin::ALL);
        let hair = dice.pick(Hair::ALL);
        let hair_color = dice.hair_color(skin);
        let top = dice.pick(Top::ALL);
        let top_color = dice.pick(Cloth::ALL);
        let bottom = match top {
            // A bib over a dress or under a long coat cannot be seen.
            Top::Dress => dice.pick(&[Bottom::Skirt, Bottom::LongSkirt, Bottom::Breeches]),
            Top::Coat => dice.pick(&[Bottom::Trousers, Bottom::Shorts, Bottom::LongSkirt]),
            _ => dice.pick(Bottom::ALL),
        };
        let bottom_color = dice.other_cloth(top_color);
        let short_hair = matches!(hair, Hair::Crop | Hair::SidePart | Hair::Curls | Hair::Bald);
        let beard = (short_hair && dice.chance(50)).then(|| dice.pick(Beard::ALL));
        let hat = dice.chance(45).then(|| dice.pick(Hat::ALL));
        let hat_color = hat.is_some().then(|| dice.other_cloth(top_color));
        let extra = dice.chance(60).then(|| dice.pick(Extra::ALL));
        let dyed = extra.is_some_and(|extra| extra != Extra::Glasses && extra != Extra::Tool);
        let extra_color = dyed.then(|| dice.other_cloth(top_color));
        let eyes = dice.pick(Eyes::ALL);
        let shoes = dice.pick(Shoes::ALL);
        Self {
            skin,
            hair,
            hair_color,
            beard,
            eyes,
            top,
            top_color,
            bottom,
            bottom_color,
            shoes,
            hat,
            hat_color,
            extra,
            extra_color,
        }
    }
}

/// A stream of chance for one look (`SplitMix64`, by Steele, Lea and Flood).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        // The high half times n, so that the result is below n without a division.
        let scaled = (self.next() >> 32) * n as u64;
        usize::try_from(scaled >> 32).expect("a number below n fits where n did")
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn other_cloth(&mut self, taken: Cloth) -> Cloth {
        let others: Vec<Cloth> = Cloth::ALL.iter().copied().filter(|c| *c != taken).collect();
        self.pick(&others)
    }

    /// Light hair on dark skin is left to grey and white, as it mostly is among people.
    fn hair_color(&mut self, skin: Skin) -> HairColor {
        use HairColor::{Black, Brown, Chestnut, Grey, White};
        match skin {
            Skin::Porcelain | Skin::Peach => self.pick(HairColor::ALL),
            Skin::Honey => self.pick(&[Black, Black, Brown, Chestnut, HairColor::Auburn, Grey]),
            Skin::Bronze => self.pick(&[Black, Brown, Brown, Chestnut, Grey, White]),
            Skin::Umber | Skin::Ebony => self.pick(&[Black, Black, Black, Brown, Grey, White]),
        }
    }
}
