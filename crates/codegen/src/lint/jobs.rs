//! `x-job`: rules that read a job's state, its reason and its progress from its properties.

use std::collections::HashSet;

use serde_json::Value;

use super::job_entries;
use super::part::{Findings, Part};
use super::property::{self, Property};
use super::shape;
use super::walk::components;
use crate::document::Document;
use crate::openapi::{Shape, may, must};

/// The states that a rule can give.
const STATES: &[&str] = &[
    "queued",
    "running",
    "succeeded",
    "failed",
    "cancelled",
    "expired",
];

static JOB: Shape = Shape::Object(&[
    must("rules", &Shape::List(&RULE)),
    may("unknown", &Shape::Text),
    may("reason", &Shape::Any),
    may("progress", &PROGRESS),
]);

static RULE: Shape = Shape::Object(&[
    must("state", &Shape::Text),
    may("any", &Shape::Text),
    may("all", &Shape::Text),
    may("property", &Shape::Text),
    may("is", &Shape::Any),
]);

static PROGRESS: Shape = Shape::Object(&[must("done", &Shape::Text), may("total", &Shape::Text)]);

/// Checks the `x-job` of every component schema.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    for (_, schema) in components(root, "schemas") {
        let Some(job) = schema.get("x-job") else {
            continue;
        };
        if schema.text("type") != "object" {
            findings.report(
                "extension/job-place",
                &job,
                "`x-job` is on a schema that is not an object",
                "put it on the schema of the job",
            );
        } else if shape::check(document, &job, &JOB, findings) {
            let mut checker = Checker {
                document,
                schema,
                findings,
            };
            checker.rules(&job);
            checker.unknown(&job);
            checker.reason(&job);
            checker.progress(&job);
        }
    }
}

struct Checker<'a, 'f, 'd> {
    document: &'a Document,
    /// The schema of the job.
    schema: Part<'a>,
    findings: &'f mut Findings<'d>,
}

impl<'a> Checker<'a, '_, '_> {
    fn rules(&mut self, job: &Part<'a>) {
        let rules = job.items_of("rules");
        if rules.is_empty() && job.get("rules").is_some() {
            self.findings.report(
                "extension/job-no-rules",
                job,
                "`rules` is empty",
                "write at least one rule: without one, no state is known",
            );
        }
        let mut always = false;
        let mut decided: HashSet<(&str, String)> = HashSet::new();
        for rule in &rules {
            let state = rule.text("state");
            if !STATES.contains(&state) {
                let message = format!("the state {state:?} does not exist");
                let hint = "write queued, running, succeeded, failed, cancelled or expired";
                self.findings
                    .report("extension/job-state", rule, message, hint);
            }
            if always {
                self.findings.report(
                    "extension/job-rule-unreached",
                    rule,
                    "this rule is never reached: one before it always holds",
                    "put it before the rule without `property`",
                );
            }
            if rule.get("any").is_some() || rule.get("all").is_some() {
                let (document, schema) = (self.document, &self.schema);
                job_entries::rule(document, schema, rule, self.findings);
                continue;
            }
            match (rule.get("property"), rule.get("is")) {
                (None, None) => always = true,
                (Some(_), Some(is)) => self.condition(rule, &is, &mut decided),
                _ => self.findings.report(
                    "extension/job-half-rule",
                    rule,
                    "`property` and `is` must be used together",
                    "write both, or neither for a rule that always holds",
                ),
            }
        }
    }

