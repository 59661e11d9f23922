//! From flags to the values of a call.

use std::time::{Duration, SystemTime};

use clap::ArgMatches;

use super::body::body_for;
use super::operations::LAST;
use crate::call::{Flag, Given, Kind, Member, Operation, Shape, Time, Value};
use crate::failure::{Failure, Mistakes};
use crate::json::{Json, compact};

/// The flag for a body.
pub const BODY: &str = "body";

/// The values of all flags of `operation`, with the body. What is wrong is added to `mistakes`: a file that cannot be
/// read, or is not JSON or YAML, or a flag for an object that is not one.
pub fn given(
    operation: &'static Operation,
    matches: &ArgMatches,
    now: SystemTime,
    mistakes: &mut Mistakes,
) -> Given {
    let mut given = Given::default();
    let range = range(operation, matches, now);
    for flag in operation.flags {
        let name = flag.name;
        let value = match flag.kind {
            Kind::List(item) => values(name, *item, matches).map(Value::List),
            kind => values(name, kind, matches).and_then(|values| values.into_iter().next()),
        };
        let of_range = || {
            let (_, time) = range.iter().find(|(known, _)| *known == name)?;
            of_time(flag.kind, *time)
        };
        if let Some(value) = value.or_else(of_range) {
            given.set(name, value);
        }
    }
    if operation.body.is_some()
        && let Some(body) = body(operation, matches, &range, mistakes)
    {
        given.set_body(body);
    }
    given
}

/// The flags for a range of time with their values, if `--last` says which.
fn range(
    operation: &'static Operation,
    matches: &ArgMatches,
    now: SystemTime,
) -> Vec<(&'static str, SystemTime)> {
    let last = matches.try_get_one::<Duration>(LAST).ok().flatten();
    match (operation.range, last) {
        (Some((from, to)), Some(last)) => {
            let begin = now.checked_sub(*last).unwrap_or(SystemTime::UNIX_EPOCH);
            vec![(from, begin), (to, now)]
        }
        _ => Vec::new(),
    }
}

/// `time` as a value of `kind`.
fn of_time(kind: Kind, time: SystemTime) -> Option<Value> {
    let Kind::Time(form) = kind else {
        return None;
    };
    let text = form.written(time);
    if form.is_number() {
        return text.parse().ok().map(Value::Integer);
    }
    Some(Value::Text(text))
}

/// The values of the flag `name`, each of `kind`; `None` if it was not given.
fn values(name: &str, kind: Kind, matches: &ArgMatches) -> Option<Vec<Value>> {
    fn all<T: Clone + Send + Sync + 'static>(
        name: &str,
        matches: &ArgMatches,
        value: fn(T) -> Value,
    ) -> Option<Vec<Value>> {
        let values = matches.get_many::<T>(name)?;
        Some(values.cloned().map(value).collect())
    }
    match kind {
        Kind::Integer => all(name, matches, Value::Integer),
        Kind::Number => all(name, matches, Value::Number),
        Kind::Boolean => all(name, matches, Value::Boolean),
        // Anything but a number was refused before.
        Kind::Time(form) if form.is_number() => all(name, matches, |text: String| {
            Value::Integer(text.parse().unwrap_or_default())
        }),
        Kind::Text | Kind::Json | Kind::File | Kind::Time(_) | Kind::OneOf(_) | Kind::List(_) => {
            all(name, matches, Value::Text)
        }
    }
}

/// The flag for an argument, by its name on the wire.
pub fn flag_of(operation: &'static Operation, wire: &str) -> Option<String> {
    let is_it = |flag: &&Flag| {
        let rest = wire.strip_prefix(flag.wire);
        rest.is_some_and(|rest| rest.is_empty() || is_index(rest))
    };
    if let Some(flag) = operation.flags.iter().find(is_it) {
        return Some(flag.name.to_owned());
    }
    let top = wire.split(['.', '[']).next().unwrap_or_default();
    let mut members = operation.body_flags().filter(|member| member.wire == top);
    let member = members.next()?;
    let rest = wire.strip_prefix(top).unwrap_or_default();
    let rest = rest.trim_start_matches('.');
    Some(if rest.is_empty() {
        member.flag.to_owned()
    } else {
        format!("{} {rest}", member.flag)
    })
}

