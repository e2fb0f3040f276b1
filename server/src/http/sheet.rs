//! Lists as spreadsheets: CSV of RFC 4180 with a first row of names. A cell of foreign words that a
//! spreadsheet would run as a formula gets an apostrophe before it; numbers are left as they are.
//!
//! Bounded: at most [`ROWS_MAX`] rows come at once; the header `X-Next-Cursor` says where to go on.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::ask::{echo, given};
use super::problem::Problem;

/// Rows that come at once at most.
pub const ROWS_MAX: usize = 10_000;
/// Content type of a sheet.
pub const CSV: &str = "text/csv";

const NEXT: HeaderName = HeaderName::from_static("x-next-cursor");

/// What a list holds, as a row.
pub trait Row {
    /// Names of the columns.
    const HEAD: &'static [&'static str];

    fn cells(&self) -> Vec<Cell>;
}

/// One cell.
#[derive(Debug, Clone)]
pub enum Cell {
    /// What people or agents wrote, or could have.
    Words(String),
    /// A number, stamp or word of ours.
    Plain(String),
}

impl Cell {
    /// Something of ours.
    pub fn of(value: impl ToString) -> Self {
        Self::Plain(value.to_string())
    }

    /// Something of ours that may be absent.
    pub fn maybe(value: Option<impl ToString>) -> Self {
        Self::Plain(value.map(|value| value.to_string()).unwrap_or_default())
    }

    fn text(self) -> String {
        match self {
            Self::Plain(text) => text,
            Self::Words(text) => tame(text),
        }
    }
}

/// Words that no spreadsheet takes for a formula, whatever stands before the sign.
fn tame(text: String) -> String {
    let first = text.trim_start_matches(|sign: char| sign.is_whitespace() || sign.is_control());
    let runs = |sign| matches!(sign, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let is_odd = text.starts_with(['\t', '\r', '\n']);
    if first.starts_with(runs) || is_odd { format!("'{text}") } else { text }
}

/// Whether a sheet is wanted: `format` says so, or else the header `Accept`.
pub fn is_wanted(format: Option<&String>, headers: &HeaderMap) -> Result<bool, Problem> {
    match given(format) {
        Some("csv") => Ok(true),
        Some("json") => Ok(false),
        Some(other) => {
            Err(Problem::bad_request(format!("format must be json or csv, not {}", echo(other))))
        }
        None => Ok(accepts_sheet(headers)),
    }
}

/// Whether `Accept` names CSV, and before JSON if it names both.
fn accepts_sheet(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    let kinds = lines.flat_map(|line| line.split(','));
    let mut kinds = kinds.map(|kind| kind.split(';').next().unwrap_or_default().trim());
    let named = kinds.find(|kind| [CSV, "application/json"].contains(kind));
    named == Some(CSV)
}

/// How many rows are wanted, 1 to [`ROWS_MAX`]; as many as come when nothing is said.
pub fn limit(limit: Option<&String>) -> Result<usize, Problem> {
    let Some(text) = given(limit) else { return Ok(ROWS_MAX) };
    let limit = text.parse().ok().filter(|limit| (1..=ROWS_MAX).contains(limit));
    limit.ok_or_else(|| Problem::bad_request(format!("limit must be 1 to {ROWS_MAX} for CSV")))
}

/// Rows as a file of this name to keep; `next` is where the rows after them begin.
pub fn response<T: Row>(name: &str, rows: &[T], next: Option<String>) -> Response {
    let mut response = write(rows).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let file = format!("attachment; filename=\"{name}.csv\"");
    let mut put = |name, text: &str| {
        if let Ok(value) = HeaderValue::from_str(text) {
            headers.insert(name, value);
        }
    };
    put(header::CONTENT_DISPOSITION, &file);
    if let Some(next) = next {
        put(NEXT, &next);
    }
    response
}

fn write<T: Row>(rows: &[T]) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let intact = "a buffer takes everything";
    writer.write_record(T::HEAD).expect(intact);
    for row in rows {
        writer.write_record(row.cells().into_iter().map(Cell::text)).expect(intact);
    }
    writer.into_inner().expect(intact)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    struct Line(Vec<Cell>);

    impl Row for Line {
        const HEAD: &'static [&'static str] = &["a", "b"];

        fn cells(&self) -> Vec<Cell> {
            self.0.clone()
        }
    }

    fn sheet(words: &str) -> String {
        let line = Line(vec![Cell::of("-1.5"), Cell::Words(words.to_owned())]);
        String::from_utf8(write(&[line])).unwrap()
    }

    #[test]
    fn numbers_stay_and_formulas_are_tamed() {
        for (words, cell) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =cmd|'/c calc'!A1", "'  =cmd|'/c calc'!A1"),
            ("\u{feff}\u{a0}＝1", "\u{feff}\u{a0}＝1"),
            ("＝1", "'＝1"),
            ("useful = true", "useful = true"),
            ("a, \"b\"", "\"a, \"\"b\"\"\""),
            ("", ""),
        ] {
            assert_eq!(sheet(words), format!("a,b\r\n-1.5,{cell}\r\n"), "{words}");
        }
        assert_eq!(sheet("\tx"), "a,b\r\n-1.5,'\tx\r\n");
    }

    #[test]
    fn the_query_weighs_more_than_the_header() {
        let mut headers = HeaderMap::new();
        let wanted = |format: Option<&str>, headers: &HeaderMap| {
            is_wanted(format.map(str::to_owned).as_ref(), headers).map_err(|bad| bad.code)
        };
        assert_eq!(wanted(None, &headers), Ok(false));
        headers.insert(header::ACCEPT, "text/html, text/csv;q=0.9, */*".parse().unwrap());
        assert_eq!(wanted(None, &headers), Ok(true));
        assert_eq!(wanted(Some("json"), &headers), Ok(false));
        assert_eq!(wanted(Some("xml"), &headers), Err("bad_request"));
        headers.insert(header::ACCEPT, "application/json, text/csv".parse().unwrap());
        assert_eq!(wanted(None, &headers), Ok(false));
        assert_eq!(wanted(Some("csv"), &headers), Ok(true));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back_and_begins_like_no_formula(words in any::<String>()) {
            let text = sheet(&words);
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            let cell = &row[1];
            let tamed = format!("'{words}");
            prop_assert!(cell == words || cell == tamed, "{:?}", cell);
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        }
    }
}
