//! The `Cargo.toml` of each client.

use std::fs;

use crate::generated;

/// A user who names no features has every operation.
#[test]
fn all_operations_are_a_default() {
    let mut by_tag = 0;
    for (provider, generated) in generated() {
        let path = documents::root()
            .join("crates")
            .join(provider)
            .join("Cargo.toml");
        let manifest = fs::read_to_string(path).unwrap();
        let default = manifest
            .lines()
            .find(|line| line.starts_with("default = ["));
        let has_all = default.unwrap().contains("\"all-operations\"");
        assert_eq!(
            has_all,
            !generated.operation_features.is_empty(),
            "{provider}"
        );
        by_tag += usize::from(has_all);
    }
    assert!(by_tag > 0);
}
