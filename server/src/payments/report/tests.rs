use std::fmt::Write as _;

use super::*;

const HEAD: &str = concat!(
    r#""Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","#,
    r#""Transaction ID","Reference Txn ID","Custom Number""#,
    "\n"
);

fn micros(text: &str) -> Micro {
    text.parse().unwrap()
}

fn credit(id: &str, amount: &str) -> CreditRow {
    CreditRow {
        transaction_id: id.into(),
        amount: micros(amount),
        currency: "USD".into(),
        fee: None,
        returned: Micro::ZERO,
    }
}

/// A row of a report: type, status, currency, gross, fee, net, id, reference.
fn row(cells: [&str; 8]) -> String {
    let [kind, status, currency, gross, fee, net, id, reference] = cells;
    format!(
        "\"02/14/2019\",\"13:49:58\",\"PST\",\"A, \"\"B\"\"\",\"{kind}\",\"{status}\",\
         \"{currency}\",\"{gross}\",\"{fee}\",\"{net}\",\"{id}\",\"{reference}\",\"person:erik\"\n"
    )
}

fn payment(id: &str, gross: &str) -> String {
    row(["Express Checkout Payment", "Completed", "USD", gross, "", "", id, ""])
}

fn refund(id: &str, gross: &str, of: &str) -> String {
    row(["Payment Refund", "Completed", "USD", gross, "", "", id, of])
}

fn checked(rows: &[String], credits: &[CreditRow]) -> Reconciliation {
    reconcile(&format!("{HEAD}{}", rows.concat()), credits).unwrap()
}

fn differences(rows: &[String], credits: &[CreditRow]) -> Vec<What> {
    checked(rows, credits).differences.into_iter().map(|difference| difference.what).collect()
}

#[test]
fn what_is_the_same_has_no_difference() {
    let rows = [
        row(["Website Payment", "Completed", "USD", "1,002.51", "-0.73", "1,001.78", "P1", ""]),
        row(["General Withdrawal", "Completed", "USD", "-50.00", "0.00", "-50.00", "W1", ""]),
        row(["General Currency Conversion", "Completed", "USD", "9.00", "", "9.00", "C1", "P1"]),
        row(["Hold on Balance", "Completed", "USD", "-9.00", "", "-9.00", "H1", "P1"]),
        refund("R1", "-2.51", "P1"),
    ];
    let mut paid = credit("P1", "1002.51");
    (paid.fee, paid.returned) = (Some(micros("0.73")), micros("2.51"));
    let outcome = checked(&rows, &[paid]);
    assert_eq!(outcome.differences, []);
    assert_eq!((outcome.matched, outcome.passed_over), (1, 3));
    assert_eq!(outcome.fees, BTreeMap::from([("USD".into(), micros("0.73"))]));
}

#[test]
fn payments_without_credit_and_credits_without_payment_are_named() {
    let (amount, currency) = (micros("5"), "USD".to_owned());
    let payee = Some("person:erik".to_owned());
    let missing = What::MissingHere { amount, currency: currency.clone(), payee };
    assert_eq!(differences(&[payment("P1", "5.00")], &[]), [missing]);
    assert_eq!(differences(&[], &[credit("P1", "5")]), [What::ExtraHere { amount, currency }]);
}

#[test]
fn a_pending_or_wholly_refunded_payment_need_not_have_been_credited() {
    let pending = row(["Express Checkout Payment", "Pending", "USD", "5.00", "", "", "P1", ""]);
    assert_eq!(differences(&[pending], &[]), []);
    let rows = [payment("P1", "5.00"), refund("R1", "-5.00", "P1")];
    assert_eq!(differences(&rows, &[]), []);
}

