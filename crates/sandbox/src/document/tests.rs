//! A small document, read into its operations.

use serde_json::json;

use super::operation::{Place, Scalar};
use super::operations;

const DOCUMENT: &str = r##"
openapi: 3.0.3
paths:
  /things/{thingId}:
    parameters:
      - $ref: "#/components/parameters/ThingId"
    post:
      operationId: makeThing
      parameters:
        - { name: loud, in: query, schema: { type: boolean } }
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Thing" }
      responses:
        "200":
          description: done
          content:
            application/vnd.things+json: { schema: { $ref: "#/components/schemas/Thing" } }
components:
  parameters:
    ThingId:
      name: thingId
      in: path
      required: true
      schema: { $ref: "#/components/schemas/ThingId" }
  schemas:
    ThingId: { type: string, pattern: "^[a-f0-9]{4}$" }
    Thing:
      type: object
      required: [name, state]
      properties:
        name: { type: string, nullable: true, example: { type: nonsense } }
        size: { type: integer, minimum: 0, exclusiveMinimum: true }
        of: { $ref: "#/components/schemas/Thing" }
        state: { $ref: "#/components/schemas/State" }
        token: { type: string, writeOnly: true }
        shape: { $ref: "#/components/schemas/Shape" }
    Shape:
      oneOf:
        - $ref: "#/components/schemas/Circle"
        - $ref: "#/components/schemas/Square"
      discriminator:
        propertyName: kind
        mapping:
          circle: "#/components/schemas/Circle"
          disc: "#/components/schemas/Circle"
          square: "#/components/schemas/Square"
    Circle:
      type: object
      properties: { kind: { type: string }, size: { type: integer } }
    Square:
      type: object
      properties: { kind: { type: string }, size: { type: integer }, turned: { type: boolean } }
    State: { type: string, readOnly: true, enum: [new, old] }
"##;

#[test]
fn an_operation_is_read_with_its_references() {
    let operations = operations(DOCUMENT).unwrap();
    let [operation] = operations.as_slice() else {
        panic!("one operation expected");
    };
    assert_eq!(operation.id, "makeThing");
    assert_eq!(operation.produces, ["application/vnd.things+json"]);
    let loud = &operation.parameters[0];
    assert_eq!(
        (loud.place, loud.scalar, loud.required),
        (Place::Query, Scalar::Boolean, false)
    );
    let id = &operation.parameters[1];
    assert_eq!(
        (id.place, id.scalar, id.required),
        (Place::Path, Scalar::Text, true)
    );
    assert!(id.schema.is_valid(&json!("00ff")));
    assert!(!id.schema.is_valid(&json!("00fg")));
}

#[test]
fn a_body_is_checked_as_openapi_means_it() {
    let operations = operations(DOCUMENT).unwrap();
    let body = operations[0].body.as_ref().unwrap();
    assert!(body.required);
    let (media_type, schema) = &body.content[0];
    assert_eq!(media_type, "application/json");
    for good in [
        json!({"name": "a"}),
        json!({"name": null}),
        json!({"name": "a", "of": {"name": "b", "size": 1}}),
    ] {
        assert!(schema.is_valid(&good), "{good}");
    }
    for bad in [
        json!({}),
        json!([]),
        json!({"name": 1}),
        json!({"name": "a", "size": 0}),
        json!({"name": "a", "of": {}}),
    ] {
        assert!(!schema.is_valid(&bad), "{bad}");
    }
}

/// One schema describes requests and answers, and each has properties of its own.
#[test]
fn only_the_provider_writes_some_properties_and_only_the_client_others() {
    let operations = operations(DOCUMENT).unwrap();
    let (_, request) = &operations[0].body.as_ref().unwrap().content[0];
    let (_, response) = &operations[0].responses[0].content[0];
    let state = json!({"name": "a", "state": "new"});
    let token = json!({"name": "a", "of": {"name": "b", "token": "t"}});
    assert!(response.is_valid(&state) && !request.is_valid(&state));
    assert!(request.is_valid(&token) && !response.is_valid(&token));
}

/// Without the discriminator these members are alike.
#[test]
fn members_of_a_union_are_told_apart_by_their_discriminator() {
    let operations = operations(DOCUMENT).unwrap();
    let (_, schema) = &operations[0].body.as_ref().unwrap().content[0];
    let is_valid = |shape| schema.is_valid(&json!({"name": "a", "shape": shape}));
    assert!(is_valid(json!({"kind": "disc", "size": 1})));
    assert!(is_valid(json!({"kind": "square", "turned": true})));
    for bad in [
        json!({"kind": "circle", "turned": true}),
        json!({"kind": "triangle"}),
        json!({"size": 1}),
        json!({"kind": "square", "size": "large"}),
    ] {
        assert!(!is_valid(bad.clone()), "{bad}");
    }
}

#[test]
fn a_broken_document_is_named_with_its_place() {
    for (document, place) in [
        ("openapi: 3.0.3", "paths"),
        ("paths: { /a: { get: {} } }", "GET /a"),
        (
            "paths: { /a: { get: { operationId: a, parameters: [{ $ref: '#/no' }] } } }",
            "GET /a",
        ),
    ] {
        let error = operations(document).unwrap_err().to_string();
        assert!(error.starts_with(place), "{error}");
    }
}
