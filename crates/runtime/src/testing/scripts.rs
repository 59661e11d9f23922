//! Which operations a script answers.

use crate::request::operation::Operation;
use crate::script::engine::Script;
use crate::script::reply::Reply;

impl Script {
    /// Answers the next request for `operation`, which is a row of the client's `operations`, for example
    /// `&operations::GET_BACKUP_EXPORT`.
    pub fn on(&self, operation: &Operation, reply: Reply) -> &Self {
        self.add(operation.name, reply)
    }

    /// The same for an operation by the name that errors give it, for what has no row in `operations`.
    pub fn on_named(&self, operation: &str, reply: Reply) -> &Self {
        self.add(operation, reply)
    }
}
