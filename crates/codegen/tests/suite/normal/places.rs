//! Every part keeps the line and the path that it has in the file, wherever it is moved.

use super::normal;

const TEXT: &str = "\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a/{id}:
    parameters:
      - $ref: '#/components/parameters/Id'
    get:
      responses:
        '200':
          description: d
          content:
            application/json:
              schema:
                type: object
                properties:
                  inner:
                    type: object
                    properties:
                      deep: {type: string}
                  child:
                    $ref: '#/components/schemas/Child'
components:
  parameters:
    Id:
      name: id
      in: path
      required: true
      schema: {type: string, pattern: '^a$'}
  schemas:
    Base:
      type: object
      properties:
        of_base:
          type: string
    Child:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          properties:
            own:
              type: integer
";

#[test]
fn parts_are_found_where_they_were() {
    let normal = normal(TEXT);
    let answer = "paths./a/{id}.get.responses.200.content.application/json.schema";
    let cases: [(&[&str], String, &str); 9] = [
        (
            &["components", "schemas", "GetAByIdResponse"],
            answer.to_owned(),
            "schema:",
        ),
        (
            &[
                "components",
                "schemas",
                "GetAByIdResponseInner",
                "properties",
                "deep",
                "type",
            ],
            format!("{answer}.properties.inner.properties.deep.type"),
            "type: string}",
        ),
        (
            &[
                "components",
                "schemas",
                "GetAByIdResponse",
                "properties",
                "child",
            ],
            format!("{answer}.properties.child"),
            "child:",
        ),
        (
            &["components", "schemas", "Child"],
            "components.schemas.Child".to_owned(),
            "Child:",
        ),
        (
            &[
                "components",
                "schemas",
                "Child",
                "properties",
                "of_base",
                "type",
            ],
            "components.schemas.Base.properties.of_base.type".to_owned(),
            "type: string",
        ),
        (
            &["components", "schemas", "Child", "properties", "own"],
            "components.schemas.Child.allOf.1.properties.own".to_owned(),
            "own:",
        ),
        (
            &["paths", "/a/{id}", "get", "parameters", "0", "required"],
            "components.parameters.Id.required".to_owned(),
            "required:",
        ),
        (
            &["components", "schemas", "Id", "pattern"],
            "components.parameters.Id.schema.pattern".to_owned(),
            "pattern:",
        ),
        // What the document does not have is where its owner is.
        (
            &["paths", "/a/{id}", "get", "operationId"],
            "paths./a/{id}.get".to_owned(),
            "get:",
        ),
    ];
    let lines: Vec<&str> = TEXT.lines().collect();
    for (path, shown, at) in cases {
        let (position, found) = normal.origin(path);
        assert_eq!(found, shown, "{path:?}");
        let (line, column) = position.unwrap();
        let text = &lines[line as usize - 1][column as usize - 1..];
        assert!(text.starts_with(at), "{path:?}: {text}");
    }
}
