//! What all providers have in common.

use backhaul_runtime::auth::CredentialsError;
use backhaul_runtime::auth::env::Environment;
use backhaul_runtime::{CustomCall, Download, Error, Method, Retry, SensitiveString};

use crate::call::{Call, Given, Provider};
use crate::failure::{Failure, Status};

/// What requests of the command say of themselves, after the name of the client crate.
pub(super) const USER_AGENT: &str = concat!("backhaul-cli/", env!("CARGO_PKG_VERSION"));

/// The account and the place that flags choose.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `--profile`.
    pub profile: Option<String>,
    /// `--cloud`.
    pub cloud: Option<String>,
    /// `--region`.
    pub region: Option<String>,
    /// `--project`.
    pub project: Option<String>,
    /// `--endpoint`.
    pub endpoint: Option<String>,
    /// `--attempts`.
    pub attempts: Option<u32>,
}

impl Settings {
    /// How calls are repeated.
    pub(super) fn retry(&self) -> Retry {
        match self.attempts {
            Some(number) => Retry::standard().attempts(number),
            None => Retry::standard(),
        }
    }
}

/// A provider.
#[derive(Debug)]
pub struct Entry {
    /// Its operations.
    pub table: &'static Provider,
    /// Makes a client.
    pub connect: fn(&Settings, &Environment) -> Result<Connected, Failure>,
    /// Makes a client that sends nothing: with credentials that are none.
    pub pretend: fn(&Settings, &Environment) -> Result<Connected, Failure>,
}

/// A client, and what the environment says about its calls.
pub struct Connected {
    /// The client.
    pub client: Box<dyn Client>,
    /// Values for flags that are not given.
    pub defaults: Vec<(&'static str, String)>,
}

/// A client of any provider.
pub trait Client: Send + Sync {
    /// The operation of this place in the table, filled.
    fn operation(&self, number: usize, given: &Given) -> Option<Box<dyn Call>>;

    /// A call of an operation that the table does not have.
    fn custom(&self, method: Method, path: String) -> CustomCall;

    /// Downloads from a pre-signed link.
    fn link(&self, link: &SensitiveString) -> Download<'static>;
}

/// Makes a [`Client`] of the client of a crate, whose table is in `generated`.
macro_rules! client {
    ($client:ty, $generated:ident) => {
        impl $crate::providers::Client for $client {
            fn operation(
                &self,
                number: usize,
                given: &$crate::call::Given,
            ) -> Option<Box<dyn $crate::call::Call>> {
                let call = $crate::generated::$generated::CALLS.get(number)?;
                Some(call(self, given))
            }

            fn custom(
                &self,
                method: ::backhaul_runtime::Method,
                path: String,
            ) -> ::backhaul_runtime::CustomCall {
                self.call(method, path)
            }

            fn link(
                &self,
                link: &::backhaul_runtime::SensitiveString,
            ) -> ::backhaul_runtime::Download<'static> {
                self.download_link(link)
            }
        }
    };
}
pub(super) use client;

/// No credentials were found.
pub(super) fn no_credentials(error: &CredentialsError) -> Failure {
    Failure::new(Status::Credentials, error.to_string())
}

/// A client could not be made.
pub(super) fn no_client(error: Error) -> Failure {
    Failure::of_call(error, true, &|_| None)
}
