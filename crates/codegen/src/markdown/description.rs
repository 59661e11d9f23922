//! A description as Markdown that shows the same and does nothing.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::blocks::{self, Edit};
use super::escape;
use super::escape::plain;

/// A description, which may have several lines.
pub(crate) fn block(text: &str) -> String {
    let text = without_tabs(text);
    let mut text = without_blank_lines(&text).to_owned();
    if is_plain(&text) {
        return text;
    }
    // Each pass may bring to light what was hidden: escaped HTML is read as Markdown.
    for _ in 0..MOST_PASSES {
        let edits = edits(&text);
        if edits.is_empty() {
            text.truncate(text.trim_end().len());
            if is_harmless(&text) {
                return text;
            }
            break;
        }
        text = apply(&text, edits);
    }
    escape::lines(&text)
}

/// Whether a text, whose end is trimmed, has nothing that could be code, HTML or a link: most have not, and to look for
/// these as rustdoc does takes much longer. Four blanks in a row may begin code.
fn is_plain(text: &str) -> bool {
    !text.contains(['`', '~', '<', '[']) && !text.contains("    ")
}

/// A description in one line, after other words.
pub(crate) fn inline(text: &str) -> String {
    const WORDS: &str = "x ";
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let behind = block(&format!("{WORDS}{line}"));
    match behind.strip_prefix(WORDS) {
        Some(line) if !line.contains('\n') => line.to_owned(),
        _ => plain(&line),
    }
}

const MOST_PASSES: usize = 20;

/// As rustdoc reads it.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What must change so that nothing in `text` is more than a text.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut brackets = Vec::new();
    let mut remember = |link: BrokenLink<'_>| {
        brackets.push(link.span);
        None
    };
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(&mut remember));
    let mut code = None;
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                code = Some(blocks::Indented::new(text, range));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                edits.extend(blocks::fenced(text, range, &language));
            }
            Event::Text(_) => {
                if let Some(block) = &mut code {
                    block.line(range);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                edits.extend(code.take().into_iter().flat_map(blocks::Indented::edits));
            }
            Event::Html(_) | Event::InlineHtml(_) => edits.extend(escape_at(text, range, '<')),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. })
                if !leads_out(&dest_url) =>
            {
                let first = if text[range.clone()].starts_with('<') {
                    '<'
                } else {
                    '['
                };
                edits.extend(escape_at(text, range, first));
            }
            _ => {}
        }
    }
    edits.extend(
        brackets
            .into_iter()
            .filter_map(|range| escape_at(text, range, '[')),
    );
    edits
}

/// Takes the meaning from the first `character` in `range`.
fn escape_at(text: &str, range: Range<usize>, character: char) -> Option<Edit> {
    let at = range.start + text[range].find(character)?;
    Some((at..at, "\\".to_owned()))
}

/// Whether an address leads to a page or a person. Rustdoc takes any other for the path of an item, and a
/// browser may run it.
fn leads_out(address: &str) -> bool {
    let schemes = ["https://", "http://", "mailto:"];
    schemes.iter().any(|scheme| {
        let beginning = address.get(..scheme.len());
        beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme))
    })
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    edits.dedup();
    let mut changed = String::with_capacity(text.len() + 16 * edits.len());
    let mut done = 0;
    for (range, replacement) in edits {
        // What overlaps is mended by the next pass.
        if range.start >= done {
            changed.push_str(&text[done..range.start]);
            changed.push_str(&replacement);
            done = range.end;
        }
    }
    changed.push_str(&text[done..]);
    changed
}

/// Whether nothing of `text` reaches into what the generator writes below it: a block of code without an
/// end, for one, would turn the generator's own examples inside out.
pub(super) fn is_harmless(text: &str) -> bool {
    let below = "\n\nend\n\n```\nend\n```\n";
    let whole = format!("{text}{below}");
    let events: Vec<Event<'_>> = Parser::new_ext(&whole, options()).collect();
    let count = |events: &[Event<'_>]| {
        let blocks = events.iter();
        blocks
            .filter(|event| matches!(event, Event::Start(Tag::CodeBlock(_))))
            .count()
    };
    let alone: Vec<Event<'_>> = Parser::new_ext(text, options()).collect();
    let ends_well = matches!(
        &events[..],
        [.., Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))), Event::Text(code), Event::End(TagEnd::CodeBlock)]
            if language.is_empty() && &**code == "end\n"
    );
    ends_well && count(&events) == count(&alone) + 1
}

/// A tab means spaces up to the next multiple of four.
fn without_tabs(text: &str) -> String {
    let mut expanded = String::with_capacity(text.len());
    let mut column = 0;
    for character in text.chars() {
        match character {
            '\t' => {
                let width = 4 - column % 4;
                expanded.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\n' => {
                expanded.push('\n');
                column = 0;
            }
            other => {
                expanded.push(other);
                column += 1;
            }
        }
    }
    expanded
}

/// `text` without blank lines before its first line and after its last. The first line keeps its
/// indentation, which may have a meaning.
fn without_blank_lines(text: &str) -> &str {
    let text = text.trim_end();
    let first = text.len() - text.trim_start().len();
    let line = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    &text[line..]
}
