//! The shippers of SLS: created, found, changed and deleted.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::errors::{bad_parameter, not_found};
use crate::auth::sls::SlsError;
use crate::state::Shipper;

/// The shippers of one Logstore by name.
pub(super) type Shippers = BTreeMap<String, Shipper>;

pub(super) fn no_shipper(name: &str) -> SlsError {
    not_found(
        "ShipperNotExist",
        format!("The shipper {name} does not exist"),
    )
}

/// The names from `offset` on, `size` at most.
///
/// Whether the service heeds the two is unknown; its own Python client pages with them.
pub(super) fn list(shippers: &Shippers, offset: usize, size: usize) -> Value {
    let names: Vec<&String> = shippers.keys().skip(offset).take(size).collect();
    json!({ "count": names.len(), "total": shippers.len(), "shipper": names })
}

/// One shipper, as the service shows it.
pub(super) fn show(shippers: &Shippers, name: &str) -> Result<Value, SlsError> {
    let shipper = shippers.get(name).ok_or_else(|| no_shipper(name))?;
    let mut shown = shipper.config.clone();
    shown["createTime"] = shipper.created.into();
    shown["lastModifyTime"] = shipper.changed.into();
    Ok(shown)
}

/// Creates a shipper `now`, in Unix seconds. The validation has made sure that the body is one.
pub(super) fn create(shippers: &mut Shippers, config: Value, now: i64) -> Result<(), SlsError> {
    let name = name_of(&config);
    if shippers.contains_key(&name) {
        // Seen of the real service: the text. Its status and its code are unknown.
        return Err(bad_parameter(format!("shipperName already exists: {name}")));
    }
    shippers.insert(name, Shipper::new(config, now));
    Ok(())
}

/// Replaces the configuration of a shipper `now`, in Unix seconds.
pub(super) fn update(
    shippers: &mut Shippers,
    name: &str,
    config: Value,
    now: i64,
) -> Result<(), SlsError> {
    let shipper = shippers.get_mut(name).ok_or_else(|| no_shipper(name))?;
    let named = name_of(&config);
    if named != name {
        // What the real service says is unknown.
        return Err(bad_parameter(format!(
            "The body describes the shipper {named}, not {name}."
        )));
    }
    shipper.config = config;
    shipper.changed = now;
    Ok(())
}

/// Deletes a shipper and its tasks.
pub(super) fn delete(shippers: &mut Shippers, name: &str) -> Result<(), SlsError> {
    let deleted = shippers.remove(name);
    deleted.map(|_| ()).ok_or_else(|| no_shipper(name))
}

fn name_of(config: &Value) -> String {
    let name = config["shipperName"].as_str();
    name.unwrap_or_default().to_owned()
}
