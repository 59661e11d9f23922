//! Texts that are missing.

/// Stands in a draft where a text of our own is missing: alone, or in front of a note after a colon.
pub(crate) const GAP: &str = "GAP";

/// Whether a text is a gap.
pub(crate) fn is_gap(text: &str) -> bool {
    let rest = text.trim().strip_prefix(GAP);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::is_gap;

    #[test]
    fn a_gap_is_the_word_alone_or_with_a_note() {
        for text in ["GAP", " GAP\n", "GAP: see the page of limits"] {
            assert!(is_gap(text), "{text}");
        }
        for text in ["", "Gap", "GAPS", "The GAP", "gap"] {
            assert!(!is_gap(text), "{text}");
        }
    }
}
