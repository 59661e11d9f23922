//! Refused: schemas that the generator does not support or would misread.

use crate::support::{Refusal, check};

const PART_SIZE: &str = "          type: integer\n          description: Its size in bytes.\n";

#[test]
fn unions_and_inheritance() {
    check(&[
        Refusal {
            what: "oneOf",
            rule: "unsupported/composition",
            edits: &[(
                PART_SIZE,
                "          description: Its size in bytes.\n          oneOf: [{type: integer}, {type: string}]\n",
            )],
            path: "components.schemas.Part.properties.size.oneOf",
            at: "oneOf:",
            says: &["`oneOf`", "not supported"],
        },
        Refusal {
            what: "anyOf of an enum and a text, which progenitor never parses",
            rule: "unsupported/composition",
            edits: &[(
                PART_SIZE,
                "          description: Its size in bytes.\n          anyOf: [{type: string, enum: [big]}, {type: string}]\n",
            )],
            path: "components.schemas.Part.properties.size.anyOf",
            at: "anyOf:",
            says: &["`anyOf`", "not supported"],
        },
        Refusal {
            what: "not",
            rule: "idle/not",
            edits: &[(
                PART_SIZE,
                "          type: integer\n          description: Its size in bytes.\n          not: {minimum: 5}\n",
            )],
            path: "components.schemas.Part.properties.size.not",
            at: "not:",
            says: &["`not`", "not checked"],
        },
        Refusal {
            what: "allOf",
            rule: "unsupported/composition",
            edits: &[(
                PART_SIZE,
                "          description: Its size in bytes.\n          allOf: [{$ref: \"#/components/schemas/Failure\"}]\n",
            )],
            path: "components.schemas.Part.properties.size.allOf",
            at: "allOf:",
            says: &["`allOf`", "not supported"],
        },
        Refusal {
            what: "a discriminator, which progenitor ignores",
            rule: "unsupported/composition",
            edits: &[(
                "      description: A part of a thing.\n",
                "      description: A part of a thing.\n      discriminator: {propertyName: size}\n",
            )],
            path: "components.schemas.Part.discriminator",
            at: "discriminator:",
            says: &["`discriminator`", "not supported"],
        },
        Refusal {
            what: "a union of children that inherit from it, which overflows progenitor's stack",
            rule: "unsupported/inheritance-circle",
            edits: &[(
                "    Failure:\n",
                "    Pet:\n      description: A pet.\n      oneOf:\n        - $ref: \"#/components/schemas/Cat\"\n      discriminator:\n        propertyName: kind\n    Cat:\n      description: A cat.\n      allOf:\n        - $ref: \"#/components/schemas/Pet\"\n        - type: object\n    Failure:\n",
            )],
            path: "components.schemas.Pet.oneOf",
            at: "oneOf:",
            says: &["Cat", "Pet", "circle"],
        },
        Refusal {
            what: "an array that holds only itself",
            rule: "unsupported/recursive-array",
            edits: &[
                (
                    "    Failure:\n",
                    "    Nest:\n      type: array\n      description: A nest.\n      items:\n        $ref: \"#/components/schemas/Nest\"\n    Failure:\n",
                ),
                (
                    "            $ref: \"#/components/schemas/Part\"",
                    "            $ref: \"#/components/schemas/Nest\"",
                ),
            ],
            path: "components.schemas.Nest",
            at: "Nest:",
            says: &["Nest", "only itself"],
        },
        Refusal {
            what: "two arrays that hold only each other",
            rule: "unsupported/recursive-array",
            edits: &[(
                "    Failure:\n",
                "    Egg:\n      type: array\n      description: An egg.\n      items:\n        $ref: \"#/components/schemas/Hen\"\n    Hen:\n      type: array\n      description: A hen.\n      items:\n        type: array\n        items:\n          $ref: \"#/components/schemas/Egg\"\n    Failure:\n",
            )],
            path: "components.schemas.Egg",
            at: "Egg:",
            says: &["Egg", "only itself"],
        },
    ]);
}

#[test]
fn objects() {
    check(&[
        Refusal {
            what: "additional properties",
            rule: "idle/mixed-map",
            edits: &[(
                "      description: A part of a thing.\n",
                "      description: A part of a thing.\n      additionalProperties: {type: string}\n",
            )],
            path: "components.schemas.Part.additionalProperties",
            at: "additionalProperties:",
            says: &["`additionalProperties`", "not supported"],
        },
        Refusal {
            what: "an object without a name",
            rule: "unsupported/inline-object",
            edits: &[(
                PART_SIZE,
                "          type: object\n          description: Its size.\n          properties:\n            bytes: {type: integer, description: In bytes.}\n",
            )],
            path: "components.schemas.Part.properties.size",
            at: "size:",
            says: &["size", "object without a name"],
        },
        Refusal {
            what: "items that are objects without a name",
            rule: "unsupported/inline-object",
            edits: &[(
                "            $ref: \"#/components/schemas/Part\"",
                "            type: object\n            properties:\n              bytes: {type: integer, description: In bytes.}",
            )],
            path: "components.schemas.Thing.properties.parts.items",
            at: "items:",
            says: &["items", "object without a name"],
        },
        Refusal {
            what: "no properties",
            rule: "unsupported/no-properties",
            edits: &[(
                "      properties:\n        size:\n          type: integer\n          description: Its size in bytes.\n",
                "",
            )],
            path: "components.schemas.Part",
            at: "Part:",
            says: &["no `properties`"],
        },
        Refusal {
            what: "`required` names something that is not a property",
            rule: "idle/unknown-required",
            edits: &[("      required: [id]", "      required: [id, name]")],
            path: "components.schemas.Thing.required.1",
            at: "name]",
            says: &["\"name\"", "not a property"],
        },
        Refusal {
            what: "no description of a schema",
            rule: "house/schema-description",
            edits: &[("      description: A part of a thing.\n", "")],
            path: "components.schemas.Part",
            at: "Part:",
            says: &["Part", "no `description`"],
        },
        Refusal {
            what: "no description of a property",
            rule: "house/property-description",
            edits: &[("          description: Its size in bytes.\n", "")],
            path: "components.schemas.Part.properties.size",
            at: "size:",
            says: &["size", "no `description`"],
        },
    ]);
}

