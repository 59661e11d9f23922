//! Tables.

use backhaul_runtime::JobState;

use super::cells::cell;
use super::columns::{columns, shown, value};
use super::layout::{Shown, listed, properties};
use crate::call::Answer;
use crate::json::Json;

/// A table of several items, each with the state of the job that it is.
pub(super) fn of_items(
    items: &[(Json, Option<JobState>)],
    answer: &Answer,
    is_wide: bool,
    width: Option<u16>,
) -> Shown {
    let chosen = columns(answer, is_wide);
    if chosen.is_empty() {
        let items = items.iter();
        return Shown {
            text: items.map(|(item, _)| cell(Some(item)) + "\n").collect(),
            ..Shown::default()
        };
    }
    // A wide table has everything, also what no document has.
    let others = others(items, &chosen, answer);
    let more: &[&str] = if is_wide { &others } else { &[] };
    let in_row = |item: &Json, state: Option<&JobState>| {
        let values = chosen
            .iter()
            .map(|column| value(column, item, state, answer));
        let more = more.iter().map(|name| Some(cell(item.member(name))));
        values.chain(more).map(Option::unwrap_or_default).collect()
    };
    let rows: Vec<Vec<String>> = items
        .iter()
        .map(|(item, state)| in_row(item, state.as_ref()))
        .collect();
    let titles: Vec<String> = chosen.iter().chain(more).map(|name| title(name)).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    if is_wide {
        // It is for a file, or for a terminal that scrolls sideways.
        return listed(&titles, rows, None);
    }
    let mut list = listed(&titles, rows, width);
    list.left_out.extend(others.into_iter().map(title));
    list
}

/// What items have beside `chosen`, in their order.
fn others<'a>(
    items: &'a [(Json, Option<JobState>)],
    chosen: &[&str],
    answer: &Answer,
) -> Vec<&'a str> {
    let mut others: Vec<&str> = Vec::new();
    for (item, state) in items {
        let Json::Object(members) = item else {
            continue;
        };
        for (name, value) in members {
            // The state says it.
            let is_said = state.is_some() && Some(name.as_str()) == answer.status;
            let is_relation = matches!(value, Json::Array(items) if are_relations(items));
            let is_known = chosen.contains(&name.as_str()) || others.contains(&name.as_str());
            if !is_said && !is_relation && !is_known {
                others.push(name);
            }
        }
    }
    others
}

/// A name as the title of a column.
fn title(name: &str) -> String {
    cell(Some(&Json::Text(name.to_owned())))
}

/// A table of one result: a line per property. Below it, what it lists. `states` are that of the job that it is, or
/// those of its items.
pub(super) fn of_one(
    json: &Json,
    states: &[JobState],
    answer: &Answer,
    is_wide: bool,
    width: Option<u16>,
) -> Shown {
    let Json::Object(members) = json else {
        return Shown {
            text: cell(Some(json)) + "\n",
            ..Shown::default()
        };
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
    let mut left_out = Vec::new();
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
            Json::Object(_) if !is_wide => left_out.push(title(name)),
            _ => rows.push((title(name), shown(name, value, answer))),
        }
    }
    let mut text = properties(&rows, width);
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
        let name = title(name);
        text.push_str(&format!("\n{name}:\n{}", list.text));
        let inner = list.left_out.into_iter();
        left_out.extend(inner.map(|column| format!("{name}/{column}")));
    }
    Shown { text, left_out }
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
fn below(items: &[Json], width: Option<u16>) -> Shown {
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
    let others = names.split_off(names.len().min(MOST));
    if names.is_empty() {
        return Shown {
            text: items.iter().map(|item| cell(Some(item)) + "\n").collect(),
            ..Shown::default()
        };
    }
    let titles: Vec<String> = names.iter().map(|name| title(name)).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let row = |item: &Json| names.iter().map(|name| cell(item.member(name))).collect();
    let mut list = listed(&titles, items.iter().map(row).collect(), width);
    list.left_out.extend(others.into_iter().map(title));
    list
}

#[cfg(test)]
mod tests {
    use backhaul_runtime::JobState;

    use super::{of_items, of_one};
    use crate::call::{Answer, JobRules};
    use crate::json::Json;

    #[test]
    fn a_result_shows_what_it_lists() {
        let text = r#"{"links":[{"rel":"self"}],"results":[{"state":"x","id":"1","parts":[1]},{"id":"2","more":true}],
            "names":["a","b"],"total":2,"inner":{"a":1}}"#;
        let json = Json::read(text).unwrap();
        let table = of_one(&json, &[], &Answer::JSON, false, None).text;
        assert_eq!(
            table,
            "names  [\"a\",\"b\"]\ntotal  2\n\nresults:\nid  state  more\n1   x\n2          true\n"
        );
        let wide = of_one(&json, &[], &Answer::JSON, true, None).text;
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
        let table = of_one(&json, &[JobState::Failed], &answer, false, None).text;
        assert_eq!(table, "total  1\n\nresults:\nid  STATE\n1   failed\n");
    }

    #[test]
    fn what_has_no_room_is_named() {
        let text = r#"{"id":"1","inner":{"a":1},"results":[{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":"7"}]}"#;
        let json = Json::read(text).unwrap();
        let shown = |width| of_one(&json, &[], &Answer::JSON, false, width).left_out;
        assert_eq!(shown(None), ["inner", "results/g"]);
        assert_eq!(shown(Some(13)), ["inner", "results/f", "results/g"]);
        let wide = of_one(&json, &[], &Answer::JSON, true, Some(13)).left_out;
        assert!(wide.is_empty(), "{wide:?}");
    }

    #[test]
    fn a_property_is_one_to_copy_unless_it_is_prose() {
        let text =
            r#"{"url":"https://h.example/0123456789","text":"one two three four five","id":""}"#;
        let json = Json::read(text).unwrap();
        let shown = of_one(&json, &[], &Answer::JSON, false, Some(20));
        assert_eq!(
            shown.text,
            "url   https://h.example/0123456789\ntext  one two three\n      four five\nid\n"
        );
    }

    #[test]
    fn prose_is_broken_and_an_id_is_not() {
        let answer = Answer {
            columns: &["id", "text"],
            narrow: 2,
            ..Answer::JSON
        };
        let text = r#"{"id":"0123456789012345","text":"one two three four five six seven"}"#;
        let items = [(Json::read(text).unwrap(), None)];
        let shown = of_items(&items, &answer, false, Some(43));
        assert_eq!(
            shown.text,
            "id                text\n0123456789012345  one two three four five\n                  six seven\n"
        );
        assert!(shown.left_out.is_empty());
    }
}
