//! TLS of the HTTP clients that this crate builds.
//!
//! Our own features alone choose the library and its provider of cryptography, whatever features of reqwest
//! another crate of the program turns on. `native-tls` wins over rustls.

use std::error::Error as StdError;
use std::fs;
use std::io::Read;
use std::path::Path;

use reqwest::ClientBuilder;
#[cfg(feature = "__tls")]
use rustls_pki_types::{CertificateDer, pem::PemObject};

use crate::error::Error;
use crate::error::transport::innermost;
use crate::settings::certificates::Certificates;
use crate::settings::config::Config;

/// Whether this crate was built with TLS.
pub(crate) const IS_BUILT: bool = cfg!(feature = "__tls");

/// What is wrong without TLS, and what to do.
pub(crate) const NOT_BUILT: &str = "the program was built without TLS: enable the feature `rustls`, `rustls-ring`, `rustls-no-provider` or `native-tls`";

/// What is wrong without a provider, and what to do.
#[cfg(not(any(feature = "rustls-ring", feature = "native-tls")))]
const NO_PROVIDER: &str = "rustls has no provider of cryptography: call rustls::crypto::CryptoProvider::install_default \
     before the client is built, or enable the feature `rustls` (aws-lc-rs) or `rustls-ring` (ring)";

/// The bundle of a system has a quarter of a megabyte.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;

#[cfg(feature = "__tls")]
type Certificate = CertificateDer<'static>;
#[cfg(not(feature = "__tls"))]
type Certificate = std::convert::Infallible;

/// The certificate authorities that are trusted.
#[derive(Clone)]
pub(crate) struct Authorities {
    own: Vec<Certificate>,
    /// Whether those of the system are trusted too.
    #[cfg_attr(not(feature = "__tls"), allow(dead_code))]
    with_system: bool,
}

impl Authorities {
    /// Reads and checks the certificates that `config` names.
    ///
    /// # Errors
    /// The first source that has something wrong. The error names its file, and shows nothing of what it has. Or
    /// if nobody would be trusted.
    pub(crate) fn read(config: &Config) -> Result<Self, Error> {
        let mut own = Vec::new();
        for source in &config.ca_certificates {
            let found = match source {
                Certificates::Pem(pem) => {
                    certificates_in(pem).map_err(|why| format!("the PEM of ca_certificates {why}"))
                }
                Certificates::File { path, named_by } => read(path)
                    .and_then(|pem| certificates_in(&pem))
                    .map_err(|why| format!("{} of {named_by} {why}", path.display())),
            };
            own.extend(found.map_err(Error::invalid_input)?);
        }
        if own.is_empty() && !config.system_certificates {
            return Err(Error::invalid_input(
                "no certificate authority is trusted: system_certificates(false) needs ca_certificates_file(...) \
                 or ca_certificates(...) too",
            ));
        }
        Ok(Self {
            own,
            with_system: config.system_certificates,
        })
    }

    /// Nobody, for a client that makes no TLS connection.
    pub(crate) const fn nobody() -> Self {
        Self {
            own: Vec::new(),
            with_system: false,
        }
    }

    /// The same, and those of the system.
    pub(crate) fn and_those_of_the_system(self) -> Self {
        Self {
            with_system: true,
            ..self
        }
    }

    /// Builds a client that trusts them.
    ///
    /// # Errors
    /// If there is no provider of cryptography, or the system has no certificates.
    pub(crate) fn build(&self, builder: ClientBuilder) -> Result<reqwest::Client, Error> {
        build(self.choose(builder)?)?.map_err(not_built)
    }

    #[cfg(feature = "native-tls")]
    fn choose(&self, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
        self.add_to(builder.tls_backend_native())
    }

    #[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
    fn choose(&self, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
        let is_installed = rustls::crypto::CryptoProvider::get_default().is_some();
        if cfg!(feature = "rustls") || is_installed {
            return self.add_to(builder.tls_backend_rustls());
        }
        #[cfg(feature = "rustls-ring")]
        return Ok(builder.tls_backend_preconfigured(self.with_ring()?));
        #[cfg(not(feature = "rustls-ring"))]
        Err(Error::invalid_input(NO_PROVIDER))
    }

    #[cfg(not(feature = "__tls"))]
    #[allow(clippy::unnecessary_wraps)]
    fn choose(&self, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
        debug_assert!(self.own.is_empty(), "none can be made");
        Ok(builder)
    }

