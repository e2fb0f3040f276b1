//! Hair, drawn by hand for each of three views. The head is ten pixels wide, hair twelve or more.
//! A style may have a part behind the body; none knows about hats, which cut off what they cover.

mod long;
mod short;

use super::figure::Art;
use super::look::Hair;
use super::pose::View;

/// One cut of hair; the three views start at row 1 of the frame.
struct Style {
    /// What hangs behind head and trunk in the front view.
    behind: Art,
    front: &'static [&'static str],
    side: &'static [&'static str],
    back: &'static [&'static str],
}

const BALD: Style = Style { behind: Art::NONE, front: &[], side: &[], back: &[] };

fn style(hair: Hair) -> &'static Style {
    match hair {
        Hair::Crop => &short::CROP,
        Hair::SidePart => &short::SIDE_PART,
        Hair::Fringe => &short::FRINGE,
        Hair::Curls => &short::CURLS,
        Hair::Cloud => &short::CLOUD,
        Hair::Bob => &long::BOB,
        Hair::Long => &long::LONG,
        Hair::Ponytail => &long::PONYTAIL,
        Hair::Bun => &long::BUN,
        Hair::Braids => &long::BRAIDS,
        Hair::Bald => &BALD,
    }
}

/// The part of a style that hangs behind head and trunk in the front view.
pub(super) fn behind(hair: Hair) -> Art {
    style(hair).behind
}

/// The style over the head.
pub(super) fn over(hair: Hair, view: View) -> Art {
    let style = style(hair);
    let rows = match view {
        View::Front => style.front,
        View::Side => style.side,
        View::Back => style.back,
    };
    Art { top: 1, rows }
}
