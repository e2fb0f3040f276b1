//! Plots, drawn by the server as SVG: no script, no style in the page. The picture holds geometry
//! alone and may be stretched; words and numbers stand beside it as text, so that they can be read
//! at any width. What a plot shows is also said in a sentence, and in the table below it.

use std::fmt::Write as _;

use chrono::DateTime;
use maud::{Markup, html};
use village_economy::Micro;

/// Width and height of a picture in its own units.
const WIDTH: i128 = 1000;
const HEIGHT: i128 = 240;
/// Lines across the picture, the foot among them.
const LINES: i128 = 4;

/// A value at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// UTC microseconds since 1970, or any other rising number.
    pub at: i64,
    /// In micros of its unit.
    pub value: i64,
}

/// One line of a plot.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    pub name: &'a str,
    /// Class of its colour: `in`, `out`, `one`.
    pub class: &'a str,
    pub points: Vec<Point>,
}

/// How points become a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A value holds until the next one.
    Steps,
    /// A bar for each value; the lines' bars stand side by side.
    Bars,
}

/// A plot of one or more lines over the same time.
#[derive(Debug, Clone)]
pub struct Plot<'a> {
    /// Unique in its page.
    pub id: &'a str,
    pub title: &'a str,
    /// What the values are ("aiDollars").
    pub unit: &'a str,
    pub shape: Shape,
    pub lines: Vec<Line<'a>>,
}

struct Frame {
    first: i64,
    last: i64,
    low: i128,
    high: i128,
}

impl Frame {
    fn of(plot: &Plot) -> Option<Self> {
        let points = || plot.lines.iter().flat_map(|line| &line.points);
        let (first, last) = (points().map(|p| p.at).min()?, points().map(|p| p.at).max()?);
        let values = || points().map(|point| i128::from(point.value));
        let high = nice(values().max()?.max(0));
        let low = -nice(-values().min()?.min(0));
        let high = if high == low { low + 1_000_000 } else { high };
        Some(Self { first, last, low, high })
    }

    fn x(&self, at: i64) -> i128 {
        let wide = i128::from(self.last) - i128::from(self.first);
        if wide == 0 { 0 } else { (i128::from(at) - i128::from(self.first)) * WIDTH / wide }
    }

    fn y(&self, value: i128) -> i128 {
        HEIGHT - (value - self.low) * HEIGHT / (self.high - self.low)
    }
}

/// The least of 1, 2, 4, 5 times a power of ten (in micros) that is no less.
fn nice(value: i128) -> i128 {
    if value <= 0 {
        return 0;
    }
    let mut power = 1;
    while power * 10 < value {
        power *= 10;
    }
    let tried = [1, 2, 4, 5, 10].map(|times| times * power);
    tried.into_iter().find(|nice| *nice >= value).unwrap_or(value)
}

impl Plot<'_> {
    /// The plot as a figure; nothing to plot is said in words.
    pub fn figure(&self) -> Markup {
        let Some(frame) = Frame::of(self) else {
            return html! {
                figure.plot { figcaption { (self.title) } p.empty { "Nothing to plot yet." } }
            };
        };
        let is_several = self.lines.len() > 1;
        html! {
            figure.plot {
                figcaption #(self.id) {
                    (self.title) " " span.muted { "in " (self.unit) }
                    @if is_several { (self.legend()) }
                }
                div.plotted {
                    ol.scale aria-hidden="true" {
                        @for label in scale(&frame) { li { (label) } }
                    }
                    svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } preserveAspectRatio="none"
                        role="img" aria-labelledby={ (self.id) " " (self.id) "-said" } {
                        (grid())
                        @match self.shape {
                            Shape::Steps => @for line in &self.lines { (steps(line, &frame)) },
                            Shape::Bars => (self.bars(&frame)),
                        }
                    }
                    p.ends aria-hidden="true" {
                        span { (moment(frame.first)) } span { (moment(frame.last)) }
                    }
                }
                p.said-plot #{ (self.id) "-said" } { (self.said(&frame)) }
            }
        }
    }

    fn legend(&self) -> Markup {
        html! {
            span.keys-of {
                @for line in &self.lines {
                    span.key.(line.class) {
                        svg viewBox="0 0 10 10" aria-hidden="true" {
                            rect width="10" height="10" {}
                        }
                        (line.name)
                    }
                }
            }
        }
    }

    fn bars(&self, frame: &Frame) -> Markup {
        let places = self.lines.iter().map(|line| line.points.len()).max().unwrap_or(1).max(1);
        let each = WIDTH * 10 / i128::try_from(places).unwrap_or(1);
        let lines = i128::try_from(self.lines.len().max(1)).unwrap_or(1);
        let wide = (each * 8 / 10 / lines).max(1);
        html! {
            @for (at, line) in self.lines.iter().enumerate() {
                g.bars.(line.class) {
                    @for (place, point) in line.points.iter().enumerate() {
                        @let left = i128::try_from(place).unwrap_or(0) * each + each / 10
                            + i128::try_from(at).unwrap_or(0) * wide;
                        @let top = frame.y(i128::from(point.value));
                        @let foot = frame.y(0);
                        @if point.value != 0 {
                            rect x=(tenths(left)) y=(top.min(foot)) width=(tenths(wide))
                                height=((foot - top).abs().max(1)) {}
                        }
                    }
                }
            }
        }
    }

    /// The plot in one sentence for each line.
    fn said(&self, frame: &Frame) -> String {
        let mut said = String::new();
        for line in &self.lines {
            let values = || line.points.iter().map(|point| point.value);
            let (Some(least), Some(most)) = (values().min(), values().max()) else { continue };
            let name = if self.lines.len() > 1 { line.name } else { self.title };
            let sentence = if self.shape == Shape::Steps {
                let at = |point: Option<&Point>| short(point.map_or(0, |point| point.value));
                let (start, end) = (at(line.points.first()), at(line.points.last()));
                let (least, most) = (short(least), short(most));
                format!("{start} at first, {end} now; least {least}, most {most}.")
            } else {
                let sum: i128 = values().map(i128::from).sum();
                let sum = short(i64::try_from(sum).unwrap_or(i64::MAX));
                format!("{sum} in all, at most {} at a time.", short(most))
            };
            write!(said, "{name}: {sentence} ").expect("writing to a String cannot fail");
        }
        let (from, to) = (moment(frame.first), moment(frame.last));
        write!(said, "From {from} to {to} UTC.").expect("writing to a String cannot fail");
        said
    }
}

