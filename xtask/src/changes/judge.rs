//! What a difference of one line means for users.

use backhaul_codegen::describe;

use super::change::Class::{self, Additive, Breaking, Wire, Words};
use super::lines::{HEAD, REQUEST, RULES};
use super::takes::{Takes, Width, width};

/// What it means and how to say it, or nothing if it says nothing to users. `key` is what the line is about.
pub(super) type Judgement = Option<(Class, String)>;

/// A line that is only in the new description.
pub(super) fn added(key: &str, value: &str) -> Judgement {
    match key {
        "accept" | "content-type" => Some((Wire, format!("{key} is sent: {value}"))),
        "at least" | "at most" | "matches" | "pattern" => {
            Some((Breaking, format!("new limit: {key} {value}")))
        }
        "visible" => Some((Breaking, format!("is visible only as {value}"))),
        "compiled with" => Some((Breaking, format!("is only there with {value} now"))),
        "any characters" => None,
        RULES => Some((Additive, "is a job now".to_owned())),
        "page of" => Some((Additive, "is a page now".to_owned())),
        _ if key.starts_with("without ") => Some((Breaking, format!("is {key} now"))),
        _ if key.starts_with("derives ") || key.starts_with("also made of ") => {
            Some((Additive, format!("now {key}")))
        }
        _ if value.is_empty() => Some((Breaking, format!("has now: {key}"))),
        _ if key.starts_with('.')
            && Setter::of(value).is_some_and(|one| one.need == "required") =>
        {
            Some((Breaking, "is new and required".to_owned()))
        }
        _ => Some((Additive, "is new".to_owned())),
    }
}

/// A line that is only in the old description.
pub(super) fn removed(key: &str, value: &str) -> Judgement {
    match key {
        "accept" | "content-type" => Some((Wire, format!("{key} is no longer sent: {value}"))),
        "visible" => Some((Additive, "is visible everywhere".to_owned())),
        "compiled with" => Some((Additive, format!("is there without {value} too"))),
        "at least" | "at most" | "matches" | "pattern" => {
            Some((Additive, format!("without the limit now: {key} {value}")))
        }
        "any characters" => None,
        RULES => Some((Breaking, "is no longer a job".to_owned())),
        "page of" => Some((Breaking, "is no longer a page".to_owned())),
        _ if key.starts_with("without ") => Some((Additive, format!("is no longer {key}"))),
        _ if value.is_empty() => Some((Breaking, format!("no longer has: {key}"))),
        _ => Some((Breaking, "was renamed or removed".to_owned())),
    }
}

/// A line that says something else.
pub(super) fn changed(key: &str, old: &str, new: &str) -> Judgement {
    let from_to = format!("{old} became {new}");
    match key {
        HEAD => head(old, new),
        REQUEST => Some((Wire, from_to)),
        "accept" | "content-type" | "success" => Some((Wire, format!("{key}: {from_to}"))),
        "idempotent" => Some((Breaking, repeated(new).to_owned())),
        "sensitive" if new == "true" => {
            Some((Additive, "errors no longer quote its answer".to_owned()))
        }
        "sensitive" => Some((Breaking, "errors may quote its answer now".to_owned())),
        "security" => security(old, new),
        "errors" => errors(old, new),
        "at least" | "at most" => limit(key, old, new),
        "matches" => pattern(old, new),
        "visible" | "pattern" | "compiled with" => Some((Breaking, from_to)),
        RULES => Some((
            Breaking,
            format!("another rule of the job: {}", difference(old, new)),
        )),
        "page of" => Some((Breaking, format!("another rule of the page: {from_to}"))),
        ".pages" => Some((Breaking, format!("another rule of the list: {from_to}"))),
        _ if key.starts_with('.') => setter(old, new),
        _ => field(old, new),
    }
}

/// The first line. An operation has its id there, which users meet in errors and telemetry.
fn head(old: &str, new: &str) -> Judgement {
    let name = |text: &str| text.split(' ').next().map(str::to_owned);
    let is_operation = new.ends_with(')') && name(old) == name(new);
    let class = if is_operation { Words } else { Breaking };
    Some((class, format!("{old} became {new}")))
}

fn repeated(new: &str) -> &'static str {
    match new {
        "true" => "is idempotent now: a call that may have arrived is sent again",
        _ => "is no longer idempotent: a call that may have arrived is not sent again",
    }
}

fn security(old: &str, new: &str) -> Judgement {
    let schemes = |text: &str| text.split(" | ").map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (schemes(old), schemes(new));
    let class = match before.iter().all(|scheme| after.contains(scheme)) {
        true if before.len() == after.len() => Wire,
        true => Additive,
        false => Breaking,
    };
    Some((class, format!("security: {old} became {new}")))
}

fn errors(old: &str, new: &str) -> Judgement {
    let schema = |text: &str| {
        text.rsplit_once(" as ")
            .map(|(_, schema)| schema.to_owned())
    };
    let class = if schema(old) == schema(new) {
        Words
    } else {
        Wire
    };
    Some((class, format!("errors: {old} became {new}")))
}

