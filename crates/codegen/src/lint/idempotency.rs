//! `x-idempotent`: only where the method does not say it.

use crate::methods::is_idempotent;
use serde_json::Value;

use super::part::{Findings, Part};

/// Checks the `x-idempotent` of one operation.
pub(super) fn check(method: &str, operation: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(mark) = operation.get("x-idempotent") else {
        return;
    };
    let by_method = is_idempotent(method);
    if *mark.value == Value::Bool(by_method) {
        findings.report("extension/idempotent", 
            &mark,
            format!("`x-idempotent` says what {} says already", method.to_uppercase()),
            "remove it, or correct it: it stands only where a second call differs from the method's rule",
        );
    }
}