#[test]
fn scalars_and_arrays() {
    check(&[
        Refusal {
            what: "an enum of arrays",
            rule: "idle/schema-key",
            edits: &[(
                PART_SIZE,
                "          type: array\n          description: Its sizes in bytes.\n          items:\n            type: integer\n          enum: [[1], [2]]\n",
            )],
            path: "components.schemas.Part.properties.size.enum",
            at: "enum:",
            says: &["`enum`", "not supported"],
        },
        Refusal {
            what: "a text enum of numbers",
            rule: "unsupported/enum-values",
            edits: &[("[QUEUED, inProgress, all-done]", "[1, 2]")],
            path: "components.schemas.Thing.properties.state.enum",
            at: "enum:",
            says: &["not all texts"],
        },
        Refusal {
            what: "an enum with null",
            rule: "unsupported/enum-values",
            edits: &[("[QUEUED, inProgress, all-done]", "[QUEUED, null]")],
            path: "components.schemas.Thing.properties.state.enum",
            at: "enum:",
            says: &["not all texts"],
        },
        Refusal {
            what: "an enum of nothing",
            rule: "unsupported/enum-values",
            edits: &[("[QUEUED, inProgress, all-done]", "[]")],
            path: "components.schemas.Thing.properties.state.enum",
            at: "enum:",
            says: &["not all texts"],
        },
        Refusal {
            what: "an array of anything",
            rule: "document/no-items",
            edits: &[(
                "          items:\n            $ref: \"#/components/schemas/Part\"\n",
                "",
            )],
            path: "components.schemas.Thing.properties.parts",
            at: "parts:",
            says: &["no `items`"],
        },
        Refusal {
            what: "a map that holds only itself",
            rule: "unsupported/recursive-array",
            edits: &[(
                "    Failure:\n",
                "    Maps:\n      type: object\n      description: Odd.\n      additionalProperties: {$ref: \"#/components/schemas/Maps\"}\n    Failure:\n",
            )],
            path: "components.schemas.Maps",
            at: "Maps:",
            says: &["Maps", "contains only itself"],
        },
        Refusal {
            what: "a map of objects without a name",
            rule: "unsupported/inline-object",
            edits: &[(
                "    Failure:\n",
                "    Maps:\n      type: object\n      description: Odd.\n      additionalProperties:\n        type: object\n        properties: {a: {type: string, description: A.}}\n    Failure:\n",
            )],
            path: "components.schemas.Maps.additionalProperties",
            at: "additionalProperties:",
            says: &["without a name"],
        },
        Refusal {
            what: "entries that are counted beside properties",
            rule: "idle/entry-count",
            edits: &[(
                "    Part:\n      type: object\n",
                "    Part:\n      type: object\n      minProperties: 1\n",
            )],
            path: "components.schemas.Part.minProperties",
            at: "minProperties:",
            says: &["`minProperties`"],
        },
        Refusal {
            what: "a type that does not exist",
            rule: "document/type",
            edits: &[(
                PART_SIZE,
                "          type: int\n          description: Its size in bytes.\n",
            )],
            path: "components.schemas.Part.properties.size.type",
            at: "type:",
            says: &["\"int\"", "does not exist"],
        },
        Refusal {
            what: "several types, as in OpenAPI 3.1",
            rule: "document/wrong-kind",
            edits: &[(
                PART_SIZE,
                "          type: [integer, \"null\"]\n          description: Its size in bytes.\n",
            )],
            path: "components.schemas.Part.properties.size.type",
            at: "type:",
            says: &["a list", "instead of a text"],
        },
        Refusal {
            what: "rules without a type",
            rule: "unsupported/untyped",
            edits: &[(
                PART_SIZE,
                "          format: int64\n          minimum: 1\n          description: Its size in bytes.\n",
            )],
            path: "components.schemas.Part.properties.size",
            at: "size:",
            says: &["without a `type`", "format", "minimum"],
        },
        Refusal {
            what: "a password in plain sight",
            rule: "house/password",
            edits: &[(
                "          description: Its id.\n",
                "          description: Its id.\n          format: password\n",
            )],
            path: "components.schemas.Thing.properties.id.format",
            at: "format:",
            says: &["password"],
        },
        Refusal {
            what: "a secret that is not a text",
            rule: "extension/sensitive-not-text",
            edits: &[(
                "          description: Its size in bytes.\n",
                "          description: Its size in bytes.\n          x-sensitive: true\n",
            )],
            path: "components.schemas.Part.properties.size.x-sensitive",
            at: "x-sensitive:",
            says: &["`x-sensitive`", "other than a text"],
        },
        Refusal {
            what: "a word of JSON Schema that OpenAPI 3.0 lacks",
            rule: "idle/unknown-member",
            edits: &[(
                "          description: Its size in bytes.\n",
                "          description: Its size in bytes.\n          const: 1\n",
            )],
            path: "components.schemas.Part.properties.size.const",
            at: "const:",
            says: &["`const`"],
        },
    ]);
}
