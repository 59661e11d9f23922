//! `document/...`: a document that contradicts itself, or is not OpenAPI.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_all(
        "document/component-name",
        "The name of a component has characters that OpenAPI does not allow.",
        "A reference could not name it.",
        "Use ASCII letters and digits, `-`, `_` and `.`.",
    ),
    Rule::for_all(
        "document/dangling-reference",
        "A `$ref` points to something that does not exist.",
        "Nobody knows what was meant.",
        "Correct the name, or add the component.",
    ),
    Rule::for_all(
        "document/default-not-boolean",
        "The default of a boolean is not a boolean.",
        "The documentation of the setter would be wrong.",
        "Write true or false.",
    ),
    Rule::for_all(
        "document/empty-enum",
        "An `enum` of numbers lists nothing.",
        "No value could be sent.",
        "List the allowed values, or remove the `enum`.",
    ),
    Rule::for_all(
        "document/empty-union",
        "A union has no members.",
        "There would be nothing to send or to read.",
        "List the members in `oneOf`.",
    ),
    Rule::for_all(
        "document/item-limits",
        "`minItems` is greater than `maxItems`.",
        "No array can satisfy both.",
        "Correct one of them.",
    ),
    Rule::for_all(
        "document/missing-member",
        "A member that OpenAPI requires is missing.",
        "What it would say is needed, for example where the API is.",
        "Add it.",
    ),
    Rule::for_all(
        "document/no-items",
        "An array has no `items`.",
        "Nobody knows what it holds.",
        "Add the type of its items.",
    )
    .with("type: array", "type: array\nitems: {type: string}"),
    Rule::for_all(
        "document/no-mapping",
        "The top level of the document is not a mapping.",
        "An OpenAPI document is one.",
        "Begin with `openapi: 3.0.3`.",
    ),
    Rule::for_all(
        "document/no-openapi",
        "The document does not say its OpenAPI version.",
        "It is not an OpenAPI document, or one of version 2, which says `swagger`.",
        "Begin with `openapi: 3.0.3`; convert a document of version 2 first.",
    ),
    Rule::for_all(
        "document/no-parameter-schema",
        "A parameter has no `schema`.",
        "Nobody knows what its values are.",
        "Add its type.",
    ),
    Rule::for_all(
        "document/no-paths",
        "The document has no paths.",
        "There would be no operation to call.",
        "Add at least one operation.",
    ),
    Rule::for_all(
        "document/no-responses",
        "An operation has no `responses`.",
        "Nobody knows what it answers.",
        "Add the success, and every documented error.",
    ),
    Rule::for_all(
        "document/no-server",
        "`servers` is empty.",
        "A client must know where the API is.",
        "Write the address that the provider serves the API at.",
    ),
    Rule::for_all(
        "document/not-whole",
        "A limit, a default or a value of an integer is not a whole number of at most 64 bits.",
        "No integer can be compared with it.",
        "Write a whole number.",
    ),
    Rule::for_all(
        "document/number-limits",
        "`minimum` is greater than `maximum`.",
        "No value can satisfy both.",
        "Correct one of them.",
    ),
    Rule::for_all(
        "document/optional-path-parameter",
        "A parameter of the path is not `required: true`, or is omitted.",
        "Without it there is no path. In documents of others it counts as required.",
        "Write `required: true`.",
    ),
    Rule::for_all(
        "document/out-of-format",
        "A limit, a default or a value of an integer does not fit its format.",
        "No integer of this format can have it.",
        "Correct the value or the format.",
    ),
    Rule::for_all(
        "document/parameter-place",
        "A parameter is in a place that OpenAPI does not know.",
        "Nobody knows where to send it.",
        "Write `in: path` or `in: query`.",
    ),
    Rule::for_all(
        "document/reference-not-text",
        "A `$ref` is not a text.",
        "It leads nowhere.",
        "Write the reference in quotes: `$ref: '#/components/schemas/Name'`.",
    ),
    Rule::for_all(
        "document/repeated-path-parameter",
        "A parameter occurs more than once in a path.",
        "A builder has one value for it, which is sent in each place, although they may need different ones.",
        "Use a different name in each segment.",
    )
    .warned(),
    Rule::for_all(
        "document/security-scheme",
        "A security scheme that operations need lacks a part, or has a name that cannot be sent.",
        "A client could not send the credentials.",
        "Write it as OpenAPI wants it, or remove it from `security`.",
    )
    .with(
        "Key: {type: apiKey, name: X-Key}",
        "Key: {type: apiKey, in: header, name: X-Key}",
    ),
    Rule::for_all(
        "document/server-default",
        "The default of a server's variable is none of its values.",
        "The default address would be one that the document does not list.",
        "Add it to `enum`, or choose one of those.",
    )
    .warned(),
    Rule::for_all(
        "document/status",
        "A key of `responses` is not a status.",
        "It is most likely wrongly indented.",
        "Indent it below its status, or write a status in quotes.",
    ),
    Rule::for_all(
        "document/stray-path-parameter",
        "A parameter of the path does not occur in the path.",
        "Its value could not be sent, so no builder has it.",
        "Correct the name, or the path.",
    )
    .warned(),
    Rule::for_all(
        "document/type",
        "A schema has a type that OpenAPI 3.0 does not have.",
        "Nobody knows what was meant.",
        "Use string, integer, number, boolean, array or object.",
    ),
    Rule::for_all(
        "document/undeclared-path-parameter",
        "A name in braces in a path is not declared as a parameter.",
        "Nobody knows which values it takes. In documents of others it is a required text.",
        "Add it to the `parameters` of the operation.",
    )
    .warned(),
    Rule::for_all(
        "document/undeclared-server-variable",
        "A variable in the address of a server is not declared, or has no default.",
        "The address cannot be put together before the caller gives its value.",
        "Describe it in `variables`, with a `default`.",
    )
    .warned(),
    Rule::for_all(
        "document/union-mapping",
        "A value of a discriminator is mapped to something that is not a member of the union.",
        "A value with it could not be decoded.",
        "Write the reference of one of the members in `oneOf`.",
    ),
    Rule::for_all(
        "document/union-member-twice",
        "A union lists a member twice.",
        "One of the two is most likely meant to be another.",
        "Remove one of them, or correct it.",
    ),
    Rule::for_all(
        "document/union-tag-value",
        "A value of a discriminator is not one of the values of the property that carries it.",
        "The two contradict each other.",
        "Add it to the `enum` of the property, or correct the `mapping`.",
    ),
    Rule::for_all(
        "document/unknown-security-scheme",
        "An operation names a security scheme that is not declared.",
        "Nobody knows which credentials it takes.",
        "Declare it in components.securitySchemes.",
    ),
    Rule::for_all(
        "document/unreadable",
        "The document is not YAML, or has a key twice.",
        "Nothing in it can be judged.",
        "Correct it at the place of the finding; indentation and quotes are the usual causes.",
    ),
    Rule::for_all(
        "document/value-out-of-limits",
        "A default or a value of an `enum` breaks the limits beside it.",
        "The two contradict each other.",
        "Correct the value or the limits.",
    ),
    Rule::for_all(
        "document/wrong-kind",
        "A value is of the wrong kind, for example a number in place of a text.",
        "What is meant cannot be read.",
        "Correct the value; a text that looks like something else needs quotes.",
    )
    .with("version: 1.0", "version: \"1.0\""),
    Rule::for_all(
        "document/union-of-itself",
        "A union is one of its own members.",
        "It says nothing, and reading it would have no end.",
        "Take it out of the members.",
    ),
];
