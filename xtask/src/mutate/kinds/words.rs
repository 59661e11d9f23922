//! Misspelled texts.

/// A text with two of its letters in the wrong order, as hasty fingers write it.
pub(super) fn misspelled(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let middle = letters.len() / 2;
    let swap = (middle..letters.len())
        .chain(1..middle)
        .find(|at| *at > 0 && letters[*at] != letters[at - 1] && is_plain(&letters[at - 1..=*at]));
    let Some(at) = swap else {
        return format!("{text}s");
    };
    let mut changed = letters;
    changed.swap(at, at - 1);
    changed.into_iter().collect()
}

fn is_plain(letters: &[char]) -> bool {
    letters.iter().all(|letter| letter.is_ascii_alphanumeric())
}

/// `snake_case` for `camelCase`, and the other way round.
pub(super) fn other_case(text: &str) -> String {
    let mut changed = String::new();
    let mut after_mark = false;
    for letter in text.chars() {
        if letter == '_' {
            after_mark = true;
        } else if after_mark {
            changed.push(letter.to_ascii_uppercase());
            after_mark = false;
        } else if letter.is_ascii_uppercase() && !changed.is_empty() {
            changed.push('_');
            changed.push(letter.to_ascii_lowercase());
        } else {
            changed.push(letter);
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::{misspelled, other_case};

    #[test]
    fn a_misspelled_text_is_another_one() {
        for (text, wrong) in [
            ("restoreJobs", "restroeJobs"),
            ("id", "di"),
            ("a", "as"),
            ("aa", "aas"),
        ] {
            assert_eq!(misspelled(text), wrong);
        }
        assert_eq!(other_case("pageNum"), "page_num");
        assert_eq!(other_case("file_list"), "fileList");
        assert_eq!(other_case("tasks"), "tasks");
    }
}
