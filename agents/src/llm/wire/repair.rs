//! JSON that is nearly right: broken UTF-8 and lone surrogates become U+FFFD. Only tried on lines
//! that could not be read as they are.

/// Bytes of a line that is mended; a longer one that cannot be read is not worth it.
const REPAIR_BYTES_MAX: usize = 32 * 1024;

/// The line with every broken character replaced; none where it is too long.
pub(super) fn repaired(line: &[u8]) -> Option<String> {
    if line.len() > REPAIR_BYTES_MAX {
        return None;
    }
    Some(without_lone_surrogates(&String::from_utf8_lossy(line)))
}

/// Replaces each `\ud8xx` without its second half, and each second half without its first.
fn without_lone_surrogates(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let taken = match (unit(escape), escape.get(6..).and_then(unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                mended.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            (Some(_), _) => 6,
            // A backslash and what it escapes, so that \\u is not taken for an escape.
            (None, _) => 1 + escape.chars().nth(1).map_or(0, char::len_utf8),
        };
        mended.push_str(&escape[..taken]);
        rest = &escape[taken..];
    }
    mended.push_str(rest);
    mended
}

/// The code unit of an escape such as `\u00e9` at the start of the text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lone_halves_are_replaced_and_pairs_kept() {
        for (broken, mended) in [
            (r#""\ud800""#, r#""\ufffd""#),
            (r#""\udc00x""#, r#""\ufffdx""#),
            (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
            (r#""\ud800\ud83d\ude00""#, r#""\ufffd\ud83d\ude00""#),
            (r#""\\ud800""#, r#""\\ud800""#),
            (r#""\u00e9\n""#, r#""\u00e9\n""#),
            ("\"\\", "\"\\"),
            ("\"\\ud8", "\"\\ud8"),
            ("\"\\é", "\"\\é"),
        ] {
            assert_eq!(without_lone_surrogates(broken), mended);
        }
        assert_eq!(repaired(b"\"a\xff\"").unwrap(), "\"a\u{fffd}\"");
        assert!(repaired(&vec![b' '; REPAIR_BYTES_MAX + 1]).is_none());
    }

    proptest! {
        #[test]
        fn good_json_stays_as_it_is(text in any::<String>()) {
            let json = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(repaired(json.as_bytes()).unwrap(), json);
        }

        #[test]
        fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            repaired(&bytes);
        }
    }
}
