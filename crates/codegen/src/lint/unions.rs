//! Unions: `oneOf` over objects with a name, told apart by the text of one property.

use super::part::{Findings, Part, component_name};
use super::references::components;
use super::schemas::is_composed;
use crate::document::{Document, reference_name};
use crate::naming;

/// What a union consists of.
const KEYS: [&str; 4] = ["description", "discriminator", "oneOf", "x-deviation"];

/// Whether a schema is meant as a union: whatever is wrong with it is a finding of this rule.
pub(super) fn is_union(schema: &Part<'_>) -> bool {
    schema.get("oneOf").is_some() && schema.get("discriminator").is_some()
}

/// The members of a union, references followed.
pub(super) fn members<'a>(document: &'a Document, union: &Part<'a>) -> Vec<Part<'a>> {
    let members = union.items_of("oneOf").into_iter();
    members
        .filter_map(|member| member.follow(document, "schemas"))
        .collect()
}

/// Checks every union among the components.
pub(super) fn check(document: &Document, root: &Part<'_>, findings: &mut Findings<'_>) {
    for (_, schema) in components(root, "schemas") {
        if is_union(&schema) {
            check_one(document, &schema, findings);
        }
    }
}

fn check_one(document: &Document, union: &Part<'_>, findings: &mut Findings<'_>) {
    // Inheritance has findings of its own.
    if members(document, union).iter().any(is_composed) {
        return;
    }
    for (key, member) in union.members() {
        if !KEYS.contains(&key) {
            let message = format!("`{key}` beside `oneOf` is not generated");
            let hint = "a union has a description, `oneOf` and `discriminator`, and nothing else";
            findings.report(&member, message, hint);
        }
    }
    let mut names: Vec<&str> = Vec::new();
    for member in union.items_of("oneOf") {
        let Some(name) = reference_name(member.value) else {
            let message = "a member of the union is no `$ref`";
            let hint = "move it to components.schemas, so that it has a name";
            findings.report(&member, message, hint);
            continue;
        };
        let Some(target) = member.follow(document, "schemas") else {
            continue; // a finding of the reference
        };
        if target.text("type") != "object" {
            let message = format!("the member {name} of the union is no object");
            findings.report(&member, message, "describe it as `type: object`");
            continue;
        }
        if names.contains(&name) {
            let message = format!("the member {name} stands twice in the union");
            findings.report(&member, message, "remove one of them");
            continue;
        }
        names.push(name);
        check_one_home(document, union, name, findings);
        check_tag(union, name, &target, findings);
    }
    if union.items_of("oneOf").is_empty() {
        let message = "the union has no members";
        findings.report(union, message, "list them in `oneOf`");
    }
    if tag(union).is_empty() || mapping(union).is_empty() {
        let message = "the discriminator of the union has no `propertyName` or no `mapping`";
        let hint = "name the property, and for each of its values the member that it means";
        findings.report(union, message, hint);
    } else if names.len() == union.items_of("oneOf").len() {
        check_mapping(union, &names, findings);
    }
}

/// A member writes what tells it apart by itself, so it can do so in one way only.
fn check_one_home(document: &Document, union: &Part<'_>, name: &str, findings: &mut Findings<'_>) {
    let root = Part::root(document);
    let own = values_of(union, name);
    for (other, schema) in components(&root, "schemas") {
        let mut members = schema.items_of("oneOf").into_iter();
        let is_member = members.any(|member| reference_name(member.value) == Some(name));
        // Told once, at the later of the two.
        let is_earlier = union.path.last().is_some_and(|this| other < this.as_str());
        if !is_earlier || !is_union(&schema) || !is_member {
            continue;
        }
        if tag(&schema) != tag(union) || values_of(&schema, name) != own {
            let message = format!("{other} tells the member {name} apart in another way");
            let hint =
                "use one property and the same values, or give the unions members of their own";
            findings.report(union, message, hint);
        }
    }
}

