//! The setters for TLS, connections and HTTP clients of the user's own.

/// The setters for the network on a provider's `ClientBuilder`, which has a field `config`.
#[doc(hidden)]
#[macro_export]
macro_rules! network_settings {
    ($builder:ident) => {
        impl $builder {
            /// Trusts the certificate authorities in this PEM file too, beside those of the system (or in place of
            /// them, with [`system_certificates(false)`](Self::system_certificates)): for a
            /// company's own authority, or a proxy that reads TLS. Call it again for another file.
            ///
            /// It counts for calls, tokens and links. The file is read once, when the client is built.
            ///
            /// Which authorities the system trusts, is read when the first request needs it:
            ///
            /// - With rustls on Linux and other Unix systems, from the bundle of the system, such as
            ///   `/etc/ssl/certs/ca-certificates.crt`. `SSL_CERT_FILE` (one PEM file) and `SSL_CERT_DIR`
            ///   (folders of PEM files, separated by colons) *replace* it; if both are set, both count.
            /// - With rustls on macOS and Windows, from the system itself. It does not read these variables.
            /// - With `native-tls`, by the rules of the system's library. OpenSSL reads both variables.
            ///
            /// # Errors
            /// [`build`](Self::build) fails with an error that names the file if it cannot be read, is larger
            /// than 4 MiB, has no certificate, or has one that cannot be used; if the crate was built without
            /// TLS; and if [`http_client`](Self::http_client) is set too, which has authorities of its own.
            pub fn ca_certificates_file(
                mut self,
                path: impl ::std::convert::Into<::std::path::PathBuf>,
            ) -> Self {
                self.config.for_built_clients("ca_certificates_file");
                self.config
                    .ca_certificates
                    .push($crate::for_client_crates::Certificates::File {
                        path: path.into(),
                        named_by: "ca_certificates_file".into(),
                    });
                self
            }

            /// Trusts the certificate authorities in this PEM too, which has one certificate or more. Like
            /// [`ca_certificates_file`](Self::ca_certificates_file), for certificates that your program has
            /// in memory.
            pub fn ca_certificates(
                mut self,
                pem: impl ::std::convert::Into<::std::vec::Vec<u8>>,
            ) -> Self {
                self.config.for_built_clients("ca_certificates");
                let pem = $crate::for_client_crates::Certificates::Pem(pem.into());
                self.config.ca_certificates.push(pem);
                self
            }

            /// Whether the certificate authorities of the system are trusted too. Default yes; no if the settings
            /// that `from_env` found name authorities to be trusted instead of them. With `false`, only those of
            /// [`ca_certificates_file`](Self::ca_certificates_file) and [`ca_certificates`](Self::ca_certificates)
            /// are trusted for calls and tokens.
            ///
            /// Pre-signed links and redirected downloads lead to other servers, such as those of an object storage,
            /// and no credentials go there. For them, the authorities of the system always count too.
            ///
            /// # Errors
            /// [`build`](Self::build) fails if no authority is left, or if [`http_client`](Self::http_client) is set
            /// too.
            pub fn system_certificates(mut self, trust: bool) -> Self {
                self.config.for_built_clients("system_certificates");
                self.config.system_certificates = trust;
                self
            }

            /// How long a connection without a request is kept for the next one. Default 10 seconds; zero keeps
            /// none.
            ///
            /// It should be less than the server's own limit, which is 15 seconds at the load balancers of
            /// Alibaba Cloud and 60 at those of AWS and Open Telekom Cloud. Otherwise a request may go out just
            /// as the server closes the connection.
            pub fn pool_idle_timeout(mut self, limit: ::std::time::Duration) -> Self {
                self.config.for_built_clients("pool_idle_timeout");
                self.config.pool_idle_timeout = limit;
                self
            }

            /// How many connections without a request are kept for each host. Default no limit; 0 keeps none.
            /// It does not limit how many are open: as many as there are requests at once.
            pub fn pool_max_idle_per_host(mut self, number: usize) -> Self {
                self.config.for_built_clients("pool_max_idle_per_host");
                self.config.pool_max_idle_per_host = number;
                self
            }

            /// Uses this HTTP client for calls and for tokens, for example for a proxy, a client certificate or
            /// a TLS library of your choice. Its type is re-exported as `reqwest`. It is used as it is: no
            /// cargo feature for TLS is needed then, and [`build`](Self::build) refuses settings that would have
            /// no effect on it, such as `connect_timeout`.
            ///
            /// Pre-signed links and redirected downloads do not use it, because their servers must not see what
            /// it may send along. Give a client for them by [`link_http_client`](Self::link_http_client);
            /// without one, this crate builds it, which needs a feature for TLS if the links are `https`.
            ///
            /// This crate sets the following on the client that it builds; set them on yours too:
            ///
            /// - `.redirect(reqwest::redirect::Policy::none())`; otherwise a redirect may take the request
            ///   to a host that the credentials were not given for
            /// - `.no_gzip().no_brotli().no_zstd().no_deflate()`; otherwise it decompresses files that a
            ///   server stores with a content coding, if any crate of the program turns on reqwest's feature
            ///   for it. A download whose headers show that it was decompressed is refused; a download that
            ///   the server sends in chunks, or over HTTP/1.0 without a length, does not show it
            /// - `.no_proxy()` if the base address or the address for tokens is on this machine; otherwise
            ///   requests go through the proxies of the environment
            /// - `.pool_idle_timeout(...)`; 10 seconds are less than the limits of the providers
            /// - `.connect_timeout(...)` and `.user_agent(...)`; it has neither by itself
            /// - `.http1_only()`, if any crate of the program may turn on reqwest's feature `http2` and you do
            ///   not want it
            ///
            /// Leave out `.default_headers(...)` with credentials, and cookies: requests for tokens would carry
            /// them too, which may go to another host.
            pub fn http_client(mut self, client: $crate::reqwest::Client) -> Self {
                self.config.http_client = ::std::option::Option::Some(client);
                self
            }

            /// Uses this HTTP client for pre-signed links and for the targets of redirected downloads. A
            /// separate client fetches them without credentials; set your own for a proxy or a company's own
            /// certificate authority. It may be the one of [`http_client`](Self::http_client) if that one
            /// fulfils the following.
            ///
            /// Build it without headers, cookies and `.timeout(...)`, and with
            /// `.redirect(reqwest::redirect::Policy::none())`: this crate follows redirects itself, without
            /// revealing the link to the next host. Also use `.no_gzip().no_brotli().no_zstd().no_deflate()`,
            /// and `.no_proxy()` if links lead to this machine: see [`http_client`](Self::http_client).
            /// Settings such as `connect_timeout` have no effect on it.
            pub fn link_http_client(mut self, client: $crate::reqwest::Client) -> Self {
                self.config.link_http_client = ::std::option::Option::Some(client);
                self
            }
        }
    };
}
