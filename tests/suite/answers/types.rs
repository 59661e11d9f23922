//! Every type that an answer decodes into, with what the tests do to it.

use std::fmt::Debug;

use backhaul_runtime::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A type of a provider crate, wrapped in plain functions.
pub(crate) struct Answer {
    pub(crate) provider: &'static str,
    /// Name of the schema in the document.
    pub(crate) schema: &'static str,
    /// Decodes a JSON value and encodes the result again.
    pub(crate) round_trip: fn(&Value) -> Result<Value, String>,
    /// Reads a text as the answers of calls are read, and encodes the result.
    pub(crate) read: fn(&str) -> Result<Value, Error>,
    /// Bytes of memory that a value takes in an array, without what its texts take elsewhere.
    pub(crate) size: usize,
    /// Decodes a JSON value and shows the result with `Debug`.
    pub(crate) debug: fn(&Value) -> String,
    /// The JSON Schema that `schemars` derives.
    pub(crate) derived: fn() -> Value,
}

fn round_trip<T: DeserializeOwned + Serialize>(value: &Value) -> Result<Value, String> {
    // Through text, as on the wire: `from_value` is not always the same.
    let decoded: T = serde_json::from_str(&value.to_string()).map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(decoded).unwrap())
}

fn read<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, Error> {
    let decoded: T = backhaul_runtime::from_json(text.as_bytes())?;
    Ok(serde_json::to_value(decoded).unwrap())
}

fn debug<T: DeserializeOwned + Debug>(value: &Value) -> String {
    let decoded: T = serde_json::from_value(value.clone()).unwrap();
    format!("{decoded:?} {decoded:#?}")
}

fn derived<T: schemars::JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

/// Makes the list of one provider from its `for_all_answers!`, which the generator writes.
macro_rules! answers {
    ($provider:literal $($schema:literal => $type:ty,)+) => {
        &[$(Answer {
            provider: $provider,
            schema: $schema,
            round_trip: round_trip::<$type>,
            read: read::<$type>,
            size: size_of::<$type>(),
            debug: debug::<$type>,
            derived: derived::<$type>,
        },)+]
    };
}

macro_rules! of_providers {
    ($($name:literal, $krate:ident, $module:ident;)+) => { &[$($krate::for_all_answers!(answers),)+] };
}

/// Those of each provider; `covers_every_schema` sees that none is missing.
const OF_PROVIDERS: &[&[Answer]] = wire::every_provider!(of_providers);

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Answer> {
    OF_PROVIDERS.iter().copied().flatten()
}

/// The answer type of a schema.
pub(crate) fn find(provider: &str, schema: &str) -> Option<&'static Answer> {
    all().find(|answer| answer.provider == provider && answer.schema == schema)
}

#[test]
fn covers_every_schema() {
    for document in documents::all() {
        let listed: Vec<&str> = all()
            .filter(|answer| answer.provider == document.provider)
            .map(|answer| answer.schema)
            .collect();
        assert_eq!(
            listed,
            document.answer_schemas(),
            "{}: list the provider in wire::every_provider",
            document.provider
        );
        assert!(!listed.is_empty(), "{}", document.provider);
    }
}
