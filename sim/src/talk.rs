//! Conversations: two to four villagers who stand together and speak in turn. Every conversation
//! ends: it has a fixed number of lines, and a speaker who says nothing loses the turn.

use std::collections::BTreeMap;

use arrayvec::ArrayVec;
use bevy_ecs::prelude::Resource;
use serde::{Deserialize, Serialize};

use crate::clock::Tick;
use crate::id::{ConversationId, VillagerId};

/// Most who take part in one.
pub const MEMBERS_MAX: usize = 4;

/// Fewest and most lines of a conversation, decided when it begins.
pub const LINES: (u8, u8) = (5, 9);

/// One conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    pub members: ArrayVec<VillagerId, MEMBERS_MAX>,
    /// Place in `members` of who has the turn.
    pub turn: u8,
    /// Lines said so far, lost turns included.
    pub lines: u8,
    /// Lines after which it ends.
    pub lines_max: u8,
    /// When whoever has the turn loses it.
    pub turn_ends: Tick,
    /// Who began it and when.
    pub began: (VillagerId, Tick),
}

impl Talk {
    /// Who has the turn.
    pub fn speaker(&self) -> VillagerId {
        self.members[usize::from(self.turn) % self.members.len()]
    }

    /// Who has the turn after.
    pub(crate) fn pass(&mut self) -> VillagerId {
        let count = u8::try_from(self.members.len()).expect("members are few");
        self.turn = (self.turn + 1) % count;
        self.speaker()
    }

    /// Whether the next line is the last.
    pub const fn is_closing(&self) -> bool {
        self.lines + 1 >= self.lines_max
    }
}

/// All conversations that go on.
#[derive(Resource, Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talks {
    pub(crate) all: BTreeMap<ConversationId, Talk>,
    pub(crate) last: u32,
    /// Fingerprint of the above, kept up to date by [`Talks::seal`].
    #[serde(skip)]
    digest: u128,
    #[serde(skip)]
    pub(crate) touched: bool,
}

impl Talks {
    /// No conversations.
    pub(crate) fn new() -> Self {
        Self { touched: true, ..Self::default() }
    }

    pub fn get(&self, id: ConversationId) -> Option<&Talk> {
        self.all.get(&id)
    }

    pub(crate) fn begin(&mut self, talk: Talk) -> ConversationId {
        self.last += 1;
        self.touched = true;
        let id = ConversationId(self.last);
        self.all.insert(id, talk);
        id
    }

    pub(crate) fn get_mut(&mut self, id: ConversationId) -> Option<&mut Talk> {
        self.touched = true;
        self.all.get_mut(&id)
    }

    pub(crate) fn end(&mut self, id: ConversationId) -> Option<Talk> {
        self.touched = true;
        self.all.remove(&id)
    }

    /// The fingerprint, made anew if something changed.
    pub(crate) fn seal(&mut self, buffer: &mut Vec<u8>) -> u128 {
        if std::mem::take(&mut self.touched) {
            self.digest = crate::digest::of_in(&(&self.all, self.last), buffer);
        }
        self.digest
    }
}
