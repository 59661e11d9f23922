//! Names of operations and flags: words in small letters with hyphens between them.

use crate::naming;

/// Flags that the command itself has, at any operation or verb.
const OF_THE_COMMAND: &[&str] = &[
    "all",
    "attempts",
    "body",
    "cloud",
    "color",
    "delete",
    "dry-run",
    "endpoint",
    "error-format",
    "every",
    "get",
    "help",
    "last",
    "link",
    "only",
    "output",
    "profile",
    "project",
    "region",
    "reveal",
    "template",
    "timeout",
    "verbose",
    "version",
    "wait",
    "yes",
];

/// Flags that the command has for lists.
const OF_LISTS: &[&str] = &["limit", "page-size"];

/// The name of an operation, or of a parameter or property before any clash.
pub(super) fn kebab(name: &str) -> String {
    let snake = naming::snake(name);
    snake.trim_end_matches('_').replace('_', "-")
}

/// The flag for `wire`, which the flags in `taken` do not have.
pub(super) fn flag(wire: &str, is_list: bool, taken: &[String]) -> String {
    let name = kebab(wire);
    let is_ours =
        OF_THE_COMMAND.contains(&name.as_str()) || is_list && OF_LISTS.contains(&name.as_str());
    if is_ours || taken.contains(&name) {
        format!("param-{name}")
    } else {
        name
    }
}

/// The flag for a property of the body.
pub(super) fn body_flag(wire: &str, taken: &[String]) -> String {
    let name = kebab(wire);
    if OF_THE_COMMAND.contains(&name.as_str()) || taken.contains(&name) {
        format!("body-{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{body_flag, flag, kebab};

    #[test]
    fn names_are_words_with_hyphens() {
        for (name, expected) in [
            ("getBackupExport", "get-backup-export"),
            ("CreateOSSExport", "create-oss-export"),
            ("pointInTimeUTCMillis", "point-in-time-utc-millis"),
            ("project_id", "project-id"),
            ("type", "type"),
        ] {
            assert_eq!(kebab(name), expected);
        }
    }

    #[test]
    fn a_name_that_is_taken_says_where_the_value_goes() {
        let taken = ["status".to_owned()];
        assert_eq!(flag("status", false, &taken), "param-status");
        assert_eq!(flag("region", false, &[]), "param-region");
        assert_eq!(flag("limit", true, &[]), "param-limit");
        assert_eq!(flag("limit", false, &[]), "limit");
        assert_eq!(body_flag("status", &taken), "body-status");
        assert_eq!(body_flag("profile", &[]), "body-profile");
        assert_eq!(body_flag("name", &[]), "name");
    }
}
