//! Security requirements that nobody can fulfil as they are written: schemes that nobody has declared, and two that are
//! sent in the same place. What the latter can only mean is that one of the two is enough.

use std::collections::BTreeMap;

use serde_json::Value;

use super::node::Node;
use super::schemas::Schemas;
use super::source::Source;
use crate::model::SchemeKind;

/// More alternatives than this are a mistake.
const MOST: usize = 16;

/// The alternatives of an operation or of the document.
pub(super) fn write<'a>(schemas: &mut Schemas<'a, '_>, security: &Source<'a>) -> Node {
    let Some(list) = security.value.as_array() else {
        return security.copy();
    };
    let mut written: Vec<Node> = Vec::new();
    for index in 0..list.len() {
        if let Some(alternative) = security.get(&index.to_string()) {
            for one in read(schemas, &alternative) {
                if !written.iter().any(|known| known.value == one.value) {
                    written.push(one);
                }
            }
        }
    }
    // What nobody can send is no reason to send nothing where something else will do.
    let is_empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
    if !list.iter().any(is_empty) && written.iter().any(|one| !one.is_empty()) {
        written.retain(|one| !one.is_empty());
    }
    Node::list_at(&security.place(), written)
}

/// The alternatives that one means, which is one if it is as it should be.
fn read<'a>(schemas: &mut Schemas<'a, '_>, alternative: &Source<'a>) -> Vec<Node> {
    if !alternative.value.is_object() {
        return vec![alternative.copy()];
    }
    let components = schemas.reading.root.get("components");
    let declared = components.and_then(|part| part.get("securitySchemes"));
    let mut places: BTreeMap<String, Vec<(&str, Source<'a>)>> = BTreeMap::new();
    for (name, scopes) in alternative.members() {
        let Some(scheme) = declared.as_ref().and_then(|all| all.get(name)) else {
            tell_undeclared(schemas, name, &scopes);
            continue;
        };
        // What is wrong with a scheme, the lint says.
        let kind = SchemeKind::of(scheme.value);
        let place = kind.map_or_else(|| name.to_owned(), |kind| kind.place());
        places.entry(place).or_default().push((name, scopes));
    }
    let count = places.values().map(Vec::len).product::<usize>();
    let crowded = places.values().filter(|schemes| schemes.len() > 1);
    for schemes in crowded {
        tell_choice(schemas, alternative, schemes, count > MOST);
    }
    let mut all = vec![Node::object_at(&alternative.place())];
    for schemes in places.into_values() {
        let most = if count > MOST { 1 } else { schemes.len() };
        let longer = all.iter().flat_map(|before| {
            schemes.iter().take(most).map(|(name, scopes)| {
                let mut one = before.clone();
                one.put(name, scopes.copy());
                one
            })
        });
        all = longer.collect();
    }
    all
}

fn tell_undeclared(schemas: &mut Schemas<'_, '_>, name: &str, place: &Source<'_>) {
    // Most operations need the same.
    if schemas.told.insert(name.to_owned()) {
        schemas.findings.report(
            "idle/undeclared-scheme",
            place,
            format!("security scheme {name} is not declared: nothing is sent for it"),
            "declare it in components.securitySchemes",
        );
    }
}

fn tell_choice(
    schemas: &mut Schemas<'_, '_>,
    alternative: &Source<'_>,
    schemes: &[(&str, Source<'_>)],
    is_first: bool,
) {
    let names: Vec<&str> = schemes.iter().map(|(name, _)| *name).collect();
    let taken = match is_first {
        true => "the first of them",
        false => "any of them",
    };
    let names = names.join(" and ");
    if schemas.told.insert(names.clone()) {
        schemas.findings.report(
            "idle/security-places",
            alternative,
            format!("{names} are needed at once, but sent in the same place: {taken} is taken"),
            "write them as separate entries",
        );
    }
}
