//! A voice: which templates a villager draws from, and how it avoids saying what was just said.

use village_sim::text::LINE_MAX;
use village_sim::{Dice, Perceived};

use crate::ego::Ego;
use crate::phrases::{Situation, Tone, Values};
use crate::wording::clip;

/// How often it looks for words that differ from what it has in its ear.
const TRIES: usize = 8;

/// As many equal characters at the beginning make two lines sound alike.
const ALIKE_CHARS: usize = 14;

impl Ego<'_> {
    /// How it speaks: by the trait that stands out most.
    pub fn tone(&self) -> Tone {
        let traits = self.traits();
        let strengths = [
            (i16::from(traits.sociable) - 6, Tone::Warm),
            (5 - i16::from(traits.sociable), Tone::Terse),
            (i16::from(traits.curious) - 6, Tone::Keen),
            (i16::from(traits.diligent) - 7, Tone::Brisk),
        ];
        let strongest = strengths.into_iter().max_by_key(|(strength, _)| *strength);
        strongest.filter(|(strength, _)| *strength > 0).map_or(Tone::Any, |(_, tone)| tone)
    }

    /// Words for a situation; none when no template does with what is known.
    pub fn words(&self, what: Situation, values: &Values, dice: &mut Dice) -> Option<String> {
        let (any, own) = self.phrases.of(what, self.tone());
        // Its own manner comes twice as often as what anybody might say.
        let count = u32::try_from(any.len() + 2 * own.len()).unwrap_or(u32::MAX);
        let mut last = None;
        for _ in 0..TRIES {
            let at = dice.below(count) as usize;
            let template = any.get(at).or_else(|| own.get((at - any.len()) / 2));
            let Some(template) = template.filter(|template| template.fits(values)) else {
                continue;
            };
            let text = template.fill(values);
            if !self.has_in_ear(&text) {
                return Some(text);
            }
            last = Some(text);
        }
        last
    }

    /// Whether it has lately heard, or said itself, something that begins alike.
    pub fn has_in_ear(&self, text: &str) -> bool {
        let said = self.parts.voice.line.as_ref().map(|line| &*line.text);
        let heard = self.parts.memories.iter().rev().filter_map(|memory| match &memory.what {
            Perceived::Heard { text, .. } => Some(&**text),
            _ => None,
        });
        said.into_iter().chain(heard).any(|other| alike(other, text))
    }
}

/// Whether two texts begin alike.
pub fn alike(a: &str, b: &str) -> bool {
    let begin = |text: &'_ str| text.chars().take(ALIKE_CHARS).count();
    begin(a) == begin(b) && a.chars().take(ALIKE_CHARS).eq(b.chars().take(ALIKE_CHARS))
}

/// Sentences as one line that can be spoken.
pub fn line(parts: impl IntoIterator<Item = String>) -> String {
    clip(parts.into_iter().collect::<Vec<_>>().join(" "), LINE_MAX)
}
