//! Does the document allow this request?

use serde_json::Value;

use crate::document::{Operation, Parameter, Place, RequestBody, Scalar};
use crate::http::Request;

/// The first thing about a request that the document does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Violation {
    /// A required parameter is not there.
    Missing {
        /// Where it should be.
        place: Place,
        /// Its wire name.
        name: String,
    },
    /// The document knows no such query parameter.
    Unknown {
        /// Its name.
        name: String,
    },
    /// A parameter is not of its type or breaks its schema.
    Parameter {
        /// Where it is.
        place: Place,
        /// Its wire name.
        name: String,
        /// What is wrong.
        detail: String,
    },
    /// A body where there may be none.
    UnexpectedBody,
    /// No body where there must be one.
    MissingBody,
    /// A body without a `Content-Type`.
    MissingMediaType,
    /// A body of a media type that the document does not name.
    MediaType {
        /// The one that was sent.
        found: String,
    },
    /// A body that is not JSON.
    NotJson,
    /// A JSON body that breaks its schema.
    Body {
        /// The schema keyword that it breaks, such as `maxItems`.
        keyword: String,
        /// JSON pointer to the culprit; empty for the body itself.
        pointer: String,
        /// What is wrong.
        detail: String,
    },
}

/// Compares a request with its operation. `path_parameters` are those of the match.
pub(crate) fn check(
    operation: &Operation,
    path_parameters: &[(String, String)],
    request: &Request,
) -> Result<(), Violation> {
    let query = request.query();
    for parameter in &operation.parameters {
        let found: Vec<&str> = match parameter.place {
            Place::Path => values(path_parameters, &parameter.name),
            Place::Query => values(&query, &parameter.name),
            Place::Header => request.header(&parameter.name).into_iter().collect(),
        };
        check_parameter(parameter, &found)?;
    }
    let known = |name: &str| {
        operation
            .parameters
            .iter()
            .any(|parameter| parameter.place == Place::Query && parameter.name == name)
    };
    if let Some((name, _)) = query.iter().find(|(name, _)| !known(name)) {
        return Err(Violation::Unknown { name: name.clone() });
    }
    match &operation.body {
        Some(body) => check_body(body, request),
        None if request.body.is_empty() => Ok(()),
        None => Err(Violation::UnexpectedBody),
    }
}

fn values<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    pairs
        .iter()
        .filter(|(key, _)| key == name)
        .map(|(_, value)| value.as_str())
        .collect()
}

fn check_parameter(parameter: &Parameter, found: &[&str]) -> Result<(), Violation> {
    let refuse = |detail: String| Violation::Parameter {
        place: parameter.place,
        name: parameter.name.clone(),
        detail,
    };
    let texts = match found {
        [] if parameter.required => {
            return Err(Violation::Missing {
                place: parameter.place,
                name: parameter.name.clone(),
            });
        }
        [] => return Ok(()),
        [""] if parameter.may_be_empty => return Ok(()),
        texts if parameter.is_list || texts.len() == 1 => texts,
        _ => return Err(refuse("is given more than once".to_owned())),
    };
    let values = texts.iter().map(|text| read(parameter.scalar, text));
    let mut values: Vec<Value> = values
        .collect::<Result<_, _>>()
        .map_err(|problem| refuse(problem.to_owned()))?;
    let value = match values.pop() {
        Some(only) if !parameter.is_list => only,
        last => values.into_iter().chain(last).collect(),
    };
    parameter
        .schema
        .validate(&value)
        .map_err(|error| refuse(error.to_string()))
}

/// What a text of the query, the path or a header means.
fn read(scalar: Scalar, text: &str) -> Result<Value, &'static str> {
    match scalar {
        Scalar::Text => Ok(Value::from(text)),
        Scalar::Boolean => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err("is neither true nor false"),
        },
        Scalar::Number => {
            let number = text.parse().map(Value::Number);
            number.map_err(|_| "is not a number")
        }
    }
}

fn check_body(body: &RequestBody, request: &Request) -> Result<(), Violation> {
    if request.body.is_empty() {
        return if body.required {
            Err(Violation::MissingBody)
        } else {
            Ok(())
        };
    }
    let sent = request
        .header("content-type")
        .ok_or(Violation::MissingMediaType)?;
    let media_type = sent.split(';').next().unwrap_or_default().trim();
    let (_, schema) = body
        .content
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(media_type))
        .ok_or_else(|| Violation::MediaType {
            found: sent.to_owned(),
        })?;
    let value: Value = serde_json::from_slice(&request.body).map_err(|_| Violation::NotJson)?;
    schema.validate(&value).map_err(|error| Violation::Body {
        keyword: error.kind().keyword().to_owned(),
        pointer: error.instance_path().to_string(),
        detail: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method};
    use bytes::Bytes;

    use super::{Violation, check};
    use crate::document::{Place, operations};
    use crate::http::Request;

    const DOCUMENT: &str = r##"
paths:
  /a/{id}:
    put:
      operationId: a
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, pattern: "^[a-f]+$" } }
        - { name: loud, in: query, schema: { type: boolean } }
        - { name: page, in: query, schema: { type: integer, minimum: 1 } }
        - { name: kind, in: query, allowEmptyValue: true, schema: { type: string, enum: [a] } }
        - { name: size, in: query, allowEmptyValue: true, schema: { type: integer, minimum: 1 } }
        - { name: ages, in: query, schema: { type: array, maxItems: 2, items: { type: integer } } }
        - { name: new, in: query, allowEmptyValue: true, schema: { type: boolean } }
      requestBody:
        required: true
        content:
          application/json: { schema: { type: array, maxItems: 2, items: { type: string } } }
  /b:
    put:
      operationId: b
