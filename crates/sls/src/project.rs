//! The name of a project.

use backhaul_runtime::for_client_crates::{Atom, Constraint, Pattern};

const LETTER_OR_DIGIT: Atom = Atom::new(&[('a', 'z'), ('0', '9')], 1, 1);

// The project is the first label of the host, so the document cannot declare its pattern with a parameter.
backhaul_runtime::validated_string! {
    /// Name of a project, 3 to 63 characters: lower-case letters, digits and hyphens, with a letter or digit
    /// first and last.
    pub struct ProjectName;
    Constraint {
        min_length: 3,
        max_length: 63,
        pattern: Some(Pattern::new(
            "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$",
            &[
                LETTER_OR_DIGIT,
                Atom::new(&[('a', 'z'), ('0', '9'), ('-', '-')], 1, 61),
                LETTER_OR_DIGIT,
            ],
        )),
    }
}
