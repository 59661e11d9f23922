//! `idle/...`: what has no effect in the generated crate. Ours must not say it; for others it is a warning.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::warns(
        "idle/array-key",
        "An array in a request has a key that is not checked before sending, such as \
             `uniqueItems`.",
        "The provider may refuse what the client has sent without a word.",
        "Remove it, or add the check to the generator.",
    ),
    Rule::warns(
        "idle/body-key",
        "The schema of a request body has `nullable` or `default`.",
        "A builder always sends an object, so that neither has an effect.",
        "Remove it.",
    ),
    Rule::warns(
        "idle/default-status",
        "An operation describes a response `default`.",
        "It does not say which statuses it means, so that the errors of a method are listed without it. Only the type of \
             its body counts: `Error::body_as` reads it. Where no success is described, it is the success, and no finding.",
        "List each status of an error.",
    )
    .with(
        "responses:\n  \"200\": ...\n  default: ...",
        "responses:\n  \"200\": ...\n  \"404\": ...",
    ),
    Rule::warns(
        "idle/enum-value",
        "An `enum` of numbers or booleans lists a value of another type.",
        "No value is of both types, so it is never sent.",
        "Write it as the `type` says, or correct the `type`.",
    ),
    Rule::warns(
        "idle/error-schema",
        "An error is a text, a number, a boolean, an array or any JSON.",
        "It gets no type. An error carries its body all the same.",
        "Describe the error as an object or a union.",
    ),
    Rule::warns(
        "idle/error-type",
        "An error is of a media type other than JSON.",
        "Errors are read as JSON; anything else is handed on as it came.",
        "Remove it.",
    ),
    Rule::warns(
        "idle/inline-response",
        "The schema of a response is not a `$ref`, or there is none.",
        "A type needs a name. Without one, the body of a success is not read.",
        "Declare the type in components.schemas.",
    ),
    Rule::warns(
        "idle/limit-beside-enum",
        "There are limits beside an `enum`.",
        "The values already say what is allowed.",
        "Remove the limits.",
    ),
    Rule::warns(
        "idle/mixed-map",
        "An object has both properties and further entries of a schema.",
        "A type in Rust is a struct or a map: the further entries are neither read nor sent.",
        "Describe an object with properties, or a map without.",
    ),
    Rule::warns(
        "idle/no-content-body",
        "A 204 describes a body.",
        "An answer of this status has none.",
        "Keep only the media type to ask for, or no `content`.",
    ),
    Rule::warns(
        "idle/no-success",
        "An operation has no response with a status of success.",
        "A method returns what a success brings. Here it returns nothing, and the body of a success is not read.",
        "Add the success.",
    ),
    Rule::warns(
        "idle/not",
        "A schema says what a value must not be.",
        "It is not checked before sending.",
        "Remove it, or say it in the description.",
    ),
    Rule::warns(
        "idle/nothing-to-send",
        "Every property of an object in a request is `readOnly`.",
        "What is sent is an object without properties.",
        "Leave the object out, or correct the properties.",
    ),
    Rule::warns(
        "idle/other-status",
        "An operation describes a response that means neither success nor an error, such as a \
             redirect.",
        "The runtime follows the rules for its status, so that the description has no effect.",
        "Remove it, and say in the description of the operation what it means.",
    ),
    Rule::warns(
        "idle/parameter-limit",
        "A parameter has a limit or a format that is not checked.",
        "What is not checked is sent all the same, and the provider may refuse it.",
        "Give a text with limits a name in components.schemas, or remove the limit.",
    ),
    Rule::warns(
        "idle/pattern",
        "The pattern of a text that is sent is not simple.",
        "Generated code checks patterns without a regular expression engine, and sends such a text unchecked.",
        "Use ^...$ around literals and character classes with *, +, ? or {n,m}.",
    ),
    Rule::warns(
        "idle/property-limit",
        "A property in a request has a limit that is not checked before sending.",
        "The provider may refuse what the client has sent without a word.",
        "Give a text with limits a name in components.schemas; for other types remove the \
             limit, or add the check to the generator.",
    ),
    Rule::warns(
        "idle/schema-key",
        "A schema has a key that has no effect on its type, such as `minLength` on an object.",
        "It is most likely in the wrong place, and then what it says would silently be lost.",
        "Remove it, or move it to where it belongs.",
    ),
    Rule::warns(
        "idle/several-successes",
        "An operation has several successes that bring the same, or a file and JSON for a file that is not ready.",
        "A method does not say which of them it was. An answer that is no file is an error, which has its body.",
        "Keep exactly one.",
    ),
    Rule::warns(
        "idle/union-key",
        "A union has a key that has no effect there.",
        "A union has a description, `oneOf`, `discriminator` and perhaps `x-columns`, and \
             nothing else.",
        "Remove the key, or move it to the members.",
    ),
    Rule::warns(
        "idle/unknown-member",
        "There is a member that the generator does not read.",
        "It is most likely misspelled or wrongly indented, and then what it says would silently \
             be lost.",
        "Correct the name or the indentation, or remove it.",
    ),
    Rule::warns(
        "idle/unknown-required",
        "`required` names something that is not a property.",
        "It is most likely misspelled, and then the property would be optional.",
        "Correct the name, or add the property.",
    ),
    Rule::warns(
        "idle/mixed-success-types",
        "A success has several media types, and not all of them are JSON.",
        "One method returns one type: the newest JSON if there is any, else the bytes of the first.",
        "Keep exactly one.",
    ),
    Rule::warns(
        "idle/nullable-response",
        "A response may be null.",
        "A method returns one type, so that an answer of null is an error.",
        "Remove `nullable` if the provider never answers null.",
    ),
    Rule::warns(
        "idle/several-request-types",
        "A request body has several media types.",
        "A builder sends one: the first of JSON, a form, a form of parts, text and bytes that can carry what the schema \
             says, and of JSON the newest.",
        "Keep exactly one.",
    ),
    Rule::warns(
        "idle/media-type",
        "A key of `content` beside a media type is none.",
        "It stands where media types stand, so it is left out.",
        "Move it to where it belongs, or remove it.",
    ),
    Rule::warns(
        "idle/odd-media-type",
        "A key of `content` is not one media type as it is sent.",
        "No header could carry it. It is read as what it can mean: a list as each of its types, data of any type as JSON, \
             and a word such as `gzip` as bytes of any type.",
        "Write the type that the provider sends, such as application/json.",
    )
    .with("content:\n  gzip: ...", "content:\n  application/gzip: ..."),
    Rule::warns(
        "idle/parameter-style",
        "A parameter that is a single value has `style: deepObject`.",
        "Only the members of an object have names in brackets.",
        "Leave it out.",
    ),
    Rule::warns(
        "idle/reserved-header",
        "A parameter is a header of the connection or of the media types, which the client sets itself.",
        "No builder offers it: the client sends what is true of the request.",
        "Remove it.",
    ),
    Rule::warns(
        "idle/part-encoding",
        "There is an `encoding` where no form is, or it has `allowReserved`, or headers of a part that is no file.",
        "Such a part is sent with its name and its media type, and everything is encoded, which servers decode.",
        "Remove it.",
    ),
    Rule::warns(
        "idle/security-places",
        "Two security schemes that an operation needs at once are sent in the same place.",
        "Nobody can send both, so that only one of them can be meant: the client sends the first that it has.",
        "Write them as separate entries.",
    )
    .with(
        "security:\n  - Basic: []\n    Bearer: []",
        "security:\n  - Basic: []\n  - Bearer: []",
    ),
    Rule::warns(
        "idle/undeclared-scheme",
        "`security` names a scheme that `components.securitySchemes` does not have.",
        "Nobody knows what to send for it. The client sends what else the operation needs, or nothing.",
        "Declare the scheme, or remove it from `security`.",
    ),
    Rule::warns(
        "idle/unknown-type",
        "A schema has a `type` that does not exist in OpenAPI.",
        "What is meant without doubt, such as `int`, is taken so. Anything else is any JSON, in which nothing is lost.",
        "Write string, integer, number, boolean, array or object.",
    )
    .with("type: int", "type: integer"),
    Rule::warns(
        "idle/empty-enum",
        "An `enum` has no values.",
        "It would allow nothing, which nobody means, so it is ignored.",
        "List the values, or remove it.",
    ),
    Rule::warns(
        "idle/never",
        "A schema is `false`, where it is neither a property nor the end of a list.",
        "No value fits it. Any JSON is read and sent.",
        "Describe what the value is, or leave the part out.",
    ),
    Rule::warns(
        "idle/untyped-format",
        "A schema has a `format` that OpenAPI does not know, and no `type`.",
        "The format says nothing, so any JSON is sent and read.",
        "Add the `type`.",
    )
    .with("format: host-name", "type: string\nformat: host-name"),
    Rule::warns(
        "idle/unchecked-key",
        "A schema has a key of OpenAPI 3.1 that restricts values and is not checked, such as `if` or `propertyNames`.",
        "Answers are read whether they keep it or not. What is sent is not checked either, so that the provider may \
             refuse it.",
        "Remove it, or say in the description what is not allowed.",
    ),
    Rule::warns(
        "idle/dynamic-reference",
        "A `$dynamicRef` or a `$recursiveRef` may lead to several schemas.",
        "Which one depends on what has led to it, and a type in Rust is one. Any JSON is read and sent.",
        "Write a `$ref` to the schema that is meant.",
    ),
];
