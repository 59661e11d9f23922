//! Endpoints: converts the user's text to an address, a `Host` header and a region.

use std::net::IpAddr;

use backhaul_runtime::for_client_crates::Given;
use backhaul_runtime::{Error, OneLine};

use crate::project::ProjectName;

/// An endpoint in its parts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    scheme: String,
    host: String,
    /// Includes its colon, or is empty.
    port: String,
    /// Where the user gave it.
    given: Given,
}

impl Endpoint {
    /// Parses `[scheme://]host[:port]`.
    pub(crate) fn parse(given: impl Into<Given>) -> Result<Self, Error> {
        let given = given.into();
        let text = given.text();
        let (scheme, rest) = text.split_once("://").unwrap_or(("https", text));
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match rest.rfind(':') {
            Some(colon) if !rest.ends_with(']') => rest.split_at(colon),
            _ => (rest, ""),
        };
        let is_host = !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-[]:".contains(&byte));
        let is_port = port.is_empty() || port[1..].parse::<u16>().is_ok();
        if !(matches!(scheme, "https" | "http") && is_host && is_port) {
            let shown = OneLine::address(text);
            let problem = if text.contains('@') {
                "must not contain a user or password: give them as credentials"
            } else {
                "is not a valid endpoint: write a host such as \"cn-hangzhou.log.aliyuncs.com\""
            };
            return Err(given.wrong(format_args!("{shown:?} {problem}")));
        }
        Ok(Self {
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            port: port.to_owned(),
            given: given.clone(),
        })
    }

    /// Whether the host is a single machine instead of the service's domain.
    fn is_raw(&self) -> bool {
        self.host == "localhost" || self.host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
    }

    /// The address to connect to: of a project, or of the endpoint as a whole.
    pub(crate) fn address(&self, project: Option<&ProjectName>) -> Given {
        let Self {
            scheme, host, port, ..
        } = self;
        self.given
            .clone()
            .map(|_| match project.filter(|_| !self.is_raw()) {
                Some(project) => format!("{scheme}://{project}.{host}{port}"),
                None => format!("{scheme}://{host}{port}"),
            })
    }

    /// The `Host` header, if the address alone does not name the project.
    pub(crate) fn host_header(&self, project: &ProjectName) -> Option<String> {
        self.is_raw().then(|| format!("{project}.{}", self.host))
    }

    /// The region in a public, classic network, VPC or shared endpoint.
    pub(crate) fn region(&self) -> Option<String> {
        let name = [".log.aliyuncs.com", ".sls.aliyuncs.com"]
            .iter()
            .find_map(|domain| self.host.strip_suffix(domain))?;
        let region = ["-share", "-intranet", "-internal", "-vpc"]
            .iter()
            .find_map(|network| name.strip_suffix(network))
            .unwrap_or(name);
        (!region.is_empty() && !region.contains('.')).then(|| region.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    #[test]
    fn the_project_goes_in_front_of_the_host() {
        let project = "ali-test-project".try_into().unwrap();
        for (text, address, host) in [
            (
                "cn-hangzhou.log.aliyuncs.com",
                "https://ali-test-project.cn-hangzhou.log.aliyuncs.com",
                None,
            ),
            (
                "http://cn-hangzhou-intranet.log.aliyuncs.com/",
                "http://ali-test-project.cn-hangzhou-intranet.log.aliyuncs.com",
                None,
            ),
            (
                "http://127.0.0.1:8080",
                "http://127.0.0.1:8080",
                Some("ali-test-project.127.0.0.1"),
            ),
            (
                "http://[::1]:80",
                "http://[::1]:80",
                Some("ali-test-project.[::1]"),
            ),
        ] {
            let endpoint = Endpoint::parse(text).unwrap();
            assert_eq!(endpoint.address(Some(&project)).text(), address);
            assert_eq!(endpoint.host_header(&project).as_deref(), host);
            let whole = address.replace("ali-test-project.", "");
            assert_eq!(endpoint.address(None).text(), whole);
        }
    }

    #[test]
    fn the_region_is_read_where_the_endpoint_names_one() {
        for (text, region) in [
            ("cn-hangzhou.log.aliyuncs.com", Some("cn-hangzhou")),
            (
                "https://cn-hangzhou-intranet.log.aliyuncs.com:443",
                Some("cn-hangzhou"),
            ),
            ("eu-central-1-share.log.aliyuncs.com", Some("eu-central-1")),
            ("cn-hangzhou-internal.log.aliyuncs.com", Some("cn-hangzhou")),
            ("cn-hangzhou.sls.aliyuncs.com", Some("cn-hangzhou")),
            ("log-global.aliyuncs.com", None),
            ("http://127.0.0.1:8080", None),
        ] {
            assert_eq!(
                Endpoint::parse(text).unwrap().region().as_deref(),
                region,
                "{text}"
            );
        }
    }

    #[test]
    fn an_invalid_endpoint_is_refused() {
        for text in [
            "",
            "https://",
            "ftp://x.log.aliyuncs.com",
            "a b",
            "x.example/path",
            "u@h",
            "h:99999",
            "h?q",
        ] {
            assert!(Endpoint::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_user_or_password_is_refused_and_not_shown() {
        for text in [
            "https://user:fake-marker@cn-hangzhou.log.aliyuncs.com",
            "user:fake-marker@cn-hangzhou.log.aliyuncs.com",
            "http://fake-marker@127.0.0.1:1",
            "https://127.0.0.1/?fake-marker",
        ] {
            let error = Endpoint::parse(text).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("fake-marker"), "{shown}");
            assert!(
                shown.contains(if text.contains('@') {
                    "credentials"
                } else {
                    "not a valid endpoint"
                }),
                "{shown}"
            );
        }
    }
}
