//! Rules of what the constructs of parameters and maps cannot say, and of the stage that normalizes.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_all(
        "document/cookie-name",
        "The name of a cookie has characters that no cookie can have.",
        "The request could not be sent.",
        "Use ASCII letters and digits with hyphens between them.",
    ),
    Rule::for_all(
        "document/default-not-number",
        "A `default` beside `type: number` is not a number.",
        "It must be a value of the parameter.",
        "Write a number.",
    ),
    Rule::for_all(
        "document/explode",
        "`explode` is not a boolean.",
        "It says how an array is written into the address.",
        "Write true or false.",
    ),
    Rule::for_all(
        "document/header-name",
        "The name of a header has characters that no header can have.",
        "The request could not be sent.",
        "Use ASCII letters and digits with hyphens between them.",
    ),
    Rule::warns(
        "document/mapping-target",
        "A discriminator maps a value to a schema that does not exist.",
        "Nobody could tell what such a value is.",
        "Write `#/components/schemas/NAME` of a member.",
    ),
    Rule::for_all(
        "document/no-path-schema",
        "A path parameter has no `schema`.",
        "Its type must be known.",
        "Add its type.",
    ),
    Rule::for_all(
        "document/no-value-fits",
        "Two parts of an `allOf` want multiples that have none in common.",
        "No value can fit both, and to take one of them would be a guess.",
        "Say the same in both, or take the part out of `allOf`.",
    ),
    Rule::for_all(
        "document/reference-kind",
        "A `$ref` is not a text.",
        "It must name a part of the document.",
        "Write `$ref: '#/components/schemas/Name'`.",
    ),
    Rule::for_all(
        "document/reference-to-itself",
        "A `$ref` leads only to itself.",
        "There is nothing at its end.",
        "Refer to a part with content.",
    ),
    Rule::for_all(
        "document/schema-of-itself",
        "A schema refers only to itself.",
        "It says nothing of a value.",
        "Describe what it is.",
    ),
    Rule::for_all(
        "document/unfit-value",
        "A value of the document has another kind than OpenAPI says.",
        "It cannot be understood.",
        "Correct the value, or its indentation.",
    ),
    Rule::for_all(
        "extension/job-entries",
        "A rule of `x-job` on entries is incomplete, or names something that it cannot compare.",
        "Without both sides there is nothing to compare.",
        "Name the array in `any` or `all`, an integer of its entries, and what it must equal.",
    ),
    Rule::warns(
        "document/odd-kind",
        "A value is of another kind than OpenAPI says, but can mean only one thing.",
        "It is taken as that. A limit that is no number is left to the provider.",
        "Write it as OpenAPI says.",
    )
    .with("required: \"true\"", "required: true"),
    Rule::warns(
        "document/same-operation-id",
        "Two operations have one `operationId`.",
        "The second one gets a number, which another operation may have in the next document.",
        "Give each operation a name of its own.",
    ),
    Rule::warns(
        "idle/allow-reserved",
        "A parameter has `allowReserved`.",
        "Every value is encoded, which servers decode.",
        "Remove it.",
    ),
    Rule::warns(
        "idle/body-of-nothing",
        "A request body that may be left out has no media type.",
        "Nobody knows what it would be, so nothing is sent.",
        "Write the media type that the provider takes, or remove the body.",
    ),
    Rule::warns(
        "idle/contradicting-types",
        "Two schemas that a value must both fit have different types.",
        "No value has both. Any JSON is sent and read, since one of the two is a mistake and nobody says which.",
        "Say the same in both, or take one of them out.",
    ),
    Rule::warns(
        "idle/entry-count",
        "An object with properties has `minProperties` or `maxProperties`.",
        "Only the entries of a map are counted.",
        "Remove it.",
    ),
    Rule::warns(
        "idle/list-key",
        "A parameter that is an array has a limit other than the number of its items.",
        "Only their number is checked.",
        "Remove it.",
    ),
    Rule::warns(
        "idle/odd-enum",
        "An `enum` of texts or integers lists values of another type.",
        "No value is of both types, so these are never sent. If none is left, any JSON is.",
        "Write the values as the `type` says, or correct the `type`.",
    ),
    Rule::for_all(
        "unsupported/crossed-union",
        "A value must fit one of several schemas twice at once.",
        "Its type in Rust would be every combination of both.",
        "Write one `oneOf` with every combination that there is.",
    ),
    Rule::for_all(
        "unsupported/exploded-cookie",
        "A cookie is an array or an object whose parts would be cookies of their own.",
        "OpenAPI separates them with `&`, which separates nothing in a cookie.",
        "Write `explode: false`: all parts are in one cookie then, with commas between them.",
    ),
    Rule::for_all(
        "unsupported/nested-parameter",
        "An array or an object that is written in one piece holds another one.",
        "OpenAPI says how single values are written there, and nothing of what is below.",
        "Use single values, or move it to the query with `style: deepObject` or `content` of JSON.",
    ),
    Rule::for_all(
        "unsupported/null-query-items",
        "The items of a parameter that is an array may be null.",
        "Nothing in an address or a header means null, so no item is ever null.",
        "Remove `nullable`.",
    )
    .warned(),
    Rule::for_all(
        "unsupported/openapi-version",
        "A document is not of OpenAPI 3.0 or 3.1.",
        "Other versions have another form.",
        "Convert it first.",
    ),
    Rule::for_all(
        "unsupported/other-file",
        "A `$ref` points to another file.",
        "Only one file is read.",
        "Bundle the files into one document.",
    ),
    Rule::for_all(
        "unsupported/part-header",
        "A part of a form that is no file must have a header.",
        "A builder has headers for files only, so the request would lack it.",
        "Make it a property of its own, or leave `required` out.",
    ),
    Rule::for_all(
        "unsupported/too-many-parts",
        "An `allOf` puts together too many schemas.",
        "The work would grow without a limit.",
        "Put fewer schemas together.",
    ),
];
