//! Bodies that are no JSON, in documents of others.

use backhaul_codegen::{Profile, check, generate};

/// A document whose only operation sends `content`.
fn document(content: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{title: Zoo, version: v1}}
servers: [{{url: 'https://zoo.example'}}]
paths:
  /animals:
    post:
      operationId: send
      requestBody: {{required: true, content: {{{content}}}}}
      responses: {{'204': {{description: Done.}}}}
components:
  schemas:
    Plain: {{type: object, properties: {{a: {{type: string}}, b: {{$ref: '#/components/schemas/Inner'}}}}}}
    Inner: {{type: object, properties: {{c: {{type: string}}}}}}
    File: {{type: object, properties: {{a: {{type: array, items: {{type: string, format: binary}}}}}}}}
"
    )
}

fn found(content: &str) -> Vec<(&'static str, String)> {
    let findings = check(Profile::Open, "zoo.yaml", &document(content));
    let found = findings
        .iter()
        .map(|found| (found.rule, found.path.clone()));
    found.collect()
}

const FORM: &str = "application/x-www-form-urlencoded";
const PLAIN: &str = "schema: {$ref: '#/components/schemas/Plain'}";

#[test]
fn a_form_is_an_object_whose_parts_have_names() {
    let body = "paths./animals.post.requestBody.content";
    for (content, expected) in [
        (
            format!("{FORM}: {{schema: {{type: array, items: {{type: string}}}}}}"),
            None,
        ),
        (
            format!("{FORM}: {{{PLAIN}, encoding: {{b: {{style: form}}}}}}"),
            Some((
                "unsupported/form-object",
                format!("{body}.{FORM}.encoding.b"),
            )),
        ),
        (
            format!("multipart/form-data: {{{PLAIN}, encoding: {{a: {{headers: {{}}}}}}}}"),
            Some((
                "idle/part-encoding",
                format!("{body}.multipart/form-data.encoding.a.headers"),
            )),
        ),
        (
            format!("{FORM}: {{{PLAIN}, encoding: {{b: {{style: deepObject}}}}}}"),
            None,
        ),
        (
            format!("{FORM}: {{{PLAIN}, encoding: {{b: {{contentType: application/json}}}}}}"),
            None,
        ),
        (
            format!("multipart/form-data: {{{PLAIN}, encoding: {{b: {{style: form}}}}}}"),
            None,
        ),
        (
            "text/plain: {encoding: {b: {style: form}}}".to_owned(),
            Some(("idle/part-encoding", format!("{body}.text/plain.encoding"))),
        ),
    ] {
        assert_eq!(
            found(&content),
            expected.into_iter().collect::<Vec<_>>(),
            "{content}"
        );
    }
}

