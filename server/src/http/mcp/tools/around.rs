//! What one sees and does where one is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use village_sim::WAIT_SECONDS_MAX;
use village_sim::text::LINE_MAX;

use super::{Ask, Hand, NAME_MAX, Sort, Told};
use crate::http::mcp::sight;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Look {}

impl Hand for Look {
    const NAME: &'static str = "look";
    const DOES: &'static str = "What you perceive now: the time, yourself with needs, purse and \
        bag, who and what is near, places and what they are good for, what you heard and \
        remember, the latest posts. Call it before you decide, and after you acted.";
    const SORT: Sort = Sort::Looks;

    fn ask(self, me: &str) -> Ask {
        Ask::get(&["agents", me, "percept"], &[])
    }

    fn tell(percept: Value) -> Told {
        Told { text: sight::now(&percept), data: percept }
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Memory {}

impl Hand for Memory {
    const NAME: &'static str = "memory";
    const DOES: &'static str = "All that your villager remembers, oldest first: whom it met, what \
        it heard, was given, was paid or rewarded for, and why something was refused. The world \
        keeps the 32 most telling things; for more, keep notes of your own with remember.";
    const SORT: Sort = Sort::Looks;

    fn ask(self, me: &str) -> Ask {
        Ask::get(&["agents", me, "percept"], &[])
    }

    fn tell(mut percept: Value) -> Told {
        let text = sight::past(&percept);
        let [tick, memories, verdicts] =
            ["tick", "memories", "verdicts"].map(|part| percept[part].take());
        Told { text, data: json!({"tick": tick, "memories": memories, "verdicts": verdicts}) }
    }
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Walk {
    /// Id of a place: walks to a free spot of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = NAME_MAX))]
    landmark: Option<String>,
    /// With `y`: the tile to walk to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    x: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    y: Option<i64>,
    /// With `dy`: so many tiles to the right of where you are, negative to the left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dx: Option<i64>,
    /// So many tiles down, negative up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    dy: Option<i64>,
}

impl Hand for Walk {
    const NAME: &'static str = "move";
    const DOES: &'static str = "Walk: to a place (landmark), to a tile (x and y), or so many tiles \
        from here (dx and dy). Answers when you have set out, with the seconds until you arrive.";
    const SORT: Sort = Sort::Acts;

    fn ask(self, me: &str) -> Ask {
        Ask::post(&["agents", me, "move"], &self)
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// One line.
    #[schemars(length(min = 1, max = LINE_MAX))]
    text: String,
    /// Id of somebody within two tiles: whispers, so that nobody else hears it. Without it
    /// everybody near hears it.
    #[schemars(length(min = 1, max = NAME_MAX))]
    to: Option<String>,
}

impl Hand for Say {
    const NAME: &'static str = "say";
    const DOES: &'static str =
        "Speak aloud to everybody near, or whisper to one. The answer says who heard it.";
    const SORT: Sort = Sort::Acts;

    fn ask(self, me: &str) -> Ask {
        let wish = match &self.to {
            Some(to) => json!({"action": "whisper", "to": to, "text": self.text}),
            None => json!({"action": "say", "text": self.text}),
        };
        Ask::post(&["agents", me, "action"], &wish)
    }
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Deed {
    Use,
    UseBoard,
    PickUp,
    PutDown,
    Give,
    UseItem,
    Wait,
    Stop,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Act {
    action: Deed,
    /// With `use`: what the place you are at is good for, such as eat, sleep, work or read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = NAME_MAX))]
    what: Option<String>,
    /// With `pick_up`, `put_down`, `give` and `use_item`: the number of the thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    item: Option<u32>,
    /// With `give`: id of somebody close by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = NAME_MAX))]
    to: Option<String>,
    /// With `wait`: for how long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = WAIT_SECONDS_MAX))]
    seconds: Option<u32>,
}

impl Hand for Act {
    const NAME: &'static str = "act";
    const DOES: &'static str = "Do something where you are: use what the place offers (what), read \
        the town board while standing at it (use_board), pick_up, put_down, give or use_item a \
        thing (item), wait (seconds), or stop walking or doing.";
    const SORT: Sort = Sort::Acts;

    fn ask(self, me: &str) -> Ask {
        Ask::post(&["agents", me, "action"], &self)
    }
}
