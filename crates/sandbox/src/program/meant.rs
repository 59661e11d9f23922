//! What somebody probably meant who wrote an unknown name.

/// The one of `known` that is most like `name`, if one is, as a question for the end of a message.
pub(super) fn meant(name: &str, known: &[&str]) -> String {
    const LIKENESS: f32 = 0.7;
    const LONGEST: usize = 60;
    if name.len() > LONGEST {
        return String::new();
    }
    let close = similar::get_close_matches(name, known, 1, LIKENESS);
    let question = close.first().map(|one| format!("; did you mean {one}?"));
    question.unwrap_or_default()
}
