//! The line of a document at which a place stands.

/// The line, from 1, of what the JSON pointer leads to, or of the nearest part around it that has a
/// line of its own. It knows the block style in which the documents are written, and no other YAML.
pub(super) fn line(text: &str, pointer: &str) -> usize {
    let lines: Vec<&str> = text.lines().collect();
    let (mut start, mut end, mut found) = (0, lines.len(), 1);
    for key in pointer.split('/').skip(1) {
        let key = key.replace("~1", "/").replace("~0", "~");
        let Some((at, inner, stop)) = member(&lines, start, end, &key) else {
            break;
        };
        (found, start, end) = (at + 1, inner, stop);
    }
    found
}

/// Where the member or item `key` begins, where what is in it begins, and where it ends.
fn member(lines: &[&str], start: usize, end: usize, key: &str) -> Option<(usize, usize, usize)> {
    let block = lines.get(start..end)?;
    let first = block.iter().find(|line| is_content(line))?;
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    // Where an item begins in the line that is looked at, its first member does too.
    let indent = if is_item(first) && key.parse::<usize>().is_err() {
        indent_of(first) + 2
    } else {
        indent_of(first)
    };
    let mut number = 0;
    for (at, line) in (start..end).zip(block) {
        let shown = match indent_of(line) + 2 {
            deeper if deeper == indent && is_item(line) && at == start => &line[indent..],
            _ if indent_of(line) == indent && is_content(line) => &line[indent..],
            _ => continue,
        };
        let is_it = match (
            key.parse::<usize>(),
            is_item(line) && shown.starts_with("- "),
        ) {
            (Ok(wanted), true) => {
                number += 1;
                number == wanted + 1
            }
            _ => [format!("{key}:"), format!("\"{key}\":")]
                .iter()
                .any(|start| shown.starts_with(start.as_str())),
        };
        if is_it {
            let is_end = |line: &&str| is_content(line) && indent_of(line) <= indent;
            let length = lines[at + 1..end].iter().position(is_end);
            let stop = length.map_or(end, |length| at + 1 + length);
            let inner = if shown.starts_with("- ") { at } else { at + 1 };
            return Some((at, inner, stop));
        }
    }
    None
}

fn is_content(line: &str) -> bool {
    let text = line.trim_start();
    !text.is_empty() && !text.starts_with('#')
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::line;

    const TEXT: &str = "\
# A comment.
paths:
  /a/{b}:
    get:
      security:
        - One: []
        - Two: []
      x-job:
        rules:
          - {state: a, property: b}
          - state: c
            property: d
      responses:
        \"200\":
          description: x
components:
  schemas: {}
";

    #[test]
    fn a_place_has_its_line_or_that_of_what_it_is_in() {
        for (pointer, wanted) in [
            ("", 1),
            ("/paths", 2),
            ("/paths/~1a~1{b}/get", 4),
            ("/paths/~1a~1{b}/get/security/1", 7),
            ("/paths/~1a~1{b}/get/x-job/rules/0/state", 10),
            ("/paths/~1a~1{b}/get/x-job/rules/1/state", 11),
            ("/paths/~1a~1{b}/get/x-job/rules/1/property", 12),
            ("/paths/~1a~1{b}/get/responses/200/description", 15),
            ("/paths/~1a~1{b}/get/responses/404", 13),
            ("/components/schemas/A", 17),
        ] {
            assert_eq!(line(TEXT, pointer), wanted, "{pointer}");
        }
    }
}
