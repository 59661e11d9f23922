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
    let rows: Vec<Vec<String>> = items
        .iter()
        .map(|item| {
            columns
                .iter()
                .map(|column| cell(item.member(column)))
                .collect()
        })
        .collect();
    // A wide table is for a file, or for a terminal that scrolls sideways.
    let fitting = match width {
        Some(width) if !is_wide => fitting(columns, &rows, width.into()),
        _ => columns.len(),
    };
    // What is in a cell is never broken: an id must be one to copy.
    let mut table = plain(None);
    table.set_header(columns.iter().take(fitting));
    for row in rows {
        table.add_row(row.into_iter().take(fitting));
    }
    finished(&table)
}

/// How many columns fit into `width`, at least one.
fn fitting(columns: &[&str], rows: &[Vec<String>], width: usize) -> usize {
    let mut used = 0;
    for (index, title) in columns.iter().enumerate() {
        let cells = rows.iter().filter_map(|row| row.get(index));
        let longest = cells.map(|cell| console::measure_text_width(cell)).max();
        // Two blanks keep columns apart.
        used += longest.unwrap_or(0).max(title.len()) + if index == 0 { 0 } else { 2 };
        if used > width {
            return index.max(1);
        }
    }
    columns.len()
}

/// A table of one result: a line per property. Below it, what it lists.
pub(super) fn of_one(json: &Json, answer: &Answer, is_wide: bool, width: Option<u16>) -> String {
    let Json::Object(members) = json else {
        return cell(Some(json)) + "\n";
    };
    let mut table = plain(width);
    let chosen = columns(answer, is_wide);
    let first = chosen
        .iter()
        .filter_map(|name| Some((*name, json.member(name)?)));
    let mut rows: Vec<(&str, &Json)> = first.collect();
    let mut lists: Vec<(&str, &[Json])> = Vec::new();
    for (name, value) in members {
        if rows.iter().any(|(known, _)| known == name) {
            continue;
        }
        match value {
            Json::Array(items) if !is_wide && items.iter().any(is_object) => {
                lists.push((name, items));
            }
            // A single result has room for everything that fits into a line.
            Json::Object(_) if !is_wide => {}
            _ => rows.push((name, value)),
        }
    }
    for (name, value) in rows {
        table.add_row([cell(Some(&Json::Text(name.to_owned()))), cell(Some(value))]);
    }
    let mut text = finished(&table);
    for (name, items) in lists.iter().filter(|(_, items)| !are_relations(items)) {
        text.push_str(&format!(
            "\n{}:\n{}",
            cell(Some(&Json::Text((*name).to_owned()))),
            below(items, width)
        ));
    }
    text
}

/// Addresses of the API itself, which are in every answer of Atlas and Cloud Manager.
fn are_relations(items: &[Json]) -> bool {
    items.iter().all(|item| item.member("rel").is_some())
}

/// A table below another one has no more columns.
const MOST: usize = 6;

fn is_object(json: &Json) -> bool {
    matches!(json, Json::Object(_))
}

/// What a result lists: the scalars of the items, in their order, ids first.
fn below(items: &[Json], width: Option<u16>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for item in items {
        let Json::Object(members) = item else {
            continue;
        };
        let scalars = members
            .iter()
            .filter(|(_, value)| !matches!(value, Json::Array(_) | Json::Object(_)));
        for (name, _) in scalars {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    names.sort_by_key(|name| *name != "id");
    names.truncate(MOST);
    if names.is_empty() {
        return items.iter().map(|item| cell(Some(item)) + "\n").collect();
    }
    let titles = names
        .iter()
        .map(|name| cell(Some(&Json::Text((*name).to_owned()))));
    let mut table = plain(width);
    table.set_header(titles);
    for item in items {
        table.add_row(names.iter().map(|name| cell(item.member(name))));
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

#[cfg(test)]
mod tests {
    use super::{fitting, of_one};
    use crate::call::Answer;
    use crate::json::Json;

    #[test]
    fn a_result_shows_what_it_lists() {
        let text = r#"{"links":[{"rel":"self"}],"results":[{"state":"x","id":"1","parts":[1]},{"id":"2","more":true}],
            "names":["a","b"],"total":2,"inner":{"a":1}}"#;
        let json = Json::read(text).unwrap();
        let table = of_one(&json, &Answer::JSON, false, None);
        assert_eq!(
            table,
            "names  [\"a\",\"b\"]\ntotal  2\n\nresults:\nid  state  more\n1   x\n2          true\n"
        );
        let wide = of_one(&json, &Answer::JSON, true, None);
        assert!(wide.contains("inner") && wide.contains("\"rel\""), "{wide}");
    }

    #[test]
    fn columns_that_do_not_fit_are_left_out() {
        let rows = [vec![
            "0123456789".to_owned(),
            "x".to_owned(),
            "é".to_owned(),
        ]];
        let columns = ["id", "state", "name"];
        // Ten, two and five, two and four.
        assert_eq!(fitting(&columns, &rows, 23), 3);
        assert_eq!(fitting(&columns, &rows, 22), 2);
        assert_eq!(fitting(&columns, &rows, 16), 1);
        assert_eq!(fitting(&columns, &rows, 3), 1);
    }
}
