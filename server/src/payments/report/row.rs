//! Reading a report: which columns are which, and what a row is about.

use csv::{ReaderBuilder, StringRecord, Trim};
use serde::Serialize;
use village_economy::Micro;

use super::super::paypal::Payee;
use super::{BadReport, REPORT_BYTES_MAX, REPORT_ROWS_MAX, amount};

/// Longest transaction id; PayPal's have 17 characters.
const ID_MAX: usize = 64;

/// What the report says became of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reported {
    Completed,
    /// Not yet there.
    Pending,
    PartlyReturned,
    /// Refunded or reversed.
    Returned,
    /// Denied, voided or otherwise never there.
    Failed,
    /// Something that this program has no word for.
    Unknown,
}

/// What a row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Movement {
    Payment,
    /// Money that went back, of the payment with this id.
    Return {
        of: String,
    },
    PassedOver,
}

#[derive(Debug)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) transaction_id: String,
    pub(super) movement: Movement,
    pub(super) reported: Reported,
    pub(super) gross: Micro,
    /// As the report writes it: zero or below.
    pub(super) fee: Option<Micro>,
    pub(super) net: Option<Micro>,
    pub(super) currency: String,
    custom: String,
}

impl Row {
    /// Whether this row says the same as another of its id.
    pub(super) fn same(&self, other: &Self) -> bool {
        (self.reported, self.gross, self.fee, &self.currency)
            == (other.reported, other.gross, other.fee, &other.currency)
    }

    /// The account that the payment was for, if its text has the form of one.
    pub(super) fn payee(&self) -> Option<String> {
        self.custom.parse::<Payee>().ok().map(|payee| payee.to_string())
    }
}

/// Where in a row each thing stands.
struct Columns {
    id: usize,
    gross: usize,
    currency: usize,
    fee: Option<usize>,
    net: Option<usize>,
    status: Option<usize>,
    kind: Option<usize>,
    reference: Option<usize>,
    custom: Option<usize>,
}

/// All rows of a report.
pub(super) fn read(report: &str) -> Result<Vec<Row>, BadReport> {
    if report.len() > REPORT_BYTES_MAX {
        return Err(BadReport::TooLarge);
    }
    let report = report.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(report))
        .flexible(true)
        .trim(Trim::All)
        .from_reader(report.as_bytes());
    let broken = |error: csv::Error| BadReport::Csv {
        line: error.position().map_or(1, csv::Position::line),
    };
    let columns = Columns::of(reader.headers().map_err(broken)?)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        if rows.len() == REPORT_ROWS_MAX {
            return Err(BadReport::TooManyRows);
        }
        rows.push(columns.row(&record.map_err(broken)?)?);
    }
    Ok(rows)
}

/// What stands between the cells: the most frequent of the three that reports use.
fn delimiter(report: &str) -> u8 {
    let head = report.lines().next().unwrap_or_default();
    let count = |sign: &u8| head.bytes().filter(|byte| byte == sign).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(count).unwrap_or(b',')
}

