//! Where a job stands: the rules of its state, its reason and its progress.

use serde_json::Value;

/// The job of a schema, a line each: a state with its property and what holds of it, `unknown`,
/// `reason`, `progress`.
#[derive(Default)]
pub(super) struct Job(Vec<String>);

impl Job {
    pub(super) fn read(&mut self, words: &[&str]) {
        self.0.push(words.join(" "));
    }

    /// In what an `x-job` says otherwise.
    pub(super) fn difference(&self, job: &Value) -> Option<String> {
        let said = lines(job);
        let wrong = self.0.iter().zip(&said).find(|(fact, said)| fact != said);
        match wrong {
            Some((fact, said)) => Some(format!("job {fact:?}, but {said:?} in the document")),
            None if self.0.len() == said.len() => None,
            None => Some(format!(
                "{} lines of a job, but {} in the document",
                self.0.len(),
                said.len()
            )),
        }
    }
}

/// An `x-job` in the lines of a table.
fn lines(job: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    // That of an entry is `processes[].error`.
    let text_of = |value: &Value| match value["any"].as_str() {
        Some(array) => format!("{array}[].{}", text(&value["property"])),
        None => text(value),
    };
    let list = |value: &Value, between: &str| match value.as_array() {
        Some(items) => items.iter().map(text_of).collect::<Vec<_>>().join(between),
        None => text_of(value),
    };
    let mut lines = Vec::new();
    for rule in job["rules"].as_array().into_iter().flatten() {
        let is = match &rule["is"] {
            Value::Bool(is) => is.to_string(),
            Value::Object(is) => {
                let value = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
                let words = is
                    .iter()
                    .map(|(word, one)| format!("{word} {}", value(one)));
                words.collect::<Vec<_>>().join(" ")
            }
            is => list(is, "|"),
        };
        let mut property = text(&rule["property"]);
        for word in ["any", "all"] {
            if let Some(array) = rule[word].as_str() {
                property = format!("{word} {array}[].{property}");
            }
        }
        let line = format!("{} {property} {is}", text(&rule["state"]));
        lines.push(line.trim().to_owned());
    }
    for key in ["unknown", "reason"] {
        if !job[key].is_null() {
            lines.push(format!("{key} {}", list(&job[key], " ")));
        }
    }
    let progress = &job["progress"];
    if !progress.is_null() {
        let line = format!(
            "progress {} {}",
            text(&progress["done"]),
            text(&progress["total"])
        );
        lines.push(line.trim().to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Job;

    fn difference(pointer: &str, value: Value) -> Option<String> {
        let mut fact = Job::default();
        for line in [
            "succeeded state DONE|OVER",
            "failed failed true",
            "failed any parts[].code not 0",
            "succeeded all parts[].version equals goal",
            "succeeded link filled",
            "running",
            "reason error.message parts[].message",
            "progress done all",
        ] {
            fact.read(&line.split(' ').collect::<Vec<_>>());
        }
        let mut job = json!({
            "rules": [
                { "state": "succeeded", "property": "state", "is": ["DONE", "OVER"] },
                { "state": "failed", "property": "failed", "is": true },
                { "state": "failed", "any": "parts", "property": "code", "is": { "not": 0 } },
                { "state": "succeeded", "all": "parts", "property": "version", "is": { "equals": "goal" } },
                { "state": "succeeded", "property": "link", "is": "filled" },
                { "state": "running" },
            ],
            "reason": ["error.message", { "any": "parts", "property": "message" }],
            "progress": { "done": "done", "total": "all" },
        });
        if let Some((parent, name)) = pointer.rsplit_once('/') {
            let parent = job.pointer_mut(parent).unwrap();
            match name.parse::<usize>() {
                Ok(index) => parent[index] = value,
                Err(_) => parent[name] = value,
            }
        }
        fact.difference(&job)
    }

    #[test]
    fn every_part_of_a_job_is_compared() {
        assert_eq!(difference("", json!(null)), None);
        for (pointer, value) in [
            ("/rules/0/state", json!("failed")),
            ("/rules/0/property", json!("phase")),
            ("/rules/0/is", json!(["DONE"])),
            ("/rules/1/is", json!(false)),
            ("/rules/2/is", json!("present")),
            ("/rules/2/any", json!("pieces")),
            ("/rules/2/is/not", json!(1)),
            ("/rules/3/all", json!(null)),
            ("/rules/3/property", json!("goal")),
            ("/rules/3/is/equals", json!("version")),
            ("/rules/5/state", json!("queued")),
            ("/reason/1/property", json!("code")),
            ("/rules", json!([])),
            ("/unknown", json!("state")),
            ("/reason", json!("error.message")),
            ("/progress/total", json!("done")),
        ] {
            assert!(difference(pointer, value).is_some(), "{pointer}");
        }
    }
}