/// The values of the discriminator that mean the member `name`.
fn values_of<'a>(union: &Part<'a>, name: &str) -> Vec<&'a str> {
    let mapping = mapping(union).into_iter();
    let of_member = mapping.filter(|(_, target, _)| *target == Some(name));
    of_member.map(|(value, _, _)| value).collect()
}

fn tag<'a>(union: &Part<'a>) -> &'a str {
    let discriminator = union.get("discriminator");
    discriminator.map_or("", |part| part.text("propertyName"))
}

/// The values of the discriminator with the component that each means.
fn mapping<'a>(union: &Part<'a>) -> Vec<(&'a str, Option<&'a str>, Part<'a>)> {
    let discriminator = union.get("discriminator");
    let entries = discriminator.map(|part| part.members_of("mapping"));
    entries
        .unwrap_or_default()
        .into_iter()
        .map(|(value, target)| {
            let text = target.value.as_str().unwrap_or_default();
            (value, component_name(text, "schemas"), target)
        })
        .collect()
}

/// Every member must say which it is.
fn check_tag(union: &Part<'_>, name: &str, member: &Part<'_>, findings: &mut Findings<'_>) {
    let tag = tag(union);
    if tag.is_empty() {
        return; // a finding of the form
    }
    let Some(property) = member.get("properties").and_then(|all| all.get(tag)) else {
        let message = format!("the member {name} of a union has no property {tag}");
        let hint = "add the property that the `discriminator` names";
        findings.report(member, message, hint);
        return;
    };
    let is_reference = reference_name(property.value).is_some();
    if !is_reference && property.text("type") != "string" || property.flag("x-sensitive") {
        let message = format!("property {tag}, which tells {name} from others, is no plain text");
        findings.report(&property, message, "write `type: string`, with an `enum`");
    }
    let known = property.items_of("enum");
    for value in values_of(union, name) {
        if !known.is_empty() && !known.iter().any(|item| item.value == value) {
            let message = format!("{value:?}, which means {name}, is none of the values of {tag}");
            let hint = "add it to the `enum` of the property, or correct the `mapping`";
            findings.report(&property, message, hint);
        }
    }
}

fn check_mapping(union: &Part<'_>, members: &[&str], findings: &mut Findings<'_>) {
    let mapping = mapping(union);
    for (value, target, part) in &mapping {
        if !target.is_some_and(|target| members.contains(&target)) {
            let message = format!("{value:?} is mapped to what is no member of the union");
            let hint = "write `#/components/schemas/NAME` of one of the members in `oneOf`";
            findings.report(part, message, hint);
        }
    }
    let mut variants: Vec<String> = Vec::new();
    for name in members {
        let values = values_of(union, name);
        let variant = match values[..] {
            [] => {
                let message = format!("no value of the discriminator is mapped to {name}");
                findings.report(union, message, "add it to `mapping`");
                continue;
            }
            [only] => naming::pascal(only),
            _ => naming::pascal(name),
        };
        if !naming::is_identifier(&variant) || variant == "Unknown" {
            let message = format!("the member {name} gives no variant name");
            findings.report(union, message, "teach the generator a name for it");
        } else if variants.contains(&variant) {
            let message = format!("name clash: two members of the union give {variant}");
            findings.report(union, message, "teach the generator a name for one of them");
        }
        variants.push(variant);
    }
}

/// The properties that tell the component `name` from other members of its unions.
pub(super) fn tags_of<'a>(document: &'a Document, name: &str) -> Vec<&'a str> {
    let root = Part::root(document);
    let unions = components(&root, "schemas").into_iter();
    let unions = unions.filter(|(_, schema)| {
        let mut members = schema.items_of("oneOf").into_iter();
        is_union(schema) && members.any(|member| reference_name(member.value) == Some(name))
    });
    unions.map(|(_, union)| tag(&union)).collect()
}
