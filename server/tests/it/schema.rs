//! As much of JSON Schema as our description uses: whether a value fits, and a digest of all shapes
//! to read and compare.

use std::fmt::Write as _;

use serde_json::Value;

/// Checks that a value fits a schema and holds nothing that the schema does not name.
pub fn fits(description: &Value, schema: &Value, value: &Value) {
    if let Err(why) = check(description, schema, value) {
        panic!("{why}\nin {value}");
    }
}

fn check(description: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let known = properties(description, schema);
    let alternatives = ["oneOf", "anyOf"].iter().find_map(|word| schema[*word].as_array());
    if let Some(alternatives) = alternatives {
        let fits = alternatives.iter().any(|one| check(description, one, value).is_ok());
        return if fits { Ok(()) } else { Err(format!("none of {schema} fits {value}")) };
    }
    let schema = resolve(description, schema);
    if !known.is_empty() && !value.is_null() {
        let object = value.as_object().ok_or_else(|| format!("{value} is no object"))?;
        for name in object.keys() {
            if !known.iter().any(|(property, ..)| property == name) {
                return Err(format!("{name} is not described"));
            }
        }
        for (name, property, required) in known {
            match object.get(&name) {
                Some(found) => {
                    check(description, &property, found).map_err(|why| format!("{name}: {why}"))?;
                }
                None if required => return Err(format!("{name} is missing")),
                None => {}
            }
        }
        return Ok(());
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return Ok(()),
    };
    if !kinds.iter().any(|kind| is(kind, value)) {
        return Err(format!("{value} is no {kinds:?}"));
    }
    if let (Some(items), false) = (value.as_array(), schema["items"].is_null()) {
        for item in items {
            check(description, &schema["items"], item)?;
        }
    }
    if let (Some(object), false) = (value.as_object(), schema["additionalProperties"].is_null()) {
        for found in object.values() {
            check(description, &schema["additionalProperties"], found)?;
        }
    }
    Ok(())
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("a type that this check does not know: {other}"),
    }
}

fn resolve<'a>(description: &'a Value, schema: &'a Value) -> &'a Value {
    let Some(name) = schema["$ref"].as_str() else { return schema };
    let found = description.pointer(name.strip_prefix('#').unwrap());
    found.unwrap_or_else(|| panic!("{name} is not described"))
}

/// Properties of an object, those of its parts too, each with whether it must be there.
fn properties(description: &Value, schema: &Value) -> Vec<(String, Value, bool)> {
    let schema = resolve(description, schema);
    let mut all = Vec::new();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        all.extend(properties(description, part));
    }
    let required = |name: &str| {
        let names = schema["required"].as_array();
        names.is_some_and(|names| names.iter().any(|one| one == name))
    };
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        all.push((name.clone(), property.clone(), required(name)));
    }
    all
}

/// One line for each property of each shape.
pub fn summary(description: &Value) -> String {
    let mut text = String::new();
    for (name, schema) in description["components"]["schemas"].as_object().unwrap() {
        writeln!(text, "\n{name}").unwrap();
        for (property, inner, required) in properties(description, schema) {
            let mark = if required { "" } else { "?" };
            writeln!(text, "  {property}{mark}: {}", word(&inner)).unwrap();
        }
        for one in schema["oneOf"].as_array().into_iter().flatten() {
            let names = properties(description, one);
            let names = names.iter().map(|(name, inner, _)| match &inner["enum"] {
                Value::Array(values) => format!("{name}={}", values[0].as_str().unwrap_or("?")),
                _ => format!("{name}: {}", word(inner)),
            });
            let names: Vec<_> = names.collect();
            writeln!(text, "  | {}", names.join(", ")).unwrap();
        }
    }
    text
}

fn word(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str() {
        return name.rsplit('/').next().unwrap().to_owned();
    }
    if let Some(one) = ["oneOf", "anyOf"].iter().find_map(|word| schema[*word].as_array()) {
        return one.iter().map(word).collect::<Vec<_>>().join(" | ");
    }
    match &schema["type"] {
        Value::String(kind) if kind == "array" => format!("[{}]", word(&schema["items"])),
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => {
            kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ")
        }
        _ => "any".into(),
    }
}
