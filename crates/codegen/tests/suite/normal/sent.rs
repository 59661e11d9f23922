//! Texts with limits in requests get names, because a type checks them.

use serde_json::json;

use super::{normal, reference};

#[test]
fn only_what_is_sent_is_checked() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    put:
      operationId: putIt
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Read'}}}}
components:
  schemas:
    Sent:
      type: object
      properties:
        code: {type: string, pattern: '^a$', description: The code., nullable: true}
        codes: {type: array, items: {type: string, maxLength: 3}}
        own: {type: string, maxLength: 3, readOnly: true}
        free: {type: string}
        inner: {$ref: '#/components/schemas/Inner'}
    Inner: {type: object, properties: {code: {type: string, minLength: 1}}}
    Read: {type: object, properties: {code: {type: string, pattern: '^a$'}}}
";
    let normal = normal(text);
    let found = &normal.value()["components"]["schemas"];
    assert_eq!(
        found["Sent"]["properties"],
        json!({
            "code": { "$ref": "#/components/schemas/SentCode", "nullable": true },
            "codes": { "type": "array", "items": reference("SentCodesItem") },
            "own": { "type": "string", "maxLength": 3, "readOnly": true },
            "free": { "type": "string" },
            "inner": reference("Inner"),
        })
    );
    let code = json!({ "type": "string", "pattern": "^a$", "description": "The code." });
    assert_eq!(found["SentCode"], code);
    assert_eq!(found["Inner"]["properties"]["code"], reference("InnerCode"));
    assert_eq!(
        found["Read"]["properties"]["code"],
        json!({ "type": "string", "pattern": "^a$" })
    );
    let line = text
        .lines()
        .position(|line| line.contains("The code."))
        .unwrap() as u64
        + 1;
    let origin = normal.origin(&["components", "schemas", "SentCode", "pattern"]);
    assert_eq!(origin.0.map(|place| place.0), Some(line));
    assert_eq!(origin.1, "components.schemas.Sent.properties.code.pattern");
}
