//! What weighs in a viewer: the sections of a WebAssembly program, and by the names of its
//! functions the crates that its code comes from. Reads the format's outline and nothing more; a
//! program that it does not understand has no insides to tell.

use std::collections::BTreeMap;

/// Lines of the list of crates.
const CRATES: usize = 16;

/// What a program is made of, in bytes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inside {
    sections: Vec<(String, u64)>,
    /// By crate, the heaviest first.
    crates: Vec<(String, u64)>,
}

/// Reads bytes from the front.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// A number of at most 32 bits in seven-bit steps.
    pub fn number(&mut self) -> Option<usize> {
        let mut number = 0_u64;
        for step in 0..5 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << (7 * step);
            if byte & 0x80 == 0 {
                return usize::try_from(number).ok();
            }
        }
        None
    }

    pub fn part(&mut self, length: usize) -> Option<Self> {
        let (part, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Self(part))
    }

    pub fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        str::from_utf8(self.part(length)?.0).ok()
    }
}

/// What a program is made of.
pub fn inside(program: &[u8]) -> Inside {
    read(program).unwrap_or_default()
}

fn read(program: &[u8]) -> Option<Inside> {
    let mut all = Reader(program.strip_prefix(b"\0asm\x01\0\0\0")?);
    let (mut inside, mut bodies, mut names) = (Inside::default(), Vec::new(), BTreeMap::new());
    let mut imported = 0;
    while !all.0.is_empty() {
        let id = all.byte()?;
        let length = all.number()?;
        let mut section = all.part(length)?;
        let name = match id {
            0 => format!("custom: {}", section.text()?),
            1 => "types".into(),
            2 => "imports".into(),
            3 => "functions".into(),
            7 => "exports".into(),
            9 => "tables".into(),
            10 => "code".into(),
            11 => "data (texts, tables, pictures)".into(),
            other => format!("section {other}"),
        };
        match id {
            0 if name == "custom: name" => names = function_names(section)?,
            2 => imported = section.number()?,
            10 => bodies = sizes(section)?,
            _ => {}
        }
        inside.sections.push((name, length as u64));
    }
    inside.sections.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    let mut crates = BTreeMap::<&str, u64>::new();
    for (at, size) in bodies.iter().enumerate() {
        // Imports come first in the count; nearly all of a Rust program's are functions.
        if let Some(name) = names.get(&(imported + at)) {
            *crates.entry(crate_of(name)).or_default() += size;
        }
    }
    inside.crates = crates.into_iter().map(|(name, size)| (name.to_owned(), size)).collect();
    inside.crates.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    Some(inside)
}

fn sizes(mut code: Reader<'_>) -> Option<Vec<u64>> {
    let count = code.number()?;
    let mut sizes = Vec::new();
    for _ in 0..count {
        let length = code.number()?;
        code.part(length)?;
        sizes.push(length as u64);
    }
    Some(sizes)
}

fn function_names(mut section: Reader<'_>) -> Option<BTreeMap<usize, &str>> {
    let mut names = BTreeMap::new();
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let length = section.number()?;
        let mut part = section.part(length)?;
        if kind != 1 {
            continue;
        }
        for _ in 0..part.number()? {
            let at = part.number()?;
            names.insert(at, part.text()?);
        }
    }
    Some(names)
}

/// The crate in a function's name: `<bevy_ui::Node as core::fmt::Debug>::fmt` is `bevy_ui`'s.
fn crate_of(name: &str) -> &str {
    let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic() && c != '_');
    let name = ["dyn ", "mut ", "const "]
        .iter()
        .fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
    // Today's names say of which build a crate is: `bevy_ecs[9f86d081884c7d65]::world::World`.
    let is_crate = name[end..].starts_with("::") || name[end..].starts_with('[');
    if is_crate { &name[..end] } else { "(without a name)" }
}

/// The report for people.
pub fn report(weights: &[(&str, u64)], inside: &Inside) -> String {
    let line = |(name, size): (&str, u64)| format!("  {name:<32} {:>9.2} MB\n", mega(size));
    let mut text = String::from("what the viewer weighs:\n");
    text.extend(weights.iter().map(|(name, size)| line((name, *size))));
    text.push_str("sections before the optimiser:\n");
    text.extend(inside.sections.iter().take(6).map(|(name, size)| line((name, *size))));
    if !inside.crates.is_empty() {
        text.push_str("code by crate before the optimiser:\n");
        text.extend(inside.crates.iter().take(CRATES).map(|(name, size)| line((name, *size))));
    }
    text
}

#[expect(clippy::cast_precision_loss, reason = "for people to read")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program of one imported and two own functions, the second of which is larger.
    fn program() -> Vec<u8> {
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, bytes: &[u8]| {
            program.push(id);
            program.push(u8::try_from(bytes.len()).unwrap());
            program.extend(bytes);
        };
        section(2, &[1, 1, b'a', 1, b'b', 0, 0]);
        section(10, &[2, 2, 0, 0x0b, 4, 0, 1, 1, 0x0b]);
        let mut names = vec![4];
        names.extend(b"name");
        let functions = [&[2, 1, 7][..], b"egui::a", &[2, 6], b"wgpu::"].concat();
        names.extend([1, u8::try_from(functions.len()).unwrap()]);
        names.extend(functions);
        section(0, &names);
        program
    }

    #[test]
    fn code_is_counted_for_the_crate_that_it_comes_from() {
        let inside = inside(&program());
        assert_eq!(inside.crates, [("wgpu".to_owned(), 4), ("egui".to_owned(), 2)]);
        assert!(inside.sections.iter().any(|(name, size)| name == "code" && *size == 9));
        assert!(report(&[("compiled", 2_500_000)], &inside).contains("2.50 MB"));
    }

    #[test]
    fn what_is_cut_off_or_no_program_has_no_insides() {
        let whole = program();
        for end in 0..whole.len() {
            let _ = inside(&whole[..end]);
        }
        assert_eq!(inside(b"no program"), Inside::default());
    }

    #[test]
    fn a_crate_is_read_out_of_a_functions_name() {
        assert_eq!(crate_of("bevy_ecs::world::World::spawn"), "bevy_ecs");
        assert_eq!(crate_of("<wgpu[9f86d081884c7d65]::Device as core[1]::Drop>::drop"), "wgpu");
        assert_eq!(crate_of("<&mut egui::Ui as core::fmt::Debug>::fmt"), "egui");
        assert_eq!(crate_of("<dyn wgpu::Device>::poll"), "wgpu");
        assert_eq!(crate_of("memcpy"), "(without a name)");
    }
}
