//! The twelve poses of a sheet, as numbers: how far body and head sink, where hands and feet are.
//! A pose knows nothing of clothes; clothes follow it.

/// Where a villager looks, in the order of the sheet's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facing {
    /// Towards the viewer.
    Down,
    /// To the left of the screen.
    Left,
    /// To the right of the screen.
    Right,
    /// Away from the viewer.
    Up,
}

impl Facing {
    /// The rows of a sheet from the top.
    pub const ALL: [Self; 4] = [Self::Down, Self::Left, Self::Right, Self::Up];

    pub(super) fn view(self) -> View {
        match self {
            Self::Down => View::Front,
            Self::Left | Self::Right => View::Side,
            Self::Up => View::Back,
        }
    }
}

/// Which drawing a facing uses: right is left in the mirror.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Front,
    Side,
    Back,
}

/// How the legs are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stance {
    /// Upright; for each foot how far it is ahead (side view) and how far it is lifted, in pixels.
    Standing { near: Foot, far: Foot },
    /// On a bench or a chair.
    Sitting,
}

/// Where a foot is against standing still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Foot {
    pub(super) ahead: i32,
    pub(super) lift: i32,
}

const STILL: Foot = Foot { ahead: 0, lift: 0 };

/// A hand against its shoulder: pixels outwards (ahead in side view) and down.
pub(super) type Hand = (i32, i32);

/// One column of the sheet, but for sleep, which is drawn apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pose {
    /// How far head and trunk sink, in pixels.
    pub(super) sink: i32,
    /// How far the head leans over beyond that.
    pub(super) nod: i32,
    pub(super) stance: Stance,
    /// Front view: the hand on the left of the screen; side view: the hand near to the viewer.
    pub(super) near: Hand,
    pub(super) far: Hand,
    pub(super) mouth_open: bool,
    /// At work, and whether in the second of its two frames.
    pub(super) at_work: Option<bool>,
    /// How far hems swing to the side.
    pub(super) sway: i32,
}

/// The columns of a sheet.
pub(super) const COLUMNS: i32 = 12;
/// The column of sleep.
pub(super) const SLEEP: i32 = 9;

const REST: Hand = (0, 3);

const IDLE: Pose = Pose {
    sink: 0,
    nod: 0,
    stance: Stance::Standing { near: STILL, far: STILL },
    near: REST,
    far: REST,
    mouth_open: false,
    at_work: None,
    sway: 0,
};

/// The pose of a column in a view. Columns beyond the sheet stand idle.
pub(super) fn of(column: i32, view: View) -> Pose {
    match column {
        1 => Pose { sink: 1, near: (0, 2), far: (0, 2), ..IDLE },
        2..=5 => walk(column - 2, view),
        6 => sit(view),
        7 | 8 => work(column == 8, view),
        10 | 11 => talk(column == 11, view),
        _ => IDLE,
    }
}

fn walk(step: i32, view: View) -> Pose {
    let foot = |ahead, lift| Foot { ahead, lift };
    let side = view == View::Side;
    let (near, far) = match (step, side) {
        (0, true) => (foot(3, 0), foot(-2, 1)),
        (2, true) => (foot(-2, 1), foot(3, 0)),
        (1, true) | (0, false) => (foot(0, 0), foot(0, 2)),
        (3, true) | (2, false) => (foot(0, 2), foot(0, 0)),
        _ => (STILL, STILL),
    };
    let (near_hand, far_hand) = match (step, side) {
        (0, true) => ((-2, 2), (3, 2)),
        (2, true) => ((3, 2), (-2, 2)),
        (0, false) => ((0, 1), (0, 3)),
        (2, false) => ((0, 3), (0, 1)),
        _ => (REST, REST),
    };
    let passing = step % 2 == 1;
    Pose {
        sink: i32::from(!passing),
        stance: Stance::Standing { near, far },
        near: near_hand,
        far: far_hand,
        sway: [-1, 0, 1, 0][step.rem_euclid(4).unsigned_abs() as usize],
        ..IDLE
    }
}

fn sit(view: View) -> Pose {
    let hand = match view {
        View::Front => (-1, 2),
        View::Side => (2, 3),
        View::Back => (0, 2),
    };
    Pose { sink: 3, stance: Stance::Sitting, near: hand, far: hand, ..IDLE }
}

fn work(second: bool, view: View) -> Pose {
    let (near, far) = match (view, second) {
        (View::Side, false) => ((4, 0), (3, 2)),
        (View::Side, true) => ((4, 3), (4, 2)),
        (View::Front, false) => ((0, 0), (-2, 3)),
        (View::Front, true) => ((-2, 3), (-2, 3)),
        (View::Back, false) => ((0, 0), (0, 2)),
        (View::Back, true) => ((0, 2), (0, 2)),
    };
    Pose { nod: i32::from(second), near, far, at_work: Some(second), ..IDLE }
}

fn talk(second: bool, view: View) -> Pose {
    let near = match (view, second) {
        (View::Side, false) => (3, 1),
        (View::Side, true) => (2, 3),
        (_, false) => (2, -1),
        (_, true) => (2, 1),
    };
    Pose { near, mouth_open: !second, ..IDLE }
}
