//! Tables.

use comfy_table::{ContentArrangement, Table, presets};

use backhaul_runtime::JobState;

use super::cells::cell;
use super::columns::{columns, value};
use crate::call::Answer;
use crate::json::Json;

/// A table of several items, each with the state of the job that it is.
pub(super) fn of_items(
    items: &[(Json, Option<JobState>)],
    answer: &Answer,
    is_wide: bool,
    width: Option<u16>,
) -> String {
    let columns = columns(answer, is_wide);
    if columns.is_empty() {
        let items = items.iter();
        return items.map(|(item, _)| cell(Some(item)) + "\n").collect();
    }
    let in_row = |item: &Json, state: Option<&JobState>| {
        let values = columns
            .iter()
            .map(|column| value(column, item, state, answer));
        values.map(Option::unwrap_or_default).collect()
    };
    let rows: Vec<Vec<String>> = items
        .iter()
        .map(|(item, state)| in_row(item, state.as_ref()))
        .collect();
    // A wide table is for a file, or for a terminal that scrolls sideways.
    let fitting = match width {
        Some(width) if !is_wide => fitting(&columns, &rows, width.into()),
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

/// A table of one result: a line per property. Below it, what it lists. `states` are that of the job that it is, or
/// those of its items.
pub(super) fn of_one(
    json: &Json,
    states: &[JobState],
    answer: &Answer,
    is_wide: bool,
    width: Option<u16>,
) -> String {
    let Json::Object(members) = json else {
        return cell(Some(json)) + "\n";
    };
    let is_page = answer.items.is_some();
    let state = states.first().filter(|_| !is_page);
    let chosen = columns(answer, is_wide);
    let first = chosen.iter().filter_map(|name| {
        let value = value(name, json, state, answer)?;
        Some(((*name).to_owned(), value))
    });
    let mut rows: Vec<(String, String)> = first.collect();
    let mut lists: Vec<(&str, &[Json])> = Vec::new();
    for (name, value) in members {
        // The state says it.
        let is_said = state.is_some() && Some(name.as_str()) == answer.status;
        if is_said || rows.iter().any(|(known, _)| known == name) {
            continue;
        }
        match value {
            Json::Array(items) if !is_wide && items.iter().any(is_object) => {
                lists.push((name, items));
            }
            // A single result has room for everything that fits into a line.
            Json::Object(_) if !is_wide => {}
            _ => rows.push((cell(Some(&Json::Text(name.clone()))), cell(Some(value)))),
        }
    }
    let mut table = plain(width);
    for (name, value) in rows {
        table.add_row([name, value]);
    }
    let mut text = finished(&table);
    for (name, items) in lists.iter().filter(|(_, items)| !are_relations(items)) {
        let is_items = answer.items.and_then(|pointer| pointer.strip_prefix('/')) == Some(*name);
        let list = if is_items {
            let with_states = items.iter().enumerate();
            let with_states =
                with_states.map(|(index, item)| (item.clone(), states.get(index).cloned()));
            of_items(&with_states.collect::<Vec<_>>(), answer, false, width)
        } else {
            below(items, width)
        };
        let name = cell(Some(&Json::Text((*name).to_owned())));
        text.push_str(&format!("\n{name}:\n{list}"));
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
    use backhaul_runtime::JobState;

    use super::{fitting, of_one};
    use crate::call::{Answer, JobRules};
    use crate::json::Json;

    #[test]
    fn a_result_shows_what_it_lists() {
        let text = r#"{"links":[{"rel":"self"}],"results":[{"state":"x","id":"1","parts":[1]},{"id":"2","more":true}],
            "names":["a","b"],"total":2,"inner":{"a":1}}"#;
        let json = Json::read(text).unwrap();
        let table = of_one(&json, &[], &Answer::JSON, false, None);
        assert_eq!(
            table,
            "names  [\"a\",\"b\"]\ntotal  2\n\nresults:\nid  state  more\n1   x\n2          true\n"
        );
        let wide = of_one(&json, &[], &Answer::JSON, true, None);
        assert!(wide.contains("inner") && wide.contains("\"rel\""), "{wide}");
    }

    #[test]
    fn a_page_of_jobs_has_the_table_of_its_list() {
        let answer = Answer {
            columns: &["id"],
            narrow: 1,
            items: Some("/results"),
            job: Some(&JobRules::Choice("kind", &[])),
            ..Answer::JSON
        };
        let json = Json::read(r#"{"total":1,"results":[{"id":"1","failed":true}]}"#).unwrap();
        let table = of_one(&json, &[JobState::Failed], &answer, false, None);
        assert_eq!(table, "total  1\n\nresults:\nid  STATE\n1   failed\n");
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
