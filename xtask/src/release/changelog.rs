//! What CHANGELOG.md has for a version.

/// Where the changes of `version` are: under its own heading, or still under "Unreleased".
///
/// # Errors
/// If neither has any text.
pub(super) fn section(changelog: &str, version: &str) -> Result<&'static str, String> {
    let has_text = |heading: &str| {
        let mut lines = changelog.lines().skip_while(|line| {
            let name = line.strip_prefix("## ").unwrap_or_default();
            // The date follows the version.
            name.split_whitespace().next() != Some(heading)
        });
        let inside = lines
            .by_ref()
            .skip(1)
            .take_while(|line| !line.starts_with("## "));
        inside
            .filter(|line| !line.starts_with('#'))
            .any(|line| !line.trim().is_empty())
    };
    if has_text(version) {
        Ok("it has a section of its own")
    } else if has_text("Unreleased") {
        Ok("its changes are still under \"Unreleased\"")
    } else {
        Err(format!(
            "CHANGELOG.md has no text under \"## {version}\", nor under \"## Unreleased\": say what changed"
        ))
    }
}
