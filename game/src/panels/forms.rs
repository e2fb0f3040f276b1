//! What is typed and not yet done: it stays where it is until the village has taken it.

use bevy::prelude::*;
use village_protocol::play::Errand;
use village_sim::{Outcome, VillagerId};

use crate::errand::{Came, Knock};
use crate::regard::Regard;

use super::wardrobe::Wardrobe;
use super::{Panels, Side};

/// What a gift is for: a note, or one of its replies.
pub type Target = (u64, Option<u64>);

/// What was sent off, and why it was not taken.
#[derive(Debug, Default)]
pub struct Sending {
    sent: Option<Errand>,
    pub why: Option<String>,
}

impl Sending {
    pub const fn is_under_way(&self) -> bool {
        self.sent.is_some()
    }

    /// An errand goes out.
    pub fn go(&mut self, errand: Errand) {
        (self.sent, self.why) = (Some(errand), None);
    }

    /// Whether this came of what was sent, and was taken.
    pub fn hear(&mut self, came: &Came) -> bool {
        if self.sent.as_ref() != Some(&came.errand) {
            return false;
        }
        self.sent = None;
        self.why = came.came.as_ref().err().map(|denied| denied.detail.clone());
        self.why.is_none()
    }
}

/// A gift that is being made.
#[derive(Debug, Default)]
pub struct Give {
    pub target: Option<Target>,
    pub is_penalty: bool,
    pub amount: String,
    pub reason: String,
    pub own: bool,
    pub stage: Stage,
    pub sending: Sending,
}

/// How far a gift is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// It was just opened: it comes into view, and what for is asked first.
    #[default]
    Fresh,
    Open,
    /// It was tried to send: from then on what is missing is said.
    Tried,
}

/// Words for somebody: an answer, a letter.
#[derive(Debug, Default)]
pub struct Words {
    pub body: String,
    pub sending: Sending,
}

/// A note that is being written.
#[derive(Debug, Default)]
pub struct Compose {
    pub title: String,
    pub body: String,
    pub tags: String,
    pub tried: bool,
    pub sending: Sending,
}

/// What proves who one is, until it is sent.
#[derive(Default)]
pub struct Door {
    pub name: String,
    pub password: String,
}

/// All that is typed.
#[derive(Resource, Default)]
pub struct Forms {
    pub give: Give,
    /// An answer, and to which note.
    pub answer: (u64, Words),
    pub letter: (Option<VillagerId>, Words),
    pub compose: Compose,
    /// What one's avatar says.
    pub say: Words,
    pub wardrobe: Wardrobe,
    /// Whether one signs out as soon as the avatar has left.
    pub parting: bool,
    pub door: Door,
    /// What is looked for in the palette, and the line that is chosen.
    pub palette: (String, usize),
}

impl Forms {
    /// Begins a gift; what was typed for another target is dropped.
    pub fn begin(&mut self, target: Target, is_penalty: bool) {
        if self.give.target != Some(target) {
            self.give = Give { amount: "1".to_owned(), ..Give::default() };
        }
        self.give.target = Some(target);
        self.give.stage = Stage::Fresh;
        self.give.is_penalty = is_penalty;
    }

    /// The answer to a note.
    pub fn answer_to(&mut self, post: u64) -> &mut Words {
        if self.answer.0 != post {
            self.answer = (post, Words::default());
        }
        &mut self.answer.1
    }

    /// The letter to somebody.
    pub fn letter_to(&mut self, who: VillagerId) -> &mut Words {
        if self.letter.0 != Some(who) {
            self.letter = (Some(who), Words::default());
        }
        &mut self.letter.1
    }
}

/// What was taken leaves its form; what was refused stays, with the reason.
pub(super) fn hear(
    mut came: MessageReader<Came>,
    mut forms: ResMut<Forms>,
    (mut panels, mut regard): (ResMut<Panels>, ResMut<Regard>),
    mut knocks: MessageWriter<Knock>,
) {
    for came in came.read() {
        let forms = forms.bypass_change_detection();
        forms.wardrobe.hear(came);
        if came.errand == Errand::Leave && std::mem::take(&mut forms.parting) {
            knocks.write(Knock::Out);
        }
        if forms.give.sending.hear(came) {
            forms.give = Give::default();
        }
        for words in [&mut forms.answer.1, &mut forms.letter.1, &mut forms.say] {
            if words.sending.hear(came) {
                words.body.clear();
            }
        }
        if forms.compose.sending.hear(came) {
            forms.compose = Compose::default();
            panels.side = Some(Side::Board);
            if let Ok(Outcome::Posted { post }) = &came.came {
                regard.post = Some(post.0);
            }
        }
    }
}
