//! A description as text for a terminal.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Markdown as plain text: one line per paragraph and item, a blank line between paragraphs, addresses of links
/// in parentheses. Code keeps its backticks.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::new();
    let mut addresses = Vec::new();
    let mut numbers: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) => shown.push_str(&text),
            Event::Code(code) => {
                shown.push('`');
                shown.push_str(&code);
                shown.push('`');
            }
            Event::SoftBreak | Event::HardBreak => shown.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => addresses.push(dest_url),
            Event::End(TagEnd::Link) => {
                if let Some(address) = addresses.pop() {
                    shown.push_str(&format!(" ({address})"));
                }
            }
            Event::Start(Tag::List(first)) => {
                end_line(&mut shown);
                numbers.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                numbers.pop();
                blank_line(&mut shown);
            }
            Event::Start(Tag::Item) => {
                end_line(&mut shown);
                match numbers.last_mut() {
                    Some(Some(number)) => {
                        shown.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => shown.push_str("- "),
                }
            }
            Event::End(TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead) => end_line(&mut shown),
            Event::End(TagEnd::TableCell) => shown.push_str("  "),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock) => {
                if numbers.is_empty() {
                    blank_line(&mut shown);
                } else {
                    end_line(&mut shown);
                }
            }
            _ => {}
        }
    }
    shown.truncate(shown.trim_end().len());
    shown
}

fn end_line(shown: &mut String) {
    shown.truncate(shown.trim_end_matches(' ').len());
    if !shown.is_empty() && !shown.ends_with('\n') {
        shown.push('\n');
    }
}

fn blank_line(shown: &mut String) {
    end_line(shown);
    if !shown.is_empty() && !shown.ends_with("\n\n") {
        shown.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn markdown_reads_well_on_a_terminal() {
        let text = "First `line`\nof *one* paragraph.\n\nSee [the page](https://x.example/a). \\[1\\]\n\n- one\n- two\n\nEnd.";
        assert_eq!(
            shown(text),
            "First `line` of one paragraph.\n\nSee the page (https://x.example/a). [1]\n\n- one\n- two\n\nEnd."
        );
        assert_eq!(shown("1. a\n2. b"), "1. a\n2. b");
        assert_eq!(shown(""), "");
    }
}
