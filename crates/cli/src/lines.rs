//! Texts on lines of a width.

use console::measure_text_width;

/// The words of `text` in lines of at most `room`, if none is longer.
pub fn broken(text: &str, room: usize) -> String {
    let mut broken = String::new();
    let mut used = 0;
    for word in text.split(' ') {
        let length = measure_text_width(word);
        if used > 0 && used + 1 + length > room {
            broken.push('\n');
            used = 0;
        } else if used > 0 {
            broken.push(' ');
            used += 1;
        }
        broken.push_str(word);
        used += length;
    }
    broken
}

/// A text on lines of at most `width`, each of which stands in.
pub fn paragraph(text: &str, indent: usize, width: Option<u16>) -> String {
    let room = width.map(|width| usize::from(width).saturating_sub(indent).max(1));
    let lines = room.map_or_else(|| text.to_owned(), |room| broken(text, room));
    let lines = lines
        .lines()
        .map(|line| format!("{}{line}\n", " ".repeat(indent)));
    lines.collect()
}

/// A text beside names is not narrower than this: below that it stands under its name.
const LEAST: usize = 32;

/// How far a text under its name stands in.
const UNDER: usize = 6;

/// Between a name and what it means.
const GAP: usize = 2;

/// Names with what they mean, each on lines of at most `width`, for people. The names stand in by `before`, and have
/// room for at least `least`, so that several lists stand alike.
pub fn listing(
    rows: &[(String, String)],
    before: usize,
    least: usize,
    width: Option<u16>,
) -> String {
    let names = rows.iter().map(|(name, _)| measure_text_width(name));
    let column = before + names.max().unwrap_or_default().max(least) + GAP;
    let width = width.map(usize::from);
    let is_beside = width.is_none_or(|width| column + LEAST <= width);
    let indent = if is_beside { column } else { before + UNDER };
    let room = width.map(|width| width.saturating_sub(indent).max(1));
    let mut text = String::new();
    for (name, meaning) in rows {
        let name = format!("{}{name}", " ".repeat(before));
        let meaning = room.map_or_else(|| meaning.clone(), |room| broken(meaning, room));
        let meaning = meaning.replace('\n', &format!("\n{}", " ".repeat(indent)));
        let gap = match is_beside {
            true => " ".repeat(indent - measure_text_width(&name)),
            false => format!("\n{}", " ".repeat(indent)),
        };
        text.push_str(format!("{name}{gap}{meaning}").trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::listing;

    #[test]
    fn a_meaning_is_beside_its_name_or_under_it() {
        let rows = [
            ("a-name", "one two three four five six seven eight"),
            ("b", "nine"),
        ];
        let rows = rows.map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(
            listing(&rows, 0, 0, None),
            "a-name  one two three four five six seven eight\nb       nine\n"
        );
        assert_eq!(
            listing(&rows, 1, 0, Some(41)),
            " a-name  one two three four five six\n         seven eight\n b       nine\n"
        );
        assert_eq!(
            listing(&rows, 0, 0, Some(39)),
            "a-name\n      one two three four five six seven\n      eight\nb\n      nine\n"
        );
        for width in 1..100 {
            let text = listing(&rows, 0, 0, Some(width));
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(words.len(), 11, "{text}");
            let most = usize::from(width).max(UNDER_AND_WORD);
            assert!(text.lines().all(|line| line.len() <= most), "{text}");
        }
    }

    /// No line is shorter than its longest word.
    const UNDER_AND_WORD: usize = super::UNDER + "a-name".len();
}
