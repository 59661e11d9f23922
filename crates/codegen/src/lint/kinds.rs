//! Which keys mean something in a schema, by its type.

/// Keys that any schema may have.
pub(super) const COMMON: &[&str] = &[
    "type",
    "description",
    "example",
    "default",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
];

/// The keys that only schemas of this type may have; nothing if there is no such type.
pub(super) fn own_keys(kind: &str) -> Option<&'static [&'static str]> {
    let keys: &[&str] = match kind {
        "string" => &["enum", "format", "pattern", "minLength", "maxLength"],
        "integer" => &[
            "enum",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "number" => &[
            "enum",
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "boolean" => &["enum"],
        "array" => &["items", "minItems", "maxItems", "uniqueItems"],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
        _ => return None,
    };
    Some(keys)
}