fn limit(key: &str, old: &str, new: &str) -> Judgement {
    let (class, word) = match width(key, Some(old), Some(new))? {
        Width::Narrower => (Breaking, "narrower"),
        Width::Wider => (Additive, "wider"),
    };
    Some((class, format!("{word}: {key} {old} became {key} {new}")))
}

fn pattern(old: &str, new: &str) -> Judgement {
    let (class, word) = match describe::is_wider(new, old) {
        true => (Additive, "a wider pattern"),
        false => (Breaking, "another pattern"),
    };
    Some((class, format!("{word}: {old} became {new}")))
}

/// The rules that only one side has.
fn difference(old: &str, new: &str) -> String {
    let parts = |text: &str| text.split("; ").map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (parts(old), parts(new));
    let only = |list: &[String], other: &[String]| {
        let only = list.iter().filter(|one| !other.contains(one)).cloned();
        only.collect::<Vec<_>>().join("; ")
    };
    let (gone, new) = (only(&before, &after), only(&after, &before));
    match (gone.as_str(), new.as_str()) {
        ("", "") => "another order".to_owned(),
        ("", new) => format!("new: {new}"),
        (gone, "") => format!("gone: {gone}"),
        (gone, new) => format!("{gone} became {new}"),
    }
}

/// `(i64, at least 1)  limit in the query, optional, by default 5`, taken apart.
struct Setter {
    takes: Takes,
    wire: String,
    need: String,
    default: String,
}

impl Setter {
    fn of(value: &str) -> Option<Self> {
        let (takes, rest) = value.split_once("  ")?;
        let takes = takes.strip_prefix('(')?.strip_suffix(')')?;
        let (wire, rest) = rest.split_once(", ")?;
        let (need, default) = rest.split_once(", by default ").unwrap_or((rest, ""));
        Some(Self {
            takes: Takes::of(takes),
            wire: wire.to_owned(),
            need: need.to_owned(),
            default: default.to_owned(),
        })
    }
}

fn setter(old: &str, new: &str) -> Judgement {
    let from_to = format!("{old} became {new}");
    let (Some(before), Some(after)) = (Setter::of(old), Setter::of(new)) else {
        // What it answers, or a text that is fixed.
        let class = if old.ends_with(", fixed") && new.ends_with(", fixed") {
            Wire
        } else {
            Breaking
        };
        return Some((class, from_to));
    };
    if before.takes.ty != after.takes.ty {
        return Some((Breaking, format!("takes another type: {from_to}")));
    }
    if before.need != after.need {
        let class = if after.need == "required" {
            Breaking
        } else {
            Additive
        };
        return Some((
            class,
            format!("is {} now, it was {}", after.need, before.need),
        ));
    }
    // Only what differs: the rest of a setter can be long.
    let mut parts = Vec::new();
    let width = after.takes.against(&before.takes);
    if let Some(width) = width {
        let word = match width {
            Width::Narrower => "narrower",
            Width::Wider => "wider",
        };
        let limits = after.takes.differences(&before.takes);
        parts.push(format!("{word}: {limits}"));
    }
    if before.wire != after.wire {
        let (before, after) = (&before.wire, &after.wire);
        parts.push(format!("on the wire, {before} became {after}"));
    }
    if before.default != after.default {
        let shown = |text: &str| if text.is_empty() { "none" } else { text }.to_owned();
        let (before, after) = (shown(&before.default), shown(&after.default));
        parts.push(format!("by default {before} became {after}"));
    }
    let class = match width {
        Some(Width::Narrower) => Breaking,
        Some(Width::Wider) => Additive,
        None if before.wire != after.wire => Wire,
        None => Words,
    };
    (!parts.is_empty()).then(|| (class, parts.join("; ")))
}

/// A field, `Option<String>  wire, optional`, or a variant.
fn field(old: &str, new: &str) -> Judgement {
    let parts = |text: &str| {
        let (ty, rest) = text.split_once("  ")?;
        let (wire, need) = rest.split_once(", ")?;
        Some((ty.to_owned(), wire.to_owned(), need.to_owned()))
    };
    let from_to = format!("{old} became {new}");
    match (parts(old), parts(new)) {
        (Some(before), Some(after)) if before.0 != after.0 => Some((
            Breaking,
            format!("another type: {} became {}", before.0, after.0),
        )),
        (Some(before), Some(after)) if before.2 != after.2 => {
            Some((Breaking, format!("read in another way: {from_to}")))
        }
        (Some(before), Some(after)) => Some((
            Wire,
            format!("on the wire, {} became {}", before.1, after.1),
        )),
        // A variant with another text; one with another member is another type.
        _ => {
            let member = |text: &str| text.split_once(')').map(|(member, _)| member.to_owned());
            let class = if member(old) == member(new) {
                Wire
            } else {
                Breaking
            };
            Some((class, from_to))
        }
    }
}
