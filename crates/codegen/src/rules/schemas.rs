//! `unsupported/...`, as far as it is about schemas: what the generator cannot express yet.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_all(
        "unsupported/alias",
        "A component is only a reference to another.",
        "One type would have two names.",
        "Refer to the other component where this one is used.",
    ),
    Rule::for_all(
        "unsupported/composition",
        "A schema is composed by `allOf`, `anyOf`, `not`, or by `oneOf` without a \
             discriminator.",
        "The generator reads objects as they are written, and tells members of a union apart by \
             one property.",
        "Write the fields out; make a union a component of its own, `oneOf` with a \
             `discriminator`.",
    ),
    Rule::for_all(
        "unsupported/deep-array",
        "Arrays are nested more than 16 deep.",
        "Their types in Rust are nested too.",
        "Put an object between them, or leave out the type of the inner arrays.",
    ),
    Rule::for_all(
        "unsupported/deep-reference",
        "A `$ref` does not point to a component.",
        "A type gets the name of its component, and other files are not read.",
        "Move the part to components and refer to it there.",
    )
    .with(
        "$ref: '#/components/schemas/Thing/properties/state'",
        "$ref: '#/components/schemas/State'",
    ),
    Rule::for_all(
        "unsupported/enum-values",
        "The values of the `enum` of a text are not all texts, or there are none.",
        "Each value becomes a variant that stands for a text.",
        "Quote them.",
    ),
    Rule::for_all(
        "unsupported/inheritance-circle",
        "A schema is composed of one that refers back to it.",
        "Neither of the two would have an end.",
        "Describe members that do not refer back.",
    ),
    Rule::for_all(
        "unsupported/inline-object",
        "An object within a schema has no name.",
        "A type needs a good name.",
        "Move it to components.schemas and refer to it.",
    ),
    Rule::for_all(
        "unsupported/inline-union-member",
        "A member of a union is not a `$ref`.",
        "It becomes a type and a variant, which need names.",
        "Move it to components.schemas.",
    ),
    Rule::for_all(
        "unsupported/name-clash",
        "Two things would get one name in Rust.",
        "The generated code would not compile.",
        "Rename one of them; if the API needs both, leave out the less important one, with an \
             `x-deviation`.",
    ),
    Rule::for_all(
        "unsupported/no-properties",
        "An object has no `properties`.",
        "It would be a type without fields, and maps are not supported.",
        "Add the properties, or leave `type` out if it may hold anything.",
    ),
    Rule::warns(
        "unsupported/nothing-to-read",
        "Every property of an object in an answer is `writeOnly`.",
        "What is read is a struct without fields.",
        "Correct the properties, or mark the property that holds the object `writeOnly`.",
    ),
    Rule::for_all(
        "unsupported/property-type",
        "A property in a request has a type that cannot be sent.",
        "A setter takes a boolean, an integer, a text, an enum, an object, or a list of these.",
        "Leave an optional one out, or add support for it to the generator.",
    ),
    Rule::for_all(
        "unsupported/recursive-array",
        "An array contains only itself.",
        "Its type would have no end.",
        "Describe what its items are.",
    ),
    Rule::for_all(
        "unsupported/recursive-union",
        "A union contains itself outside of an array.",
        "Its type would be infinite.",
        "Leave the property out.",
    ),
    Rule::for_all(
        "unsupported/schema-key",
        "A schema that is no object has properties of any name, by `additionalProperties`.",
        "They have no effect: the `type` says what the value is.",
        "Write `type: object`, or remove them.",
    )
    .warned(),
    Rule::for_all(
        "unsupported/schema-name",
        "The name of a schema does not make a valid type name.",
        "It becomes the name of a type.",
        "Use letters and digits.",
    ),
    Rule::for_all(
        "unsupported/sensitive-date",
        "A property in a request is both a date and `x-sensitive`.",
        "An error would show an invalid date.",
        "Remove one of the two.",
    ),
    Rule::for_all(
        "unsupported/union-clash",
        "Two members of a union would get one variant name.",
        "Each member becomes a variant.",
        "Leave one of them out, with an `x-deviation`: answers that contain it can still be \
             read.",
    ),
    Rule::for_all(
        "unsupported/union-homes",
        "Two unions tell one member apart in different ways.",
        "The member writes what identifies it by itself, and can do so in one way only.",
        "Use one property and the same values, or give the unions members of their own.",
    ),
    Rule::for_all(
        "unsupported/union-key",
        "A union has properties of its own, or is composed in a second way.",
        "Only its members have properties.",
        "Write the properties at each member.",
    ),
    Rule::for_all(
        "unsupported/union-member",
        "A member of a union is not an object.",
        "Members are told apart by a property.",
        "Describe it as `type: object`.",
    ),
    Rule::for_all(
        "unsupported/union-name",
        "A member of a union does not make a valid variant name.",
        "Each member becomes a variant.",
        "Leave it out, with an `x-deviation`: answers that contain it can still be read.",
    ),
    Rule::for_all(
        "unsupported/union-tag",
        "The property that identifies a member of a union is not a plain text.",
        "Members are told apart by a text that is not secret.",
        "Write `type: string`, with an `enum`.",
    ),
    Rule::for_all(
        "unsupported/union-unmapped",
        "No value of the discriminator is mapped to a member of the union.",
        "It could never be decoded.",
        "Add it to `mapping`.",
    ),
    Rule::for_all(
        "unsupported/union-without-mapping",
        "The discriminator of a union has no `propertyName` or no `mapping`.",
        "Nobody knows which text means which member.",
        "Name the property, and for each of its values the member that it means.",
    )
    .with(
        "discriminator: {propertyName: kind}",
        "discriminator:\n  propertyName: kind\n  mapping: {cat: '#/components/schemas/Cat'}",
    ),
    Rule::for_all(
        "unsupported/untyped",
        "A schema has limits or properties but no `type`.",
        "They would have no effect.",
        "Add the `type`.",
    ),
];
