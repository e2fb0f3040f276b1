//! Ruts: a mind that does the same again and again, two that talk in circles, posts that repeat.
//! First it is told so in its next prompt; when it goes on, the act is refused.
//!
//! The state is bounded and follows from what was done and heard alone.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::decision::Act;
use super::percept::Who;
use super::words::Plain;

/// Acts that are looked back on.
const MARKS_MAX: usize = 16;
/// Lines of talk that are looked back on.
const LINES_MAX: usize = 12;
/// Writings that are looked back on.
const WRITINGS_MAX: usize = 8;
/// Longest cycle of acts that is noticed.
const CYCLE_MAX: usize = 3;
/// Hours of the village after which what was done before is no rut any more.
const LULL_HOURS: u64 = 6;
/// Rounds of a cycle at which a hint is given, and at which the next act of it is refused.
const ROUNDS: (usize, usize) = (3, 4);
/// From this similarity on, of 0 to 1, two texts say the same.
const SAME: f32 = 0.8;
/// From this similarity on, a talk or a writing goes in circles.
const ALIKE: f32 = 0.5;
/// Parts of a [`Sketch`].
const BINS: usize = 64;
/// Characters of a text that its sketch looks at.
const SKETCH_CHARS: usize = 2_000;

/// What a mind is told of its rut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Circle {
    Acts,
    Talk,
    Writing,
}

/// What was done, said and written lately.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Rut {
    marks: VecDeque<u64>,
    /// When the last of them was done.
    #[serde(default)]
    marked: u64,
    lines: VecDeque<(Option<Who>, Sketch)>,
    writings: VecDeque<Sketch>,
    circle: Option<Circle>,
}

impl Rut {
    /// Somebody spoke to the villager or near it.
    pub fn heard(&mut self, by: &Who, text: &str) {
        push(&mut self.lines, (Some(by.clone()), Sketch::of(text)), LINES_MAX);
    }

    /// Notes an act that is about to be wished for. False when it must not be: it goes on with a
    /// rut that the mind was told of. `now` and an `hour` of the village are in ticks.
    pub fn admit(&mut self, act: &Act, now: u64, hour: u64) -> bool {
        let verdict = match act.name {
            // Living is made of these.
            "wait" | "stop" | "use" | "read_board" | "use_item" => return true,
            "say" | "whisper" => self.insists(act, now, hour).or_else(|| self.talk(act)),
            "post" | "reply" | "letter" | "deliver" => {
                self.insists(act, now, hour).or_else(|| self.writing(act))
            }
            _ => self.acts(act, now, hour),
        };
        if let Some((circle, _)) = verdict {
            self.circle = Some(circle);
        }
        verdict.is_none_or(|(_, is_refused)| !is_refused)
    }

    /// The world refused an act that was admitted: what is in it was neither said nor written, and
    /// may be once more. Whoever tries it again and again is in a rut of acts.
    pub fn undone(&mut self, act: &Act, now: u64) {
        let sketch = Sketch::of(&act.words);
        match act.name {
            "say" | "whisper" => {
                let is_it = |line: &(Option<Who>, Sketch)| line.0.is_none() && line.1 == sketch;
                let at = self.lines.iter().rposition(is_it);
                at.and_then(|at| self.lines.remove(at));
            }
            "post" | "reply" | "letter" | "deliver" => {
                let at = self.writings.iter().rposition(|writing| *writing == sketch);
                at.and_then(|at| self.writings.remove(at));
            }
            // These are told by what was tried.
            _ => return,
        }
        push(&mut self.marks, mark(act), MARKS_MAX);
        self.marked = now;
    }

    /// The mind has heard what it was to be told.
    pub const fn heard_hint(&mut self) {
        self.circle = None;
    }

