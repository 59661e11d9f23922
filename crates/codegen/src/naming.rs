//! Names in the generated code, by the rules of progenitor and typify.
//!
//! A name that Rust or the generated code has taken already gets an underscore at its end. No other name
//! ends in one.

use std::collections::BTreeSet;

use heck::{ToKebabCase, ToPascalCase, ToSnakeCase};
use unicode_ident::{is_xid_continue, is_xid_start};

use crate::signs;

/// The feature of a crate that turns on the operations of all tags.
pub(crate) const ALL_OPERATIONS: &str = "all-operations";

/// What every client has beside the methods of its operations.
const OF_CLIENTS: &[&str] = &["builder", "call", "clone", "core", "download_link"];

/// What the builder of a client has or may have beside what the document brings.
const OF_CLIENT_BUILDERS: &[&str] = &[
    "access",
    "allow_plain_http",
    "answer_limit",
    "base_url",
    "build",
    "ca_certificates",
    "ca_certificates_file",
    "call_timeout",
    "clock",
    "clone",
    "connect_timeout",
    "http_client",
    "interceptor",
    "link_http_client",
    "polls_at_once",
    "pool_idle_timeout",
    "pool_max_idle_per_host",
    "read_timeout",
    "retry",
    "script",
    "server",
    "system_certificates",
    "timeout",
    "token_store",
    "user_agent",
    "user_agent_suffix",
];

/// What every builder has or may have beside its setters.
const OF_BUILDERS: &[&str] = &[
    "answer_limit",
    "body_json",
    "call_timeout",
    "client",
    "clone",
    "download",
    "idempotent",
    "into_future",
    "items",
    "into_call",
    "new",
    "open",
    "options",
    "pages",
    "preview",
    "raw_pages",
    "raw_wait",
    "retry",
    "send",
    "send_raw",
    "sent",
    "timeout",
    "wait",
    "wait_all",
];

/// What every object in a request has beside its setters.
const OF_OBJECTS: &[&str] = &["clone", "from_json", "new"];

/// The name of a field.
pub(crate) fn snake(name: &str) -> String {
    identifier(name, "x", str::to_snake_case)
}

/// The name of a type.
pub(crate) fn pascal(name: &str) -> String {
    identifier(name, "X", str::to_pascal_case)
}

/// The feature of a crate that turns on the operations of a tag.
pub(crate) fn feature(tag: &str) -> String {
    tag.to_kebab_case()
}

/// The name of the client's method for an operation.
pub(crate) fn method(operation: &str) -> String {
    beside(OF_CLIENTS, snake(operation))
}

/// The name of an operation's row in the operation table, which has a list of all rows too.
pub(crate) fn constant(operation: &str) -> String {
    beside(&["ALL"], snake(operation).to_uppercase())
}

/// The name of a builder's setter for a parameter. The body has one too.
pub(crate) fn parameter(name: &str) -> String {
    beside(&["body"], setter(name))
}

/// The name of a builder's setter for a property of the body.
pub(crate) fn setter(name: &str) -> String {
    beside(OF_BUILDERS, snake(name))
}

/// The name of a builder's setter for a property of a body, beside a parameter of the same name.
pub(crate) fn body_setter(name: &str) -> String {
    beside(
        OF_BUILDERS,
        format!("body_{}", snake(name).trim_end_matches('_')),
    )
}

/// The name of the setter for a property of an object below the top of a body.
pub(crate) fn object_setter(name: &str) -> String {
    beside(OF_OBJECTS, snake(name))
}

/// The name of the setter for `null`, beside `setter`.
pub(crate) fn null_setter(setter: &str) -> String {
    format!("{}_null", setter.trim_end_matches('_'))
}

/// The name of the method of the client's builder for what the document calls `name`. It becomes one of the `taken`; a
/// name that would be another's gets a number.
pub(crate) fn builder_setter(name: &str, taken: &mut BTreeSet<String>) -> String {
    let name = match has_letters(name) {
        false => "credentials".to_owned(),
        true => beside(OF_CLIENT_BUILDERS, snake(name)),
    };
    let mut unique = name.clone();
    let mut number = 1;
    while !taken.insert(unique.clone()) {
        number += 1;
        unique = format!("{name}_{number}");
    }
    unique
}

