//! Refused: two things that would get the same name in Rust, and names that Rust uses.

use crate::support::{Refusal, check};

#[test]
fn name_clashes() {
    check(&[
        Refusal {
            what: "two operations",
            rule: "unsupported/name-clash",
            edits: &[("operationId: retryThings", "operationId: get_thing")],
            path: "paths./groups/{groupId}/things/{thingId}.get",
            at: "get:",
            says: &["name clash", "getThing", "get_thing"],
        },
        Refusal {
            what: "two types",
            rule: "unsupported/name-clash",
            edits: &[(
                "    Failure:\n",
                "    part:\n      type: string\n      description: Another part.\n    Failure:\n",
            )],
            path: "components.schemas.part",
            at: "part:",
            says: &["name clash", "Part", "part"],
        },
        Refusal {
            what: "a type and the enum of a property",
            rule: "unsupported/name-clash",
            edits: &[(
                "    Failure:\n",
                "    ThingState:\n      type: string\n      description: Another state.\n    Failure:\n",
            )],
            path: "components.schemas.ThingState",
            at: "ThingState:",
            says: &["name clash", "ThingState", "Thing.state"],
        },
        Refusal {
            what: "a type and the enum of an array's items",
            rule: "unsupported/name-clash",
            edits: &[
                (
                    "          items:\n            $ref: \"#/components/schemas/Part\"\n",
                    "          items:\n            type: string\n            enum: [a]\n",
                ),
                ("    Part:\n", "    ThingPartsItem:\n"),
            ],
            path: "components.schemas.ThingPartsItem",
            at: "ThingPartsItem:",
            says: &["name clash", "Thing.parts"],
        },
        Refusal {
            what: "two properties",
            rule: "house/property-clash",
            edits: &[(
                "        state:\n",
                "        ID:\n          type: string\n          description: Another id.\n        state:\n",
            )],
            path: "components.schemas.Thing.properties.id",
            at: "id:",
            says: &["name clash", "ID", "id"],
        },
        Refusal {
            what: "two enum values",
            rule: "house/enum-clash",
            edits: &[("[QUEUED, inProgress, all-done]", "[all_done, all-done]")],
            path: "components.schemas.Thing.properties.state.enum",
            at: "enum:",
            says: &["name clash", "all_done", "all-done", "AllDone"],
        },
        Refusal {
            what: "the same parameter twice",
            rule: "unsupported/name-clash",
            edits: &[(
                "        - name: verbose\n",
                "        - $ref: \"#/components/parameters/ThingId\"\n        - name: verbose\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2",
            at: "$ref:",
            says: &["name clash", "thingId"],
        },
        Refusal {
            what: "two parameters of one name in Rust",
            rule: "house/parameter-clash",
            edits: &[(
                "        - name: verbose\n",
                "        - {name: Verbose, in: query, description: What., schema: {type: boolean}}\n        - name: verbose\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.3",
            at: "name: verbose",
            says: &["name clash", "verbose"],
        },
        Refusal {
            what: "a schema name of signs",
            rule: "unsupported/schema-name",
            edits: &[(
                "    Failure:\n",
                "    \"-\":\n      type: string\n      description: What.\n    Failure:\n",
            )],
            path: "components.schemas.-",
            at: "\"-\":",
            says: &["\"-\"", "not make a valid type name"],
        },
        Refusal {
            what: "a property name of signs",
            rule: "house/property-name",
            edits: &[(
                "        state:\n",
                "        \"$\":\n          type: string\n          description: What.\n        state:\n",
            )],
            path: "components.schemas.Thing.properties.$",
            at: "\"$\":",
            says: &["\"$\"", "no telling field name"],
        },
    ]);
}
