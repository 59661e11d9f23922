//! Arrays and objects as parameters, enums of numbers and booleans, and parts of forms, in documents of others.

use backhaul_codegen::{Profile, check};

/// The findings of a document whose only operation has this path and these members.
fn found(path: &str, members: &str) -> Vec<(&'static str, String)> {
    let text = format!(
        "openapi: 3.0.3
info: {{title: Zoo, version: v1}}
servers: [{{url: 'https://zoo.example'}}]
paths:
  {path}:
    post:
      operationId: send
      {members}
      responses: {{'204': {{description: Done.}}}}
components:
  schemas:
    Flat: {{type: object, properties: {{a: {{type: string}}, b: {{type: integer}}, c: {{}}}}}}
    Deep: {{type: object, properties: {{a: {{type: string}}, b: {{$ref: '#/components/schemas/Flat'}}}}}}
    File: {{type: object, properties: {{a: {{type: string, format: binary}}, b: {{type: string}}}}}}
"
    );
    let findings = check(Profile::Open, "zoo.yaml", &text);
    let found = findings
        .iter()
        .map(|found| (found.rule, found.path.clone()));
    found.collect()
}

const FLAT: &str = "schema: {$ref: '#/components/schemas/Flat'}";
const DEEP: &str = "schema: {$ref: '#/components/schemas/Deep'}";
const FLAT_MAP: &str = "schema: {type: object, additionalProperties: {type: string}}";
const DEEP_MAP: &str = "schema: {type: object, additionalProperties: {type: array, items: {}}}";
const LIST: &str = "schema: {type: array, items: {type: integer}}";
const LISTS: &str = "schema: {type: array, items: {type: array, items: {type: string}}}";

#[test]
fn single_values_have_a_form_in_each_place_and_nothing_below_them_has() {
    let nested = "unsupported/nested-parameter";
    for place in [
        "in: path, required: true",
        "in: path, required: true, style: label, explode: true",
        "in: path, required: true, style: matrix",
        "in: header",
        "in: header, explode: true",
        "in: cookie, explode: false",
        "in: query, explode: false",
        "in: query, style: spaceDelimited",
    ] {
        let path = match place.contains("path") {
            true => "/animals/{a}",
            false => "/animals",
        };
        let of = |schema: &str| {
            found(
                path,
                &format!("parameters: [{{name: a, {place}, {schema}}}]"),
            )
        };
        for schema in [FLAT, FLAT_MAP, LIST] {
            assert_eq!(of(schema), [], "{place}, {schema}");
        }
        let at = |member: &str| format!("paths.{path}.post.parameters.0.schema.{member}");
        assert_eq!(
            of(DEEP),
            [(nested, "components.schemas.Deep.properties.b".to_owned())],
            "{place}"
        );
        assert_eq!(
            of(DEEP_MAP),
            [(nested, at("additionalProperties"))],
            "{place}"
        );
        // In the query each item is a text that the caller writes.
        let expected = match place.contains("query") {
            true => vec![],
            false => vec![(nested, at("items"))],
        };
        assert_eq!(of(LISTS), expected, "{place}");
    }
}

#[test]
fn what_openapi_leaves_open_is_refused() {
    let place = "paths./animals.post.parameters.0";
    let (cookie, form) = ("unsupported/exploded-cookie", "unsupported/parameter-form");
    for (parameter, rule, member) in [
        (format!("in: cookie, {LIST}"), cookie, ""),
        (
            format!("in: cookie, explode: true, {FLAT}"),
            cookie,
            ".explode",
        ),
        (
            format!("in: cookie, style: simple, explode: false, {LIST}"),
            form,
            ".style",
        ),
        (format!("in: header, style: label, {LIST}"), form, ".style"),
        (
            format!("in: query, style: pipeDelimited, explode: true, {FLAT}"),
            "unsupported/query-schema",
            ".schema",
        ),
    ] {
        let found = found(
            "/animals",
            &format!("parameters: [{{name: a, {parameter}}}]"),
        );
        assert_eq!(found, [(rule, format!("{place}{member}"))], "{parameter}");
    }
    let place = "paths./animals/{a}.post.parameters.0";
    let of =
        "parameters: [{name: a, in: path, required: true, style: form, schema: {type: string}}]";
    assert_eq!(
        found("/animals/{a}", of),
        [(form, format!("{place}.style"))]
    );
}

#[test]
fn an_enum_of_numbers_or_booleans_is_checked_where_it_says_so() {
    let (idle, wrong) = ("idle/enum-value", "document/value-out-of-limits");
    for (schema, expected) in [
        ("type: number, enum: [0.5, 1]", None),
        ("type: boolean, enum: [true]", None),
        ("type: boolean, enum: [true, false], default: false", None),
        ("enum: [0.5, 1]", None),
        ("type: number, enum: [0.5, '1']", Some((idle, "enum.1"))),
        ("type: boolean, enum: ['true']", Some((idle, "enum.0"))),
        (
            "type: number, enum: [0.5, 2], maximum: 1",
            Some((wrong, "enum.1")),
        ),
        (
            "type: number, enum: [0.5, 2], default: 1",
            None, // the default is ignored
        ),
        ("type: number, enum: []", Some(("idle/empty-enum", "enum"))),
        ("type: boolean, enum: []", Some(("idle/empty-enum", "enum"))),
    ] {
        let place = "paths./animals.post.parameters.0.schema";
        let of = format!("parameters: [{{name: a, in: query, schema: {{{schema}}}}}]");
        let expected = expected.map(|(rule, member)| (rule, format!("{place}.{member}")));
        let expected: Vec<_> = expected.into_iter().collect();
        assert_eq!(found("/animals", &of), expected, "{schema}");
        let place = "paths./animals.post.requestBody.content.application/json.schema.properties.a";
        let of = format!(
            "requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{a: {{{schema}}}}}}}}}}}}}"
        );
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(rule, path)| {
                let member = path
                    .rsplit_once(".schema.")
                    .map_or("", |(_, member)| member);
                (rule, format!("{place}.{member}"))
            })
            .collect();
        assert_eq!(found("/animals", &of), expected, "{schema}");
    }
}

#[test]
fn a_part_has_headers_if_it_is_a_file() {
    let place = "paths./animals.post.requestBody.content.multipart/mixed.encoding";
    for (headers, expected) in [
        (
            "a: {headers: {X-A: {required: true, schema: {type: string}}}}",
            None,
        ),
        ("a: {headers: {X-A: {schema: {type: string}}}}", None),
        (
            "b: {headers: {X-A: {schema: {type: string}}}}",
            Some(("idle/part-encoding", "b.headers")),
        ),
        (
            "b: {headers: {X-A: {required: true, schema: {type: string}}}}",
            Some(("unsupported/part-header", "b.headers.X-A")),
        ),
        (
            "b: {headers: {Content-Type: {required: true, schema: {type: string}}}}",
            Some(("idle/part-encoding", "b.headers")),
        ),
        (
            "a: {headers: {'X A': {required: true, schema: {type: string}}}}",
            Some(("document/header-name", "a.headers.X A")),
        ),
    ] {
        let content = format!(
            "requestBody: {{content: {{multipart/mixed: {{schema: {{$ref: '#/components/schemas/File'}}, encoding: {{{headers}}}}}}}}}"
        );
        let expected = expected.map(|(rule, member)| (rule, format!("{place}.{member}")));
        let expected: Vec<_> = expected.into_iter().collect();
        assert_eq!(found("/animals", &content), expected, "{headers}");
    }
}