/// The name of an enum's variant for a text. An open enum has `Unknown` for what nobody knows.
pub(crate) fn variant(text: &str) -> String {
    let name = match text {
        "" => "Empty".to_owned(),
        text if has_letters(text) => pascal(text),
        signs => signs::spelled(signs),
    };
    beside(&["Unknown"], name)
}

/// The names of the variants of an enum of these texts. One that cannot be a name is a `Value`, and one that another
/// text has already gets a number.
pub(crate) fn variants<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let own = texts.into_iter().map(variant);
    let own: Vec<String> = own
        .map(|name| match is_identifier(&name) {
            true => name,
            false => "Value".to_owned(),
        })
        .collect();
    let mut taken: BTreeSet<String> = own.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    let own = own.into_iter();
    own.map(|name| match seen.insert(name.clone()) {
        true => name,
        false => numbered(name.trim_end_matches('_'), &mut taken),
    })
    .collect()
}

/// The properties of one object, each with the name of its field. One that another has already gets a number.
pub(crate) fn fields<'a>(properties: impl IntoIterator<Item = &'a str>) -> Vec<(&'a str, String)> {
    let own = properties.into_iter().map(|name| (name, snake(name)));
    let own: Vec<(&str, String)> = own.collect();
    let mut taken: BTreeSet<String> = own.iter().map(|(_, field)| field.clone()).collect();
    let mut seen = BTreeSet::new();
    let own = own.into_iter();
    own.map(|(name, field)| match seen.insert(field.clone()) {
        true => (name, field),
        false => (name, unique_parameter(field, &mut taken)),
    })
    .collect()
}

/// `name` with the first number from 2 that makes it none of the `taken`, which it becomes.
fn numbered(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut number = 2;
    loop {
        let unique = format!("{name}{number}");
        if taken.insert(unique.clone()) {
            return unique;
        }
        number += 1;
    }
}

/// The name of a setter: `own`, or with a number if it is one of the `taken`, which it becomes.
pub(crate) fn unique_parameter(own: String, taken: &mut BTreeSet<String>) -> String {
    match taken.insert(own.clone()) {
        true => own,
        false => numbered(&format!("{}_", own.trim_end_matches('_')), taken),
    }
}

/// The keywords of Rust, sorted: `syn` knows them too, but it takes far longer to say so.
const KEYWORDS: &[&str] = &[
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Whether `name` is an identifier and not a keyword.
pub(crate) fn is_identifier(name: &str) -> bool {
    let is_start = |first: char| first == '_' || is_xid_start(first);
    name.starts_with(is_start)
        && name.chars().all(is_xid_continue)
        && KEYWORDS.binary_search(&name).is_err()
}

/// `name` in another case, as Rust takes it; `first` if it has neither letters nor digits.
fn identifier(name: &str, first: &str, to_case: fn(&str) -> String) -> String {
    let words = match name {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => words(name),
    };
    let mut cased = to_case(&words);
    if !cased.starts_with(is_xid_start) {
        cased.insert_str(0, first);
    }
    if is_identifier(&cased) {
        cased
    } else {
        cased + "_"
    }
}

/// The words of `name`: an apostrophe belongs to a word, any other sign separates two.
fn words(name: &str) -> String {
    // So are nearly all names.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if name.bytes().all(is_plain) {
        return name.to_owned();
    }
    let characters = name.chars().filter(|character| *character != '\'');
    let replaced = characters.map(|character| {
        if is_xid_continue(character) {
            character
        } else {
            '-'
        }
    });
    replaced.collect()
}

/// Whether a name has a letter or a digit, so that its name in Rust says something.
pub(crate) fn has_letters(text: &str) -> bool {
    words(text).contains(char::is_alphanumeric)
}

