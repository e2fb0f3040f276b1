//! The world's rules: a pure, deterministic core on Bevy's ECS.
//!
//! `tick(state, commands) -> (state, effects)`. Everything that changes the world comes in as a
//! [`Command`]; everything that must last leaves in a [`Record`]; everything that is shown leaves
//! in a [`View`]. There is no wall clock here, no file, socket, thread or model, no chance but the
//! seed's, and no map whose order could show. The same foundation and the same commands give the
//! same [`StateHash`] on every machine.

mod act;
mod attention;
mod board;
mod books;
mod clock;
mod close;
pub mod data;
mod deal;
mod digest;
mod docket;
mod door;
mod feed;
mod giving;
mod grid;
mod habit;
mod id;
mod intake;
mod item;
mod journal;
mod map;
mod memory;
mod mood;
mod near;
mod need;
mod perceive;
mod place;
mod populace;
mod refusal;
mod restore;
mod seat;
mod seed;
mod sight;
mod snapshot;
mod society;
mod stage;
mod stock;
mod talk;
pub mod text;
mod village;
mod villager;
mod walk;
mod way;
mod wheel;
mod whereabouts;

pub use act::{ACTIVITY_SECONDS, Act, Acts, Deed, HEARING_TILES, WHISPER_TILES, bedtime};
pub use attention::{Awake, Causes};
pub use board::{
    Audience, Author, Board, Kept, Origin, Post, PostHead, RECENT_MAX, Reply, Status, Thread,
};
pub use books::{Books, FEEDBACK_MAX, Purses, StoreAt};
pub use clock::{Clock, DAY_MINUTES, Stamp, Tick};
pub use deal::BOUNTIES_FROM;
pub use digest::StateHash;
pub use door::{
    Body as Wish, Command, Feedback, MoveTo, Outcome, PostChange, Principal, ReplyTo, Verb,
    WAIT_SECONDS_MAX,
};
pub use feed::{AgentView, News, Said, View};
pub use giving::Giving;
pub use grid::{CELL_TILES, Direction, Facing, Point, STEPS, Tile};
pub use habit::Habits;
pub use id::{
    ConversationId, HoldId, ItemId, KindId, LandmarkId, PersonId, PostId, ReplyId, VillagerId,
};
pub use item::{Catalogue, Count, ITEMS_MAX, Item, Items, Kind, Where};
pub use journal::{AuditRow, Journaled, RECORD_SECONDS, RULES, Record};
pub use map::{BadMap, Ground, Layer, Map, Town};
pub use memory::{Leanings, Memories, Memory, Perceived, Verdict};
pub use mood::Mood;
pub use near::Near;
pub use need::{FULL, LOW, Need, Needs};
pub use perceive::SIGHT_TILES;
pub use place::{Area, Landmark, PlaceKind, Pose, Spot, Use, Zone};
pub use populace::populace;
pub use refusal::{Refusal, Thing};
pub use seat::Seats;
pub use seed::{Dice, Seed};
pub use sight::{Lying, Sight};
pub use snapshot::{BadSnapshot, Snapshot};
pub use society::{
    ADDRESSES_MAX, AVATAR_IDLE_SECONDS, AVATARS_KNOWN_MAX, AVATARS_MAX, AddressRange,
    AddressStanding, Amended, Avatar, BadRange, Bidding, Conduct, Counter, Delivery, Deposit,
    EPOCHS_KEPT, Epoch, FILES_MAX, FileRef, Given, Giver, Held, LETTER_MAX, LETTERS_AT_HAND,
    LINK_MAX, LINKS_MAX, LOOK_MAX, Labour, Lease, Led, Letter, Letters, Measure, Mind, PEOPLE_MAX,
    Permit, Person, PostState, Report, Restraint, Reversal, Role, Society, THINK_SECONDS_MAX,
    THOUGHT_MAX, TXN_MAX, Table, TierWhy, Work,
};
pub use talk::{Talk, Talks};
pub use village::{Foundation, SimPlugin, SimSystems, Ticked, Village};
pub use villager::{
    Activity, BAG_MAX, Bag, Body, CAST_MAX, Cast, Line, Member, Persona, REINS_SECONDS, Reins,
    Seat, Traits, VILLAGERS_MAX, Voice,
};
pub use walk::{CORNERS_MAX, PACE, Walk};
pub use way::{Field, Search, step};
pub use wheel::{Timer, Wheel};
pub use whereabouts::Whereabouts;