fn steps(line: &Line, frame: &Frame) -> Markup {
    let mut path = String::new();
    for (at, point) in line.points.iter().enumerate() {
        let (x, y) = (frame.x(point.at), frame.y(i128::from(point.value)));
        let wrote = if at == 0 { write!(path, "M{x} {y}") } else { write!(path, "H{x}V{y}") };
        wrote.expect("writing to a String cannot fail");
    }
    // One value alone is a line across.
    write!(path, "H{WIDTH}").expect("writing to a String cannot fail");
    let foot = frame.y(0);
    let area = format!("{path}V{foot}H0Z");
    html! {
        path.area.(line.class) d=(area) {}
        path.line.(line.class) d=(path) vector-effect="non-scaling-stroke" {}
    }
}

fn grid() -> Markup {
    html! {
        g.grid {
            @for line in 0..=LINES {
                @let y = HEIGHT * line / LINES;
                line x1="0" x2=(WIDTH) y1=(y) y2=(y) vector-effect="non-scaling-stroke" {}
            }
        }
    }
}

/// Labels of the lines across, from above.
fn scale(frame: &Frame) -> Vec<String> {
    let label = |line| {
        let value = frame.high - (frame.high - frame.low) * line / LINES;
        short(i64::try_from(value).unwrap_or(i64::MAX))
    };
    (0..=LINES).map(label).collect()
}

/// A number of micros as a plot writes it: short from a thousand on.
fn short(micros: i64) -> String {
    let whole = micros / 1_000_000;
    match whole.unsigned_abs() {
        0..=9_999 => {
            // Three digits are enough to read off; what is smaller keeps its own.
            let place = if whole == 0 { 1_000 } else { 10_000 };
            let short = micros / place * place;
            Micro::new(if short == 0 { micros } else { short }).to_string()
        }
        10_000..=9_999_999 => format!("{}k", whole / 1_000),
        _ => format!("{}M", whole / 1_000_000),
    }
}

fn tenths(value: i128) -> String {
    format!("{}.{}", value / 10, value % 10)
}

fn moment(micros: i64) -> String {
    let at = DateTime::from_timestamp_micros(micros).unwrap_or_default();
    at.format("%-d %b %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(shape: Shape, values: &[i64]) -> String {
        let points = values.iter().zip(0..).map(|(value, at)| Point { at, value: *value });
        let points = points.collect();
        let lines = vec![Line { name: "Balance", class: "one", points }];
        let unit = "aiDollars";
        Plot { id: "p", title: "Balance", unit, shape, lines }.figure().into_string()
    }

    #[test]
    fn a_plot_says_in_words_what_it_shows() {
        let shown = plot(Shape::Steps, &[0, 5_000_000, 2_500_000]);
        assert!(shown.contains("Balance: 0 at first, 2.5 now; least 0, most 5."), "{shown}");
        assert!(shown.contains("M0 240H500V0H1000V120H1000"), "{shown}");
    }

    #[test]
    fn nothing_and_one_value_can_be_plotted() {
        assert!(plot(Shape::Steps, &[]).contains("Nothing to plot yet"));
        assert!(plot(Shape::Bars, &[7]).contains("at most 0.000007 at a time"));
        for shape in [Shape::Steps, Shape::Bars] {
            plot(shape, &[i64::MIN, i64::MAX, 0]);
            plot(shape, &[0, 0]);
        }
    }

    #[test]
    fn a_scale_ends_at_a_round_number() {
        assert_eq!([0, 1, 3, 11, 41, 99].map(nice), [0, 1, 4, 20, 50, 100]);
        let short = [1, 12_345_678, 25_000_000_000, -3_000_000_000_000].map(short);
        assert_eq!(short, ["0.000001", "12.34", "25k", "-3000k"]);
    }
}