#[test]
fn of_several_media_types_the_first_that_can_carry_it_is_sent() {
    const FILE: &str = "schema: {$ref: '#/components/schemas/File'}";
    const TEXT: &str = "schema: {type: string}";
    for (content, sent) in [
        (
            format!("application/xml: {{}}, {FORM}: {{{PLAIN}}}, application/json: {{{PLAIN}}}"),
            "application/json",
        ),
        (
            format!("multipart/form-data: {{{PLAIN}}}, {FORM}: {{{PLAIN}}}"),
            FORM,
        ),
        (
            format!("{FORM}: {{{FILE}}}, multipart/form-data: {{{FILE}}}"),
            "multipart/form-data",
        ),
        (
            format!("application/json: {{{FILE}}}, multipart/form-data: {{{FILE}}}"),
            "multipart/form-data",
        ),
        (format!("application/json: {{{FILE}}}"), "application/json"),
        (
            format!("text/csv: {{{TEXT}}}, multipart/form-data: {{{FILE}}}"),
            "multipart/form-data",
        ),
        (
            format!("text/csv: {{{TEXT}}}, {FORM}: {{{TEXT}}}"),
            "text/csv",
        ),
        (
            format!("text/csv: {{{TEXT}}}, application/octet-stream: {{}}"),
            "text/csv",
        ),
        (
            "application/x-tar: {}, image/png: {}".to_owned(),
            "application/x-tar",
        ),
        ("text/*: {}".to_owned(), "text/plain"),
        ("image/*: {}".to_owned(), "application/octet-stream"),
        (format!("multipart/*: {{{FILE}}}"), "multipart/form-data"),
        (format!("multipart/data: {{{FILE}}}"), "multipart/data"),
        (
            format!("multipart/mixed: {{{FILE}}}, multipart/form-data: {{{FILE}}}"),
            "multipart/form-data",
        ),
        (
            format!("Multipart/Form-Data: {{{FILE}}}, multipart/related: {{{FILE}}}"),
            "Multipart/Form-Data",
        ),
        (format!("Application/JSON: {{{PLAIN}}}"), "Application/JSON"),
    ] {
        let text = document(&content);
        let generated = generate(Profile::Open, "zoo.yaml", "zoo", &text).unwrap();
        let described = &generated.surface["send"];
        let line = format!("content-type: {sent}\n");
        assert!(described.contains(&line), "{content}: {described}");
    }
    // Parts whose order or number has a meaning are for the caller, and so are those of no object.
    for content in [
        format!("multipart/related: {{{FILE}}}"),
        format!("multipart/mixed: {{{TEXT}}}"),
        "multipart/data: {}".to_owned(),
    ] {
        let generated = generate(Profile::Open, "zoo.yaml", "zoo", &document(&content)).unwrap();
        let described = &generated.surface["send"];
        assert!(
            described.contains(".body(Upload)"),
            "{content}: {described}"
        );
    }
    // A text that holds bytes is bytes.
    let text = document("text/plain: {schema: {type: string, format: binary}}");
    let generated = generate(Profile::Open, "zoo.yaml", "zoo", &text).unwrap();
    assert!(generated.surface["send"].contains(".body(Upload)"));
}

/// The findings of an operation with these parameters.
fn of_parameters(parameters: &str) -> Vec<(&'static str, String)> {
    let text = document("application/json: {schema: {type: string}}").replace(
        "      responses:",
        &format!("      parameters: [{parameters}]\n      responses:"),
    );
    let findings = check(Profile::Open, "zoo.yaml", &text);
    let found = findings
        .iter()
        .map(|found| (found.rule, found.path.clone()));
    found.collect()
}

#[test]
fn what_others_have_as_parameters() {
    let place = |member: &str| format!("paths./animals.post.parameters.0.{member}");
    for (parameter, expected) in [
        (
            "{name: a b, in: cookie, schema: {type: string}}",
            Some(("document/cookie-name", place("name"))),
        ),
        (
            "{name: a, in: cookie, schema: {type: array, items: {type: string}}}",
            Some((
                "unsupported/exploded-cookie",
                "paths./animals.post.parameters.0".to_owned(),
            )),
        ),
        ("{name: a, in: cookie, schema: {type: string}}", None),
        (
            "{name: Range, in: header, schema: {type: string}}",
            Some(("idle/reserved-header", place("name"))),
        ),
        (
            "{name: x-auth-token, in: header, schema: {type: string}}",
            None,
        ),
        ("{name: a_b, in: header, schema: {type: string}}", None),
        (
            "{name: a, in: header, content: {application/json: {schema: {}}}}",
            Some(("unsupported/parameter-form", place("content"))),
        ),
        (
            "{name: a, in: query, content: {text/plain: {schema: {type: string}}}}",
            None,
        ),
        ("{name: a, in: query}", None),
        (
            "{name: a, in: header, schema: {oneOf: [{type: object}, {type: string}]}}",
            None,
        ),
        (
            "{name: a, in: query, content: {application/json: {schema: {type: object}}}}",
            None,
        ),
        (
            "{name: a, in: query, style: deepObject, schema: {type: object, properties: {b: {type: object}}}}",
            None,
        ),
        ("{name: a, in: query, schema: {type: array}}", None),
        (
            "{name: a, in: query, schema: {type: array, items: {type: string, format: password}}}",
            Some(("unsupported/query-schema", place("schema.items"))),
        ),
        (
            "{name: a, in: query, schema: {type: string, format: password}}",
            None,
        ),
    ] {
        let expected: Vec<_> = expected.into_iter().collect();
        let found = of_parameters(parameter);
        assert_eq!(found, expected, "{parameter}");
    }
}
