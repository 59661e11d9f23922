//! A client of every construct that the generator takes, and what the command knows of it, generated from
//! `constructs.yaml` and its parts by `build.rs`.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
// Clippy has judged the generator's output in the crates of the providers.
#![allow(clippy::all)]

include!(concat!(env!("OUT_DIR"), "/generated_module.rs"));
include!(concat!(env!("OUT_DIR"), "/command_module.rs"));

pub use generated::*;

// What the command's file uses, as if it were one of the command's own.
extern crate self as backhaul_constructs;
use backhaul_cli::call;
pub use command::{CALLS, PROVIDER as COMMANDS};

use std::fmt;
use std::sync::Arc;

use backhaul_runtime::auth::{Authorization, Authorizer};

/// Whatever signs a request.
#[derive(Clone)]
pub struct Credentials(Arc<dyn Fn() -> Result<Authorization, Error> + Send + Sync>);

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials")
    }
}

impl Credentials {
    /// Credentials that never change.
    pub fn of(authorizer: impl Authorizer + Clone + 'static) -> Self {
        Self(Arc::new(move || Authorization::fixed(authorizer.clone())))
    }
}

impl ClientBuilder {
    /// The client.
    ///
    /// # Errors
    /// If credentials are missing or the address is wrong.
    pub fn build(self) -> Result<Client, Error> {
        let provider = &generated::provider::PROVIDER;
        let connection = backhaul_runtime::for_client_crates::Connection::open(
            provider,
            &self.base_url,
            self.config,
        )?;
        let missing = || Error::invalid_input("credentials are missing");
        let Credentials(authorization) = self.credentials.ok_or_else(missing)?;
        Ok(Client {
            core: backhaul_runtime::for_client_crates::Core::new(connection, authorization()?),
        })
    }
}
