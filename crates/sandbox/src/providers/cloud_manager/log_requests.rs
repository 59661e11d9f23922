//! What requests for log collection jobs carry. The validation has checked their form; what it cannot
//! check about dates is checked here.

use std::time::SystemTime;

use chrono::DateTime;
use serde_json::Value;

use crate::state::LogRequest;

/// What a job collects.
///
/// # Errors
/// What is wrong with the dates, in words.
pub(super) fn create(body: &[u8], now: SystemTime) -> Result<LogRequest, String> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    check_period(&body, now)?;
    let text = |name: &str| body[name].as_str().unwrap_or_default();
    let types = body["logTypes"].as_array().into_iter().flatten();
    Ok(LogRequest {
        resource_type: text("resourceType").to_lowercase(),
        resource_name: text("resourceName").to_owned(),
        size: body["sizeRequestedPerFileBytes"].as_u64().unwrap_or(0),
        types: types
            .filter_map(|kind| kind.as_str().map(str::to_owned))
            .collect(),
        redacted: body["redacted"].as_bool().unwrap_or_default(),
    })
}

/// The new date of a job.
///
/// # Errors
/// If it is not a date, in words.
pub(super) fn extend(body: &[u8]) -> Result<SystemTime, String> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    date(&body, "expirationDate")?.ok_or_else(|| "expirationDate is missing.".to_owned())
}

/// Documented: both dates or none, in the past, the first one first.
fn check_period(body: &Value, now: SystemTime) -> Result<(), String> {
    let from = date(body, "logCollectionFromDate")?;
    let to = date(body, "logCollectionToDate")?;
    match (from, to) {
        (Some(_), None) => Err("logCollectionFromDate needs logCollectionToDate.".to_owned()),
        (Some(from), _) if from >= now => Err("logCollectionFromDate is not past.".to_owned()),
        (_, Some(to)) if to >= now => Err("logCollectionToDate is not past.".to_owned()),
        (Some(from), Some(to)) if to <= from => {
            Err("logCollectionToDate is not after logCollectionFromDate.".to_owned())
        }
        _ => Ok(()),
    }
}

/// A date of the body, if it is there.
fn date(body: &Value, name: &str) -> Result<Option<SystemTime>, String> {
    let Some(text) = body[name].as_str() else {
        return Ok(None);
    };
    DateTime::parse_from_rfc3339(text)
        .map(|date| Some(date.into()))
        .map_err(|_| format!("{name} is not a date in ISO 8601 format."))
}