    /// What the mind is to be told, until it has heard it.
    pub fn hint(&self) -> Option<Plain> {
        let words = match self.circle.as_ref()? {
            Circle::Acts => "You have been doing the same things over and over: do another.",
            Circle::Talk => {
                "This talk goes in circles: say something new, or end it and do something else."
            }
            Circle::Writing => "You wrote nearly the same before: write only what is new.",
        };
        Some(Plain::new(words))
    }

    fn acts(&mut self, act: &Act, now: u64, hour: u64) -> Option<(Circle, bool)> {
        self.forget_after_lull(now, hour);
        push(&mut self.marks, mark(act), MARKS_MAX);
        let rounds = (1..=CYCLE_MAX).map(|length| self.rounds(length)).max().unwrap_or(0);
        let is_refused = rounds >= ROUNDS.1;
        if is_refused {
            // What is not done is no part of the rut: who insists would never be out of it else.
            self.marks.pop_back();
        } else {
            self.marked = now;
        }
        (rounds >= ROUNDS.0).then_some((Circle::Acts, is_refused))
    }

    /// Whether words were refused by the world so often, one time after the other, that they are
    /// not to be tried again.
    fn insists(&mut self, act: &Act, now: u64, hour: u64) -> Option<(Circle, bool)> {
        self.forget_after_lull(now, hour);
        let tried = self.marks.iter().rev().take_while(|one| **one == mark(act)).count();
        (tried + 1 >= ROUNDS.1).then_some((Circle::Acts, true))
    }

    fn forget_after_lull(&mut self, now: u64, hour: u64) {
        if now.saturating_sub(self.marked) > hour.saturating_mul(LULL_HOURS) {
            self.marks.clear();
        }
    }

    /// How often the last `length` acts came one after the other, without a break.
    fn rounds(&self, length: usize) -> usize {
        let latest = |back: usize| self.marks.len().checked_sub(back + 1).map(|at| self.marks[at]);
        let same =
            (0..self.marks.len()).take_while(|back| latest(*back) == latest(back + length)).count();
        same / length + 1
    }

    fn talk(&mut self, act: &Act) -> Option<(Circle, bool)> {
        let sketch = Sketch::of(&act.words);
        let own = self.lines.iter().filter(|(by, _)| by.is_none());
        let said_before = own.filter(|(_, line)| line.likeness(&sketch) >= SAME).count();
        push(&mut self.lines, (None, sketch), LINES_MAX);
        let is_ping_pong = self.is_ping_pong();
        if said_before == 0 && !is_ping_pong {
            return None;
        }
        // Told once before, it must not go on.
        let is_refused = said_before >= 2 || (is_ping_pong && self.lines.len() == LINES_MAX);
        Some((Circle::Talk, is_refused))
    }

    /// Whether two speak in turn and each says much what it said before.
    fn is_ping_pong(&self) -> bool {
        const TURNS: usize = 8;
        let Some(from) = self.lines.len().checked_sub(TURNS) else { return false };
        let turns: Vec<_> = self.lines.range(from..).collect();
        let alternate = turns.windows(3).all(|one| one[0].0 == one[2].0 && one[0].0 != one[1].0);
        let alike = turns.windows(3).filter(|one| one[0].1.likeness(&one[2].1) >= ALIKE).count();
        alternate && alike * 3 >= (TURNS - 2) * 2
    }

    fn writing(&mut self, act: &Act) -> Option<(Circle, bool)> {
        let sketch = Sketch::of(&act.words);
        let likeness = self.writings.iter().map(|one| one.likeness(&sketch)).fold(0.0, f32::max);
        if likeness >= SAME {
            return Some((Circle::Writing, true));
        }
        push(&mut self.writings, sketch, WRITINGS_MAX);
        (likeness >= ALIKE).then_some((Circle::Writing, false))
    }
}

/// What an act is known by.
fn mark(act: &Act) -> u64 {
    xxh3_64(act.deed.as_bytes())
}

fn push<T>(ring: &mut VecDeque<T>, one: T, most: usize) {
    if ring.len() == most {
        ring.pop_front();
    }
    ring.push_back(one);
}

