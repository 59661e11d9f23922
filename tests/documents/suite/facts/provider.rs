//! What the runtime knows of a provider: `x-provider`, in the lines of a table.

use serde_json::Value;

/// Lines such as `requestId x-request-id`, each one member.
#[derive(Default)]
pub(super) struct Provider(Vec<String>);

impl Provider {
    pub(super) fn read(&mut self, words: &[&str]) {
        self.0.push(words.join(" ").replace('~', ""));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In what an `x-provider` says otherwise.
    pub(super) fn differences(&self, provider: &Value) -> Vec<String> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let said = lines(provider);
        let lacking = self.0.iter().filter(|fact| !said.contains(fact));
        let lacking =
            lacking.map(|fact| format!("x-provider: {fact}, but the document does not say so"));
        let more = said.iter().filter(|line| !self.0.contains(line));
        let more = more.map(|line| format!("x-provider: {line} in the document only"));
        lacking.chain(more).collect()
    }
}

fn lines(provider: &Value) -> Vec<String> {
    let texts = |value: &Value, between: &str| {
        let items = value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        items.collect::<Vec<_>>().join(between)
    };
    let mut lines = Vec::new();
    for key in ["requestId", "code", "message"] {
        lines.push(format!("{key} {}", texts(&provider[key], " ")));
    }
    let throttling = &provider["throttling"];
    for answer in throttling["answers"].as_array().into_iter().flatten() {
        let line = format!(
            "throttled {} {}",
            answer["status"],
            texts(&answer["codes"], "|")
        );
        lines.push(line.trim().to_owned());
    }
    if !throttling["window"].is_null() {
        lines.push(format!("window {}", throttling["window"]));
    }
    let skew = &provider["clockSkew"];
    if !skew.is_null() {
        let line = format!(
            "clockSkew {} {}",
            skew["followsDate"],
            texts(&skew["codes"], "|")
        );
        lines.push(line.trim().to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Provider;

    fn differences(pointer: &str, value: Value) -> Vec<String> {
        let mut facts = Provider::default();
        for line in [
            "requestId x-request-id",
            "code /code /error/code",
            "message /message",
            "throttled 429",
            "throttled 403 Quota|Limit",
            "window ~60",
            "clockSkew true TooLate",
        ] {
            facts.read(&line.split(' ').collect::<Vec<_>>());
        }
        let mut provider = json!({
            "requestId": ["x-request-id"],
            "code": ["/code", "/error/code"],
            "message": ["/message"],
            "throttling": {
                "answers": [{ "status": 429 }, { "status": 403, "codes": ["Quota", "Limit"] }],
                "window": 60,
            },
            "clockSkew": { "followsDate": true, "codes": ["TooLate"] },
        });
        if !pointer.is_empty() {
            *provider.pointer_mut(pointer).unwrap() = value;
        }
        facts.differences(&provider)
    }

    #[test]
    fn every_member_is_compared() {
        assert_eq!(differences("", json!(null)), [""; 0]);
        for (pointer, value) in [
            ("/requestId", json!(["x-id"])),
            ("/code", json!(["/code"])),
            ("/message/0", json!("/text")),
            ("/throttling/answers/0/status", json!(503)),
            ("/throttling/answers/1/codes/0", json!("Qouta")),
            ("/throttling/window", json!(6)),
            ("/clockSkew/followsDate", json!(false)),
            ("/clockSkew/codes", json!([])),
        ] {
            assert_eq!(differences(pointer, value).len(), 2, "{pointer}");
        }
    }
}