impl Columns {
    fn of(head: &StringRecord) -> Result<Self, BadReport> {
        let plain = |name: &str| {
            let letters = name.chars().filter(|sign| sign.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect::<String>()
        };
        let names: Vec<String> = head.iter().map(plain).collect();
        let find = |column: &'static str, forms: &[&str]| {
            let is = |name: &&(usize, &String)| forms.contains(&name.1.as_str());
            let all: Vec<(usize, &String)> = names.iter().enumerate().collect();
            let mut found = all.iter().filter(is);
            match (found.next(), found.next()) {
                (_, Some(_)) => Err(BadReport::TwoColumns(column)),
                (first, None) => Ok(first.map(|(at, _)| *at)),
            }
        };
        let needed = |column: &'static str, forms: &[&str]| {
            find(column, forms)?.ok_or(BadReport::NoColumn(column))
        };
        Ok(Self {
            id: needed("Transaction ID", &["transactionid", "txnid"])?,
            gross: needed("Gross", &["gross", "grossamount"])?,
            currency: needed("Currency", &["currency", "currencycode"])?,
            fee: find("Fee", &["fee", "fees", "feeamount"])?,
            net: find("Net", &["net", "netamount"])?,
            status: find("Status", &["status", "transactionstatus"])?,
            kind: find("Type", &["type", "transactiontype"])?,
            reference: find(
                "Reference Txn ID",
                &["referencetxnid", "referencetransactionid", "referenceid"],
            )?,
            custom: find("Custom Number", &["customnumber", "custom", "customfield"])?,
        })
    }

    fn row(&self, record: &StringRecord) -> Result<Row, BadReport> {
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |at: usize| record.get(at).unwrap_or_default();
        let maybe = |at: Option<usize>| at.map(cell).unwrap_or_default();
        let wrong = |column| BadReport::Cell { line, column };
        // The minus of an amount may be missing, but a number that is none is a broken file.
        let money = |at: Option<usize>, column| match maybe(at) {
            "" | "..." => Ok(None),
            text => amount::read(text).map(Some).ok_or(wrong(column)),
        };
        let id = cell(self.id);
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if id.len() > ID_MAX || !id.bytes().all(plain) {
            return Err(wrong("transaction id"));
        }
        let currency = cell(self.currency);
        if currency.len() > 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(wrong("currency"));
        }
        let gross = money(Some(self.gross), "gross")?.unwrap_or_default();
        let reported = Reported::of(maybe(self.status));
        let kind = self.kind.map(|at| cell(at).to_lowercase());
        let movement = movement(id, kind.as_deref(), gross, maybe(self.reference), reported);
        Ok(Row {
            line,
            transaction_id: id.to_owned(),
            movement,
            reported,
            gross,
            fee: money(self.fee, "fee")?,
            net: money(self.net, "net")?,
            currency: currency.to_owned(),
            custom: maybe(self.custom).to_owned(),
        })
    }
}

/// What a row is about: money that came in and refers to nothing is a payment, money that went
/// out and refers to a payment is a return of it. What a payment's conversion or hold moves
/// refers to it as well, which is why the kind has a word in this.
fn movement(
    id: &str,
    kind: Option<&str>,
    gross: Micro,
    reference: &str,
    reported: Reported,
) -> Movement {
    let kind_has = |words: &[&str]| kind.is_some_and(|kind| words.iter().any(|w| kind.contains(w)));
    let back = kind_has(&["refund", "reversal", "chargeback"]);
    let aside = kind_has(&["hold", "conversion", "withdrawal", "transfer", "deposit", "reserve"]);
    if id.is_empty() || aside {
        return Movement::PassedOver;
    }
    if gross.is_negative() && !reference.is_empty() && (back || kind.is_none()) {
        let gone = matches!(reported, Reported::Completed | Reported::Returned);
        return if gone { Movement::Return { of: reference.into() } } else { Movement::PassedOver };
    }
    let pays = kind.is_none() || kind_has(&["payment"]);
    if gross.is_positive() && !back && pays { Movement::Payment } else { Movement::PassedOver }
}

impl Reported {
    /// The same word as in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Pending => "pending",
            Self::PartlyReturned => "partly_returned",
            Self::Returned => "returned",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }

    /// The states that PayPal's reports name.
    fn of(status: &str) -> Self {
        match status.to_lowercase().as_str() {
            "" | "completed" | "cleared" | "success" | "paid" => Self::Completed,
            "pending" | "uncleared" | "held" | "on hold" | "processing" | "in process"
            | "placed" | "under review" | "created" | "active" => Self::Pending,
            "partially refunded" | "partially reversed" => Self::PartlyReturned,
            "refunded" | "reversed" | "returned" | "charged back" => Self::Returned,
            "denied" | "failed" | "voided" | "expired" | "canceled" | "cancelled" | "removed"
            | "rejected" | "unclaimed" | "declined" => Self::Failed,
            _ => Self::Unknown,
        }
    }
}
