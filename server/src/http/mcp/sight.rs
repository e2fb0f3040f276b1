//! A percept in a few lines, for models that read. What is left out here is in the data beside it.

use std::fmt::Write as _;

use serde_json::Value;

/// Of each list, so much is told.
const TOLD_MAX: usize = 12;

/// What one perceives now.
pub fn now(percept: &Value) -> String {
    let own = &percept["self"];
    let mut text = format!("Day {}, {}. ", percept["day"], word(&percept["time"]));
    let _ = write!(text, "You are {} (id {})", word(&own["display_name"]), word(&own["agent_id"]));
    let at = own["landmark"].as_str().map_or_else(
        || format!("tile {}, {}", tile(&own["position"]["x"]), tile(&own["position"]["y"])),
        str::to_owned,
    );
    let _ = write!(text, " at {at}, {}, {}.", word(&own["activity"]), word(&own["mood"]));
    if let (Some(arrives), Some(tick)) = (own["walk"]["arrives"].as_u64(), percept["tick"].as_u64())
    {
        let _ = write!(text, " You arrive in {} ticks.", arrives.saturating_sub(tick));
    }
    let needs = own["needs"].as_object().into_iter().flatten();
    let needs = needs.map(|(need, level)| format!("{need} {level}")).collect::<Vec<_>>().join(", ");
    let _ = writeln!(text, " Needs, met up to 1000: {needs}.");
    let rights = &percept["entitlement"];
    let (balance, tier) = (word(&own["balance"]), word(&rights["tier"]));
    let requests = &rights["requests_per_minute"];
    let _ = writeln!(text, "Purse: {balance} aiDollar; tier {tier}, {requests} requests a minute.");
    list(&mut text, "Your bag", &own["items"], thing);
    list(&mut text, "In sight", &percept["near"], |one| {
        let (id, kind) = (word(&one["agent_id"]), word(&one["kind"]));
        format!("{id} ({kind}, {} tiles, {})", one["distance"], word(&one["activity"]))
    });
    list(&mut text, "Places", &percept["landmarks"], place);
    list(&mut text, "Things", &percept["items"], |one| {
        format!("{} {} tiles away", thing(one), one["distance"])
    });
    list(&mut text, "Latest posts", &percept["board"], |post| {
        let (title, author) = (&post["title"], word(&post["author"]["id"]));
        format!("{} {title} by {author}, {} replies", post["id"], post["replies"])
    });
    let memories = percept["memories"].as_array().map_or(&[][..], Vec::as_slice);
    let latest = &memories[memories.len().saturating_sub(TOLD_MAX)..];
    if !latest.is_empty() {
        text.push_str("You remember, the latest last:\n");
        remembered(&mut text, latest);
    }
    text
}

/// What one remembers.
pub fn past(percept: &Value) -> String {
    let memories = percept["memories"].as_array().map_or(&[][..], Vec::as_slice);
    let mut text = format!("It is tick {}. You remember, the latest last:\n", percept["tick"]);
    remembered(&mut text, memories);
    text
}

/// What one remembers, of one's own notes and else, the best first.
pub fn notes(found: &Value) -> String {
    let notes = found["items"].as_array().map_or(&[][..], Vec::as_slice);
    if notes.is_empty() {
        return "You remember nothing yet.".to_owned();
    }
    let mut text = String::from("You remember, what fits best first:\n");
    remembered(&mut text, notes);
    text
}

fn remembered(text: &mut String, memories: &[Value]) {
    for memory in memories {
        let _ = writeln!(text, "- tick {}: {}", memory["tick"], word(&memory["text"]));
    }
}

fn list(text: &mut String, what: &str, items: &Value, line: impl Fn(&Value) -> String) {
    let items = items.as_array().map_or(&[][..], Vec::as_slice);
    if items.is_empty() {
        return;
    }
    let told: Vec<_> = items.iter().take(TOLD_MAX).map(line).collect();
    let _ = write!(text, "{what}: {}", told.join("; "));
    if let more @ 1.. = items.len().saturating_sub(TOLD_MAX) {
        let _ = write!(text, "; and {more} more");
    }
    text.push_str(".\n");
}

fn place(place: &Value) -> String {
    let uses = place["uses"].as_array().into_iter().flatten().map(word);
    let uses = uses.collect::<Vec<_>>().join(", ");
    let id = word(&place["id"]);
    if place["here"] == true {
        format!("{id} (here; {uses})")
    } else {
        format!("{id} ({} tiles; {uses})", place["distance"])
    }
}

fn thing(item: &Value) -> String {
    format!("{} {}", item["id"], word(&item["name"]))
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The tile in which a position is.
fn tile(at: &Value) -> f64 {
    at.as_f64().unwrap_or_default().floor()
}