#[test]
fn a_credit_of_what_went_back_is_named() {
    for (status, reported) in [
        ("Pending", Reported::Pending),
        ("Refunded", Reported::Returned),
        ("Reversed", Reported::Returned),
        ("Partially Refunded", Reported::PartlyReturned),
        ("Denied", Reported::Failed),
        ("Bewitched", Reported::Unknown),
    ] {
        let told = row(["Express Checkout Payment", status, "USD", "5.00", "", "", "P1", ""]);
        assert_eq!(differences(&[told], &[credit("P1", "5")]), [What::State { reported }]);
    }
    let rows = [payment("P1", "5.00"), refund("R1", "-2.00", "P1"), refund("R2", "-1.00", "P1")];
    let went = What::Returned { reported: micros("3"), credited: Micro::ZERO };
    let credits = [credit("P1", "5")];
    assert_eq!(differences(&rows, &credits), std::slice::from_ref(&went));
    assert_eq!(differences(&rows[1..], &credits), [went]);
}

#[test]
fn a_wrong_sum_and_what_is_there_twice_are_named() {
    let wrong = row(["Express Checkout Payment", "Completed", "USD", "5", "-1", "5", "P1", ""]);
    let (gross, fee, net) = (micros("5"), micros("-1"), micros("5"));
    assert_eq!(differences(&[wrong], &[credit("P1", "5")]), [What::Net { gross, fee, net }]);
    let same = [payment("P1", "5.00"), payment("P1", "5.00")];
    assert_eq!(differences(&same, &[credit("P1", "5")]), []);
    let other = [payment("P1", "5.00"), payment("P1", "6.00")];
    assert_eq!(differences(&other, &[credit("P1", "5")]), [What::ReportedTwice]);
    let credits = [credit("P1", "5"), credit("P1", "5")];
    assert_eq!(differences(&same, &credits), [What::CreditedTwice]);
}

#[test]
fn other_forms_of_the_same_report_read_the_same() {
    let plain = "Transaction ID,Gross,Currency\nP1,5.00,USD\n";
    for report in [
        plain.to_owned(),
        plain.replace(',', "\t"),
        plain.replace(',', ";").replace("5.00", "5,00"),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}"),
        plain.replace("Transaction ID", "\"transaction_id\"").replace("Currency", "Currency Code"),
        plain.replace("P1", " P1 ").replace("5.00", "\"5.00\""),
    ] {
        let outcome = reconcile(&report, &[credit("P1", "5")]);
        assert_eq!(outcome.map(|outcome| (outcome.matched, outcome.differences)), Ok((1, vec![])));
    }
}

#[test]
fn what_is_no_report_is_refused_by_name() {
    let refused = |report: &str| reconcile(report, &[]).unwrap_err();
    assert_eq!(refused(""), BadReport::NoColumn("Transaction ID"));
    assert_eq!(refused("Transaction ID,Gross\n"), BadReport::NoColumn("Currency"));
    let twice = "Transaction ID,Gross,Currency,Gross\n";
    assert_eq!(refused(twice), BadReport::TwoColumns("Gross"));
    let head = "Transaction ID,Gross,Currency\n";
    for (row, column) in
        [("P1,five,USD", "gross"), ("<b>,5.00,USD", "transaction id"), ("P1,5.00,usd", "currency")]
    {
        assert_eq!(refused(&format!("{head}{row}")), BadReport::Cell { line: 2, column });
    }
    assert_eq!(refused(&" ".repeat(REPORT_BYTES_MAX + 1)), BadReport::TooLarge);
    let many = format!("{head}{}", "P1,5.00,USD\n".repeat(REPORT_ROWS_MAX + 1));
    assert_eq!(refused(&many), BadReport::TooManyRows);
}

/// Chance that is the same on every run (xorshift).
struct Chance(u64);

impl Chance {
    fn between(&mut self, least: i64, beyond: i64) -> i64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let width = u64::try_from(beyond - least).unwrap();
        least + i64::try_from(self.0 % width).unwrap()
    }
}

