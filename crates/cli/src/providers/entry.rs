//! What all providers have in common.

use std::any::Any;

use backhaul_runtime::auth::CredentialsError;
use backhaul_runtime::auth::env::{Environment, Found};
use backhaul_runtime::{CustomCall, Download, Error, Method, Retry, SensitiveString};

use super::sent::Sent;
use crate::call::{Filler, Provider};
use crate::failure::{Failure, Status, in_words};

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
    /// The flag for the address, if it was given.
    pub(super) fn endpoint_flag(&self) -> Option<&'static str> {
        self.endpoint.is_some().then_some("--endpoint")
    }

    /// The flag for the region, if it was given.
    pub(super) fn region_flag(&self) -> Option<&'static str> {
        self.region.is_some().then_some("--region")
    }

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
    /// The media type of the JSON that calls without a document send and ask for.
    pub media_type: &'static str,
    /// Makes a client.
    pub connect: fn(&Settings, &Environment) -> Result<Connected, Failure>,
    /// Which credentials there are, and where.
    pub found: fn(&Settings, &Environment) -> Result<Found, CredentialsError>,
    /// A cheap call that reads, to see whether credentials are taken.
    pub probe: Probe,
    /// Makes a client that sends nothing: with credentials that are none.
    pub pretend: fn(&Settings, &Environment) -> Result<Connected, Failure>,
    /// The flag that chooses a profile or a cloud, and the variable that does the same.
    pub chooser: (&'static str, &'static str),
    /// The flag of operations for the project, and the variables that give its value.
    pub project: Option<(&'static str, &'static [&'static str])>,
    /// What to do if the credentials are right, and the place is wrong, where the provider does not tell one from the
    /// other.
    pub elsewhere: Option<&'static str>,
}

impl Entry {
    /// Why there are no credentials.
    pub fn refused(&self, settings: &Settings, error: &CredentialsError) -> Failure {
        let message = in_words(&error.to_string());
        let (flag, variable) = self.chooser;
        let is_given = match flag {
            "--cloud" => settings.cloud.is_some(),
            _ => settings.profile.is_some(),
        };
        let message = match message.strip_prefix(variable).filter(|_| is_given) {
            Some(rest) => {
                let rest = rest.replace("correct it, or unset it", "correct it, or leave it out");
                format!("{flag}{rest}")
            }
            None => message,
        };
        Failure::new(Status::Credentials, message)
    }
}

/// A cheap call that reads.
#[derive(Debug)]
pub struct Probe {
    /// The name of an operation, if its parameters in the path follow from the environment.
    pub operation: &'static str,
    /// The path of another one, which needs none, and the media type that it takes.
    pub path: Option<(&'static str, &'static str)>,
}

/// A client, and what the environment says about its calls.
pub struct Connected {
    /// The client.
    pub client: Box<dyn Client>,
    /// Values for flags that are not given.
    pub defaults: Vec<Preset>,
    /// The project that the environment or a flag names.
    pub project: Option<String>,
    /// Scheme and host of the API.
    pub address: String,
    /// Which changes it has sent.
    pub sent: Sent,
}

/// A value for a flag that is not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The flag.
    pub flag: &'static str,
    /// Its value.
    pub value: String,
    /// Where it comes from: another flag, a variable or a file.
    pub place: &'static str,
}

/// A client of any provider.
pub trait Client: Any + Send + Sync {
    /// What fills the operation of this place in the table.
    fn operation(&self, number: usize) -> Option<Filler>;

    /// A call of an operation that the table does not have.
    fn custom(&self, method: Method, path: String) -> CustomCall;

    /// Downloads from a pre-signed link.
    fn link(&self, link: &SensitiveString) -> Download<'static>;
}

/// Makes a [`Client`] of the client of a crate, whose table is in `generated`.
macro_rules! client {
    ($client:ty, $generated:ident) => {
        impl $crate::providers::Client for $client {
            fn operation(&self, number: usize) -> Option<$crate::call::Filler> {
                let call = *$crate::generated::$generated::CALLS.get(number)?;
                let client = self.clone();
                Some(::std::sync::Arc::new(move |given| call(&client, given)))
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

/// The project among the values for flags, and the address that `client` calls.
pub(super) fn connected(
    client: Box<dyn Client>,
    defaults: Vec<Preset>,
    project: Option<String>,
    sent: Sent,
) -> Connected {
    let preview = client.custom(Method::Get, "/".to_owned()).preview();
    let address = preview.map_or_else(
        |_| String::new(),
        |preview| preview.url().trim_end_matches('/').to_owned(),
    );
    Connected {
        client,
        defaults,
        project,
        address,
        sent,
    }
}

/// A client could not be made. What is wrong with an address or a region is told with the name of its flag, or of
/// the variable that is only the command's.
pub(super) fn no_client(
    error: Error,
    settings: &Settings,
    endpoint: Option<&str>,
    region: Option<&str>,
) -> Failure {
    let mut failure = Failure::of_call(error, true, &|_| None);
    let message = failure.message.as_str();
    // What was found in a variable or a file begins with that.
    let named = if let Some(rest) = message.strip_prefix("the base address ") {
        let instead = settings.endpoint.as_deref().and_then(with_scheme);
        let instead = instead.filter(|_| rest.contains("https://"));
        let instead = instead.map(|address| format!(": write {address}"));
        endpoint.map(|flag| format!("{flag}: it {rest}{}", instead.unwrap_or_default()))
    } else if message.starts_with('"') && message.contains(" is not a valid endpoint") {
        endpoint.map(|flag| format!("{flag}: {message}"))
    } else if message.starts_with('"') && message.contains(" is not a valid region") {
        region.map(|flag| format!("{flag}: {message}"))
    } else {
        None
    };
    failure.message = named.unwrap_or(failure.message);
    failure
}

/// The address with https, if it is a host, perhaps with a port and another scheme.
fn with_scheme(address: &str) -> Option<String> {
    let host = address.split_once("://").map_or(address, |(_, host)| host);
    let host = host.trim_end_matches('/');
    let is_host = |one: char| one.is_ascii_alphanumeric() || ".-:".contains(one);
    (!host.is_empty() && host.chars().all(is_host)).then(|| format!("https://{host}"))
}
