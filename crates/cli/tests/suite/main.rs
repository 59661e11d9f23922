//! The program, as people and scripts run it, against the sandbox and against servers that misbehave.
//!
//! | module | shows |
//! |---|---|
//! | `every_operation` | each operation of each document from the command line: what is printed is what was answered |
//! | `support` | running the program, a sandbox with its environment, a relay that keeps answers |

mod every_operation;
mod support;
