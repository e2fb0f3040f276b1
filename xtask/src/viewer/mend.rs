//! What an old optimiser spoils. Debian 12 has wasm-opt 108, which writes every exported table as
//! the first: the browser then gets the table of functions for the one of its own values, and the
//! viewer does not start.

use super::weigh::Reader;

/// The table in which wasm-bindgen keeps the browser's values, as the program exports it.
const TABLE: &str = "__wbindgen_externrefs";
const TABLES: u8 = 4;
const EXPORTS: u8 = 7;
const EXTERNREF: u8 = 0x6f;
const KIND_TABLE: u8 = 1;

/// Lets the export name the table of the browser's values; `None` for a program that has none.
pub fn export_the_table(program: &mut [u8]) -> Option<()> {
    let (at, table) = find(program)?;
    // Both numbers are below 128: one byte each.
    *program.get_mut(at)? = table;
    Some(())
}

/// Where the export's number stands, and which it has to be.
fn find(program: &[u8]) -> Option<(usize, u8)> {
    let mut all = Reader(program.strip_prefix(b"\0asm\x01\0\0\0")?);
    let mut table = None;
    while !all.0.is_empty() {
        let id = all.byte()?;
        let length = all.number()?;
        let section = all.part(length)?;
        match id {
            TABLES => table = Some(number(section)?),
            EXPORTS => {
                let end = program.len() - all.0.len();
                return Some((end - export(section)?, table?));
            }
            _ => {}
        }
    }
    None
}

/// The number of the table of the browser's values.
fn number(mut tables: Reader<'_>) -> Option<u8> {
    for number in 0..tables.number()? {
        let kind = tables.byte()?;
        let has_most = tables.byte()? & 1 == 1;
        tables.number()?;
        if has_most {
            tables.number()?;
        }
        if kind == EXTERNREF {
            return u8::try_from(number).ok().filter(|number| *number < 0x80);
        }
    }
    None
}

/// How far from the section's end the export's number stands.
fn export(mut exports: Reader<'_>) -> Option<usize> {
    for _ in 0..exports.number()? {
        let name = exports.text()?;
        let kind = exports.byte()?;
        let left = exports.0.len();
        if exports.number()? < 0x80 && name == TABLE && kind == KIND_TABLE {
            return Some(left);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of functions, one of values, and an export that names the first.
    fn program() -> Vec<u8> {
        let mut exports = vec![2, 1, b'f', 0, 0, u8::try_from(TABLE.len()).unwrap()];
        exports.extend(TABLE.as_bytes());
        exports.extend([KIND_TABLE, 0]);
        let mut program = b"\0asm\x01\0\0\0".to_vec();
        program.extend([TABLES, 8, 2, 0x70, 1, 9, 9, EXTERNREF, 0, 3]);
        program.extend([EXPORTS, u8::try_from(exports.len()).unwrap()]);
        program.extend(exports);
        program.extend([10, 1, 0]);
        program
    }

    #[test]
    fn the_export_names_the_table_of_values() {
        let (mut spoilt, mut mended) = (program(), program());
        let at = mended.len() - 4;
        mended[at] = 1;
        assert_eq!(export_the_table(&mut spoilt), Some(()));
        assert_eq!(spoilt, mended);
        assert_eq!(export_the_table(&mut spoilt), Some(()), "what is right stays so");
        assert_eq!(spoilt, mended);
    }

    #[test]
    fn what_is_cut_off_is_left_alone() {
        let whole = program();
        for end in 0..whole.len() - 3 {
            let mut part = whole[..end].to_vec();
            assert_eq!(export_the_table(&mut part), None);
            assert_eq!(part, whole[..end]);
        }
    }
}
