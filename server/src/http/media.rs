//! What a file is, by its first bytes and not by what anybody says. Nothing that a browser would
//! run or render as a page of ours is among the kinds: a page, a script or a drawing with scripts
//! in it is plain text, and what is not known is bytes.

/// Text that can be shown as it stands.
pub const TEXT: &str = "text/plain; charset=utf-8";
/// Bytes of which nothing is known.
pub const BYTES: &str = "application/octet-stream";

/// First bytes, and at which place, of the kinds that are told apart.
const MARKS: &[(&str, usize, &[u8])] = &[
    ("image/png", 0, b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", 0, b"\xff\xd8\xff"),
    ("image/gif", 0, b"GIF87a"),
    ("image/gif", 0, b"GIF89a"),
    ("image/webp", 8, b"WEBPVP8"),
    ("application/pdf", 0, b"%PDF-"),
    ("application/zip", 0, b"PK\x03\x04"),
    ("application/gzip", 0, b"\x1f\x8b\x08"),
    ("application/zstd", 0, b"\x28\xb5\x2f\xfd"),
    ("audio/ogg", 0, b"OggS"),
    ("audio/wav", 8, b"WAVEfmt "),
];

/// The kind of a file.
pub fn kind(bytes: &[u8]) -> &'static str {
    let marked = MARKS
        .iter()
        .find(|(_, at, mark)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark)));
    match marked {
        Some((kind, ..)) => kind,
        None if is_text(bytes) => TEXT,
        None => BYTES,
    }
}

fn is_text(bytes: &[u8]) -> bool {
    let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    str::from_utf8(bytes).is_ok_and(|text| text.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_what_its_bytes_are() {
        for (bytes, expected) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
            (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
            (b"%PDF-1.7", "application/pdf"),
            (b"--- a/x\n+++ b/x\n", TEXT),
            ("Grüße\n".as_bytes(), TEXT),
            (b"", TEXT),
            (b"<!doctype html><script>alert(1)</script>", TEXT),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", TEXT),
            (b"#!/bin/sh\nrm -r /", TEXT),
            (b"\x7fELF\x02\x01\x01\0", BYTES),
            (b"MZ\x90\0", BYTES),
            (b"\0asm\x01\0\0\0", BYTES),
            (b"\xff\xfe<\0h\0t\0m\0l\0", BYTES),
            (b"+ADw-script+AD4-\x1b", BYTES),
        ] {
            assert_eq!(kind(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    proptest! {
        #[test]
        fn nothing_is_a_kind_that_a_browser_runs(bytes: Vec<u8>) {
            let kind = kind(&bytes);
            for bad in ["html", "xml", "svg", "script", "wasm", "css"] {
                prop_assert!(!kind.contains(bad));
            }
        }
    }
}
