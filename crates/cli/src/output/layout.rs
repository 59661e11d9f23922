//! Texts in columns: tables, and blocks of lines.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

use super::widths;
use crate::lines::broken;

/// A table, and what it had no room for.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) text: String,
    /// The names of columns and properties that `-o wide` has.
    pub(super) left_out: Vec<String>,
}

/// A table with `titles`, as far as it fits. What is in a cell is never broken unless it is prose: an id must be one
/// to copy. Where not even the most important columns fit, each row becomes a block of lines.
pub(super) fn listed(titles: &[&str], rows: Vec<Vec<String>>, width: Option<u16>) -> Shown {
    let all = || {
        Some(widths::Fit {
            columns: (0..titles.len()).collect(),
            breaks: false,
        })
    };
    let fit = match width {
        Some(width) => widths::fit(titles, &rows, width.into()),
        None => all(),
    };
    let Some(fit) = fit else {
        return Shown {
            text: blocks(titles, &rows, width),
            ..Shown::default()
        };
    };
    // The edges are cut off afterwards.
    let whole = width
        .filter(|_| fit.breaks)
        .map(|width| width.saturating_add(EDGES));
    let mut table = plain(whole);
    let chosen = |row: &[String]| -> Vec<String> {
        let cells = fit.columns.iter().map(|index| row.get(*index).cloned());
        cells.map(Option::unwrap_or_default).collect()
    };
    let names: Vec<String> = titles.iter().map(ToString::to_string).collect();
    table.set_header(chosen(&names));
    for row in &rows {
        table.add_row(chosen(row));
    }
    for (place, index) in fit.columns.iter().enumerate() {
        let is_fixed = fit.breaks && !widths::has_prose(&rows, *index);
        if let Some(column) = table.column_mut(place).filter(|_| is_fixed) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    let left_out = names.into_iter().enumerate();
    let left_out = left_out.filter(|(index, _)| !fit.columns.contains(index));
    Shown {
        text: finished(&table),
        left_out: left_out.map(|(_, name)| name).collect(),
    }
}

/// Each row as a line per column that has something, with a blank line between two rows.
fn blocks(titles: &[&str], rows: &[Vec<String>], width: Option<u16>) -> String {
    let blocks = rows.iter().map(|row| {
        let pairs = titles.iter().zip(row);
        let pairs = pairs.filter(|(_, value)| !value.is_empty());
        let pairs: Vec<(String, String)> = pairs
            .map(|(title, value)| ((*title).to_owned(), value.clone()))
            .collect();
        properties(&pairs, width)
    });
    blocks.collect::<Vec<_>>().join("\n")
}

/// The blanks before the first column and behind the last one.
const EDGES: u16 = 2;

/// A line per property. Prose is broken into lines; anything else is one to copy, which a terminal wraps by itself.
pub(super) fn properties(rows: &[(String, String)], width: Option<u16>) -> String {
    let names = rows
        .iter()
        .map(|(name, _)| console::measure_text_width(name));
    let indent = names.max().unwrap_or_default() + widths::GAP;
    let room = width.map(|width| usize::from(width).saturating_sub(indent).max(1));
    let mut text = String::new();
    for (name, value) in rows {
        let pad = " ".repeat(indent - console::measure_text_width(name));
        let lines = match room {
            Some(room) if widths::is_prose(value) => broken(value, room),
            _ => value.clone(),
        };
        let lines = lines.replace('\n', &format!("\n{}", " ".repeat(indent)));
        text.push_str(format!("{name}{pad}{lines}").trim_end());
        text.push('\n');
    }
    text
}

fn plain(width: Option<u16>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width);
    }
    table
}

/// Without the blanks at the edges that keep cells apart.
fn finished(table: &Table) -> String {
    let lines = table.lines().map(|line| {
        let line = line.strip_prefix(' ').unwrap_or(&line);
        format!("{}\n", line.trim_end())
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::listed;

    /// An id, a name and a state are there at any width.
    #[test]
    fn what_matters_is_never_left_out() {
        let titles = ["id", "STATE", "bucket", "name"];
        let row = ["0123456789", "failed", "b-0123456789", ""];
        let rows = || vec![row.map(str::to_owned).to_vec()];
        let whole = listed(&titles, rows(), Some(40));
        assert_eq!(
            whole.text,
            "id          STATE   bucket        name\n0123456789  failed  b-0123456789\n"
        );
        let some = listed(&titles, rows(), Some(30));
        assert_eq!(some.text, "id          STATE   name\n0123456789  failed\n");
        assert_eq!(some.left_out, ["bucket"]);
        let none = listed(&titles, rows(), Some(20));
        assert_eq!(
            none.text,
            "id      0123456789\nSTATE   failed\nbucket  b-0123456789\n"
        );
        assert!(none.left_out.is_empty());
    }
}
