//! The shipped table of tiers, and what a table may not be.

use village_economy::{Micro, QueueClass, TIERS_TEXT_BYTES_MAX, Tier, TierFault, Tiers};

const SHIPPED: &str = include_str!("../../../assets/tiers.toml");

fn shipped() -> Tiers {
    Tiers::from_toml(SHIPPED).unwrap()
}

#[test]
fn a_balance_has_the_last_tier_that_it_reaches() {
    let tiers = shipped();
    for (balance, id) in [
        ("-5", "ember"),
        ("0", "ember"),
        ("0.999999", "ember"),
        ("1", "lantern"),
        ("24.999999", "lantern"),
        ("25", "hearth"),
        ("99.999999", "hearth"),
        ("100", "beacon"),
        ("9223372036854.775807", "beacon"),
    ] {
        assert_eq!(tiers.tier_for(balance.parse().unwrap()).id, id, "at {balance}");
    }
    assert_eq!(tiers.tier_for(Micro::MIN).id, "ember");
}

#[test]
fn a_higher_tier_never_buys_less() {
    let tiers = shipped();
    let allowances = |tier: &Tier| {
        [
            tier.requests_per_minute,
            tier.thoughts_per_minute,
            tier.tokens_per_hour,
            tier.tool_runs,
            tier.weight,
        ]
    };
    assert_eq!(tiers.all().len(), 4);
    for pair in tiers.all().windows(2) {
        let (low, high) = (&pair[0], &pair[1]);
        let pairs = allowances(low).into_iter().zip(allowances(high));
        assert!(pairs.into_iter().all(|(low, high)| low <= high), "{} and {}", low.id, high.id);
        assert!(low.queue_class <= high.queue_class, "{} and {}", low.id, high.id);
        assert!(low.models.iter().all(|model| high.models.contains(model)), "{}", high.id);
        assert_ne!(low.colour, high.colour);
    }
    let beacon = tiers.by_id("beacon").unwrap();
    assert_eq!((beacon.queue_class, beacon.models[0].as_str()), (QueueClass::Priority, "large"));
    assert_eq!(beacon.colour.to_string(), "#6c7ee1");
    assert_eq!(tiers.by_id("nobody"), None);
}

/// Reads the shipped table after one edit, which must be there to be made.
fn edited(from: &str, to: &str) -> Result<Tiers, TierFault> {
    assert!(SHIPPED.contains(from), "the shipped table has no {from:?}");
    Tiers::from_toml(&SHIPPED.replacen(from, to, 1))
}

fn refused(from: &str, to: &str, want: &str) {
    let fault = edited(from, to).expect_err(to);
    let cause = std::error::Error::source(&fault).map(ToString::to_string).unwrap_or_default();
    let told = format!("{fault} {cause}");
    assert!(told.contains(want), "{to:?} is refused with {told:?}");
}

#[test]
fn a_table_that_makes_no_sense_is_refused_with_the_reason() {
    refused("from = \"0\"", "from = \"0.5\"", "the first tier begins at 0");
    refused("from = \"25\"", "from = \"1\"", "\"hearth\" does not begin above");
    refused("from = \"25\"", "from = \"0.5\"", "\"hearth\" does not begin above");
    refused("id = \"beacon\"", "id = \"ember\"", "two tiers with the id \"ember\"");
    refused("from = \"25\"", "from = 25", "decimal string");
    refused("from = \"25\"", "from = \"2.5e1\"", "a decimal like");
    refused("weight = 5", "weight = 5\ncolor = \"red\"", "unknown field");
    refused("weight = 5", "", "missing field");
    refused("weight = 5", "weight = 0", "\"hearth\": weight");
    refused("weight = 5", "weight = 1001", "\"hearth\": weight");
    refused("weight = 5", "weight = -1", "invalid value");
    refused("weight = 5", "weight = 5.0", "invalid type");
    refused("colour = \"#d9a441\"", "colour = \"#D9A441\"", "a colour is");
    refused("colour = \"#d9a441\"", "colour = \"#d9a4é\"", "a colour is");
    refused("colour = \"#d9a441\"", "colour = \"#+9a441\"", "a colour is");
    refused("queue_class = \"spare\"", "queue_class = \"fast\"", "unknown variant");
    refused("id = \"hearth\"", "id = \"Hearth\"", "\"Hearth\": id");
    refused("name = \"Hearth\"", "name = \" \"", "name");
    refused("name = \"Hearth\"", "name = \"a\\u0007\"", "name");
    refused("requests_per_minute = 30", "requests_per_minute = 0", "requests_per_minute");
    refused("models = []", "models = [\"small\"]", "thoughts_per_minute");
    refused("tokens_per_hour = 540000", "tokens_per_hour = 0", "thoughts_per_minute");
    refused("models = [\"small\"]", "models = [\"\"]", "models");
}

#[test]
fn a_table_has_a_size() {
    let none = Tiers::from_toml("tier = []");
    assert!(matches!(none, Err(TierFault::Count { found: 0 })));
    let mut tiers = shipped().all().to_vec();
    for extra in 1..=13 {
        let mut tier = tiers[3].clone();
        tier.id = format!("t{extra}");
        tier.from = Micro::coins(1_000 + extra);
        tiers.push(tier);
    }
    assert!(matches!(Tiers::new(tiers.clone()), Err(TierFault::Count { found: 17 })));
    tiers.pop();
    assert_eq!(Tiers::new(tiers.clone()).unwrap().all(), tiers);
    let long = " ".repeat(TIERS_TEXT_BYTES_MAX + 1);
    assert!(matches!(Tiers::from_toml(&long), Err(TierFault::TextTooLong)));
}
