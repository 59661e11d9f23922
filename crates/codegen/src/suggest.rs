//! What somebody probably meant who wrote an unknown name.

/// The one of `known` that is most like `name`, if one is: to say "did you mean ...?".
pub fn closest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    const LIKENESS: f32 = 0.75;
    const LONGEST: usize = 40;
    let close = match name.len() {
        0..=LONGEST => similar::get_close_matches(name, known, 1, LIKENESS),
        _ => Vec::new(),
    };
    close.first().copied()
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn only_what_is_alike_is_meant() {
        let known = ["string", "integer", "atlas"];
        assert_eq!(closest("interger", &known), Some("integer"));
        assert_eq!(closest("atals", &known), Some("atlas"));
        assert_eq!(closest("foo", &known), None);
        assert_eq!(closest(&"integer".repeat(9), &known), None);
    }
}