/// Whether `text` names an item of a flag that is repeated: `[0]`.
fn is_index(text: &str) -> bool {
    let inner = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    inner.is_some_and(|digits| digits.parse::<usize>().is_ok())
}

/// The body as JSON: that of `--body`, with what flags say in its place.
fn body(
    operation: &'static Operation,
    matches: &ArgMatches,
    range: &[(&'static str, SystemTime)],
    mistakes: &mut Mistakes,
) -> Option<String> {
    let file = matches.get_one::<String>(BODY);
    let text = file.and_then(|path| mistakes.noted(BODY, body_for(operation, path)));
    let mut set = Vec::new();
    for member in operation.body_flags() {
        let of_range = || {
            let (_, time) = range.iter().find(|(known, _)| *known == member.flag)?;
            match member.shape.resolved() {
                Shape::Time(form) => Some(time_as_json(*form, form.written(*time))),
                _ => None,
            }
        };
        let value = mistakes.noted(member.flag, member_value(member, matches));
        if let Some(value) = value.flatten().or_else(of_range) {
            set.push((member.wire, value));
        }
    }
    if set.is_empty() {
        return text;
    }
    let mut members = match text.as_deref().map(Json::read) {
        Some(Ok(Json::Object(members))) => members,
        // The client says better what is wrong with it.
        Some(_) => return text,
        None => Vec::new(),
    };
    for (wire, value) in set {
        members.retain(|(name, _)| name != wire);
        members.push((wire.to_owned(), value));
    }
    Some(compact(&Json::Object(members)))
}

fn member_value(member: &Member, matches: &ArgMatches) -> Result<Option<Json>, Failure> {
    let flag = member.flag;
    match member.shape.resolved() {
        Shape::List(item) => {
            let items = match item.resolved() {
                Shape::Integer => numbers(flag, matches),
                Shape::Number => fractions(flag, matches),
                Shape::Boolean => booleans(flag, matches),
                Shape::Object(members) => objects(flag, members, matches)?,
                Shape::Any | Shape::Map(_) | Shape::List(_) => documents(flag, matches)?,
                _ => texts(flag, matches),
            };
            Ok((!items.is_empty()).then_some(Json::Array(items)))
        }
        Shape::Integer => Ok(numbers(flag, matches).into_iter().next()),
        Shape::Number => Ok(fractions(flag, matches).into_iter().next()),
        Shape::Any => Ok(documents(flag, matches)?.into_iter().next()),
        Shape::Map(value) => map(flag, value, matches),
        Shape::Boolean => Ok(booleans(flag, matches).into_iter().next()),
        Shape::Time(form) => {
            let text = matches.get_one::<String>(flag);
            Ok(text.map(|text| time_as_json(*form, text.clone())))
        }
        Shape::Object(members) => Ok(objects(flag, members, matches)?.into_iter().next()),
        _ => Ok(texts(flag, matches).into_iter().next()),
    }
}

fn time_as_json(form: Time, text: String) -> Json {
    if form.is_number() {
        Json::Number(text)
    } else {
        Json::Text(text)
    }
}

fn texts(flag: &str, matches: &ArgMatches) -> Vec<Json> {
    let values = matches.get_many::<String>(flag).unwrap_or_default();
    values.cloned().map(Json::Text).collect()
}

fn numbers(flag: &str, matches: &ArgMatches) -> Vec<Json> {
    let values = matches.get_many::<i64>(flag).unwrap_or_default();
    values
        .map(|number| Json::Number(number.to_string()))
        .collect()
}

fn fractions(flag: &str, matches: &ArgMatches) -> Vec<Json> {
    let values = matches.get_many::<f64>(flag).unwrap_or_default();
    values
        .map(|number| Json::Number(number.to_string()))
        .collect()
}

/// Values that are JSON themselves.
fn documents(flag: &str, matches: &ArgMatches) -> Result<Vec<Json>, Failure> {
    let values = matches.get_many::<String>(flag).unwrap_or_default();
    values.map(|text| document(flag, text)).collect()
}

fn document(flag: &str, text: &str) -> Result<Json, Failure> {
    Json::read(text).map_err(|error| {
        let hint = "a text is written in quotes: '\"text\"'";
        Failure::usage(format!("--{flag}: not JSON: {error}; {hint}"))
    })
}

/// `name=value`, as often as the flag is repeated.
fn map(flag: &str, shape: &Shape, matches: &ArgMatches) -> Result<Option<Json>, Failure> {
    let Some(values) = matches.get_many::<String>(flag) else {
        return Ok(None);
    };
    let mut entries = Vec::new();
    for text in values {
        let Some((name, value)) = text.split_once('=') else {
            let wrong = format!("--{flag}: write each entry as NAME=VALUE");
            return Err(Failure::usage(wrong));
        };
        let value = match shape.resolved() {
            Shape::Any | Shape::Map(_) | Shape::List(_) | Shape::Object(_) | Shape::Choice(..) => {
                document(flag, value)?
            }
            scalar => single(flag, name, scalar, value.to_owned())?,
        };
        entries.push((name.to_owned(), value));
    }
    Ok(Some(Json::Object(entries)))
}

fn booleans(flag: &str, matches: &ArgMatches) -> Vec<Json> {
    let values = matches.get_many::<bool>(flag).unwrap_or_default();
    values.copied().map(Json::Boolean).collect()
}

fn objects(flag: &str, members: &[Member], matches: &ArgMatches) -> Result<Vec<Json>, Failure> {
    let values = matches.get_many::<String>(flag).unwrap_or_default();
    values.map(|text| object(flag, members, text)).collect()
}

/// `key=team,value=x`. A comma belongs to the value unless a known name and `=` follow it.
fn object(flag: &str, members: &[Member], text: &str) -> Result<Json, Failure> {
    let mut found: Vec<(&Member, String)> = Vec::new();
    for piece in text.split(',') {
        let pair = piece.split_once('=').and_then(|(name, value)| {
            let mut known = members.iter().filter(|member| member.wire == name.trim());
            known.next().map(|member| (member, value))
        });
        match (pair, found.last_mut()) {
            (Some((member, value)), _) => found.push((member, value.to_owned())),
            (None, Some((_, value))) => {
                value.push(',');
                value.push_str(piece);
            }
            (None, None) => {
                let names: Vec<&str> = members.iter().map(|member| member.wire).collect();
                return Err(Failure::usage(format!(
                    "--{flag}: write it as {}=...; its names are {}",
                    names.first().unwrap_or(&"name"),
                    names.join(", ")
                )));
            }
        }
    }
    let mut object = Vec::new();
    for (member, value) in found {
        object.push((member.wire.to_owned(), scalar(flag, member, value)?));
    }
    Ok(Json::Object(object))
}

fn scalar(flag: &str, member: &Member, value: String) -> Result<Json, Failure> {
    single(flag, member.wire, member.shape.resolved(), value)
}

/// The value of `name` within a flag.
fn single(flag: &str, name: &str, shape: &Shape, value: String) -> Result<Json, Failure> {
    let wrong = |kind: &str| Failure::usage(format!("--{flag}: {name} takes {kind}"));
    match shape {
        Shape::Integer => match value.trim().parse::<i64>() {
            Ok(number) => Ok(Json::Number(number.to_string())),
            Err(_) => Err(wrong("a whole number")),
        },
        Shape::Number => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Json::Number(number.to_string())),
            _ => Err(wrong("a number")),
        },
        Shape::Boolean => match value.trim() {
            "true" => Ok(Json::Boolean(true)),
            "false" => Ok(Json::Boolean(false)),
            _ => Err(wrong("true or false")),
        },
        Shape::Any | Shape::Map(_) | Shape::List(_) => document(flag, &value),
        _ => Ok(Json::Text(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Member, Shape, object};
    use crate::json::compact;

    static MEMBERS: [Member; 2] = [
        Member {
            wire: "key",
            flag: "",
            shape: Shape::Text,
            required: true,
            help: "",
        },
        Member {
            wire: "count",
            flag: "",
            shape: Shape::Integer,
            required: true,
            help: "",
        },
    ];

    #[test]
    fn pairs_make_an_object() {
        let read = |text: &str| object("x", &MEMBERS, text).map(|json| compact(&json));
        assert_eq!(read("key=a,count=2").unwrap(), r#"{"key":"a","count":2}"#);
        assert_eq!(
            read("key=a,b=c,count=-1").unwrap(),
            r#"{"key":"a,b=c","count":-1}"#
        );
        assert!(
            read("a")
                .unwrap_err()
                .message
                .contains("its names are key, count")
        );
        assert!(
            read("count=x")
                .unwrap_err()
                .message
                .contains("count takes a whole number")
        );
    }
}
