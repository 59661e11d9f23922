//! The rules of the lint as data: what each means, why it exists, what to do, and whom it binds.
//!
//! | file | rules |
//! |---|---|
//! | `rule` | what a rule is, profiles and severities |
//! | `house` | `house/...`: what our own documents must have or must not say; others are free |
//! | `idle` | `idle/...`: what has no effect in the generated crate; for others a warning |
//! | `document` | `document/...`: a document that contradicts itself or OpenAPI |
//! | `operations`, `schemas` | `unsupported/...`: what the generator cannot express yet |
//! | `constructs` | what parameters, maps and the normal form cannot say |
//! | `wire` | `wire/...`: what would be wrong on the wire |
//! | `extension`, `job` | `extension/...`: mistakes in the extensions of this project |
//! | `workspace` | `workspace/...` and `generator/...`: what has no place in a document |
//!
//! The code names a rule by its id, as a literal. A test compares the ids of the code, those of this table, and
//! those that the tests of the lint expect.

mod constructs;
mod document;
mod extension;
mod house;
mod idle;
mod job;
mod operations;
mod rule;
mod schemas;
mod wire;
mod workspace;

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use rule::{Example, Profile, Rule, Severity};

static TABLE: LazyLock<BTreeMap<&'static str, &'static Rule>> = LazyLock::new(|| {
    let lists = [
        constructs::RULES,
        document::RULES,
        extension::RULES,
        house::RULES,
        idle::RULES,
        job::RULES,
        operations::RULES,
        schemas::RULES,
        wire::RULES,
        workspace::RULES,
    ];
    let rules = lists.into_iter().flatten();
    rules.map(|rule| (rule.id, rule)).collect()
});

/// Every rule, in the order of the ids.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLE.values().copied()
}

/// The rule with this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    TABLE.get(id).copied()
}

/// How much a finding of a rule counts under a profile; nothing if the profile does not know the rule.
pub(crate) fn severity(id: &str, profile: Profile) -> Option<Severity> {
    match (profile, rule(id)) {
        (Profile::House, _) | (Profile::Open, None) => Some(Severity::Error),
        (Profile::Open, Some(rule)) => rule.open,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Profile, Severity, rules, severity};

    #[test]
    fn a_rule_says_all_of_it_in_sentences() {
        for rule in rules() {
            let (prefix, name) = rule.id.split_once('/').unwrap();
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(prefix.chars().all(is_plain), "{}", rule.id);
            assert!(name.chars().all(is_plain) && name.len() > 2, "{}", rule.id);
            for text in [rule.meaning, rule.why, rule.way_out] {
                assert!(
                    text.ends_with('.') && text.len() > 6,
                    "{}: {text:?}",
                    rule.id
                );
                assert!(!text.contains("  ") && !text.contains('\n'), "{}", rule.id);
                let first = text.chars().next().unwrap();
                assert!(!first.is_lowercase(), "{}: {text:?}", rule.id);
            }
        }
    }

    #[test]
    fn our_own_documents_must_keep_every_rule_others_those_that_matter_to_them() {
        let prefixes = |severity: Option<Severity>| -> BTreeSet<&str> {
            let rules = rules().filter(|rule| rule.open == severity);
            rules
                .map(|rule| rule.id.split('/').next().unwrap())
                .collect()
        };
        assert_eq!(prefixes(None), BTreeSet::from(["house"]));
        let warned = prefixes(Some(Severity::Warning));
        let where_all_is_clear = ["document", "unsupported", "wire"];
        let all = ["extension", "idle"].into_iter().chain(where_all_is_clear);
        assert_eq!(warned, all.collect());
        let refused = prefixes(Some(Severity::Error));
        assert!(!refused.contains("house") && !refused.contains("idle"));
        for rule in rules() {
            assert_eq!(severity(rule.id, Profile::House), Some(Severity::Error));
            assert_eq!(severity(rule.id, Profile::Open), rule.open);
        }
    }
}
