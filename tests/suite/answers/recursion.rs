//! Types that hold themselves, such as an invoice with linked invoices.

use serde_json::Value;

/// The references on the way to what a schema means, its own included.
pub(crate) fn way<'a>(way: &[&'a str], schema: &'a Value) -> Vec<&'a str> {
    way.iter().copied().chain(schema["$ref"].as_str()).collect()
}

/// Whether a property, or an item of it, is something that it is in.
pub(crate) fn leads_back(way: &[&str], property: &Value) -> bool {
    let targets = [&property["$ref"], &property["items"]["$ref"]];
    let mut targets = targets.into_iter().filter_map(Value::as_str);
    targets.any(|target| way.contains(&target))
}
