//! The rules themselves: text in, findings out. Words that a rule looks for are put together from
//! pieces, so that this file may be checked like any other.

/// Columns of a line, in characters.
const COLUMNS_MAX: usize = 100;
/// Lines of a file.
const LINES_MAX: usize = 500;
/// Bytes of a tracked file, unless it is listed.
pub const FILE_BYTES_MAX: u64 = 1 << 20;

/// The sources that must not read the wall clock: the folders of the pure crates.
const CLOCKLESS: &[&str] = &["economy/src/", "sim/src/", "agents/instinct/src/"];

/// Words that must not stand in a Rust file, and why.
const WORDS: &[(&str, &str)] = &[
    (concat!("dbg", "!("), "a leftover of debugging"),
    (concat!("todo", "!("), "unfinished"),
    (concat!("unimplemented", "!("), "unfinished"),
    (concat!("FIX", "ME"), "unfinished; mend it or open an issue"),
    (concat!("#[", "allow"), "use #[expect(lint, reason = \"...\")]"),
    (concat!("#![", "allow"), "use #![expect(lint, reason = \"...\")]"),
    (concat!("#[", "ignore"), "a test that nobody runs proves nothing"),
];

/// Every breach in one Rust file, as `file:line: what`.
pub fn findings(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_tests = is_test_file(path);
    let clockless = CLOCKLESS.iter().any(|folder| path.starts_with(folder));
    for (index, line) in text.lines().enumerate() {
        // The house puts a file's tests last, so the module's end is the file's.
        in_tests |= opens_tests(line);
        let said = [
            long(line),
            word(line),
            (in_tests && sleeps(line)).then(|| "a test must not sleep: wait for the fact".into()),
            (clockless && !in_tests && reads_clock(line)).then(|| {
                "the wall clock has no place in a pure crate; the tick is the time".into()
            }),
        ];
        let at = |said| format!("{path}:{}: {said}", index + 1);
        found.extend(said.into_iter().flatten().map(at));
    }
    let lines = text.lines().count();
    if lines > LINES_MAX {
        found.push(format!("{path}: {lines} lines, over {LINES_MAX}: which second idea is in it?"));
    }
    found
}

fn is_test_file(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("/tests.rs")
}

fn opens_tests(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("mod tests {") || line.starts_with("pub mod tests {")
}

fn long(line: &str) -> Option<String> {
    let columns = line.chars().count();
    (columns > COLUMNS_MAX).then(|| format!("{columns} columns, over {COLUMNS_MAX}"))
}

fn word(line: &str) -> Option<String> {
    let (word, why) = WORDS.iter().find(|(word, _)| line.contains(word))?;
    Some(format!("{word}: {why}"))
}

/// A call or an import of a sleep that waits for real time.
fn sleeps(line: &str) -> bool {
    let code = code_of(line);
    ["thread::", "time::"].iter().any(|module| {
        code.split(module).skip(1).any(|rest| {
            let end = rest.find(['(', ';']).unwrap_or(rest.len());
            rest[..end].contains(concat!("sle", "ep"))
        })
    })
}

fn reads_clock(line: &str) -> bool {
    [concat!("System", "Time"), concat!("Inst", "ant::now"), concat!("Utc", "::now")]
        .iter()
        .any(|clock| code_of(line).contains(clock))
}

/// The part of a line before a comment. A `//` inside a string cuts too early, which lets a
/// breach behind it pass rather than refusing a good line.
fn code_of(line: &str) -> &str {
    line.find("//").map_or(line, |at| &line[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaches(path: &str, text: &str) -> usize {
        findings(path, text).len()
    }

    #[test]
    fn a_line_of_a_hundred_columns_passes_and_one_more_does_not() {
        assert_eq!(breaches("a.rs", &"é".repeat(100)), 0);
        assert_eq!(
            findings("a.rs", &format!("\n{}", "é".repeat(101))),
            ["a.rs:2: 101 columns, over 100"]
        );
    }

    #[test]
    fn a_file_of_five_hundred_lines_passes_and_one_more_does_not() {
        assert_eq!(breaches("a.rs", &"x\n".repeat(500)), 0);
        assert_eq!(breaches("a.rs", &"x\n".repeat(501)), 1);
    }

    #[test]
    fn each_forbidden_word_is_found_where_it_stands() {
        for (word, _) in WORDS {
            let text = format!("fn f() {{\n    {word}\n}}\n");
            let found = findings("sim/src/lib.rs", &text);
            assert!(found.len() == 1 && found[0].starts_with("sim/src/lib.rs:2: "), "{found:?}");
        }
        assert_eq!(breaches("a.rs", "#[expect(lint, reason = \"why\")]\nlet todo = 1;\n"), 0);
    }

    #[test]
    fn a_sleep_is_refused_in_tests_and_only_there() {
        let calls = [
            concat!("std::thread::sle", "ep(PAUSE);"),
            concat!("tokio::time::sle", "ep(PAUSE).await;"),
            concat!("tokio::time::sle", "ep_until(then).await;"),
            concat!("use tokio::time::{timeout, sle", "ep};"),
            concat!("use std::thread::sle", "ep;"),
        ];
        for call in calls {
            assert_eq!(breaches("server/tests/it/main.rs", call), 1, "{call}");
            assert_eq!(breaches("sim/src/walk/tests.rs", call), 1, "{call}");
            assert_eq!(breaches("server/src/tick.rs", call), 0, "{call}");
            let inline = format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{\n{call}\n}}\n");
            assert_eq!(breaches("server/src/tick.rs", &inline), 1, "{call}");
        }
    }

    #[test]
    fn a_villager_may_sleep_in_a_test() {
        let text =
            "use std::time::Duration;\nlet ada = time::now(); ada.sleep();\n// thread::sleep\n";
        assert_eq!(breaches("sim/tests/it/main.rs", text), 0);
    }

    #[test]
    fn a_pure_crate_that_reads_the_clock_is_refused() {
        let clock = concat!("let now = Inst", "ant::now();");
        assert_eq!(breaches("sim/src/clock.rs", clock), 1);
        assert_eq!(breaches("sim/benches/tick.rs", clock), 0);
        assert_eq!(breaches("server/src/tick.rs", clock), 0);
    }
}
