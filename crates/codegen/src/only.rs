//! Which operations are wanted.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Kept, entries, items, path_and_mark, text};
use crate::methods::is_of_openapi;
use crate::naming;
use crate::normalize;
use crate::suggest::closest;

/// Keeps of `document` only the operations that `only` names; all if it is empty.
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
    keep_those(document, |path, _, operation| {
        only.iter().any(|wanted| is_it(wanted, path, operation))
    });
    Ok(())
}

/// Leaves out the operations that `blocked` names by method and path, and says why.
pub(crate) fn leave_out(
    document: &mut Document,
    blocked: BTreeMap<String, BTreeSet<&'static str>>,
) -> Vec<String> {
    keep_those(document, |path, method, _| {
        !blocked.contains_key(&format!("{method} {path}"))
    });
    // No operation is to blame for what is no path.
    let odd = entries(&document.root, "paths").filter(|(_, item)| !item.is_object());
    let odd: Vec<String> = odd.map(|(path, _)| path.clone()).collect();
    if let Some(kept) = &mut document.kept {
        kept.extend(odd.into_iter().map(|path| (path, BTreeSet::new())));
    }
    let reason = |(operation, rules): (String, BTreeSet<&str>)| {
        let rules: Vec<&str> = rules.into_iter().collect();
        format!("{operation}: {}", rules.join(", "))
    };
    blocked.into_iter().map(reason).collect()
}

/// Takes the operations out of `document` that are not kept, for readers that know no others. Nothing may refer into
/// them.
pub(crate) fn cut(document: &mut Document) {
    let Some(kept) = document.kept.take() else {
        return;
    };
    let Some(Value::Object(paths)) = document.root.get_mut("paths") else {
        return;
    };
    paths.retain(|path, item| {
        let methods = kept.get(path);
        if let (Some(methods), Value::Object(members)) = (methods, item) {
            members.retain(|key, _| !is_of_openapi(key) || methods.contains(key));
        }
        methods.is_some()
    });
}

/// Keeps those of the operations that are kept so far which `is_kept` takes, by path and method, and takes out the tags
/// that none of them has.
fn keep_those(document: &mut Document, is_kept: impl Fn(&str, &str, &Value) -> bool) {
    let mut kept = Kept::new();
    for (path, method, operation) in normalize::operations(document) {
        if is_kept(path, method, operation) {
            let methods = kept.entry(path.to_owned()).or_default();
            methods.insert(method.to_owned());
        }
    }
    document.kept = Some(kept);
    let used = Known::tags(&normalize::operations(document));
    if let Some(Value::Array(tags)) = document.root.get_mut("tags") {
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
        let operations = normalize::operations(document);
        let ids = operations
            .iter()
            .map(|(_, _, one)| text(one, "operationId"));
        let ids = ids.filter(|id| !id.is_empty()).map(str::to_owned);
        let mut paths: Vec<String> = operations
            .iter()
            .map(|(path, ..)| (*path).to_owned())
            .collect();
        paths.dedup();
        Self {
            tags: Self::tags(&operations),
            ids: ids.collect(),
            paths,
        }
    }

    /// The tags of all operations.
    fn tags(operations: &[(&str, &str, &Value)]) -> Vec<String> {
        let all = operations.iter().flat_map(|(_, _, one)| items(one, "tags"));
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
