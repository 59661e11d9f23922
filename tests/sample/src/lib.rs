//! A crate of hard names, generated like that of a provider by `build`. That it compiles without a warning, and its
//! documentation too, shows that whatever the generator takes, the compiler takes. Its doc tests are the generator's
//! examples: nothing else in there may run.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
// The names of the sample are odd on purpose.
#![allow(uncommon_codepoints, mixed_script_confusables)]
// Clippy has judged the generator's output in the crates of the providers.
#![allow(clippy::all)]

include!(concat!(env!("OUT_DIR"), "/module.rs"));

pub use generated::*;

use backhaul_runtime::auth::{Authorization, HeaderToken, Token};

/// A token.
#[derive(Clone, Debug)]
pub struct Credentials(Token);

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
        let Credentials(token) = self.credentials.ok_or_else(missing)?;
        let authorization = Authorization::fixed(HeaderToken::bearer(token))?;
        Ok(Client {
            core: backhaul_runtime::for_client_crates::Core::new(connection, authorization),
        })
    }
}