/// A village's credits and the report that agrees with them, to be spoiled one by one.
struct Books {
    chance: Chance,
    rows: Vec<[String; 8]>,
    credits: Vec<CreditRow>,
    seeded: Vec<(String, &'static str)>,
}

impl Books {
    fn new(seed: u64, payments: usize) -> Self {
        let mut chance = Chance(seed * 2 + 1);
        let (mut rows, mut credits) = (Vec::new(), Vec::new());
        for number in 0..payments {
            let id = format!("PAY{number:05}");
            let (cents, fee) = (chance.between(100, 500_000), chance.between(1, 90));
            let cells = ["Express Checkout Payment", "Completed", "USD"].map(str::to_owned);
            let [kind, status, currency] = cells;
            let money = [cents, -fee, cents - fee].map(thousands);
            let [gross, taken, net] = money;
            rows.push([kind, status, currency, gross, taken, net, id.clone(), String::new()]);
            credits.push(CreditRow {
                transaction_id: id,
                amount: Micro::new(cents * 10_000),
                currency: "USD".into(),
                fee: Some(Micro::new(fee * 10_000)),
                returned: Micro::ZERO,
            });
        }
        Self { chance, rows, credits, seeded: Vec::new() }
    }

    /// Spoils the payment at this place in one of eight ways.
    fn spoil(&mut self, at: usize) {
        let id = self.credits[at].transaction_id.clone();
        let cents = Micro::new(self.chance.between(1, 90) * 10_000);
        let credit = &mut self.credits[at];
        let way = match self.chance.between(0, 8) {
            0 => {
                credit.transaction_id = String::new();
                "missing_here"
            }
            1 => {
                self.rows[at][6] = String::new();
                "extra_here"
            }
            2 => {
                credit.amount = credit.amount.checked_add(cents).unwrap();
                "amount"
            }
            3 => {
                credit.currency = "EUR".into();
                "currency"
            }
            4 => {
                credit.fee = credit.fee.and_then(|fee| fee.checked_add(cents));
                "fee"
            }
            5 => {
                self.rows[at][1] = "Pending".into();
                "state"
            }
            6 => {
                self.rows[at][1] = "Refunded".into();
                "state"
            }
            _ => {
                credit.returned = cents;
                "returned"
            }
        };
        self.seeded.push((id, way));
    }

    fn found(&self) -> Vec<(String, String)> {
        let mut report = HEAD.to_owned();
        for cells in &self.rows {
            report.push_str(&row(cells.each_ref().map(String::as_str)));
        }
        let credits = self.credits.iter().filter(|credit| !credit.transaction_id.is_empty());
        let credits: Vec<CreditRow> = credits.cloned().collect();
        let outcome = reconcile(&report, &credits).unwrap();
        let kind =
            |what: &What| serde_json::to_value(what).unwrap()["what"].as_str().map(Into::into);
        let named = outcome.differences.iter();
        named.map(|one| (one.transaction_id.clone(), kind(&one.what).unwrap())).collect()
    }
}

/// Cents as a report writes them.
fn thousands(cents: i64) -> String {
    let mut text = String::new();
    let whole = (cents.abs() / 100).to_string();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    write!(text, ".{:02}", cents.abs() % 100).unwrap();
    if cents < 0 { format!("-{text}") } else { text }
}

#[test]
fn two_hundred_seeded_differences_are_all_found_and_none_is_invented() {
    for seed in 0..5 {
        let mut books = Books::new(seed, 4_000);
        assert_eq!(books.found(), [], "before anything was spoilt");
        for place in 0..200 {
            let at = place * 20 + books.chance.between(0, 20);
            books.spoil(usize::try_from(at).unwrap());
        }
        let mut seeded: Vec<(String, String)> =
            books.seeded.iter().map(|(id, way)| (id.clone(), (*way).to_owned())).collect();
        seeded.sort();
        let mut found = books.found();
        found.sort();
        assert_eq!(found, seeded, "seed {seed}");
    }
}

mod laws {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(Transaction ID|Gross|Currency|[,;\"\\n\\t]|.){0,60}") {
            let _ = reconcile(&text, &[]);
        }

        #[test]
        fn no_row_makes_it_panic(row in "([0-9.,\"-]|[A-Z]|\\n|.){0,80}") {
            let _ = reconcile(&format!("{HEAD}{row}"), &[]);
        }
    }
}
