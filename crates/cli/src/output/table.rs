//! Tables.

use comfy_table::{ContentArrangement, Table, presets};

use super::cells::cell;
use crate::call::Answer;
use crate::json::Json;

/// The columns that a table of `answer` has.
fn columns(answer: &Answer, is_wide: bool) -> &'static [&'static str] {
    let number = if is_wide {
        answer.columns.len()
    } else {
        answer.narrow
    };
    answer.columns.get(..number).unwrap_or(answer.columns)
}

/// A table of several items.
pub(super) fn of_items(
    items: &[Json],
    answer: &Answer,
    is_wide: bool,
    width: Option<u16>,
) -> String {
    let columns = columns(answer, is_wide);
    if columns.is_empty() {
        return items.iter().map(|item| cell(Some(item)) + "\n").collect();
    }
    let mut table = plain(width);
    table.set_header(columns);
    for item in items {
        table.add_row(columns.iter().map(|column| cell(item.member(column))));
    }
    finished(&table)
}

/// A table of one result: a line per property.
pub(super) fn of_one(json: &Json, answer: &Answer, is_wide: bool, width: Option<u16>) -> String {
    let Json::Object(members) = json else {
        return cell(Some(json)) + "\n";
    };
    let mut table = plain(width);
    let chosen = columns(answer, is_wide);
    let is_scalar = |value: &Json| !matches!(value, Json::Array(_) | Json::Object(_));
    let first = chosen
        .iter()
        .filter_map(|name| Some((*name, json.member(name)?)));
    let mut rows: Vec<(&str, &Json)> = first.collect();
    // A single result has room for everything that fits into a line.
    for (name, value) in members {
        if !rows.iter().any(|(known, _)| known == name) && (is_wide || is_scalar(value)) {
            rows.push((name, value));
        }
    }
    for (name, value) in rows {
        table.add_row([cell(Some(&Json::Text(name.to_owned()))), cell(Some(value))]);
    }
    finished(&table)
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
