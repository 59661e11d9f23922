//! `house/...`: what our own documents must have or must not say.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_ours(
        "house/reference-siblings",
        "There are members beside a `$ref`.",
        "OpenAPI 3.0 says that they are ignored, though many write them. In documents of others they count.",
        "Move them to the component, or write the part out.",
    )
    .with(
        "id:\n  $ref: '#/components/schemas/Id'\n  nullable: true",
        "id:\n  $ref: '#/components/schemas/IdOrNull'",
    ),
    Rule::for_ours(
        "house/deviation",
        "An `x-deviation` is not one line of text.",
        "Whoever reads the document later must see in one line what differs from the provider's \
             page, and why.",
        "Say what the page gets wrong, what this document says instead, and why.",
    ),
    Rule::for_ours(
        "house/draft",
        "The document is a draft.",
        "Its texts are gaps and its crate is not for others, so that it counts among ours only when it is finished.",
        "Do what the other findings say, remove `x-draft`, and follow \"Add a provider\" in CONTRIBUTING.md.",
    ),
    Rule::for_ours(
        "house/gap",
        "A description or a summary is a gap.",
        "A draft has the facts of the provider's document and none of its texts, which are the provider's.",
        "Say it in your own words, from the provider's page.",
    )
    .with("description: GAP", "description: A thing that can be borrowed."),
    Rule::for_ours(
        "house/empty-content",
        "A `content` lists no media type.",
        "It says neither that there is a body nor that there is none.",
        "Add the media type, or remove `content` if there is no body.",
    ),
    Rule::for_ours(
        "house/empty-path",
        "A path has no operation.",
        "It is most likely what is left of an operation that was removed or misspelled.",
        "Add the operation, or remove the path.",
    ),
    Rule::for_ours(
        "house/error-pointer",
        "No pointer of `x-provider` leads to a property of the errors that the document \
             describes.",
        "An error would show neither code nor message.",
        "Correct the pointer, or the schema of the errors.",
    )
    .with(
        "x-provider:\n  code: [/errorcode]",
        "x-provider:\n  code: [/errorCode]",
    ),
    Rule::for_ours(
        "house/invisible-character",
        "A description, summary or title contains a character that does not show.",
        "It can make a text look like another, and the compiler refuses some of them even in \
             comments.",
        "Remove the character, or the escape that produces it.",
    ),
    Rule::for_ours(
        "house/no-errors",
        "An operation documents no error.",
        "A user cannot know what to expect, and no test calls it with an error.",
        "Add the documented statuses with the provider's error schema.",
    ),
    Rule::for_ours(
        "house/no-example",
        "A body has no example.",
        "The tests decode each example and encode it again, and the sandbox answers with it.",
        "Add the provider's own example.",
    )
    .with(
        "application/json:\n  schema: ...",
        "application/json:\n  schema: ...\n  example: {id: 7}",
    ),
    Rule::for_ours(
        "house/no-operation-id",
        "An operation has no `operationId`.",
        "The name becomes that of the method, and a name that we make up changes when the path \
             does.",
        "Add the provider's own name of the operation.",
    ),
    Rule::for_ours(
        "house/no-provider",
        "The document has no `x-provider`.",
        "The runtime must know what an error of this provider looks like, and what means \
             throttling.",
        "Write one; specs/README.md shows the form.",
    ),
    Rule::for_ours(
        "house/no-security",
        "An operation has no `security`.",
        "Whether a call needs credentials must be a decision, not an omission.",
        "List each scheme that can authorize the call as an entry; `security: [{}]` means that \
             it needs none.",
    )
    .with(
        "operationId: readThing",
        "operationId: readThing\nsecurity:\n  - Key: []",
    ),
    Rule::for_ours(
        "house/no-source",
        "The document or an operation has no `x-source`.",
        "Every fact must be traceable to the page where somebody read it.",
        "Name the page and the day on which you read it.",
    )
    .with(
        "operationId: readThing",
        "operationId: readThing\nx-source: {url: https://example.com/a, read: \"2026-11-21\"}",
    ),
    Rule::for_ours(
        "house/no-tags",
        "An operation has no `tags`.",
        "The command and the tables group operations by the first tag.",
        "Add the provider's name for this family of operations.",
    ),
    Rule::for_ours(
        "house/omit-reason",
        "A parameter is omitted by `x-omit` without an `x-deviation`.",
        "A user who misses the parameter must find the reason.",
        "Say the reason in `x-deviation`.",
    ),
    Rule::for_ours(
        "house/operation-words",
        "An operation has no `summary` or no `description`.",
        "They become the documentation of the method and the help of the command.",
        "Say in your own words what the operation does.",
    ),
    Rule::for_ours(
        "house/parameter-description",
        "A parameter has no `description`.",
        "It becomes the documentation of the setter and the help of the flag.",
        "Say what it is, with unit and limits.",
    ),
    Rule::for_ours(
        "house/password",
        "A text has `format: password` without `x-sensitive`.",
        "The format alone hides nothing, so that the value would show in errors and logs.",
        "Add `x-sensitive: true`. In documents of others this happens by itself.",
    ),
    Rule::for_ours(
        "house/property-description",
        "A property has no `description`.",
        "It becomes the documentation of the field and of the setter.",
        "Say what it is, with unit and limits.",
    ),
    Rule::for_ours(
        "house/property-format",
        "A text in a request has a format that nobody checks.",
        "A reader would believe that it is checked before anything is sent.",
        "Leave the format out, or write a pattern.",
    ),
    Rule::for_ours(
        "house/cookie-parameter",
        "A parameter is a cookie.",
        "None of our providers has one; what the sandbox and the tests know is the path, the query and headers.",
        "Leave an optional one out; describe credentials in `securitySchemes`.",
    ),
    Rule::for_ours(
        "house/header-underscore",
        "The name of a header has an underscore.",
        "Gateways drop such headers, and signatures leave them out.",
        "Use the name with hyphens that the provider documents.",
    ),
    Rule::for_ours(
        "house/parameter-schema",
        "A parameter is an object, JSON, or an array of these.",
        "None of our providers has one.",
        "Use a boolean, a number, a text, a date, or an array of one of these.",
    ),
    Rule::for_ours(
        "house/reserved-header",
        "A parameter is a header that the credentials of one of our providers set.",
        "Credentials have their own places.",
        "Remove it.",
    ),
    Rule::for_ours(
        "house/parameter-name",
        "The name of a parameter does not make a valid setter name.",
        "It becomes the name of a setter.",
        "Mark an optional one `x-omit`; only names with a letter or a digit make one.",
    ),
    Rule::for_ours(
        "house/enum-clash",
        "Two values of an `enum` would get one name.",
        "Each value becomes a variant.",
        "Leave out the one that the provider does not send, with an `x-deviation`.",
    ),
    Rule::for_ours(
        "house/enum-name",
        "A value of an `enum` does not make a valid variant name.",
        "Each value becomes a variant.",
        "Leave it out, with an `x-deviation`: answers that contain it can still be read.",
    ),
    Rule::for_ours(
        "house/property-name",
        "The name of a property does not make a valid field name.",
        "It becomes the name of a field.",
        "Leave the property out, with an `x-deviation`; only names with a letter or a digit \
             make one.",
    ),
    Rule::for_ours(
        "house/error-shapes",
        "Two errors of one operation have different schemas.",
        "Our providers have one shape of errors each, which the sandbox and the command know.",
        "Use one error schema for all errors of an operation.",
    ),
    Rule::for_ours(
        "house/parameter-clash",
        "Two parameters of an operation would get one name.",
        "The second one gets a number, which says nothing.",
        "Rename one of them, or leave an optional one out.",
    ),
    Rule::for_ours(
        "house/property-clash",
        "Two properties of an object, or two setters, would get one name.",
        "The second one gets a number, which says nothing.",
        "Rename one of them; if the API needs both, leave out the less important one, with an \
             `x-deviation`.",
    ),
    Rule::for_ours(
        "house/request-type",
        "A request body is of a media type other than JSON.",
        "None of our providers takes another, so the sandbox and the tests know none.",
        "Use application/json, or a vendor type that ends in +json.",
    ),
    Rule::for_ours(
        "house/secret-parameter",
        "A parameter is `x-sensitive`.",
        "None of our providers has one: what is secret in a request without a body is a credential.",
        "Describe credentials in `securitySchemes`.",
    ),
    Rule::for_ours(
        "house/schema-description",
        "A component schema has no `description`.",
        "It becomes the documentation of the type.",
        "Say in your own words what it is.",
    ),
    Rule::for_ours(
        "house/operation-servers",
        "An operation has `servers` of its own, and not one made of variables of the document's server.",
        "A face that is written by hand knows no other address, and the operation would be sent to the wrong host.",
        "Leave the operation out, or give these servers a document of their own.",
    ),
    Rule::for_ours(
        "house/security-combination",
        "An operation needs two security schemes at once.",
        "A face that is written by hand authorizes a call in one way.",
        "Write alternatives as separate entries; `{}` means no credentials.",
    )
    .with(
        "security:\n  - Key: []\n    Token: []",
        "security:\n  - Key: []\n  - Token: []",
    ),
    Rule::for_ours(
        "house/server-address",
        "The address of a server is more than `https` and a host, or less.",
        "Tests, the sandbox and the command compare whole paths, so these must be in the \
             document.",
        "Write https://HOST, and put the rest of the address into the paths.",
    ),
    Rule::for_ours(
        "house/source-form",
        "An `x-source` has no `url` or no date `read`.",
        "Without both nobody can look the fact up again.",
        "Write both.",
    )
    .with(
        "x-source: {url: https://example.com/api, read: lately}",
        "x-source: {url: https://example.com/api, read: \"2026-11-21\"}",
    ),
    Rule::for_ours(
        "house/text-key",
        "A text in the path or the query has a key that has no effect there, such as `format`.",
        "A reader would believe that it is checked before anything is sent.",
        "Remove it, or say with a `pattern` what is allowed.",
    ),
    Rule::for_ours(
        "house/title",
        "A schema has a `title`.",
        "The name of a type is the name of its component, so that a second name only misleads.",
        "Remove it, and say in the description what it adds.",
    ),
    Rule::for_ours(
        "house/unknown-extension",
        "There is an extension that is not one of this project.",
        "It is most likely misspelled, and then what it says would silently be lost.",
        "Correct the name, or define it in specs/README.md and in the lint.",
    ),
    Rule::for_ours(
        "house/untyped-key",
        "A schema without a `type` has a key beyond its description, such as `default`.",
        "A schema without a type takes any JSON, of which nothing else can be said.",
        "Add the `type`, or remove the key.",
    ),
    Rule::for_ours(
        "house/unused-component",
        "Nothing refers to a component.",
        "No rule looks at it, so that mistakes in it would go unseen.",
        "Remove it, or refer to it where it belongs.",
    ),
    Rule::for_ours(
        "house/unused-server-variable",
        "A variable of a server does not occur in its address.",
        "It is most likely misspelled.",
        "Remove it, or correct the name.",
    ),
    Rule::for_ours(
        "house/success-type",
        "A success of a media type other than JSON has no schema for bytes.",
        "Only JSON is decoded, and everything else is handed on as bytes.",
        "Write `schema: {type: string, format: binary}`.",
    ),
    Rule::for_ours(
        "house/media-range",
        "A success is of a range of media types, such as `*/*`.",
        "Nobody can tell what an answer is, so that it is handed on as bytes.",
        "Write the media type that the provider sends.",
    ),
    Rule::for_ours(
        "house/empty-success",
        "A 204 is beside a success that cannot be empty.",
        "One method returns one type, and an answer without a body becomes an empty object.",
        "Remove the 204, or the `required` of the object.",
    ),
    Rule::for_ours(
        "house/path-end",
        "A path ends in a slash.",
        "Servers disagree on whether such a path is another. It is sent as it is written.",
        "Write it without, unless the provider needs it: that takes a rule of its own.",
    ),
    Rule::for_ours(
        "house/path-escape",
        "A path has `%XX` for a letter, a digit, a slash or the like.",
        "Some servers decode it before they look which resource is meant. It is sent as it is written.",
        "Write the character itself.",
    ),
    Rule::for_ours(
        "house/path-schema",
        "A path parameter has no type, or several.",
        "A user must write it as text, and nothing of it is checked but that it stays in its segment.",
        "Use a text, an integer, a number or a boolean.",
    ),
    Rule::for_ours(
        "house/path-query",
        "A path has a `?` and a query behind it.",
        "It is sent with each call, but OpenAPI has parameters for it.",
        "Put it into `parameters`.",
    ),
    Rule::for_ours(
        "house/path-fragment",
        "A path has a `#` and words behind it.",
        "Some write so to tell two operations of one path apart. What is behind it is never sent.",
        "Remove it.",
    ),
    Rule::for_ours(
        "house/untagged-union",
        "Nothing tells the members of a union apart but what they look like.",
        "A user has to ask whether an answer is this or that, and gets the value as it came.",
        "Write `oneOf` over objects, with a `discriminator` and its `mapping`.",
    ),
];
