//! Where the logs of the group's clusters go.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::fixtures::Fixtures;

/// How the ids of created log integrations begin; their number follows in eight hexadecimal digits.
const ID_START: &str = "5f60000000000000";

/// How many characters of a secret an answer shows.
const SHOWN: usize = 4;

/// Log integrations, as the API shows them, by id. It shows no secret, so none is kept.
#[derive(Debug)]
pub(crate) struct LogIntegrations {
    integrations: Mutex<Integrations>,
}

#[derive(Debug)]
struct Integrations {
    by_id: BTreeMap<String, Value>,
    /// How many were created, deleted ones too.
    made: u32,
}

/// Why a log integration was not replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotReplaced {
    /// There is no such log integration.
    Unknown,
    /// It is of another type, which cannot change.
    OtherType,
}

impl LogIntegrations {
    /// One to Datadog.
    pub(crate) fn new(fixtures: &Fixtures) -> Self {
        let wanted = json!({
            "type": "DATADOG_LOG_EXPORT",
            "logTypes": ["MONGOD"],
            "apiKey": "fake-datadog-key-0000000000000000",
            "region": "EU",
        });
        let id = fixtures.log_integration_id;
        let by_id = BTreeMap::from([(id.to_owned(), shown(id, &wanted))]);
        Self {
            integrations: Mutex::new(Integrations { by_id, made: 0 }),
        }
    }

    /// Makes one, as the body of a request describes it.
    pub(crate) fn make(&self, wanted: &Value) -> Value {
        let mut integrations = self.integrations();
        let id = format!("{ID_START}{:08x}", integrations.made);
        integrations.made += 1;
        let made = shown(&id, wanted);
        integrations.by_id.insert(id, made.clone());
        made
    }

    /// One of them.
    pub(crate) fn get(&self, id: &str) -> Option<Value> {
        self.integrations().by_id.get(id).cloned()
    }

    /// How many there are of a type, or at all, and those of a range, in the order of their ids.
    pub(crate) fn list(&self, of_type: Option<&str>, range: Range<usize>) -> (usize, Vec<Value>) {
        let integrations = self.integrations();
        let is_asked_for = |one: &&Value| of_type.is_none_or(|of_type| one["type"] == of_type);
        let asked_for = || integrations.by_id.values().filter(is_asked_for);
        let shown = asked_for().skip(range.start).take(range.len());
        (asked_for().count(), shown.cloned().collect())
    }

    /// Replaces all settings of one.
    pub(crate) fn replace(&self, id: &str, wanted: &Value) -> Result<Value, NotReplaced> {
        let mut integrations = self.integrations();
        let one = integrations.by_id.get_mut(id);
        let one = one.ok_or(NotReplaced::Unknown)?;
        if one["type"] != wanted["type"] {
            return Err(NotReplaced::OtherType);
        }
        *one = shown(id, wanted);
        Ok(one.clone())
    }

    /// Deletes one. `false` if there is none.
    pub(crate) fn delete(&self, id: &str) -> bool {
        self.integrations().by_id.remove(id).is_some()
    }

    fn integrations(&self) -> MutexGuard<'_, Integrations> {
        let lock = self.integrations.lock();
        lock.unwrap_or_else(PoisonError::into_inner)
    }
}

/// What an answer shows of what a request wants: no value of a header, and of other secrets the end.
fn shown(id: &str, wanted: &Value) -> Value {
    let mut shown = wanted.clone();
    shown["id"] = json!(id);
    for secret in ["apiKey", "hecToken"] {
        if let Some(text) = wanted[secret].as_str() {
            shown[secret] = json!(masked(text));
        }
    }
    let headers = shown.get_mut("otelSuppliedHeaders");
    let headers = headers.and_then(Value::as_array_mut);
    for header in headers.into_iter().flatten() {
        *header = json!({ "name": header["name"] });
    }
    shown
}

fn masked(secret: &str) -> String {
    let hidden = secret.chars().count().saturating_sub(SHOWN);
    let end = secret.chars().skip(hidden);
    "*".repeat(hidden).chars().chain(end).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{LogIntegrations, NotReplaced};
    use crate::fixtures::DEFAULT;

    #[test]
    fn no_secret_comes_back() {
        let integrations = LogIntegrations::new(&DEFAULT);
        let splunk = json!({ "type": "SPLUNK_LOG_EXPORT", "hecToken": "FAKE-TOKEN" });
        let made = integrations.make(&splunk);
        assert_eq!(made["hecToken"], "******OKEN");
        assert_eq!(
            made.as_object().unwrap().len(),
            3,
            "and nothing else: {made}"
        );
        let headers = json!([{ "name": "Authorization", "value": "FAKE" }]);
        let otel = json!({ "type": "OTEL_LOG_EXPORT", "otelSuppliedHeaders": headers });
        let made = integrations.make(&otel);
        let names = json!([{ "name": "Authorization" }]);
        assert_eq!(made["otelSuppliedHeaders"], names);
        assert_eq!(
            integrations.list(Some("OTEL_LOG_EXPORT"), 0..9),
            (1, vec![made])
        );
    }

    #[test]
    fn a_type_stays_and_an_id_is_not_given_twice() {
        let integrations = LogIntegrations::new(&DEFAULT);
        let bucket = json!({ "type": "GCS_LOG_EXPORT", "bucketName": "a" });
        let made = integrations.make(&bucket)["id"].clone();
        let id = made.as_str().unwrap();
        let changed = json!({ "type": "GCS_LOG_EXPORT", "bucketName": "b" });
        assert_eq!(
            integrations.replace(id, &changed).unwrap()["bucketName"],
            "b"
        );
        let other = json!({ "type": "S3_LOG_EXPORT" });
        assert_eq!(
            integrations.replace(id, &other),
            Err(NotReplaced::OtherType)
        );
        assert!(integrations.delete(id) && !integrations.delete(id));
        assert_eq!(
            integrations.replace(id, &changed),
            Err(NotReplaced::Unknown)
        );
        assert_ne!(integrations.make(&bucket)["id"], made);
    }
}
