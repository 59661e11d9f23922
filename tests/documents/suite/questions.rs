//! What the command asks before it sends a call.

use documents::Document;
use serde_json::Value;

/// The operations of a document: the method and the operation.
fn operations(document: &Document) -> impl Iterator<Item = (&str, &Value)> {
    let paths = document.content()["paths"]
        .as_object()
        .into_iter()
        .flatten();
    paths.flat_map(|(_, item)| {
        let members = item.as_object().into_iter().flatten();
        let operations = members.filter(|(_, value)| value.get("operationId").is_some());
        operations.map(|(method, operation)| (method.as_str(), operation))
    })
}

/// DELETEs without a question.
pub(crate) fn missing(document: &Document) -> Vec<String> {
    let deletes = operations(document).filter(|(method, _)| *method == "delete");
    let silent = deletes.filter(|(_, operation)| operation.get("x-confirm").is_none());
    silent
        .map(|(_, operation)| {
            format!(
                "{} {}: nobody is asked before it deletes: add `x-confirm`",
                document.provider, operation["operationId"]
            )
        })
        .collect()
}

/// The operations that ask although their method does not say that they delete.
const OTHERS: [&str; 25] = [
    "atlas createBackupRestoreJob",
    "atlas createCollectionRestoreJob",
    "atlas createFlexRestoreJob",
    "atlas createOnlineArchive",
    "atlas updateAuditLog",
    "atlas updateBackupSchedule",
    "atlas updateBackupSnapshot",
    "atlas updateCompliancePolicy",
    "atlas updateGroupLogIntegration",
    "atlas updateOnlineArchive",
    "cloud-manager changeSnapshotExpiry",
    "cloud-manager createRestoreJob",
    "cloud-manager extendLogCollectionJob",
    "cloud-manager updateBackupConfig",
    "cloud-manager updateSnapshotSchedule",
    "dcs CreateMigrationTask",
    "dcs RestoreInstance",
    "dcs SetOnlineMigrationTask",
    "dcs UpdateConfigurations",
    "dcs UpdateSSLSwitch",
    "sls ModifyJobInstanceState",
    "sls UpdateMaxComputeExport",
    "sls UpdateOSSExport",
    "sls UpdateOSSHDFSExport",
    "sls UpdateShipper",
];

#[test]
fn every_call_that_overwrites_asks() {
    let mut asking = Vec::new();
    let mut typed = Vec::new();
    let mut deletes = 0;
    for document in documents::all() {
        for (method, operation) in operations(&document) {
            let id = operation["operationId"].as_str().unwrap();
            let name = format!("{} {id}", document.provider);
            if operation.get("x-confirm-with").is_some() {
                typed.push(name.clone());
            }
            deletes += usize::from(method == "delete");
            if method != "delete" && operation.get("x-confirm").is_some() {
                asking.push(name);
            }
        }
    }
    asking.sort();
    assert_eq!(asking, OTHERS);
    assert_eq!(typed, ["atlas updateCompliancePolicy"]);
    assert!(deletes >= 17, "{deletes}");
}
