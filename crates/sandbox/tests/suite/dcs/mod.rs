//! Open Telekom Cloud DCS: token and signature, the link, and each documented error.
//!
//! | file | subject |
//! |---|---|
//! | `request` | a sandbox at a fixed time, and requests to it with a token or a signature |
//! | `credentials` | tokens and signatures, in both dialects |
//! | `instances` | the list of instances |
//! | `run_logs` | run logs and links to them |

mod credentials;
mod instances;
mod request;
mod run_logs;
