use super::*;

fn file(text: &str) -> Result<Config, BadConfig> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    Settings::of_file(file.path())?.check()
}

#[test]
fn the_example_shows_the_defaults() {
    let text = include_str!("../../../village.toml.example");
    let set = |line: &&str| !line.starts_with(' ') && !line.is_empty();
    let lines = text.lines().filter_map(|line| line.strip_prefix('#')).filter(set);
    let plain = lines.collect::<Vec<_>>().join("\n");
    let shown: Settings = toml::from_str(&plain).unwrap();
    let shown = shown.check().unwrap();
    let unset = Settings::default().check().unwrap();
    assert_eq!(shown.listen, unset.listen);
    assert_eq!((shown.place, shown.checkpoints), (unset.place, unset.checkpoints));
    assert_eq!(shown.viewer, unset.viewer);
    assert_eq!((shown.tick_hz, shown.day_seconds), (Some(20), Some(1_440)));
    assert_eq!(shown.stipend, Some(Micro::coins(10)));
    assert_eq!(shown.intake_per_tick, unset.intake_per_tick);
    assert_eq!(shown.visitor_requests_per_minute, unset.visitor_requests_per_minute);
    assert_eq!(shown.admin_requests_per_minute, unset.admin_requests_per_minute);
    assert_eq!(shown.person_requests_per_minute, unset.person_requests_per_minute);
    assert_eq!((shown.sign_up, unset.sign_up), (SignUp::Closed, SignUp::Closed));
    assert_eq!((shown.sockets, shown.log), (unset.sockets, unset.log));
    assert_eq!(shown.sockets_per_address, unset.sockets_per_address);
    assert_eq!(shown.thoughts_keep_days, unset.thoughts_keep_days);
    assert_eq!(shown.thoughts_keep_megabytes, unset.thoughts_keep_megabytes);
    assert_eq!(shown.avatar_linger_seconds, unset.avatar_linger_seconds);
}

#[test]
fn the_first_source_wins() {
    let flags = Settings { tick_hz: Some(30), ..Settings::default() };
    let file = Settings { tick_hz: Some(10), seed: Some(4), ..Settings::default() };
    let both = flags.or(file);
    assert_eq!((both.tick_hz, both.seed), (Some(30), Some(4)));
}

#[test]
fn payments_are_taken_once_all_is_said_that_they_need() {
    assert_eq!(file("").unwrap().till, None);
    let said = "paypal_webhook_id = \"5L518819FA0214926\"\npaypal_currency = \"EUR\"\n\
                paypal_rate = \"0.5\"\n";
    let till = file(said).unwrap().till.unwrap();
    assert_eq!((till.currency.as_str(), till.environment), ("EUR", Environment::Live));
    assert_eq!(till.rate.to_string(), "0.5");
    for (right, wrong) in [("EUR", "Euro"), ("5L518819FA0214926", "5L518819|")] {
        let error = file(&said.replace(right, wrong)).unwrap_err().to_string();
        assert!(error.contains("paypal_currency three capital letters"), "{error}");
    }
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let cases = [
        ("tick_hz = 61", "tick_hz must be 5 to 60, not 61"),
        ("tick_hz = 4", "tick_hz must be 5 to 60, not 4"),
        ("agents = 0", "agents must be 1 to 10000, not 0"),
        ("stipend = \"-1\"", "stipend must be 0 to 1000000, not -1"),
        ("listen = \"here\"", "line 1: invalid socket address"),
        ("\ncolour = 1", "line 2: unknown field `colour`"),
        ("sign_up = \"all\"", "unknown variant `all`"),
        ("[[login]]\nname = \"a\"", "missing field `client_id`"),
        (
            "[[login]]\nname = \"a\"\nclient_id = \"b\"\nclient_secret = \"c\"",
            "login providers need public_url",
        ),
        ("paypal_rate = \"100\"", "give all or none"),
        ("paypal_rate = \"0\"", "line 1: a rate is a decimal above zero"),
        ("database_url = \"mysql://a\"", "postgres://USER"),
    ];
    for (text, said) in cases {
        let error = file(text).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
}
