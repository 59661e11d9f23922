//! Where a job stands, in the lines of a table of facts.

use serde_json::Value;

use crate::document::{items, text};

/// The lines of the job `name`; none if there is no `x-job`.
pub(super) fn lines(name: &str, job: Option<&Value>) -> String {
    let Some(job) = job else {
        return String::new();
    };
    let mut lines = format!("\njob {name}\n");
    let mut add = |line: String| lines.push_str(&format!("  {}\n", line.trim()));
    for rule in items(job, "rules") {
        let property = match (text(rule, "any"), text(rule, "all"), text(rule, "property")) {
            ("", "", property) => property.to_owned(),
            ("", all, property) => format!("all {all}[].{property}"),
            (any, _, property) => format!("any {any}[].{property}"),
        };
        let is = rule.get("is").map(condition).unwrap_or_default();
        add(format!("{} {property} {is}", text(rule, "state")));
    }
    for key in ["unknown", "reason"] {
        match job.get(key) {
            Some(Value::Array(several)) => {
                let words: Vec<String> = several.iter().map(word).collect();
                add(format!("{key} {}", words.join(" ")));
            }
            Some(one) => add(format!("{key} {}", word(one))),
            None => {}
        }
    }
    if let Some(progress) = job.get("progress") {
        add(format!(
            "progress {} {}",
            text(progress, "done"),
            text(progress, "total")
        ));
    }
    lines
}

fn condition(is: &Value) -> String {
    match is {
        Value::Array(values) => values.iter().map(word).collect::<Vec<_>>().join("|"),
        Value::Object(test) => {
            let words = test
                .iter()
                .map(|(name, value)| format!("{name} {}", word(value)));
            words.collect::<Vec<_>>().join(" ")
        }
        other => word(other),
    }
}

/// A text, or that of an entry: `processes[].error`.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(_) => format!("{}[].{}", text(value, "any"), text(value, "property")),
        other => other.to_string(),
    }
}
