//! Blocks of code: each gets a fence, the language `text`, and an end.

use std::ops::Range;

/// What takes the place of a part of a text.
pub(super) type Edit = (Range<usize>, String);

/// The language of every block of code. Rustdoc takes no language for Rust.
const LANGUAGE: &str = "text";

/// What a block of code that makes itself known by its indentation needs to get a fence.
pub(super) struct Indented<'t> {
    text: &'t str,
    range: Range<usize>,
    lines: Vec<Range<usize>>,
}

/// How far such a block is indented.
const INDENTATION: usize = 4;

impl<'t> Indented<'t> {
    pub(super) fn new(text: &'t str, range: Range<usize>) -> Self {
        Self {
            text,
            range,
            lines: Vec::new(),
        }
    }

    /// A line of the block, without its indentation.
    pub(super) fn line(&mut self, range: Range<usize>) {
        self.lines.push(range);
    }

    pub(super) fn edits(self) -> Vec<Edit> {
        let Some(first) = self.lines.first() else {
            return Vec::new();
        };
        let (text, start, end) = (self.text, first.start, self.range.end);
        let indentation = indentation_before(text, start);
        let around = around(text, indentation.start);
        let code = &text[self.range.clone()];
        let fence = "`".repeat(longest_run(code, '`').max(2) + 1);
        let mut edits = vec![(indentation, format!("{fence}{LANGUAGE}\n{around}"))];
        let others = self.lines.iter().skip(1);
        edits.extend(others.map(|line| (indentation_before(text, line.start), String::new())));
        edits.push((end..end, closing(code, &around, &fence)));
        edits
    }
}

/// What a block of code with a fence needs. `language` is what follows the fence.
pub(super) fn fenced(text: &str, range: Range<usize>, language: &str) -> Vec<Edit> {
    let block = &text[range.clone()];
    let first = block.lines().next().unwrap_or_default();
    let Some(sign) = first.chars().next() else {
        return Vec::new();
    };
    let length = first.chars().take_while(|other| *other == sign).count();
    let mut edits = Vec::new();
    if language != LANGUAGE {
        let behind = range.start + length..range.start + first.len();
        edits.push((behind, LANGUAGE.to_owned()));
    }
    if !is_closed(block, sign, length) {
        let around = around(text, range.start);
        let fence = sign.to_string().repeat(length);
        edits.push((range.end..range.end, closing(block, &around, &fence)));
    }
    edits
}

fn is_closed(block: &str, sign: char, length: usize) -> bool {
    let last = block.lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches([' ', '>']).trim_end();
    last.len() >= length && last.chars().all(|other| other == sign)
}

fn closing(block: &str, around: &str, fence: &str) -> String {
    let newline = if block.ends_with('\n') { "" } else { "\n" };
    format!("{newline}{around}{fence}\n")
}

/// The spaces before `at` that make a line one of code.
fn indentation_before(text: &str, at: usize) -> Range<usize> {
    let before = &text[..at];
    let spaces = before.len() - before.trim_end_matches(' ').len();
    at - spaces.min(INDENTATION)..at
}

/// The text before `at` in its line: the marks of the quotations and lists that it belongs to, as they
/// are written on the next line.
fn around(text: &str, at: usize) -> String {
    let line = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let marks = text[line..at].chars();
    marks
        .map(|mark| if mark == '>' { '>' } else { ' ' })
        .collect()
}

/// The length of the longest run of `sign` in `text`.
pub(super) fn longest_run(text: &str, sign: char) -> usize {
    let runs = text.split(|other| other != sign);
    runs.map(|run| run.chars().count()).max().unwrap_or(0)
}
