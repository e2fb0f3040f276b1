//! Checking what was credited against PayPal's own activity report. Rows are matched by
//! transaction id, which is the capture's id in a notice; refunds and reversals in the report
//! count for the payment that they refer to. Every difference is named, none is mended here:
//! what to do about one is for a person to decide.
//!
//! Absent on purpose: dates. Their form differs by country and cannot be told from the file, so
//! the caller picks the credits of the report's days.

mod amount;
mod row;

use std::collections::BTreeMap;

use serde::Serialize;
use village_economy::Micro;

use row::{Movement, Row};

pub use row::Reported;

/// Largest report in bytes.
pub const REPORT_BYTES_MAX: usize = 1024 * 1024;
/// Most rows of a report.
pub const REPORT_ROWS_MAX: usize = 20_000;

/// A payment that was credited here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditRow {
    /// PayPal's id of the payment: the capture's.
    pub transaction_id: String,
    /// What was paid, in the currency, before fees.
    pub amount: Micro,
    /// Three capital letters.
    pub currency: String,
    /// PayPal's fee, above zero, where it was noted.
    pub fee: Option<Micro>,
    /// How much of the amount was taken back since, for refunds and reversals together.
    pub returned: Micro,
}

/// What became of a report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reconciliation {
    /// Payments that are in the report and were credited, whether or not they differ.
    pub matched: usize,
    /// Rows that are neither payments nor returns of one: withdrawals, conversions, holds.
    pub passed_over: usize,
    /// PayPal's fees for the matched payments by currency, above zero.
    pub fees: BTreeMap<String, Micro>,
    /// All differences, by transaction id.
    pub differences: Vec<Difference>,
}

/// One thing that is not the same here and there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    pub transaction_id: String,
    #[serde(flatten)]
    pub what: What,
}

/// What is not the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// A completed payment of the report that was never credited. `payee` is what the payer's
    /// side gave as the account, if it has the form of one.
    MissingHere {
        amount: Micro,
        currency: String,
        payee: Option<String>,
    },
    /// A credit that is not in the report.
    ExtraHere {
        amount: Micro,
        currency: String,
    },
    Amount {
        reported: Micro,
        credited: Micro,
    },
    Currency {
        reported: String,
        credited: String,
    },
    /// The fee noted with the credit is another one.
    Fee {
        reported: Micro,
        credited: Micro,
    },
    /// The report's own sum is wrong: gross plus fee is not net.
    Net {
        gross: Micro,
        fee: Micro,
        net: Micro,
    },
    /// It was credited, but the report says that the money is not there or went back.
    State {
        reported: Reported,
    },
    /// Another amount went back.
    Returned {
        reported: Micro,
        credited: Micro,
    },
    /// The report has two payments of this id that are not the same.
    ReportedTwice,
    /// There are two credits of this id.
    CreditedTwice,
}

