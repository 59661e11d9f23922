//! Refused: what objects within request bodies, and schemas of both requests and answers, cannot have.

use crate::support::{NESTED, Refusal, check_in};

const NAME: &str = "          description: Its name.\n        type:\n";

#[test]
fn objects_below_the_top() {
    check_in(
        NESTED,
        &[
            Refusal {
                what: "a limit that would not be checked",
                rule: "idle/property-limit",
                edits: &[(
                    NAME,
                    "          description: Its name.\n          maxLength: 9\n        type:\n",
                )],
                path: "components.schemas.Source.properties.name.maxLength",
                at: "maxLength:",
                says: &["`maxLength`", "name"],
            },
            Refusal {
                what: "a limit of items that would not be checked",
                rule: "idle/property-limit",
                edits: &[("            maximum: 23\n", "            multipleOf: 2\n")],
                path: "components.schemas.Source.properties.hours.items.multipleOf",
                at: "multipleOf:",
                says: &["`multipleOf`", "hours"],
            },
            Refusal {
                what: "an array that nothing fits",
                rule: "document/item-limits",
                edits: &[(
                    "          maxItems: 6\n",
                    "          minItems: 7\n          maxItems: 6\n",
                )],
                path: "components.schemas.Export.properties.labels.maxItems",
                at: "maxItems:",
                says: &["`minItems` 7", "`maxItems` 6"],
            },
            Refusal {
                what: "distinct items",
                rule: "idle/property-limit",
                edits: &[("          maxItems: 6\n", "          uniqueItems: true\n")],
                path: "components.schemas.Export.properties.labels.uniqueItems",
                at: "uniqueItems:",
                says: &["`uniqueItems`", "labels"],
            },
            Refusal {
                what: "an enum that nobody could name",
                rule: "house/enum-name",
                edits: &[(
                    "          enum: [full, part]\n",
                    "          enum: [full, ☃]\n",
                )],
                path: "components.schemas.Source.properties.type.enum",
                at: "enum:",
                says: &["☃", "variant name"],
            },
        ],
    );
}

#[test]
fn what_is_secret_must_not_show() {
    check_in(
        NESTED,
        &[
            Refusal {
                what: "a secret with a limit, which would show in an error",
                rule: "extension/sensitive-checked-text",
                edits: &[(
                    "      pattern: ^[a-z]{1,9}$\n    Weekday:\n      type: string\n      description: A day of the week.\n      enum: [monday, friday]\n",
                    "      pattern: ^[a-z]{1,9}$\n    Weekday:\n      type: string\n      description: A day of the week.\n      pattern: ^[a-z]+$\n      x-sensitive: true\n",
                )],
                path: "components.schemas.Weekday.x-sensitive",
                at: "x-sensitive:",
                says: &["`x-sensitive`", "not supported"],
            },
            Refusal {
                what: "a secret date, which would show in an error",
                rule: "unsupported/sensitive-date",
                edits: &[(
                    "          writeOnly: true\n",
                    "          writeOnly: true\n          format: date-time\n",
                )],
                path: "components.schemas.Export.properties.key",
                at: "key:",
                says: &["key", "date and sensitive"],
            },
        ],
    );
}

#[test]
fn directions() {
    check_in(
        NESTED,
        &[
            Refusal {
                what: "nothing to read",
                rule: "unsupported/nothing-to-read",
                edits: &[(
                    "          description: Its address.\n",
                    "          description: Its address.\n          writeOnly: true\n",
                )],
                path: "components.schemas.Link",
                at: "Link:",
                says: &["`writeOnly`", "nothing to read"],
            },
            Refusal {
                what: "nothing to send",
                rule: "idle/nothing-to-send",
                edits: &[(
                    "      required: [key]\n      properties:\n        key:\n          type: string\n          description: Its name.\n        day:\n          $ref: \"#/components/schemas/Weekday\"\n",
                    "      properties:\n        key:\n          type: string\n          description: Its name.\n          readOnly: true\n",
                )],
                path: "components.schemas.Label",
                at: "Label:",
                says: &["`readOnly`", "nothing to send"],
            },
        ],
    );
}