    fn condition(
        &mut self,
        rule: &Part<'a>,
        is: &Part<'a>,
        decided: &mut HashSet<(&'a str, String)>,
    ) {
        let path = rule.text("property");
        let Some(property) = self.find(rule, path) else {
            return;
        };
        match is.value {
            Value::Bool(_) if property.schema.text("type") == "boolean" => {}
            Value::Bool(_) => self.unfit(rule, path, "a boolean"),
            Value::Array(texts) if !texts.is_empty() && texts.iter().all(Value::is_string) => {
                if property.is_plain_text() {
                    self.texts(path, is, &property, decided);
                } else {
                    self.unfit(rule, path, "a text that may be shown");
                }
            }
            Value::String(word) if word == "present" => self.present(rule, path, &property),
            Value::String(word) if word == "filled" => {
                if !matches!(property.schema.text("type"), "array" | "string") {
                    self.unfit(rule, path, "an array or a text");
                }
            }
            _ => self.findings.report(
                "extension/job-condition",
                is,
                "`is` does not have one of its four forms",
                "write true, false, `present`, `filled` or a list of texts",
            ),
        }
    }

    fn present(&mut self, rule: &Part<'a>, path: &str, property: &Property<'a>) {
        if property.schema.text("type") == "array" {
            self.findings.report(
                "extension/job-always-present",
                rule,
                format!("an absent array is read as an empty one, so {path} is always present"),
                "write `is: filled`",
            );
        } else if property.is_always_there {
            self.findings.report(
                "extension/job-always-present",
                rule,
                format!("{path} is required, so it is always present"),
                "write a rule that can fail, or leave `property` out",
            );
        }
    }

    fn texts(
        &mut self,
        path: &'a str,
        is: &Part<'a>,
        property: &Property<'a>,
        decided: &mut HashSet<(&'a str, String)>,
    ) {
        let known = property.schema.items_of("enum");
        let known: HashSet<&str> = known
            .iter()
            .filter_map(|value| value.value.as_str())
            .collect();
        for item in is.items() {
            let text = item.value.as_str().unwrap_or_default();
            let is_known = known.is_empty() || known.contains(text);
            if text.is_empty() || !is_known {
                let message = format!("{text:?} is not one of the values of {path}");
                let hint = "correct it, or add it to the `enum` of the property";
                self.findings
                    .report("extension/job-unknown-value", &item, message, hint);
            }
            // Capitals do not matter.
            if !decided.insert((path, text.to_ascii_lowercase())) {
                let message = format!("{text:?} is never reached: an earlier rule already has it");
                self.findings.report(
                    "extension/job-value-unreached",
                    &item,
                    message,
                    "keep it only in the rule where it belongs",
                );
            }
        }
    }

    fn unknown(&mut self, job: &Part<'a>) {
        let rules = job.items_of("rules");
        let is_always =
            |rule: &Part<'_>| rule.get("property").is_none() && rule.get("is").is_none();
        let always = rules.iter().any(is_always);
        match job.get("unknown") {
            None if always || rules.is_empty() => {}
            None => self.findings.report(
                "extension/job-no-unknown",
                job,
                "it can happen that no rule holds, but `unknown` is missing",
                "name the property whose text an unknown state carries, or end with a rule that \
                 always holds",
            ),
            Some(unknown) if always => self.findings.report(
                "extension/job-unused-unknown",
                &unknown,
                "`unknown` is never used: a rule always holds",
                "remove it, or the rule without `property`",
            ),
            Some(unknown) => self.plain_text(&unknown),
        }
    }

    fn reason(&mut self, job: &Part<'a>) {
        let Some(reason) = job.get("reason") else {
            return;
        };
        let list = if reason.value.is_array() {
            reason.items()
        } else {
            vec![reason.clone()]
        };
        let is_fit = |part: &Part<'_>| part.value.is_string() || part.get("any").is_some();
        if list.is_empty() || !list.iter().all(is_fit) {
            self.findings.report(
                "extension/job-reason",
                &reason,
                "`reason` is neither a text nor a list of texts",
                "name the property, or the properties in the order in which they are tried",
            );
            return;
        }
        for part in list {
            if part.value.is_object() {
                job_entries::reason(self.document, &self.schema, &part, self.findings);
            } else {
                self.plain_text(&part);
            }
        }
    }

    /// `part` must name a text that may be shown.
    fn plain_text(&mut self, part: &Part<'a>) {
        let path = part.value.as_str().unwrap_or_default();
        if let Some(property) = self.find(part, path)
            && !property.is_plain_text()
        {
            self.unfit(part, path, "a text that may be shown");
        }
    }

    fn progress(&mut self, job: &Part<'a>) {
        let Some(progress) = job.get("progress") else {
            return;
        };
        for (_, part) in progress.members() {
            let path = part.value.as_str().unwrap_or_default();
            if let Some(property) = self.find(&part, path)
                && property.schema.text("type") != "integer"
            {
                self.unfit(&part, path, "an integer");
            }
        }
    }

    fn find(&mut self, part: &Part<'a>, path: &str) -> Option<Property<'a>> {
        match property::find(self.document, &self.schema, path) {
            Ok(found) => found,
            Err(reason) => {
                let message = format!("{path:?} does not lead to a property: {reason}");
                let hint = "name a property of the job, or one of an object in it: `owner.name`";
                self.findings
                    .report("extension/job-no-property", part, message, hint);
                None
            }
        }
    }

    fn unfit(&mut self, part: &Part<'a>, path: &str, wanted: &str) {
        let message = format!("{path} is not {wanted}");
        let hint = "correct the property, or the rule: specs/README.md has the forms";
        self.findings
            .report("extension/job-unfit-property", part, message, hint);
    }
}
