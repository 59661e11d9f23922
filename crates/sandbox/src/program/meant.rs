//! What somebody probably meant who wrote an unknown name.

/// The one of `known` that is most like `name`, if one is, as a question for the end of a message. Capitals and
/// underscores do not count: clients write `get_backup_export` for `getBackupExport`.
pub(super) fn meant(name: &str, known: &[&str]) -> String {
    const LIKENESS: f32 = 0.7;
    const LONGEST: usize = 60;
    if name.len() > LONGEST {
        return String::new();
    }
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let plainly: Vec<String> = known.iter().map(|one| plain(one)).collect();
    let texts: Vec<&str> = plainly.iter().map(String::as_str).collect();
    let name = plain(name);
    let close = similar::get_close_matches(name.as_str(), &texts, 1, LIKENESS);
    let found = close.first().and_then(|close| {
        let index = texts.iter().position(|text| text == close)?;
        known.get(index)
    });
    let question = found.map(|one| format!("; did you mean {one}?"));
    question.unwrap_or_default()
}
