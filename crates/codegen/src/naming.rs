//! Names in the generated code, by the rules of progenitor and typify.

use heck::{ToPascalCase, ToSnakeCase};

/// The name of a method, setter or field.
pub(crate) fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// The name of a setter for a property of what is sent. A keyword gets an underscore behind it.
pub(crate) fn setter(name: &str) -> String {
    let name = snake(name);
    if is_identifier(&name) {
        name
    } else {
        name + "_"
    }
}

/// The name of a setter for a property of a body, beside a parameter of the same name.
pub(crate) fn body_setter(name: &str) -> String {
    snake(&format!("body_{name}"))
}

/// The name of a type.
pub(crate) fn pascal(name: &str) -> String {
    name.to_pascal_case()
}

/// The name of a constant in the operation table.
pub(crate) fn constant(name: &str) -> String {
    name.to_snake_case().to_uppercase()
}

/// Whether `name` can stand as an identifier that is no keyword.
pub(crate) fn is_identifier(name: &str) -> bool {
    // A keyword since edition 2024, which the parser does not know yet.
    name != "gen" && syn::parse_str::<syn::Ident>(name).is_ok()
}
