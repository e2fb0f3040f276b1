use super::*;

/// A capture as PayPal's reference shows it, for a village.
fn capture() -> String {
    r#"{
  "id": "WH-58D329510W468432D-8HN650336L201105X",
  "create_time": "2019-02-14T21:50:07.940Z",
  "resource_type": "capture",
  "event_type": "PAYMENT.CAPTURE.COMPLETED",
  "summary": "Payment completed for $ 2.51 USD",
  "resource": {
    "amount": { "currency_code": "USD", "value": "2.51" },
    "custom_id": "person:erik",
    "seller_protection": { "status": "ELIGIBLE" },
    "supplementary_data": { "related_ids": { "order_id": "1W5313654M9708630" } },
    "update_time": "2019-02-14T21:49:58Z",
    "create_time": "2019-02-14T21:49:58Z",
    "final_capture": true,
    "links": [
      { "href": "https://api.paypal.com/v2/payments/captures/27M47624FP291604U",
        "rel": "self", "method": "GET" },
      { "href": "https://api.paypal.com/v2/payments/captures/27M47624FP291604U/refund",
        "rel": "refund", "method": "POST" },
      { "href": "https://api.paypal.com/v2/checkout/orders/1W5313654M9708630",
        "rel": "up", "method": "GET" }
    ],
    "id": "27M47624FP291604U",
    "status": "COMPLETED"
  },
  "event_version": "1.0",
  "resource_version": "2.0"
}"#
    .to_owned()
}

/// A refund as PayPal's reference shows it.
fn refund() -> String {
    r#"{
  "id": "WH-1GE84257G0350133W-6RW800890C634293G",
  "create_time": "2018-08-15T19:14:04.543Z",
  "resource_type": "refund",
  "event_type": "PAYMENT.CAPTURE.REFUNDED",
  "summary": "A $ 0.99 USD capture payment was refunded",
  "resource": {
    "seller_payable_breakdown": {
      "total_refunded_amount": { "currency_code": "USD", "value": "1.98" }
    },
    "amount": { "currency_code": "USD", "value": "0.99" },
    "update_time": "2018-08-15T12:13:29-07:00",
    "create_time": "2018-08-15T12:13:29-07:00",
    "links": [
      { "href": "https://api.paypal.com/v2/payments/refunds/1Y107995YT783435V",
        "rel": "self", "method": "GET" },
      { "href": "https://api.paypal.com/v2/payments/captures/0JF852973C016714D",
        "rel": "up", "method": "GET" }
    ],
    "id": "1Y107995YT783435V",
    "status": "COMPLETED"
  },
  "event_version": "1.0",
  "resource_version": "2.0"
}"#
    .to_owned()
}

fn heard(body: &str) -> Result<Heard, BadEvent> {
    Heard::of(body.as_bytes(), "sent-1", "USD")
}