    #[cfg(feature = "__tls")]
    fn add_to(&self, builder: ClientBuilder) -> Result<ClientBuilder, Error> {
        let certificates = self.own.iter();
        let certificates = certificates.map(|der| reqwest::Certificate::from_der(der));
        let certificates = certificates
            .collect::<Result<Vec<_>, _>>()
            .map_err(Error::from_reqwest)?;
        Ok(match self.with_system {
            true => builder.tls_certs_merge(certificates),
            false => builder.tls_certs_only(certificates),
        })
    }

    /// What reqwest does by itself with the provider that it knows, with ring instead. Not by installing ring
    /// for the whole process: that is for the program to decide.
    #[cfg(feature = "rustls-ring")]
    #[cfg_attr(any(feature = "rustls", feature = "native-tls"), allow(dead_code))]
    fn with_ring(&self) -> Result<rustls::ClientConfig, Error> {
        use std::sync::Arc;

        use rustls_platform_verifier::Verifier;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let certificates = self.own.iter().cloned();
        let config = rustls::ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(not_built)?;
        let config = if self.with_system {
            let verifier =
                Verifier::new_with_extra_roots(certificates, provider).map_err(not_built)?;
            config
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(verifier))
        } else {
            let mut roots = rustls::RootCertStore::empty();
            for certificate in certificates {
                roots.add(certificate).map_err(not_built)?;
            }
            config.with_root_certificates(roots)
        };
        let mut config = config.with_no_client_auth();
        if cfg!(feature = "http2") {
            config.alpn_protocols.push(b"h2".to_vec());
        }
        config.alpn_protocols.push(b"http/1.1".to_vec());
        Ok(config)
    }
}

fn not_built(error: impl StdError + Send + Sync + 'static) -> Error {
    let cause = innermost(&error);
    let hint = if cause.contains("No CA certificates") {
        ". Install them (package ca-certificates), look at SSL_CERT_FILE and SSL_CERT_DIR if they are \
         set, or call .ca_certificates_file(...)"
    } else {
        ""
    };
    Error::invalid_input(format!("the HTTP client cannot be built: {cause}{hint}"))
        .with_source(error)
}

#[cfg(feature = "__tls")]
#[allow(clippy::unnecessary_wraps)]
fn build(builder: ClientBuilder) -> Result<reqwest::Result<reqwest::Client>, Error> {
    Ok(builder.build())
}

/// Without TLS of ours, another crate may have turned on that of reqwest, which panics without a provider. We
/// cannot ask for one, since rustls is not compiled then.
#[cfg(not(feature = "__tls"))]
fn build(builder: ClientBuilder) -> Result<reqwest::Result<reqwest::Client>, Error> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| builder.build()))
        .map_err(|_| Error::invalid_input(NO_PROVIDER))
}

/// Reads a file that somebody chose: neither a pipe, which may never end, nor one without end.
fn read(path: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("cannot be read: {}", error.kind());
    if !fs::metadata(path).map_err(cannot)?.is_file() {
        return Err("cannot be read: it is not a file".to_owned());
    }
    let file = fs::File::open(path).map_err(cannot)?;
    let mut pem = Vec::new();
    file.take(LARGEST_FILE + 1)
        .read_to_end(&mut pem)
        .map_err(cannot)?;
    if pem.len() as u64 > LARGEST_FILE {
        return Err("is larger than 4 MiB".to_owned());
    }
    Ok(pem)
}

/// What is wrong does not quote the text, which may be that of a private key.
#[cfg(feature = "__tls")]
fn certificates_in(pem: &[u8]) -> Result<Vec<Certificate>, String> {
    let found = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    let found = found.map_err(|_| "is not valid PEM".to_owned())?;
    if found.is_empty() {
        return Err("has no certificate: one begins with -----BEGIN CERTIFICATE-----".to_owned());
    }
    for (number, der) in (1..).zip(&found) {
        check(der).map_err(|why| {
            format!("has a certificate that cannot be used, number {number}: {why}")
        })?;
    }
    Ok(found)
}

#[cfg(feature = "native-tls")]
fn check(der: &CertificateDer<'_>) -> Result<(), String> {
    let read = reqwest::Certificate::from_der(der);
    read.map(drop).map_err(|error| innermost(&error))
}

#[cfg(all(feature = "__rustls", not(feature = "native-tls")))]
fn check(der: &CertificateDer<'_>) -> Result<(), String> {
    let added = rustls::RootCertStore::empty().add(der.clone().into_owned());
    added.map_err(|error| innermost(&error))
}

#[cfg(not(feature = "__tls"))]
fn certificates_in(_: &[u8]) -> Result<Vec<Certificate>, String> {
    Err(format!("cannot be used: {NOT_BUILT}"))
}