/// Why a text is no report that can be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadReport {
    #[error("the report is larger than {REPORT_BYTES_MAX} bytes")]
    TooLarge,
    #[error("the report has more than {REPORT_ROWS_MAX} rows")]
    TooManyRows,
    #[error("the report has no column named {0}")]
    NoColumn(&'static str),
    #[error("the report has two columns named {0}")]
    TwoColumns(&'static str),
    #[error("line {line} is not CSV")]
    Csv { line: u64 },
    #[error("line {line}: the {column} is not as PayPal writes it")]
    Cell { line: u64, column: &'static str },
}

/// What the report says of one payment: its own row, and what went back of it.
#[derive(Debug, Default)]
struct Told {
    payment: Option<Row>,
    twice: bool,
    returned: Micro,
}

/// Compares a report, as PayPal's activity download gives it (CSV, tab-separated or with
/// semicolons; English column names), with the credits of the same days.
pub fn reconcile(report: &str, credits: &[CreditRow]) -> Result<Reconciliation, BadReport> {
    let mut outcome = Reconciliation::default();
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for row in row::read(report)? {
        match &row.movement {
            Movement::PassedOver => outcome.passed_over += 1,
            Movement::Payment => {
                let told = told.entry(row.transaction_id.clone()).or_default();
                told.twice |= told.payment.as_ref().is_some_and(|first| !first.same(&row));
                told.payment.get_or_insert(row);
            }
            Movement::Return { of } => {
                let told = told.entry(of.clone()).or_default();
                let sum = told.returned.checked_sub(row.gross);
                let wrong = BadReport::Cell { line: row.line, column: "gross" };
                told.returned = sum.ok_or(wrong)?;
            }
        }
    }
    let mut here: BTreeMap<&str, &CreditRow> = BTreeMap::new();
    for credit in credits {
        if here.insert(&credit.transaction_id, credit).is_some() {
            outcome.differs(&credit.transaction_id, What::CreditedTwice);
        }
    }
    for (id, told) in &told {
        outcome.compare(id, told, here.remove(id.as_str()));
    }
    for (id, credit) in here {
        let (amount, currency) = (credit.amount, credit.currency.clone());
        outcome.differs(id, What::ExtraHere { amount, currency });
    }
    outcome.differences.sort();
    Ok(outcome)
}

impl Reconciliation {
    fn differs(&mut self, id: &str, what: What) {
        self.differences.push(Difference { transaction_id: id.to_owned(), what });
    }

    fn compare(&mut self, id: &str, told: &Told, credit: Option<&CreditRow>) {
        if told.twice {
            self.differs(id, What::ReportedTwice);
        }
        match (&told.payment, credit) {
            (Some(row), None) => {
                // What never arrived, or went back whole, need not have been credited.
                let came = matches!(row.reported, Reported::Completed | Reported::PartlyReturned);
                if came && told.returned < row.gross {
                    let (amount, currency) = (row.gross, row.currency.clone());
                    self.differs(id, What::MissingHere { amount, currency, payee: row.payee() });
                }
            }
            (Some(row), Some(credit)) => {
                self.matched += 1;
                self.note_fee(id, row, credit);
                if row.gross != credit.amount {
                    let (reported, credited) = (row.gross, credit.amount);
                    self.differs(id, What::Amount { reported, credited });
                }
                if row.currency != credit.currency {
                    let (reported, credited) = (row.currency.clone(), credit.currency.clone());
                    self.differs(id, What::Currency { reported, credited });
                }
                self.compare_state(id, row, told.returned, credit);
            }
            // The payment is of earlier days than the report; only what went back is told.
            (None, Some(credit)) if told.returned != credit.returned => {
                let (reported, credited) = (told.returned, credit.returned);
                self.differs(id, What::Returned { reported, credited });
            }
            (None, _) => {}
        }
    }

    fn note_fee(&mut self, id: &str, row: &Row, credit: &CreditRow) {
        let Some(fee) = row.fee else { return };
        if let Some(net) = row.net.filter(|net| row.gross.checked_add(fee) != Some(*net)) {
            self.differs(id, What::Net { gross: row.gross, fee, net });
        }
        // The report writes what it takes with a minus.
        let reported = fee.checked_neg().unwrap_or(Micro::MAX);
        if let Some(credited) = credit.fee.filter(|credited| *credited != reported) {
            self.differs(id, What::Fee { reported, credited });
        }
        let sum = self.fees.entry(row.currency.clone()).or_default();
        *sum = sum.checked_add(reported).unwrap_or(Micro::MAX);
    }

    /// The state follows from the rows that return money, or, where the report has none, from
    /// what it says of the payment itself.
    fn compare_state(&mut self, id: &str, row: &Row, returned: Micro, credit: &CreditRow) {
        let whole = credit.returned >= credit.amount;
        let agrees = match row.reported {
            Reported::Completed => {
                if returned != credit.returned {
                    let (reported, credited) = (returned, credit.returned);
                    self.differs(id, What::Returned { reported, credited });
                }
                return;
            }
            Reported::PartlyReturned | Reported::Returned if returned != Micro::ZERO => {
                returned == credit.returned
            }
            Reported::PartlyReturned => credit.returned.is_positive() && !whole,
            Reported::Returned => whole,
            Reported::Pending | Reported::Failed | Reported::Unknown => false,
        };
        if !agrees {
            self.differs(id, What::State { reported: row.reported });
        }
    }
}

#[cfg(test)]
mod tests;
