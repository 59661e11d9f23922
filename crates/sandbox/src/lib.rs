//! An in-process server that behaves like the four providers, for tests and demonstrations.
//!
//! The OpenAPI documents in `specs/` define its requests. One that they do not allow is refused in the
//! provider's own error shape. Credentials are really checked. Jobs have a state, which moves when it
//! is read and never by itself, so that no test has to wait.
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
//! An operation that the sandbox does not implement answers with the example of its document, after
//! all checks.
//!
//! [`Sandbox::faults`] makes it misbehave, and [`Sandbox::applied`] lists the requests that changed
//! something, and how often each did.
//!
//! Where a provider's behaviour is unknown, the sandbox makes a choice, and a comment says so. Its links
//! look pre-signed and lead to made-up files.

mod auth;
mod checks;
mod document;
mod every_provider;
mod faults;
mod files;
mod fixtures;
mod http;
mod providers;
mod records;
mod sandbox;
mod scheduled;
mod server;
mod state;
mod time;
mod tokens;

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// Compiles and runs the examples of the page "Test your own code". The runtime itself has no client for them.
#[cfg(doctest)]
#[doc = include_str!("../../runtime/src/testing/page.md")]
struct TestingPage;

pub use auth::digest::{DigestAlgorithm, DigestOptions, DigestQop};
pub use faults::{Fault, Faults, Order};
pub use fixtures::Fixtures;
pub use records::{Applied, RequestRecord};
pub use sandbox::{Sandbox, SandboxBuilder, StartError, TokenFetches};
pub use scheduled::{IamTokenFailure, OAuthError, Redirect, TokenFailure};
pub use state::{PlannedEnd, PlannedRestoreJob};
