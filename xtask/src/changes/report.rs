//! All changes, for people.

use super::change::{Change, Class};

/// As plain text; `changes` are sorted.
pub(super) fn text(base: &str, changes: &[Change]) -> String {
    let mut text = format!("{}\n", summary(base, changes));
    for class in Class::ALL {
        let mut subject = "";
        let mut provider = "";
        for (place, change) in changes.iter().filter(|one| one.class == class).enumerate() {
            if place == 0 {
                text.push_str(&format!("\n{}\n", class.title()));
            }
            if (provider, subject) != (&change.provider, &change.subject) {
                (provider, subject) = (&change.provider, &change.subject);
                text.push_str(&format!("  {} ({})\n", heading(change), change.file));
            }
            text.push_str(&format!("    {}\n", line(change)));
        }
    }
    text
}

/// As Markdown, for a pull request; `changes` are sorted.
pub(super) fn markdown(base: &str, changes: &[Change]) -> String {
    let mut text = format!(
        "## What differs for users\n\n{}\n",
        escaped(&summary(base, changes))
    );
    for class in Class::ALL {
        for (place, change) in changes.iter().filter(|one| one.class == class).enumerate() {
            if place == 0 {
                text.push_str(&format!("\n### {}\n\n", class.title()));
            }
            let (heading, line) = (heading(change), escaped(&line(change)));
            text.push_str(&format!("- **{heading}**: {line} (`{}`)\n", change.file));
        }
    }
    text
}

fn summary(base: &str, changes: &[Change]) -> String {
    if changes.is_empty() {
        return format!("Nothing differs from {base}.");
    }
    let counts = Class::ALL.map(|class| {
        let count = changes
            .iter()
            .filter(|change| change.class == class)
            .count();
        format!("{count} {}", class.title().to_lowercase())
    });
    format!("Compared with {base}: {}.", counts.join(", "))
}

fn heading(change: &Change) -> String {
    match change.subject.as_str() {
        "" => change.provider.clone(),
        subject => format!("{} {subject}", change.provider),
    }
}

/// One change alone, in one line.
pub(super) fn alone(change: &Change) -> String {
    format!("{}: {} ({})", heading(change), line(change), change.file)
}

fn line(change: &Change) -> String {
    match change.member.as_str() {
        "" => change.text.clone(),
        member => format!("{member}: {}", change.text),
    }
}

/// Text in which Markdown means nothing.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for sign in text.chars() {
        if "\\`*_{}[]<>#|~$&".contains(sign) {
            escaped.push('\\');
        }
        escaped.push(if sign.is_control() { ' ' } else { sign });
    }
    escaped
}
