//! Which operations are wanted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, items, path_and_mark, text};
use crate::methods::is_of_openapi;
use crate::naming;
use crate::suggest::closest;

/// Takes all operations out of `document` but those that `only` names; none if it is empty.
///
/// # Errors
/// What of `only` names nothing, and what was probably meant.
pub(crate) fn keep(document: &mut Document, only: &[String]) -> Result<(), Vec<Diagnostic>> {
    if only.is_empty() {
        return Ok(());
    }
    let known = Known::of(document);
    let unknown: Vec<Diagnostic> = only
        .iter()
        .filter(|wanted| !known.has(wanted))
        .map(|wanted| {
            let message = format!(
                "`{wanted}` selects nothing: it is neither a tag nor an operation nor the beginning of a path"
            );
            document.finding(
                "workspace/nothing-selected",
                &["paths".to_owned()],
                message,
                &known.hint(wanted),
            )
        })
        .collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let shared = document.root.clone();
    let Some(Value::Object(paths)) = document.root.get_mut("paths") else {
        return Ok(());
    };
    paths.retain(|path, item| {
        if let Some(target) =
            crate::document::reference(item).and_then(|target| target.strip_prefix('#'))
            && let Some(found) = shared.pointer(target)
        {
            *item = found.clone();
        }
        let Value::Object(members) = item else {
            return false;
        };
        members.retain(|method, operation| {
            !is_of_openapi(method) || only.iter().any(|wanted| is_it(wanted, path, operation))
        });
        members.keys().any(|key| is_of_openapi(key))
    });
    keep_tags(&mut document.root);
    Ok(())
}

/// Takes the operations out of `document` that `blocked` names by method and path, and says why.
pub(crate) fn leave_out(
    document: &mut Document,
    blocked: BTreeMap<String, BTreeSet<&'static str>>,
) -> Vec<String> {
    let paths = document
        .root
        .get_mut("paths")
        .and_then(Value::as_object_mut);
    if let Some(paths) = paths {
        paths.retain(|path, item| {
            let Value::Object(members) = item else {
                return true;
            };
            members.retain(|method, _| !blocked.contains_key(&format!("{method} {path}")));
            members.keys().any(|key| is_of_openapi(key))
        });
    }
    keep_tags(&mut document.root);
    let reason = |(operation, rules): (String, BTreeSet<&str>)| {
        let rules: Vec<&str> = rules.into_iter().collect();
        format!("{operation}: {}", rules.join(", "))
    };
    blocked.into_iter().map(reason).collect()
}

/// Takes out the tags that no operation has.
fn keep_tags(root: &mut Value) {
    let used = Known::tags(root);
    if let Some(Value::Array(tags)) = root.get_mut("tags") {
        tags.retain(|tag| used.iter().any(|name| name == text(tag, "name")));
    }
}

/// Whether `wanted` names this operation.
fn is_it(wanted: &str, path: &str, operation: &Value) -> bool {
    let id = text(operation, "operationId");
    let has_tag = |tag: &Value| {
        tag.as_str()
            .is_some_and(|tag| tag.eq_ignore_ascii_case(wanted))
    };
    wanted.starts_with('/') && is_below(path, wanted)
        || id == wanted
        || !id.is_empty() && naming::method(id) == wanted
        || items(operation, "tags").iter().any(has_tag)
}

/// Whether a path begins with another, segment by segment.
fn is_below(path: &str, prefix: &str) -> bool {
    let rest = path_and_mark(path)
        .0
        .strip_prefix(prefix.trim_end_matches('/'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// What there is to name.
struct Known {
    tags: Vec<String>,
    ids: Vec<String>,
    paths: Vec<String>,
}

impl Known {
    fn of(document: &Document) -> Self {
        let operations = || operations(&document.root);
        let mut ids: Vec<String> = operations()
            .map(|(_, one)| text(one, "operationId").to_owned())
            .collect();
        ids.retain(|id| !id.is_empty());
        let mut paths: Vec<String> = operations().map(|(path, _)| path.clone()).collect();
        paths.dedup();
        Self {
            tags: Self::tags(&document.root),
            ids,
            paths,
        }
    }

    /// The tags of all operations.
    fn tags(root: &Value) -> Vec<String> {
        let all = operations(root).flat_map(|(_, one)| items(one, "tags"));
        let mut tags: Vec<String> = all
            .filter_map(|tag| tag.as_str().map(str::to_owned))
            .collect();
        tags.sort();
        tags.dedup();
        tags
    }

    fn has(&self, wanted: &str) -> bool {
        let is_tag = |tag: &String| tag.eq_ignore_ascii_case(wanted);
        self.tags.iter().any(is_tag)
            || self
                .ids
                .iter()
                .any(|id| id == wanted || naming::method(id) == wanted)
            || wanted.starts_with('/') && self.paths.iter().any(|path| is_below(path, wanted))
    }

    fn hint(&self, wanted: &str) -> String {
        let names: Vec<&str> = match wanted.starts_with('/') {
            true => self.paths.iter().map(String::as_str).collect(),
            false => self
                .tags
                .iter()
                .chain(&self.ids)
                .map(String::as_str)
                .collect(),
        };
        let begins = |name: &&&str| name.to_lowercase().contains(&wanted.to_lowercase());
        let meant = closest(wanted, &names).or_else(|| names.iter().find(begins).copied());
        let meant = meant.map(|name| format!("did you mean {name}? "));
        let tags: Vec<&str> = self.tags.iter().take(20).map(String::as_str).collect();
        format!(
            "{}its tags are {}",
            meant.unwrap_or_default(),
            tags.join(", ")
        )
    }
}

/// Every operation with its path.
fn operations(root: &Value) -> impl Iterator<Item = (&String, &Value)> {
    crate::document::entries(root, "paths").flat_map(|(path, item)| {
        let members = item.as_object().into_iter().flatten();
        let operations = members.filter(|(method, _)| is_of_openapi(method));
        operations.map(move |(_, operation)| (path, operation))
    })
}
