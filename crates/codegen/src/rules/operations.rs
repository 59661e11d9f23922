//! `unsupported/...`, as far as it is about operations: what the generator cannot express yet.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_all(
        "unsupported/inline-body",
        "The schema of a request body is not a `$ref`.",
        "Its type needs a name.",
        "Declare it in components.schemas.",
    ),
    Rule::for_all(
        "unsupported/method",
        "An operation has the method TRACE.",
        "Its answer is the request with the credentials in it, which HTTP forbids to send so. Most servers refuse it for that reason.",
        "Leave the operation out.",
    ),
    Rule::for_all(
        "unsupported/no-content-type",
        "A 204 names a media type other than JSON.",
        "It only says which version of a resource to ask for. Another type is not asked for.",
        "Write the JSON type, or no `content`.",
    )
    .warned(),
    Rule::for_all(
        "unsupported/operation-id",
        "An `operationId` does not make a valid method name.",
        "It becomes the name of a method.",
        "Use ASCII letters and digits, with `-`, `_` or `.` between words.",
    ),
    Rule::for_all(
        "unsupported/parameter-form",
        "A parameter is written into the address in a way other than the usual one.",
        "Builders know one way for each place.",
        "Leave an optional one out, or add support for it to the generator.",
    ),
    Rule::for_all(
        "unsupported/path-member",
        "A path has `parameters`, `servers` or a `$ref` of its own.",
        "The generator reads them only at operations.",
        "Write them in each operation.",
    ),
    Rule::for_all(
        "unsupported/path-parameter-count",
        "A path has more than 16 parameters.",
        "The runtime has room for 16.",
        "Leave the operation out.",
    ),
    Rule::for_all(
        "unsupported/path-segment",
        "The braces of a path do not fit together, have no name or more than a name between them, or touch.",
        "Nobody could say what is sent, or where a value ends.",
        "Write the name of a parameter in braces, with a literal between two: /v{major}.{minor}.",
    )
    .with("/a/{+path}", "/a/{path}"),
    Rule::for_all(
        "unsupported/query-schema",
        "The schema of a parameter is one that has no form in its place.",
        "Nobody could tell what was meant.",
        "Use one of them, or leave an optional parameter out.",
    ),
    Rule::for_all(
        "unsupported/form-object",
        "An object within a form has `style: form`, or `explode` without a `style`.",
        "Its members would be pairs of the form, without the name of the object, or an unmarked list of names and values.",
        "Write `style: deepObject`, or leave `style` and `explode` out: it is sent as JSON then.",
    ),
    Rule::for_all(
        "unsupported/server-url",
        "The address of a server is not one that a client can be given.",
        "It needs a scheme, a host and perhaps a path, without user, query or fragment. In documents of others it is as if \
             there were none: the caller gives the address.",
        "Write https://HOST, with variables as {name}.",
    )
    .warned(),
    Rule::for_all(
        "unsupported/several-request-types",
        "A request body has no media type.",
        "A builder sends exactly one.",
        "Write the media type that the provider takes.",
    ),
    Rule::for_all(
        "unsupported/several-successes",
        "An operation has successes that bring different things.",
        "A method returns one type.",
        "Keep exactly one, or 200 with a body and 204 for an empty one.",
    ),
    Rule::for_all(
        "unsupported/status-range",
        "A response is for a range of successes.",
        "A method knows the one status that means success.",
        "List the status that the provider answers.",
    ),
    Rule::for_all(
        "unsupported/version",
        "The document is of an OpenAPI version other than 3.0.",
        "The rules and the generator are about OpenAPI 3.0.",
        "Write the document in OpenAPI 3.0.3.",
    ),
];
