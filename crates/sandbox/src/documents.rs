//! The documents that the sandbox is built with, read once for all sandboxes of a program.

use crate::document::{DocumentError, Operation, operations};
use std::sync::OnceLock;

/// The operations of each document.
#[derive(Debug)]
pub(crate) struct Documents {
    pub(crate) atlas: Vec<Operation>,
    pub(crate) cloud_manager: Vec<Operation>,
    pub(crate) sls: Vec<Operation>,
    pub(crate) dcs: Vec<Operation>,
}

/// All documents, or what is wrong with one of them. Whoever comes while they are read waits for that.
pub(crate) fn all() -> Result<&'static Documents, DocumentError> {
    static DOCUMENTS: OnceLock<Result<Documents, DocumentError>> = OnceLock::new();
    let documents = DOCUMENTS.get_or_init(read).as_ref();
    documents.map_err(DocumentError::clone)
}

fn read() -> Result<Documents, DocumentError> {
    Ok(Documents {
        atlas: operations(include_str!("../../../specs/atlas.yaml"))?,
        cloud_manager: operations(include_str!("../../../specs/cloud-manager.yaml"))?,
        sls: operations(include_str!("../../../specs/sls.yaml"))?,
        dcs: operations(include_str!("../../../specs/dcs.yaml"))?,
    })
}