/// A text's set of words and three-character pieces, as a one-permutation `MinHash` of 64 bins
/// (Li, Owen, Zhang: One Permutation Hashing, 2012): small, of one size for a text of any
/// length, and good enough to tell whether two texts say much the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch(Vec<u16>);

impl Sketch {
    /// The sketch of a text; case, marks and spaces do not count.
    pub fn of(text: &str) -> Self {
        let mut bins = vec![u16::MAX; BINS];
        let mut add = |piece: &[u8], seed: u64| {
            let hash = xxh3_64_with_seed(piece, seed).to_le_bytes();
            let bin = usize::from(hash[0]) % BINS;
            // The greatest number stands for an empty bin.
            let value = u16::from_le_bytes([hash[2], hash[3]]).min(u16::MAX - 1);
            bins[bin] = bins[bin].min(value);
        };
        let mut plain = String::from(" ");
        for c in text.chars().take(SKETCH_CHARS).flat_map(char::to_lowercase) {
            match c.is_alphanumeric() {
                true => plain.push(c),
                false if !plain.ends_with(' ') => plain.push(' '),
                false => {}
            }
        }
        for piece in plain.as_bytes().windows(3) {
            add(piece, 0);
        }
        for word in plain.split_ascii_whitespace() {
            add(word.as_bytes(), 1);
        }
        Self(bins)
    }

