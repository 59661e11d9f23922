//! Which version of an answer a request asks for.

use axum::http::header;

use crate::http::Request;

/// The version dates that MongoDB has published. How the real server answers for any other date is
/// unknown; the sandbox refuses it.
const VERSION_DATES: [&str; 10] = [
    "2023-01-01",
    "2023-02-01",
    "2023-10-01",
    "2023-11-15",
    "2024-05-30",
    "2024-08-05",
    "2024-10-23",
    "2024-11-13",
    "2025-02-19",
    "2025-03-12",
];

/// The media type to answer with: of those that the operation has, the newest whose version is
/// not later than the date that `Accept` asks for.
pub(super) fn negotiate<'a>(request: &Request, produces: &'a [String]) -> Option<&'a str> {
    let accepted: Vec<&str> = request
        .headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|item| version(item.split(';').next()?.trim()))
        .filter(|(date, _)| VERSION_DATES.contains(date))
        .filter_map(|(date, kind)| {
            produces
                .iter()
                .filter_map(|media_type| Some((version(media_type)?, media_type)))
                .filter(|((offered, offered_kind), _)| *offered <= date && *offered_kind == kind)
                .max_by_key(|((offered, _), _)| *offered)
                .map(|(_, media_type)| media_type.as_str())
        })
        .collect();
    accepted.first().copied()
}

/// The date and the kind in `application/vnd.atlas.DATE+KIND`. Dates in this form sort as text.
fn version(media_type: &str) -> Option<(&str, &str)> {
    media_type
        .strip_prefix("application/vnd.atlas.")?
        .split_once('+')
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method};
    use bytes::Bytes;

    use super::negotiate;
    use crate::http::Request;

    fn answered(accept: &[&'static str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in accept {
            headers.append("accept", HeaderValue::from_static(value));
        }
        let request = Request {
            method: Method::GET,
            target: "/".to_owned(),
            headers,
            body: Bytes::new(),
        };
        let produces = [
            "application/vnd.atlas.2023-01-01+json".to_owned(),
            "application/vnd.atlas.2024-05-30+json".to_owned(),
        ];
        negotiate(&request, &produces).map(str::to_owned)
    }

    #[test]
    fn the_newest_version_not_later_than_the_date_answers() {
        let old = Some("application/vnd.atlas.2023-01-01+json".to_owned());
        let new = Some("application/vnd.atlas.2024-05-30+json".to_owned());
        assert_eq!(answered(&["application/vnd.atlas.2023-01-01+json"]), old);
        assert_eq!(answered(&["application/vnd.atlas.2023-10-01+json"]), old);
        assert_eq!(answered(&["application/vnd.atlas.2024-05-30+json"]), new);
        assert_eq!(answered(&["application/vnd.atlas.2025-03-12+json"]), new);
        assert_eq!(
            answered(&[
                "*/*",
                "text/html, application/vnd.atlas.2023-02-01+json;q=0.5"
            ]),
            old
        );
    }

    #[test]
    fn without_a_known_version_there_is_no_answer() {
        for accept in [
            "*/*",
            "application/json",
            "application/vnd.atlas.2022-01-01+json",
            "application/vnd.atlas.2023-06-15+json",
            "application/vnd.atlas.2099-01-01+json",
            "application/vnd.atlas.2023-01-01+csv",
            "application/vnd.atlas.2023-01-01",
        ] {
            assert_eq!(answered(&[accept]), None, "{accept}");
        }
        assert_eq!(answered(&[]), None);
    }
}
