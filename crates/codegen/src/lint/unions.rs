//! Unions: `oneOf` over objects with a name, told apart by the text of one property.

use std::collections::HashSet;

use super::part::{Findings, Part};
use super::tags::{Unions, mapping, tag, values};
use super::walk::{components, is_composed, is_union, schema_members, union_members};
use crate::document::{Document, reference_name};
use crate::naming;

/// What a union consists of.
const KEYS: [&str; 5] = [
    "description",
    "discriminator",
    "oneOf",
    "x-columns",
    "x-deviation",
];

/// What would change what a union is.
const SHAPING: [&str; 7] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "items",
    "not",
    "properties",
];

/// Checks every union among the components.
pub(super) fn check(
    document: &Document,
    root: &Part<'_>,
    unions: &Unions<'_>,
    findings: &mut Findings<'_>,
) {
    for (_, schema) in components(root, "schemas") {
        if is_union(&schema) {
            check_one(document, unions, &schema, findings);
        }
    }
}

fn check_one(
    document: &Document,
    unions: &Unions<'_>,
    union: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    // Inheritance has findings of its own.
    if union_members(document, union).iter().any(is_composed) {
        return;
    }
    for (key, member) in schema_members(union) {
        if !KEYS.contains(&key) {
            let message = format!("`{key}` is not supported beside `oneOf`");
            let hint = "a union has a description, `oneOf`, `discriminator` and perhaps `x-columns`, and nothing else";
            let rule = match SHAPING.contains(&key) {
                true => "unsupported/union-key",
                false => "idle/union-key",
            };
            findings.report(rule, &member, message, hint);
        }
    }
    let values = values(union);
    let values_of = |name: &str| values.get(name).map(Vec::as_slice).unwrap_or_default();
    let mut names: Vec<&str> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for member in union.items_of("oneOf") {
        let Some(name) = reference_name(member.value) else {
            let message = "a member of the union is not a `$ref`";
            let hint = "move it to components.schemas, so that it has a name";
            findings.report("unsupported/inline-union-member", &member, message, hint);
            continue;
        };
        let Some(target) = member.follow(document, "schemas") else {
            continue; // a finding of the reference
        };
        if target.text("type") != "object" {
            let message = format!("the member {name} of the union is not an object");
            findings.report(
                "unsupported/union-member",
                &member,
                message,
                "describe it as `type: object`",
            );
            continue;
        }
        if !seen.insert(name) {
            let message = format!("the member {name} is listed twice in the union");
            findings.report(
                "document/union-member-twice",
                &member,
                message,
                "remove one of them",
            );
            continue;
        }
        names.push(name);
        check_one_home(unions, union, name, findings);
        check_tag(union, name, values_of(name), &target, findings);
    }
    if union.items_of("oneOf").is_empty() {
        let message = "the union has no members";
        findings.report(
            "document/empty-union",
            union,
            message,
            "list them in `oneOf`",
        );
    }
    if tag(union).is_empty() || mapping(union).is_empty() {
        let message = "the discriminator of the union has no `propertyName` or no `mapping`";
        let hint = "name the property, and for each of its values the member that it means";
        findings.report("unsupported/union-without-mapping", union, message, hint);
    } else if names.len() == union.items_of("oneOf").len() {
        check_mapping(union, &seen, findings);
        check_variants(union, &names, values_of, findings);
    }
}

/// A member writes what tells it apart by itself, so it can do so in one way only.
fn check_one_home(unions: &Unions<'_>, union: &Part<'_>, name: &str, findings: &mut Findings<'_>) {
    let this = union.name();
    let homes = unions.homes(name);
    let Some(own) = homes.iter().find(|home| home.union == this) else {
        return;
    };
    // Told once, at the later of the two.
    for other in homes.iter().filter(|home| home.union < this) {
        if (other.tag, &other.values) != (own.tag, &own.values) {
            let message = format!(
                "{} identifies the member {name} in another way",
                other.union
            );
            let hint =
                "use one property and the same values, or give the unions members of their own";
            findings.report("unsupported/union-homes", union, message, hint);
        }
    }
}

/// Every member must say which it is.
fn check_tag(
    union: &Part<'_>,
    name: &str,
    values: &[&str],
    member: &Part<'_>,
    findings: &mut Findings<'_>,
) {
    let tag = tag(union);
    if tag.is_empty() {
        return; // a finding of the form
    }
    let Some(property) = member.get("properties").and_then(|all| all.get(tag)) else {
        let message = format!("the member {name} of a union has no property {tag}");
        let hint = "add the property that the `discriminator` names";
        findings.report("wire/union-tag-missing", member, message, hint);
        return;
    };
    let is_reference = reference_name(property.value).is_some();
    if !is_reference && property.text("type") != "string" || property.flag("x-sensitive") {
        let message = format!("property {tag}, which identifies {name}, is not a plain text");
        let key = if property.flag("x-sensitive") {
            "x-sensitive"
        } else {
            "type"
        };
        let hint = "write `type: string`, with an `enum`";
        findings.report("unsupported/union-tag", &property.at(key), message, hint);
    }
    let known = property.items_of("enum");
    let known: HashSet<&str> = known
        .iter()
        .filter_map(|item| item.value.as_str())
        .collect();
    for value in values {
        if !known.is_empty() && !known.contains(value) {
            let message =
                format!("{value:?}, which means {name}, is not one of the values of {tag}");
            let hint = "add it to the `enum` of the property, or correct the `mapping`";
            findings.report("document/union-tag-value", &property, message, hint);
        }
    }
}

fn check_mapping(union: &Part<'_>, members: &HashSet<&str>, findings: &mut Findings<'_>) {
    for (value, target, part) in mapping(union) {
        if !target.is_some_and(|target| members.contains(target)) {
            let message =
                format!("{value:?} is mapped to something that is not a member of the union");
            let hint = "write `#/components/schemas/NAME` of one of the members in `oneOf`";
            findings.report("document/union-mapping", &part, message, hint);
        }
    }
}

/// Each member becomes a variant, named by the one value that means it, or else by itself.
fn check_variants<'v>(
    union: &Part<'_>,
    members: &[&'v str],
    values_of: impl Fn(&str) -> &'v [&'v str],
    findings: &mut Findings<'_>,
) {
    let mut variants: HashSet<String> = HashSet::new();
    for name in members {
        let variant = match values_of(name) {
            [] => {
                let message = format!("no value of the discriminator is mapped to {name}");
                findings.report(
                    "unsupported/union-unmapped",
                    union,
                    message,
                    "add it to `mapping`",
                );
                continue;
            }
            [only] => naming::variant(only),
            _ => naming::variant(name),
        };
        if !naming::is_identifier(&variant) {
            let message = format!("the member {name} does not make a valid variant name");
            let hint =
                "leave it out, with an `x-deviation`: answers that contain it can still be read";
            findings.report("unsupported/union-name", union, message, hint);
        } else if variants.contains(&variant) {
            let message =
                format!("name clash: two members of the union would both be called {variant}");
            let hint = "leave one of them out, with an `x-deviation`: answers that contain it can still be read";
            findings.report("unsupported/union-clash", union, message, hint);
        }
        variants.insert(variant);
    }
}
