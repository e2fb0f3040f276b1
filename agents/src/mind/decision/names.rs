//! Names as models write them, looked up among what a villager perceives.

use village_sim::{ItemId, Refusal};

use super::Unfit;
use super::resolve::Result;
use crate::mind::percept::Speaker;

/// Whoever of some has this id or name. An id weighs more; a name that several have is no name.
pub(super) fn one_of<'a>(all: &'a [Speaker], name: &str) -> Result<Option<&'a Speaker>> {
    let mut by_id = all.iter().filter(|one| is_called(one.slug.as_str(), name));
    let mut by_name = all.iter().filter(|one| is_called(&one.name, name));
    let of = |first: Option<&'a Speaker>, more: Option<&'a Speaker>| match (first, more) {
        (Some(first), Some(more)) => {
            Err(Unfit::Ambiguous { ids: format!("{}, {}", first.slug, more.slug) })
        }
        (first, _) => Ok(first),
    };
    match of(by_id.next(), by_id.next())? {
        Some(found) => Ok(Some(found)),
        None => of(by_name.next(), by_name.next()),
    }
}

/// The thing of this number, kind or name; one within reach rather than another.
pub(super) fn thing<'a>(
    all: impl Iterator<Item = (ItemId, [&'a str; 2], bool)>,
    wanted: &str,
) -> Result<ItemId> {
    let is_meant = |id: ItemId, names: [&str; 2]| {
        wanted.trim().trim_start_matches('#') == id.to_string()
            || names.iter().any(|name| is_called(name, wanted))
    };
    let mut out_of_reach = false;
    for (id, names, in_reach) in all {
        if is_meant(id, names) {
            if in_reach {
                return Ok(id);
            }
            out_of_reach = true;
        }
    }
    Err(if out_of_reach { Refusal::OutOfReach.into() } else { Unfit::NoSuchThing })
}

/// Whether a written name means this one: case, spaces for dashes and marks around do not count.
pub(super) fn is_called(name: &str, written: &str) -> bool {
    let written = written.trim().trim_start_matches('@').trim_matches(['"', '\'']);
    let same = |(a, b): (char, char)| {
        let is_gap = |c: char| matches!(c, '-' | '_' | ' ');
        a == b || (is_gap(a) && is_gap(b)) || a.to_lowercase().eq(b.to_lowercase())
    };
    !written.is_empty()
        && name.chars().count() == written.chars().count()
        && name.chars().zip(written.chars()).all(same)
}
