//! Which addresses requests may go to.

use std::net::Ipv4Addr;

use url::{Host, Url};

use crate::connection::tls;
use crate::error::Error;
use crate::settings::config::Config;
use crate::settings::given::Given;

/// Reads a base address that credentials are sent to. `what` names it in errors, after the place where the
/// address was found.
///
/// # Errors
/// If `address` is not one, breaks a rule of [`check`], or has a query or a fragment.
pub(crate) fn parse(what: &str, address: &Given, config: &Config) -> Result<Url, Error> {
    let wrong = |why: &str| address.wrong(format_args!("{what} {why}"));
    let url = Url::parse(address.text()).map_err(|error| {
        wrong(&format!(
            "is not an absolute address such as https://host: {error}"
        ))
        .with_source(error)
    })?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("must not have a query or a fragment"));
    }
    check(&url, config, config.http_client.as_ref()).map_err(|broken| match broken {
        Broken::Scheme => wrong("must begin with https:// or http://"),
        Broken::NoTls => wrong(&format!(
            "is https, but {}, or give a client that has it by .http_client(...)",
            tls::NOT_BUILT
        )),
        Broken::User => wrong("must not contain a user or password: give them as credentials"),
        Broken::PlainHttp => wrong(
            "is plain http to another machine, which would send credentials unencrypted: use https, \
             or call .allow_plain_http(true)",
        ),
    })?;
    Ok(url)
}

/// The rule that an address breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// It is neither `https` nor `http`.
    Scheme,
    /// It is `https`, but neither this crate was built with TLS nor has the user given a client.
    NoTls,
    /// It carries a user or a password.
    User,
    /// It is plain `http` to another machine.
    PlainHttp,
}

/// Checks whether requests may go to `url`, through the user's `own` client if there is one: what TLS that
/// has is the user's business. Each caller words the error itself.
///
/// # Errors
/// The first rule that it breaks.
pub(crate) fn check(
    url: &Url,
    config: &Config,
    own: Option<&reqwest::Client>,
) -> Result<(), Broken> {
    if !matches!(url.scheme(), "https" | "http") {
        return Err(Broken::Scheme);
    }
    let can_use_tls = tls::IS_BUILT || own.is_some() || config.follows_script();
    if url.scheme() == "https" && !can_use_tls {
        return Err(Broken::NoTls);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Broken::User);
    }
    if url.scheme() == "http" && !config.allow_plain_http && !is_loopback(url) {
        return Err(Broken::PlainHttp);
    }
    Ok(())
}

/// The part of `base`'s path that the paths of operations bring, by what they begin with. A user who has copied it
/// from the documentation would call `/api/v2/api/v2/...`.
///
/// Two segments are enough wherever they are; a single one, which may also be a gateway's, only at the end.
pub(crate) fn doubled(base: &Url, beginnings: &[&str]) -> Option<String> {
    let path = base.path().split('/').filter(|part| !part.is_empty());
    let path: Vec<&str> = path.collect();
    beginnings.iter().find_map(|beginning| {
        let known: Vec<&str> = beginning.split('/').skip(1).collect();
        let needed = known.len().min(2);
        let start = (0..path.len()).find(|start| {
            let rest = &path[*start..];
            let is_end = needed > 1 || rest.len() == 1;
            needed > 0 && is_end && rest.starts_with(&known[..needed])
        })?;
        let same = path[start..].iter().zip(&known);
        let same = same.take_while(|(part, known)| part == known);
        Some(same.map(|(part, _)| format!("/{part}")).collect())
    })
}

/// Whether `url` is on this machine: a literal loopback address, or exactly `localhost`. DNS decides about
/// names below `localhost`, so those may be anywhere.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => {
            let mapped = address.to_ipv4_mapped();
            address.is_loopback() || mapped.as_ref().is_some_and(Ipv4Addr::is_loopback)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{is_loopback, parse};
    use crate::settings::config::Config;

    #[test]
    fn this_machine_is_a_literal_address_or_localhost() {
        for (host, expected) in [
            ("127.0.0.1", true),
            ("127.255.255.254:8080", true),
            ("127.1", true),
            ("2130706433", true),
            ("[::1]", true),
            ("[::ffff:127.0.0.1]:1", true),
            ("localhost", true),
            ("LOCALHOST:8080", true),
            ("anything.localhost", false),
            ("localhost.", false),
            ("localhost.example", false),
            ("127.0.0.1.example", false),
            ("127.0.0.1.nip.io", false),
            ("[::ffff:10.0.0.1]", false),
            ("[::127.0.0.1]", false),
            ("[::2]", false),
            ("0.0.0.0", false),
            ("[::]", false),
            ("10.0.0.1", false),
        ] {
            let url = Url::parse(&format!("http://{host}/")).unwrap();
            assert_eq!(is_loopback(&url), expected, "{host}");
        }
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        let mut config = Config::new("test");
        for good in [
            "http://127.0.0.1:8080",
            "http://[::1]",
            "http://localhost:1/x",
        ] {
            assert!(
                parse("base address", &good.into(), &config).is_ok(),
                "{good}"
            );
        }
        for bad in [
            "http://opsmanager.example",
            "http://127.0.0.1.example",
            "http://10.0.0.1",
            "http://anything.localhost",
        ] {
            let refused = parse("base address", &bad.into(), &config).unwrap_err();
            assert!(
                refused.to_string().contains("allow_plain_http"),
                "{bad}: {refused}"
            );
        }
        config.allow_plain_http = true;
        assert!(parse("base address", &"http://opsmanager.example".into(), &config).is_ok());
    }

    #[test]
    fn a_path_that_the_operations_bring_is_found() {
        let doubled = |base: &str, beginnings: &[&str]| {
            super::doubled(&Url::parse(base).unwrap(), beginnings)
        };
        for (path, expected) in [
            ("", None),
            ("/", None),
            ("/api", None),
            ("/atlas/v2", None),
            ("/api-atlas/v2", None),
            ("/gateway", None),
            ("/api/atlas", Some("/api/atlas")),
            ("/api/atlas/v2", Some("/api/atlas/v2")),
            ("/api/atlas/v2/", Some("/api/atlas/v2")),
            ("/api/atlas/v1.0", Some("/api/atlas")),
            ("/api/atlas/v2/groups/x", Some("/api/atlas/v2/groups")),
            ("//api//atlas", Some("/api/atlas")),
            ("/gateway/api/atlas/v2", Some("/api/atlas/v2")),
        ] {
            let base = format!("https://host.example{path}");
            let found = doubled(&base, &["/other/x", "/api/atlas/v2/groups"]);
            assert_eq!(found.as_deref(), expected, "{path}");
        }
        for (path, is_doubled) in [
            ("/v2", true),
            ("/gateway/v2/", true),
            ("/v2/gateway", false),
            ("/v1.0", false),
        ] {
            let base = format!("https://host.example{path}");
            assert_eq!(doubled(&base, &["/v2"]).is_some(), is_doubled, "{path}");
        }
        assert_eq!(doubled("https://host.example/any", &["/", ""]), None);
    }

    #[test]
    fn an_address_carries_no_user_query_or_other_scheme() {
        let config = Config::new("test");
        for bad in [
            "",
            "host",
            "ftp://127.0.0.1",
            "http://u:fake-secret@127.0.0.1",
            "http://127.0.0.1/?a",
        ] {
            let refused = parse("base address", &bad.into(), &config).unwrap_err();
            assert!(
                refused.to_string().starts_with("base address "),
                "{bad:?}: {refused}"
            );
            assert!(!format!("{refused} {refused:?}").contains("fake-secret"));
        }
    }
}
