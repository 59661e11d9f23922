//! What is wrong with the indentation of a line, where YAML only says that something else was expected.

/// Says which lines do not fit together, if the indentation of `line`, counted from 1, is the cause of an
/// error that was found there.
pub(crate) fn misfit(text: &str, line: u64) -> Option<String> {
    let number = usize::try_from(line).ok()?;
    let lines: Vec<&str> = text.lines().collect();
    let own = indent(lines.get(number.checked_sub(1)?)?)?;
    let mut above = (1..number).rev().filter_map(|number| {
        let line = *lines.get(number - 1)?;
        Some((number, line, indent(line)?))
    });
    let (before, text_before, indent_before) = above.next()?;
    let key_before = indent_before + dash(text_before);
    if own > key_before {
        // What is deeper belongs to the line before, unless that has its value already.
        let has_value = !text_before.trim_end().ends_with([':', '-', '|', '>']);
        return has_value.then(|| {
            format!(
                "line {number} is indented by {own}, deeper than line {before} by {indent_before}, \
                 which has its value already"
            )
        });
    }
    // The keys and items that are still open, from the inside out.
    let mut open = vec![(before, key_before), (before, indent_before)];
    for (number, line, indent) in above {
        let innermost = open.last().map_or(0, |(_, indent)| *indent);
        if indent < innermost {
            open.extend([(number, indent + dash(line)), (number, indent)]);
        }
        if indent == 0 {
            break;
        }
    }
    if open.iter().any(|(_, indent)| *indent == own) {
        return None;
    }
    let around = open.iter().find(|(_, indent)| *indent < own);
    let around = around.map(|(number, indent)| format!(" and line {number} by {indent}"));
    Some(format!(
        "line {number} is indented by {own}, but line {before} by {key_before}{}",
        around.unwrap_or_default()
    ))
}

/// The place of a tab that indents `line`, or one of the two beside it: the parser may notice it only there, or
/// already at the end of the line before.
pub(crate) fn tab_near(text: &str, line: u64) -> Option<(u64, u64)> {
    let lines: Vec<&str> = text.lines().collect();
    [Some(line), line.checked_add(1), line.checked_sub(1)]
        .into_iter()
        .flatten()
        .find_map(|number| {
            let index = usize::try_from(number).ok()?.checked_sub(1)?;
            let line = lines.get(index)?;
            let before = line.len() - line.trim_start_matches(' ').len();
            let is_tab = line[before..].starts_with('\t') && !line.trim().is_empty();
            is_tab.then(|| (number, before as u64 + 1))
        })
}

/// The blanks in front of a line; nothing if it has nothing else, or a comment.
fn indent(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(' ');
    (!rest.trim().is_empty() && !rest.starts_with('#')).then(|| line.len() - rest.len())
}

/// How much deeper the key of an item is than its dash.
fn dash(line: &str) -> usize {
    let rest = line.trim_start_matches(' ');
    match rest.strip_prefix('-') {
        Some(key) if key.starts_with(' ') => 1 + key.len() - key.trim_start_matches(' ').len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::misfit;

    const TEXT: &str = "a:\n  b: 1\n  c:\n    - d: 1\n      e: 2\n    - d: 2\n  f: 3\n";

    #[test]
    fn a_line_that_fits_is_not_blamed() {
        for line in 1..=7 {
            assert_eq!(misfit(TEXT, line), None, "{line}");
        }
        assert_eq!(misfit(TEXT, 0), None);
        assert_eq!(misfit(TEXT, 99), None);
        assert_eq!(misfit("", 1), None);
    }

    #[test]
    fn a_tab_is_found_in_front_of_the_line_and_of_those_beside_it() {
        let text = "a:\n  b: 1\n  \tc: 2\n\t\n  d: 3\te\n";
        for (line, found) in [
            (1, None),
            (2, Some((3, 3))),
            (3, Some((3, 3))),
            (4, Some((3, 3))),
            (5, None),
            (0, None),
            (u64::MAX, None),
        ] {
            assert_eq!(super::tab_near(text, line), found, "{line}");
        }
    }

    #[test]
    fn lines_that_do_not_fit_are_named_with_their_indentation() {
        let said =
            |right: &str, wrong: &str, line| misfit(&TEXT.replace(right, wrong), line).unwrap();
        assert_eq!(
            said("  b: 1", "    b: 1", 3),
            "line 3 is indented by 2, but line 2 by 4 and line 1 by 0"
        );
        assert_eq!(
            said("  c:\n", "   c:\n", 3),
            "line 3 is indented by 3, deeper than line 2 by 2, which has its value already"
        );
        assert_eq!(
            said("      e: 2", "     e: 2", 5),
            "line 5 is indented by 5, but line 4 by 6 and line 4 by 4"
        );
        assert_eq!(
            said("  f: 3", " f: 3", 7),
            "line 7 is indented by 1, but line 6 by 6 and line 1 by 0"
        );
    }
}