    /// Estimated Jaccard similarity of two texts, 0 to 1; two that say nothing are the same.
    #[expect(clippy::cast_precision_loss, reason = "there are at most 64 of each")]
    pub fn likeness(&self, other: &Self) -> f32 {
        let pairs = self.0.iter().zip(&other.0);
        let (mut same, mut filled) = (0_usize, 0_usize);
        for (a, b) in pairs.filter(|(a, b)| **a != u16::MAX || **b != u16::MAX) {
            filled += 1;
            same += usize::from(a == b);
        }
        if filled == 0 { 1.0 } else { same as f32 / filled as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use village_sim::{MoveTo, VillagerId, Wish};

    const HOUR: u64 = 1_200;

    /// What a mind is told once.
    fn told(rut: &mut Rut) -> Option<Plain> {
        let hint = rut.hint();
        rut.heard_hint();
        hint
    }

    fn act(name: &'static str, words: &str) -> Act {
        let wish = Wish::Move { agent: VillagerId(0), to: MoveTo::By { dx: 0, dy: 0 } };
        let deed = format!("{name} {words}");
        Act { name, wish, told: deed.clone(), deed, words: words.into(), to: None, there: None }
    }

    fn admit(rut: &mut Rut, name: &'static str, words: &str) -> bool {
        rut.admit(&act(name, words), 0, HOUR)
    }

    fn admitted(rut: &mut Rut, name: &'static str, words: &[&str]) -> Vec<bool> {
        words.iter().map(|words| admit(rut, name, words)).collect()
    }

    #[test]
    fn a_cycle_of_acts_is_told_and_then_refused() {
        let mut rut = Rut::default();
        let fine = admitted(&mut rut, "go", &["cafe", "cafe"]);
        assert_eq!((fine, told(&mut rut)), (vec![true, true], None));
        assert!(admit(&mut rut, "go", "cafe"));
        assert!(told(&mut rut).unwrap().as_str().contains("over and over"));
        assert!(!admit(&mut rut, "go", "cafe"));
        assert!(admit(&mut rut, "go", "pond"));
        let mut rut = Rut::default();
        let ways = ["cafe", "pond", "cafe", "pond", "cafe", "pond", "cafe", "pond"];
        assert_eq!(admitted(&mut rut, "go", &ways), [[true; 7].as_slice(), &[false]].concat());
        let mut rut = Rut::default();
        assert!(admitted(&mut rut, "wait", &["60"; 50]).iter().all(|fine| *fine));
    }

    #[test]
    fn who_insists_is_refused_until_it_is_long_ago() {
        let mut rut = Rut::default();
        let mut at = |hours: u64| rut.admit(&act("go", "cafe"), hours * HOUR, HOUR);
        assert_eq!([0, 1, 2, 3, 4, 8].map(&mut at), [true, true, true, false, false, false]);
        assert_eq!([9, 9, 9, 9].map(&mut at), [true, true, true, false]);
    }

    #[test]
    fn the_same_line_is_refused_the_third_time() {
        let mut rut = Rut::default();
        let lines = ["Good morning, Bruno!", "good morning bruno", "Good morning, BRUNO."];
        assert_eq!(admitted(&mut rut, "say", &lines), [true, true, false]);
        assert!(told(&mut rut).is_some());
        assert!(admit(&mut rut, "say", "The oven is hot; the rye goes in at nine."));
    }

    #[test]
    fn two_who_thank_each_other_for_ever_are_stopped() {
        let mut rut = Rut::default();
        let mut refused = None;
        for turn in 0..12 {
            rut.heard(&Who::Villager(VillagerId(3)), &format!("No, no, thank you, dear {turn}!"));
            if !admit(&mut rut, "say", &format!("No, I thank you, my dear friend {turn}!")) {
                refused = refused.or(Some(turn));
            }
        }
        assert!(refused.is_some_and(|turn| turn >= 2), "{refused:?}");
        let mut rut = Rut::default();
        let talk = [
            ("Is the bread done?", "In an hour, if the oven holds."),
            ("Who comes to the pond today?", "Chiyo said that she would bring tea."),
            ("I found a broken lantern.", "Bring it by, I have spare glass."),
            ("What do you ask for it?", "Half a coin, and the story of how it broke."),
            ("The wind took it off the hook.", "It was a wild night, all right."),
            ("See you at noon, then.", "At noon. Mind the step."),
        ];
        for (heard, said) in talk {
            rut.heard(&Who::Villager(VillagerId(3)), heard);
            assert!(admit(&mut rut, "say", said), "{said}");
        }
        assert_eq!(told(&mut rut), None);
    }

    #[test]
    fn a_post_that_repeats_is_refused() {
        let mut rut = Rut::default();
        let note = "Fresh rye at the café from nine o'clock, as long as there is some left.";
        assert!(admit(&mut rut, "post", note));
        assert!(!admit(&mut rut, "post", &note.to_uppercase().replace(',', " !")));
        assert!(admit(&mut rut, "post", "Who has seen my blue scarf? It may be at the pond."));
    }

    #[test]
    fn what_the_world_refused_was_not_said_and_may_be_tried_again_but_not_for_ever() {
        let mut rut = Rut::default();
        for (name, words) in [("reply", "Which lane do you mean?"), ("whisper", "Psst, Bruno!")] {
            let one = act(name, words);
            let mut tries = 0;
            while rut.admit(&one, tries, HOUR) {
                rut.undone(&one, tries);
                tries += 1;
            }
            assert_eq!(tries, 3, "{name}");
            assert!(told(&mut rut).is_some());
            assert!(rut.admit(&one, 7 * HOUR, HOUR), "{name}: that is long ago");
        }
        // It was written then, and is not written twice.
        assert!(!rut.admit(&act("reply", "Which lane do you mean?"), 7 * HOUR, HOUR));
    }

    #[test]
    fn the_state_is_bounded() {
        let mut rut = Rut::default();
        for number in 0..500 {
            rut.heard(&Who::Village, &format!("{number} bottles"));
            admit(&mut rut, "say", &format!("line {number}"));
            admit(&mut rut, "post", &format!("note {number}"));
            admit(&mut rut, "go", &format!("{number}"));
        }
        let sizes = (rut.marks.len(), rut.lines.len(), rut.writings.len());
        assert_eq!(sizes, (MARKS_MAX, LINES_MAX, WRITINGS_MAX));
        let long = Sketch::of(&"many words ".repeat(10_000));
        assert_eq!(long.0.len(), BINS);
    }
}