"##;

    fn verdict(target: &str, media_type: &'static str, body: &'static str) -> Option<Violation> {
        let operations = operations(DOCUMENT).unwrap();
        let mut headers = HeaderMap::new();
        if !media_type.is_empty() {
            headers.insert("content-type", HeaderValue::from_static(media_type));
        }
        let request = Request {
            method: Method::PUT,
            target: target.to_owned(),
            headers,
            body: Bytes::from_static(body.as_bytes()),
        };
        let (operation, parameters) = operations
            .iter()
            .find_map(|operation| {
                Some((operation, operation.template.matches(&request.segments())?))
            })
            .unwrap();
        check(operation, &parameters, &request).err()
    }

    #[test]
    fn what_the_document_allows_passes() {
        let json = "application/json";
        assert_eq!(verdict("/a/abc", json, "[]"), None);
        assert_eq!(
            verdict("/a/abc?loud=false&page=2", json, r#"["x", "y"]"#),
            None
        );
        assert_eq!(verdict("/a/abc?kind=&page=2", json, "[]"), None);
        assert_eq!(verdict("/a/abc?kind=&size=&new=", json, "[]"), None);
        assert_eq!(verdict("/a/abc?size&new", json, "[]"), None);
        assert_eq!(verdict("/a/abc?ages=1", json, "[]"), None);
        assert_eq!(verdict("/a/abc?ages=1&page=2&ages=3", json, "[]"), None);
        assert_eq!(
            verdict("/a/a", "application/json;charset=utf-8", "[]"),
            None
        );
        assert_eq!(verdict("/b", "", ""), None);
    }

    #[test]
    fn parameters_are_checked_by_their_schemas() {
        for (target, name, place) in [
            ("/a/xyz", "id", Place::Path),
            ("/a/abc?loud=yes", "loud", Place::Query),
            ("/a/abc?loud=true&loud=true", "loud", Place::Query),
            ("/a/abc?page=0", "page", Place::Query),
            ("/a/abc?page=", "page", Place::Query),
            ("/a/abc?size=&size=", "size", Place::Query),
            ("/a/abc?size=0", "size", Place::Query),
            ("/a/abc?kind=b", "kind", Place::Query),
            ("/a/abc?ages=1&ages=2&ages=3", "ages", Place::Query),
            ("/a/abc?ages=1&ages=old", "ages", Place::Query),
            ("/a/abc?ages=1.5", "ages", Place::Query),
            ("/a/abc?page=1.5", "page", Place::Query),
            ("/a/abc?page=one", "page", Place::Query),
        ] {
            let found = verdict(target, "application/json", "[]");
            assert!(
                matches!(&found, Some(Violation::Parameter { name: n, place: p, .. })
                    if n == name && *p == place),
                "{target}: {found:?}"
            );
        }
        assert_eq!(
            verdict("/a/abc?quiet=true", "application/json", "[]"),
            Some(Violation::Unknown {
                name: "quiet".to_owned()
            })
        );
    }

    #[test]
    fn bodies_are_checked_by_their_schemas() {
        let json = "application/json";
        assert_eq!(verdict("/a/a", json, ""), Some(Violation::MissingBody));
        assert_eq!(verdict("/a/a", "", "[]"), Some(Violation::MissingMediaType));
        assert_eq!(
            verdict("/a/a", "text/plain", "[]"),
            Some(Violation::MediaType {
                found: "text/plain".to_owned()
            })
        );
        assert_eq!(verdict("/a/a", json, "["), Some(Violation::NotJson));
        assert_eq!(verdict("/b", "", "x"), Some(Violation::UnexpectedBody));
        let keyword = |body| match verdict("/a/a", json, body) {
            Some(Violation::Body { keyword, .. }) => keyword,
            other => panic!("{other:?}"),
        };
        assert_eq!(keyword(r#"["a", "b", "c"]"#), "maxItems");
        assert_eq!(keyword("{}"), "type");
        assert_eq!(keyword("[1]"), "type");
    }
}
