//! What is wrong with a path, in the words of the command line.

use crate::failure::Failure;

/// Checks the path with what `--path` gives for its names, without those that are `known` by another way. What is left,
/// the client checks.
///
/// # Errors
/// What is wrong, and what to do. The path is quoted only where it is plain: it may hold anything.
pub(super) fn check(
    path: &str,
    values: &[(String, String)],
    known: &dyn Fn(&str) -> bool,
) -> Result<(), Failure> {
    let wrong = |text: String| Err(Failure::usage(format!("PATH: {text}")));
    if path.contains("://") {
        return wrong(
            "only the path: scheme and host come from the settings of the provider, or from --endpoint".to_owned(),
        );
    }
    if !path.starts_with('/') {
        return wrong(format!(
            "it must begin with a slash: write /{}",
            plain(path)
        ));
    }
    if path.contains('?') {
        return wrong(format!("it has a query: write {}", in_flags(path)));
    }
    if path.contains('%') {
        return wrong(
            "it is percent-encoded: write the text itself, or give it as --path NAME=VALUE"
                .to_owned(),
        );
    }
    let names = names(path);
    for name in &names {
        if !values.iter().any(|(given, _)| given == name) && !known(name) {
            return wrong(format!(
                "it has no value for {{{name}}}: add --path {name}=VALUE"
            ));
        }
    }
    for (name, _) in values {
        if !names.contains(&name.as_str()) {
            return Err(Failure::usage(format!(
                "--path: there is no {{{name}}} in the path"
            )));
        }
    }
    Ok(())
}

/// The path without its query, with flags for that. The values are not repeated: one may be a secret.
fn in_flags(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let names = pairs.map(|pair| pair.split('=').next().unwrap_or_default());
    let flags = names.map(|name| format!(" --query {}=VALUE", plain(name)));
    format!("{}{}", plain(path), flags.collect::<String>())
}

/// A path or a name, if it is nothing but that.
fn plain(text: &str) -> String {
    let is_plain = |one: char| one.is_ascii_alphanumeric() || "/_-.{}[]".contains(one);
    match !text.is_empty() && text.len() <= MOST && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => "...".to_owned(),
    }
}

/// What is longer may be something else, which is not for everybody to see.
const MOST: usize = 100;

/// The names in braces.
pub(super) fn names(path: &str) -> Vec<&str> {
    let parts = path.split('{').skip(1);
    parts
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_is_wrong_is_said_in_flags() {
        let said = |path: &str, names: &[&str]| {
            let values: Vec<(String, String)> = names
                .iter()
                .map(|name| ((*name).to_owned(), "x".to_owned()))
                .collect();
            check(path, &values, &|name| name == "groupId")
                .err()
                .map(|failure| failure.message)
        };
        assert_eq!(said("/a/{id}/b", &["id"]), None);
        assert_eq!(said("/a/{id}/{groupId}", &["id"]), None);
        for (path, names, part) in [
            (
                "/a?b=c&d",
                &[][..],
                "write /a --query b=VALUE --query d=VALUE",
            ),
            ("/a?b%20=c", &[], "write /a --query ...=VALUE"),
            ("a/b", &[], "begin with a slash: write /a/b"),
            ("a b", &[], "begin with a slash: write /..."),
            ("https://h.example/a", &[], "--endpoint"),
            ("/a%20b", &[], "--path NAME=VALUE"),
            ("/a/{id}", &[], "add --path id=VALUE"),
            ("/a", &["id"], "--path: there is no {id}"),
        ] {
            let said = said(path, names).unwrap();
            assert!(said.contains(part), "{path}: {said}");
        }
    }
}
