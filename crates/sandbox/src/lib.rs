//! An in-process server that behaves like the four providers, for tests and demonstrations.
//!
//! The OpenAPI documents in `specs/` drive it: they say which requests there are and what a
//! request must look like; one that they do not allow is refused in the provider's own error
//! shape. Credentials are really checked. Jobs have a state, which moves when it is looked at and
//! never by itself, so that no test has to wait.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use backhaul_sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start().await?;
//! let fixtures = sandbox.fixtures();
//! assert!(sandbox.url().starts_with("http://127.0.0.1:"));
//! assert_eq!(
//!     sandbox.log_job_status(fixtures.group_id, fixtures.failed_log_job_id),
//!     Some("FAILURE")
//! );
//! assert!(sandbox.requests().is_empty());
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! Operations about which the sandbox knows nothing more than their document answer with the document's
//! example, after all checks.
//!
//! [`Sandbox::faults`] makes it misbehave on order, and [`Sandbox::applied`] tells what requests have
//! changed, and how often.
//!
//! Where a provider's behaviour is unknown, the sandbox makes a choice and says so in a comment
//! beside it. The links that it hands out look pre-signed and lead to files that it makes up.

mod auth;
mod checks;
mod document;
mod faults;
mod files;
mod fixtures;
mod http;
mod orders;
mod providers;
mod records;
mod sandbox;
mod server;
mod state;
mod time;
mod tokens;

/// Holds the examples of the README, so that they are compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use auth::digest::{DigestAlgorithm, DigestOptions, DigestQop};
pub use faults::{Fault, Faults, Order};
pub use fixtures::Fixtures;
pub use orders::{IamTokenFailure, OAuthError, Redirect, TokenFailure};
pub use records::{Applied, RequestRecord};
pub use sandbox::{Sandbox, SandboxBuilder, StartError, TokenFetches};
pub use state::{PlannedEnd, PlannedRestoreJob};