fn beside(taken: &[&str], name: String) -> String {
    if taken.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{
        KEYWORDS, body_setter, constant, fields, is_identifier, method, null_setter, object_setter,
        parameter,
    };
    use super::{pascal, setter, snake, unique_parameter, variant, variants};

    #[test]
    fn names_follow_the_rules_of_progenitor() {
        for (name, field, ty) in [
            ("groupId", "group_id", "GroupId"),
            ("HTTPServer", "http_server", "HttpServer"),
            ("a'b", "ab", "Ab"),
            ("page num", "page_num", "PageNum"),
            ("1st", "x1st", "X1st"),
            ("+1", "plus1", "Plus1"),
            ("x²", "x", "X"),
            ("self", "self_", "Self_"),
            ("type", "type_", "Type"),
            ("gen", "gen_", "Gen"),
            ("größe", "größe", "Größe"),
            ("$", "x", "X"),
            ("", "x", "X"),
        ] {
            assert_eq!(snake(name), field, "{name}");
            assert_eq!(pascal(name), ty, "{name}");
        }
    }

    #[test]
    fn keywords_are_those_of_the_parser() {
        assert!(KEYWORDS.is_sorted());
        for name in KEYWORDS.iter().chain(&["", "1", "a-b", "a b"]) {
            // A keyword since edition 2024, which the parser does not know yet.
            assert!(
                *name == "gen" || syn::parse_str::<syn::Ident>(name).is_err(),
                "{name}"
            );
            assert!(!is_identifier(name), "{name}");
        }
        for name in ["a", "_a", "A1", "größe", "union", "auto", "raw", "safe"] {
            assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{name}");
            assert!(is_identifier(name), "{name}");
        }
    }

    #[test]
    fn what_is_taken_gets_an_underscore() {
        assert_eq!(method("builder"), "builder_");
        assert_eq!(method("getThing"), "get_thing");
        assert_eq!(constant("all"), "ALL_");
        assert_eq!(parameter("body"), "body_");
        assert_eq!(parameter("pageNum"), "page_num");
        assert_eq!(setter("body"), "body");
        assert_eq!(setter("Send"), "send_");
        assert_eq!(body_setter("self"), "body_self");
        assert_eq!(body_setter("json"), "body_json_");
        assert_eq!(null_setter(&setter("wait")), "wait_null");
        assert_eq!(object_setter("new"), "new_");
        assert_eq!(object_setter("send"), "send");
        assert_eq!(variant("unknown"), "Unknown_");
    }

    #[test]
    fn texts_of_enums_give_variants() {
        for (text, name) in [
            ("all-done", "AllDone"),
            ("ERROR", "Error"),
            ("", "Empty"),
            ("!=", "NotEqual"),
            (">=", "GreaterEqual"),
            ("2xx", "X2xx"),
            ("☃", ""),
        ] {
            assert_eq!(variant(text), name, "{text}");
            assert!(name.is_empty() || is_identifier(name));
        }
    }

    #[test]
    fn a_name_that_is_another_s_gets_a_number() {
        let texts = [
            "ASC", "asc", "Asc2", "unknown", "Unknown", "☃", "☂", "value",
        ];
        let names = [
            "Asc", "Asc3", "Asc2", "Unknown_", "Unknown2", "Value", "Value2", "Value3",
        ];
        assert_eq!(variants(texts), names);
        let mut taken = std::collections::BTreeSet::new();
        let mut unique = |name: &str| unique_parameter(parameter(name), &mut taken);
        let names = ["a-b", "a_b_2", "A_B", "type", "TYPE"].map(&mut unique);
        assert_eq!(names, ["a_b", "a_b_2", "a_b_3", "type_", "type_2"]);
        let properties = fields(["A-B", "a_b", "a_b_2", "type", "Type", "@", "$"]);
        let names: Vec<&str> = properties.iter().map(|(_, field)| field.as_str()).collect();
        assert_eq!(
            names,
            ["a_b", "a_b_3", "a_b_2", "type_", "type_2", "x", "x_2"]
        );
    }
}
