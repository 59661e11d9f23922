//! A received request.

use axum::http::{HeaderMap, Method};
use bytes::Bytes;
use percent_encoding::percent_decode_str;

/// One received request, its body read to the end.
#[derive(Debug)]
pub(crate) struct Request {
    /// Method.
    pub(crate) method: Method,
    /// Path and query as sent, still encoded.
    pub(crate) target: String,
    /// Headers.
    pub(crate) headers: HeaderMap,
    /// Body; empty if there is none.
    pub(crate) body: Bytes,
}

impl Request {
    /// The path, still encoded.
    pub(crate) fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(self.target.as_str(), |(path, _)| path)
    }

    /// The segments of the path, still encoded. The first is empty: it is what comes before the first slash.
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.path().split('/').collect()
    }

    /// The query as sent, without its question mark; empty if there is none.
    pub(crate) fn raw_query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The query's names and values, decoded. Form encoding is understood too (`+` for a blank),
    /// because some of the providers' own clients send it.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        pairs(self.raw_query())
    }

    /// The names and values of a form in the body, decoded.
    pub(crate) fn form(&self) -> Vec<(String, String)> {
        pairs(&String::from_utf8_lossy(&self.body))
    }

    /// The header's value, if it is there once or more and is text. The first one counts.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    }

    /// Whether the query switches on the flag `name`.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.query()
            .iter()
            .any(|(key, value)| key == name && value == "true")
    }

    /// The first label of the host, where the host is a name of several labels: the project at
    /// SLS. `project.127.0.0.1` counts, a bare address or `localhost` does not. The port is
    /// not looked at: clients disagree on sending it.
    pub(crate) fn project_label(&self) -> Option<&str> {
        let host = self.header("host")?;
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        if name.starts_with('[') || name.parse::<std::net::IpAddr>().is_ok() {
            return None;
        }
        // Without a project, the host is the region's.
        let endpoint = [".log.aliyuncs.com", ".sls.aliyuncs.com"]
            .iter()
            .find_map(|domain| name.strip_suffix(domain));
        endpoint
            .unwrap_or(name)
            .split_once('.')
            .map(|(label, _)| label)
            .filter(|label| !label.is_empty())
    }
}

fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// Undoes percent and form encoding.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method};
    use bytes::Bytes;

    use super::Request;

    fn request(target: &str, host: &'static str) -> Request {
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_static(host));
        Request {
            method: Method::GET,
            target: target.to_owned(),
            headers,
            body: Bytes::new(),
        }
    }

    #[test]
    fn the_query_is_decoded() {
        let request = request("/x?a=1+2&b=%2B&c&d=", "localhost");
        let pairs = [("a", "1 2"), ("b", "+"), ("c", ""), ("d", "")];
        let expected: Vec<_> = pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        assert_eq!(request.query(), expected);
        assert_eq!(request.path(), "/x");
    }

    #[test]
    fn the_project_is_the_first_label_of_a_name() {
        let label = |host| request("/", host).project_label().map(str::to_owned);
        assert_eq!(
            label("p-1.cn-hangzhou.example:8080"),
            Some("p-1".to_owned())
        );
        assert_eq!(label("p-1.127.0.0.1"), Some("p-1".to_owned()));
        assert_eq!(
            label("p-1.cn-hangzhou.log.aliyuncs.com"),
            Some("p-1".to_owned())
        );
        for host in [
            "127.0.0.1:8080",
            "127.0.0.1",
            "localhost:1",
            "[::1]:80",
            "cn-hangzhou.log.aliyuncs.com:8080",
        ] {
            assert_eq!(label(host), None, "{host}");
        }
    }
}
