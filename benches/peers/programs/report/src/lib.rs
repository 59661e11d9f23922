//! What came of one call, as one line of JSON.

use std::fmt::{Debug, Display};

use serde::Serialize;
use serde_json::{Value, json};

/// An answer, and what the program shows of it.
pub fn read<T: Debug + Serialize>(answer: &T) -> Value {
    json!({ "outcome": "ok", "debug": format!("{answer:?}"), "value": answer })
}

/// An error, as it shows itself.
pub fn failed<E: Debug + Display>(error: &E) -> Value {
    json!({ "outcome": "error", "display": error.to_string(), "debug": format!("{error:?}") })
}

/// What became of a call.
pub fn outcome<T: Debug + Serialize, E: Debug + Display>(result: &Result<T, E>) -> Value {
    match result {
        Ok(answer) => read(answer),
        Err(error) => failed(error),
    }
}

/// The same, with what the client and the body of the request show of themselves.
pub fn shown<C: Debug>(mut said: Value, client: &C, request: String) -> Value {
    said["client"] = format!("{client:?}").into();
    said["request"] = request.into();
    said
}

/// The same, with the arm of a union.
pub fn of_arm(mut said: Value, arm: &str) -> Value {
    said["arm"] = arm.into();
    said
}
