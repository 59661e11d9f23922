//! No operation is left out.

use wire::calls;

#[test]
fn every_provider_has_a_table() {
    let tables = calls::tables();
    let mut listed: Vec<&str> = tables.iter().map(|(provider, ..)| *provider).collect();
    listed.sort_unstable();
    assert_eq!(listed, documents::providers(), "list it in calls::tables");
}

#[test]
fn every_operation_has_one_row() {
    let mut wrong = Vec::new();
    for (provider, operations, rows) in calls::tables() {
        for operation in operations {
            let count = rows.iter().filter(|row| **row == operation.name).count();
            if count != 1 {
                wrong.push(format!("{provider}.{}: {count} rows", operation.name));
            }
        }
        let known = |row: &&str| operations.iter().any(|operation| operation.name == *row);
        let unknown = rows.iter().filter(|row| !known(row));
        wrong.extend(unknown.map(|row| format!("{provider}.{row}: no such operation")));
        documents::report!("operations: {provider} {}", operations.len());
    }
    assert!(
        wrong.is_empty(),
        "each operation needs one row in tests/wire/src/calls: {wrong:#?}"
    );
}
