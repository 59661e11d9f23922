//! Findings for people, who do not read the same sentence about a thousand places.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::rules::{Severity, rule};

/// So many warnings of one rule are shown one by one.
const MOST_WARNINGS: usize = 3;

/// So many errors of one rule are: each has to be mended.
const MOST_ERRORS: usize = 100;

/// How many of them an entry names that stands for more.
const NAMED: usize = 3;

/// Findings as entries of one or more lines, in their order. What one rule says about many places of a document is one
/// entry with their number and the first few of them: more than 3 warnings, or more than 100 errors. `rest` says, after
/// "and 7 more", how to see the others.
pub fn digest(findings: &[Diagnostic], rest: &str) -> Vec<String> {
    let mut alike: BTreeMap<Kind<'_>, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        alike.entry(kind(finding)).or_default().push(finding);
    }
    let mut entries = Vec::new();
    for finding in findings {
        let Some(all) = alike.get(&kind(finding)) else {
            continue;
        };
        if all.len() <= most(finding.severity) {
            entries.push(finding.to_string());
        } else if let Some(all) = alike.remove(&kind(finding)) {
            entries.push(entry(finding, &all, rest));
        }
    }
    entries
}

/// What makes findings alike.
type Kind<'a> = (&'a str, &'a str, bool);

fn kind(finding: &Diagnostic) -> Kind<'_> {
    let is_error = finding.severity == Severity::Error;
    (&finding.document, finding.rule, is_error)
}

fn most(severity: Severity) -> usize {
    match severity {
        Severity::Error => MOST_ERRORS,
        Severity::Warning => MOST_WARNINGS,
    }
}

/// One entry for `all` that are alike, of which `first` is the first.
fn entry(first: &Diagnostic, all: &[&Diagnostic], rest: &str) -> String {
    let kind = match first.severity {
        Severity::Error => "",
        Severity::Warning => "warning: ",
    };
    let meaning = rule(first.rule).map_or(first.message.as_str(), |rule| rule.meaning);
    let mut said = format!(
        "{}: {kind}at {} places: {meaning} [{}]",
        first.document,
        all.len(),
        first.rule
    );
    for finding in all.iter().take(NAMED) {
        said += "\n  ";
        if let Some((line, column)) = finding.position {
            said += &format!("{line}:{column}: ");
        }
        if !finding.path.is_empty() {
            said += &format!("{}: ", finding.path);
        }
        said += &finding.message;
    }
    said += &format!("\n  and {} more{rest}", all.len().saturating_sub(NAMED));
    format!("{said}\n  hint: {}", first.hint)
}

#[cfg(test)]
mod tests {
    use super::digest;
    use crate::diagnostic::Diagnostic;
    use crate::rules::Severity;

    fn finding(rule: &'static str, severity: Severity, line: u64) -> Diagnostic {
        Diagnostic {
            rule,
            severity,
            document: "x.yaml".to_owned(),
            position: Some((line, 5)),
            path: format!("paths./{line}"),
            message: format!("the message about {line}"),
            hint: "the hint".to_owned(),
        }
    }

    #[test]
    fn many_warnings_of_one_rule_are_one_entry_where_the_first_was() {
        let mut findings: Vec<Diagnostic> = (1..=2_314)
            .map(|line| finding("idle/pattern", Severity::Warning, line))
            .collect();
        findings.insert(1, finding("wire/path-pattern", Severity::Error, 1));
        findings.insert(0, finding("idle/enum-value", Severity::Warning, 1));
        let entries = digest(&findings, ": say --all");
        assert_eq!(entries.len(), 3, "{entries:?}");
        assert_eq!(entries[0], findings[0].to_string());
        assert_eq!(entries[2], findings[2].to_string());
        let lines: Vec<&str> = entries[1].lines().collect();
        assert!(
            lines[0].starts_with("x.yaml: warning: at 2314 places: The pattern "),
            "{}",
            lines[0]
        );
        assert!(lines[0].ends_with(". [idle/pattern]"), "{}", lines[0]);
        assert_eq!(lines[1], "  1:5: paths./1: the message about 1");
        assert_eq!(lines[3], "  3:5: paths./3: the message about 3");
        assert_eq!(
            lines[4..],
            ["  and 2311 more: say --all", "  hint: the hint"]
        );
    }

    #[test]
    fn a_few_warnings_and_many_errors_stay_one_by_one() {
        for (severity, alone, together) in [(Severity::Warning, 3, 4), (Severity::Error, 100, 101)]
        {
            let of = |count| -> Vec<Diagnostic> {
                (1..=count)
                    .map(|line| finding("idle/pattern", severity, line))
                    .collect()
            };
            assert_eq!(
                digest(&of(alone), "").len(),
                usize::try_from(alone).unwrap()
            );
            assert_eq!(digest(&of(together), "").len(), 1);
        }
    }

    #[test]
    fn documents_are_not_mixed() {
        let mut findings: Vec<Diagnostic> = (1..=6)
            .map(|line| finding("idle/pattern", Severity::Warning, line))
            .collect();
        for finding in &mut findings[3..] {
            finding.document = "y.yaml".to_owned();
        }
        assert_eq!(digest(&findings, "").len(), 6);
    }
}