fn notice(body: &str) -> Notice {
    match heard(body) {
        Ok(Heard::Notice(notice)) => notice,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_capture_says_who_is_paid_how_much() {
    let notice = notice(&capture());
    assert_eq!(notice.kind, Kind::Captured);
    assert_eq!(notice.event_id, "WH-58D329510W468432D-8HN650336L201105X");
    assert_eq!(notice.transmission_id, "sent-1");
    assert_eq!((notice.capture_id.as_str(), notice.refund_id), ("27M47624FP291604U", None));
    assert_eq!((notice.amount, notice.currency.as_str()), (Micro::new(2_510_000), "USD"));
    assert_eq!(notice.payee, Some(Payee::Person("erik".into())));
    assert_eq!(notice.at, 1_550_181_007_940_000);
}

#[test]
fn a_refund_names_its_capture_in_the_link_up() {
    let notice = notice(&refund());
    assert_eq!(notice.kind, Kind::Refunded);
    assert_eq!(notice.capture_id, "0JF852973C016714D");
    assert_eq!(notice.refund_id.as_deref(), Some("1Y107995YT783435V"));
    assert_eq!((notice.amount, notice.payee), (Micro::new(990_000), None));
}

#[test]
fn a_refund_may_name_its_capture_among_the_related_ids() {
    let related = r#""supplementary_data": {"related_ids": {"capture_id": "0JF852973C016714D"}},"#;
    let both = refund().replace("\"links\"", &format!("{related} \"links\""));
    assert_eq!(notice(&both).capture_id, "0JF852973C016714D");
    let only = both.replace("\"up\"", "\"other\"");
    assert_eq!(notice(&only).capture_id, "0JF852973C016714D");
    let contrary = both.replace("\"capture_id\": \"0JF8", "\"capture_id\": \"9JF8");
    assert_eq!(heard(&contrary), Err(BadEvent::Capture));
    assert_eq!(heard(&refund().replace("\"up\"", "\"other\"")), Err(BadEvent::Capture));
}

#[test]
fn a_reversal_carries_a_refund_or_the_capture_itself() {
    let like_refund = refund().replace("CAPTURE.REFUNDED", "CAPTURE.REVERSED");
    let first = notice(&like_refund);
    assert_eq!(first.kind, Kind::Reversed);
    assert_eq!(first.capture_id, "0JF852973C016714D");
    let like_capture = capture()
        .replace("CAPTURE.COMPLETED", "CAPTURE.REVERSED")
        .replace("\"status\": \"COMPLETED\"", "\"status\": \"REVERSED\"");
    let second = notice(&like_capture);
    assert_eq!((second.capture_id.as_str(), second.refund_id), ("27M47624FP291604U", None));
}

#[test]
fn other_events_are_passed_over() {
    let other = capture().replace("CAPTURE.COMPLETED", "CAPTURE.DENIED");
    let Ok(Heard::Ignored { event_id, event_type, .. }) = heard(&other) else { panic!("used") };
    assert_eq!(event_type, "PAYMENT.CAPTURE.DENIED");
    assert_eq!(event_id, "WH-58D329510W468432D-8HN650336L201105X");
    let bare = r#"{"id":"WH-1","event_type":"<b>","create_time":"","resource":7}"#;
    let Ok(Heard::Ignored { event_type, .. }) = heard(bare) else { panic!("used") };
    assert_eq!(event_type, "");
}

#[test]
fn amounts_are_exact_and_above_zero() {
    let with = |value: &str| heard(&capture().replace("\"2.51\"", &format!("\"{value}\"")));
    for (value, why) in [
        ("0.00", BadEvent::NotPositive),
        ("-2.51", BadEvent::NotPositive),
        ("2,51", BadEvent::Amount(MoneyForm::Malformed)),
        ("2.51e3", BadEvent::Amount(MoneyForm::Malformed)),
        ("", BadEvent::Amount(MoneyForm::Malformed)),
        ("2.5100000", BadEvent::Amount(MoneyForm::TooFine)),
        ("99999999999999", BadEvent::Amount(MoneyForm::OutOfRange)),
    ] {
        assert_eq!(with(value), Err(why), "{value}");
    }
    let number = capture().replace("\"2.51\"", "2.51");
    assert!(matches!(heard(&number), Err(BadEvent::Form { .. })));
}

#[test]
fn another_currency_or_account_is_refused() {
    let euros = capture().replace("\"currency_code\": \"USD\"", "\"currency_code\": \"EUR\"");
    assert_eq!(heard(&euros), Err(BadEvent::Currency));
    for account in ["", "erik", "person:", "treasury", "escrow:1", "person:a b", "admin:erik"] {
        let body = capture().replace("person:erik", account);
        assert_eq!(heard(&body), Err(BadEvent::Payee), "{account}");
    }
    let nobody = capture().replace("\"custom_id\": \"person:erik\",", "");
    assert_eq!(heard(&nobody), Err(BadEvent::Payee));
    let agent = notice(&capture().replace("person:erik", "agent:ada")).payee;
    assert_eq!(agent.map(|payee| payee.to_string()).as_deref(), Some("agent:ada"));
    let long = capture().replace("erik", &"e".repeat(65));
    assert_eq!(heard(&long), Err(BadEvent::Payee));
}

#[test]
fn what_is_pending_or_twice_there_is_refused() {
    let pending = capture().replace("\"status\": \"COMPLETED\"", "\"status\": \"PENDING\"");
    assert_eq!(heard(&pending), Err(BadEvent::State));
    let twice = capture().replace("\"custom_id\"", "\"custom_id\": \"person:eve\", \"custom_id\"");
    assert!(matches!(heard(&twice), Err(BadEvent::Form { .. })));
}

mod laws {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Heard::of(&body, "sent-1", "USD");
        }

        #[test]
        fn no_cut_or_changed_byte_makes_it_panic(at in 0_usize..2_000, byte: u8) {
            let mut body = refund().into_bytes();
            let at = at % body.len();
            let _ = Heard::of(&body[..at], "sent-1", "USD");
            body[at] = byte;
            let _ = Heard::of(&body, "sent-1", "USD");
        }
    }
}
