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
    let list = |value: &Value, between: &str| match value.as_array() {
        Some(items) => items.iter().map(text).collect::<Vec<_>>().join(between),
        None => text(value),
    };
    let mut lines = Vec::new();
    for rule in job["rules"].as_array().into_iter().flatten() {
        let is = match &rule["is"] {
            Value::Bool(is) => is.to_string(),
            is => list(is, "|"),
        };
        let line = format!("{} {} {is}", text(&rule["state"]), text(&rule["property"]));
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
            "succeeded link filled",
            "running",
            "reason error.message error.code",
            "progress done all",
        ] {
            fact.read(&line.split(' ').collect::<Vec<_>>());
        }
        let mut job = json!({
            "rules": [
                { "state": "succeeded", "property": "state", "is": ["DONE", "OVER"] },
                { "state": "failed", "property": "failed", "is": true },
                { "state": "succeeded", "property": "link", "is": "filled" },
                { "state": "running" },
            ],
            "reason": ["error.message", "error.code"],
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
            ("/rules/3/state", json!("queued")),
            ("/rules", json!([])),
            ("/unknown", json!("state")),
            ("/reason", json!("error.message")),
            ("/progress/total", json!("done")),
        ] {
            assert!(difference(pointer, value).is_some(), "{pointer}");
        }
    }
}
