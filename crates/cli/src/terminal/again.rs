//! The command line once more, to copy and paste.

use backhaul_runtime::OneLine;

/// `words`, which begin with the name of the program, as one line for a shell of the POSIX kind.
pub fn again(words: &[String]) -> String {
    let rest = words.iter().skip(1).map(|word| quoted(word));
    let all: Vec<String> = std::iter::once("backhaul".to_owned()).chain(rest).collect();
    all.join(" ")
}

fn quoted(word: &str) -> String {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "-_./:=,@%+".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    let shown = OneLine::new(word).at_most(usize::MAX).to_string();
    format!("'{}'", shown.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::again;

    #[test]
    fn a_shell_reads_the_same_words() {
        let line =
            |words: &[&str]| again(&words.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(
            line(&[
                "/usr/bin/backhaul",
                "wait",
                "--group-id",
                "5f",
                "--to=a b",
                "",
                "it's"
            ]),
            r"backhaul wait --group-id 5f '--to=a b' '' 'it'\''s'"
        );
        assert!(!line(&["x", "a\u{1b}[2J"]).contains('\u{1b}'));
    }
}
