//! `wire/...`: what would be wrong on the wire.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_all(
        "wire/invisible-character",
        "A name, a value or a key contains a character that does not show.",
        "It would be sent, or compared with what the provider sends, and nobody could see why \
             they differ.",
        "Remove the character, or the escape that produces it.",
    ),
    Rule::for_all(
        "wire/media-type",
        "A media type is not valid.",
        "It is sent as it is written, in a header that could not carry it.",
        "Write the type that the provider sends, such as application/json.",
    ),
    Rule::for_all(
        "wire/path-literal",
        "The literal part of a path cannot be sent as it is written.",
        "Servers and libraries would change it or read it as another path.",
        "Write it as it is sent: letters, digits, -._~!$&'()*+,;=:@ and %XX for anything else.",
    )
    .with("/groups/{groupId}/all jobs", "/groups/{groupId}/all%20jobs"),
    Rule::for_all(
        "wire/path-pattern",
        "The pattern of a path parameter accepts `/`, `.`, `..` or nothing.",
        "Such a value would reach another resource. The client refuses it, whatever the pattern says.",
        "Write a pattern that excludes them.",
    )
    .warned()
    .with("pattern: ^[a-z./]*$", "pattern: ^[a-z]+$"),
    Rule::for_all(
        "wire/path-slashes",
        "A path does not begin with one slash, or has an empty segment.",
        "Servers disagree on whether such a path is another. It is sent as it is written.",
        "Write the path exactly as it is sent: /a/{b}/c.",
    )
    .warned(),
    Rule::for_all(
        "wire/path-value",
        "A value of an `enum` in the path contains `/`, or is `.`, `..` or empty.",
        "It would reach another resource. The client refuses to send it.",
        "Remove it from the `enum`.",
    )
    .warned(),
    Rule::for_all(
        "wire/security-places",
        "Two security schemes that an operation needs at once are sent in the same place.",
        "One would replace the other.",
        "Write them as separate entries if one of them is enough.",
    )
    .with(
        "security:\n  - Basic: []\n    Bearer: []",
        "security:\n  - Basic: []\n  - Bearer: []",
    ),
    Rule::for_all(
        "wire/union-tag-missing",
        "A member of a union does not have the property that the discriminator names.",
        "A client could not say which member it sends, nor tell which one it has received.",
        "Add the property, required, with an `enum` of its values.",
    ),
    Rule::for_all(
        "wire/union-tag-not-answered",
        "The property that identifies a member of a union is `writeOnly`, although answers \
             contain the union.",
        "No answer could be decoded.",
        "Remove `writeOnly`, or describe the member in answers as an object of its own.",
    ),
    Rule::for_all(
        "wire/union-tag-not-sent",
        "The property that identifies a member of a union is `readOnly`, although requests \
             contain the union.",
        "The provider could not tell which member was sent.",
        "Remove `readOnly`, or describe the member in requests as an object of its own.",
    ),
];
