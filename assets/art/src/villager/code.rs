//! A look as a short word, for addresses and wires: fourteen letters, one a choice, each the place
//! of the choice in its list from `a` on; `-` is nothing, where nothing may be chosen.

use super::look::{
    Beard, Bottom, Cloth, Extra, Eyes, Hair, HairColor, Hat, Look, Shoes, Skin, Top,
};

/// Letters of a code.
pub const CODE_LENGTH: usize = 14;

/// The text is no code of a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a look is {CODE_LENGTH} letters, each a choice from its list, or - where there is none")]
pub struct BadCode;

impl Look {
    /// The look as a code.
    pub fn code(&self) -> String {
        let mut code = String::with_capacity(CODE_LENGTH);
        code.push(letter(Skin::ALL, self.skin));
        code.push(letter(Hair::ALL, self.hair));
        code.push(letter(HairColor::ALL, self.hair_color));
        code.push(letter_or(Beard::ALL, self.beard));
        code.push(letter(Eyes::ALL, self.eyes));
        code.push(letter(Top::ALL, self.top));
        code.push(letter(Cloth::ALL, self.top_color));
        code.push(letter(Bottom::ALL, self.bottom));
        code.push(letter(Cloth::ALL, self.bottom_color));
        code.push(letter(Shoes::ALL, self.shoes));
        code.push(letter_or(Hat::ALL, self.hat));
        code.push(letter_or(Cloth::ALL, self.hat_color));
        code.push(letter_or(Extra::ALL, self.extra));
        code.push(letter_or(Cloth::ALL, self.extra_color));
        code
    }

    /// Reads a code strictly; every look has one code and every code one look.
    ///
    /// # Errors
    /// [`BadCode`] for whatever [`Look::code`] never gives.
    pub fn from_code(code: &str) -> Result<Self, BadCode> {
        let mut letters = code.bytes();
        let look = Self {
            skin: choice(Skin::ALL, letters.next())?,
            hair: choice(Hair::ALL, letters.next())?,
            hair_color: choice(HairColor::ALL, letters.next())?,
            beard: choice_or(Beard::ALL, letters.next())?,
            eyes: choice(Eyes::ALL, letters.next())?,
            top: choice(Top::ALL, letters.next())?,
            top_color: choice(Cloth::ALL, letters.next())?,
            bottom: choice(Bottom::ALL, letters.next())?,
            bottom_color: choice(Cloth::ALL, letters.next())?,
            shoes: choice(Shoes::ALL, letters.next())?,
            hat: choice_or(Hat::ALL, letters.next())?,
            hat_color: choice_or(Cloth::ALL, letters.next())?,
            extra: choice_or(Extra::ALL, letters.next())?,
            extra_color: choice_or(Cloth::ALL, letters.next())?,
        };
        if letters.next().is_none() { Ok(look) } else { Err(BadCode) }
    }
}

fn letter<T: PartialEq>(all: &[T], one: T) -> char {
    let at = all.iter().position(|other| *other == one).and_then(|at| u8::try_from(at).ok());
    // Every choice is in the list of all of them, and the lists are shorter than the alphabet.
    at.map_or('-', |at| char::from(b'a' + at))
}

fn letter_or<T: PartialEq>(all: &[T], one: Option<T>) -> char {
    one.map_or('-', |one| letter(all, one))
}

fn choice<T: Copy>(all: &[T], letter: Option<u8>) -> Result<T, BadCode> {
    let at = letter.and_then(|letter| letter.checked_sub(b'a')).ok_or(BadCode)?;
    all.get(usize::from(at)).copied().ok_or(BadCode)
}

fn choice_or<T: Copy>(all: &[T], letter: Option<u8>) -> Result<Option<T>, BadCode> {
    if letter == Some(b'-') { Ok(None) } else { choice(all, letter).map(Some) }
}
