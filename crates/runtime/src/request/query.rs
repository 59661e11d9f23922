//! The query of a call.

use std::borrow::Cow;
use std::fmt::Display;

use serde_json::Value;
use url::Url;
use url::form_urlencoded::byte_serialize;

use crate::sent::argument::Argument;

/// How the items of an array are written into the query, by `style` and `explode` of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListStyle {
    /// One pair for each item: `form`, exploded. `a=1&a=2`
    Repeated,
    /// Commas between the items: `form`. `a=1,2`
    Commas,
    /// Blanks between the items: `spaceDelimited`. `a=1%202`
    Blanks,
    /// Vertical lines between the items: `pipeDelimited`. `a=1%7C2`
    Lines,
}

impl ListStyle {
    /// What separates the items and cannot be told from the same text within one.
    pub(crate) fn literal(self) -> Option<&'static str> {
        match self {
            Self::Repeated | Self::Commas => None,
            Self::Blanks => Some(" "),
            Self::Lines => Some("|"),
        }
    }
}

/// What is wrong with the members of a value: their names, or nothing for the whole, with the reasons.
pub(crate) type Wrong = Vec<(String, String)>;

/// How a value that is no scalar and no list of scalars is written into the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueStyle {
    /// Each member of an object as a pair of its own name, as in a form: `form`, exploded.
    Members,
    /// Members in brackets after the name: `deepObject`.
    Deep,
    /// The whole value as JSON: `content`.
    Json,
    /// The names and values of the members like the items of an array: not exploded. `a=R,100,G,200`
    Parts(ListStyle),
}

/// The pairs of a query, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(Vec<(Cow<'static, str>, Text)>);

#[derive(Clone, Debug)]
enum Text {
    Plain(String),
    /// Percent-encoded already.
    Encoded(String),
    /// No value: the name is the whole, as it is written.
    None,
}

impl Text {
    fn as_str(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Encoded(text) => text,
            Self::None => "",
        }
    }
}

impl Query {
    /// Adds a pair.
    pub(crate) fn push(&mut self, name: impl Into<Cow<'static, str>>, value: &impl Display) {
        self.0.push((name.into(), Text::Plain(value.to_string())));
    }

    /// Adds a text that is sent as it is.
    pub(crate) fn push_written(&mut self, text: &'static str) {
        self.0.push((text.into(), Text::None));
    }

    /// Adds the items of an array.
    pub(crate) fn push_list(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        style: ListStyle,
        items: Vec<String>,
    ) {
        let name = name.into();
        let separator = match style {
            ListStyle::Repeated => {
                let pairs = items
                    .into_iter()
                    .map(|item| (name.clone(), Text::Plain(item)));
                return self.0.extend(pairs);
            }
            ListStyle::Commas => ",",
            ListStyle::Blanks => "%20",
            ListStyle::Lines => "%7C",
        };
        let items: Vec<String> = items.iter().map(|item| encoded(item)).collect();
        self.0.push((name, Text::Encoded(items.join(separator))));
    }

    /// Sets the query of `url`.
    pub(crate) fn set_on(&self, url: &mut Url) {
        if self.0.is_empty() {
            return;
        }
        let is_plain = |(_, text): &(_, Text)| matches!(text, Text::Plain(_));
        if self.0.iter().all(is_plain) {
            let pairs = self
                .0
                .iter()
                .map(|(name, text)| (name.as_ref(), text.as_str()));
            url.query_pairs_mut().extend_pairs(pairs);
            return;
        }
        url.set_query(Some(&self.text()));
    }

    /// The pairs, as a form is written.
    pub(crate) fn text(&self) -> String {
        let pairs = self.0.iter().map(|(name, text)| {
            let value = match text {
                Text::Plain(text) => Cow::Owned(encoded(text)),
                Text::Encoded(text) => Cow::Borrowed(text.as_str()),
                Text::None => return name.to_string(),
            };
            format!("{}={value}", encoded(name))
        });
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// `value` as `deepObject` writes it: a member of an object is a name in brackets after that of the object, and an item
/// of an array its number.
///
/// # Errors
/// If something in it cannot be written.
pub(crate) fn deep(name: &str, value: &Value) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    add_deep(name.to_owned(), value, &mut pairs)?;
    Ok(pairs)
}

fn add_deep(name: String, value: &Value, pairs: &mut Vec<(String, String)>) -> Result<(), String> {
    match value {
        Value::Null => return Err("null cannot be written here: leave it out".to_owned()),
        Value::Object(members) => {
            for (key, value) in members {
                add_deep(format!("{name}[{key}]"), value, pairs)?;
            }
        }
        Value::Array(items) if items.is_empty() => {
            return Err("an empty array cannot be written here: leave it out".to_owned());
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                add_deep(format!("{name}[{index}]"), value, pairs)?;
            }
        }
        Value::String(text) => pairs.push((name, text.clone())),
        other => pairs.push((name, other.to_string())),
    }
    Ok(())
}

/// `text` as a form is written.
fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

impl Argument<Vec<String>> {
    /// Refuses items that nobody could tell from several, if they are written in `style`. A comma within an item is
    /// percent-encoded, unlike one between two, but the other separators are not literal either way.
    pub(crate) fn for_style(self, style: ListStyle) -> Self {
        match style.literal() {
            Some(separator) => self.without(separator),
            None => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{ListStyle, Query};
    use crate::sent::argument::Argument;

    fn query(query: &Query) -> String {
        let mut url = Url::parse("https://cloud.example/a").unwrap();
        query.set_on(&mut url);
        url.query().unwrap_or_default().to_owned()
    }

    fn list(style: ListStyle) -> String {
        let mut pairs = Query::default();
        pairs.push("first one", &"ü&");
        let items = ["a b", "c,d", "e|&=%+"].map(str::to_owned).to_vec();
        pairs.push_list("x", style, items);
        query(&pairs)
    }

    #[test]
    fn items_are_written_in_each_style() {
        for (style, expected) in [
            (ListStyle::Repeated, "x=a+b&x=c%2Cd&x=e%7C%26%3D%25%2B"),
            (ListStyle::Commas, "x=a+b,c%2Cd,e%7C%26%3D%25%2B"),
            (ListStyle::Blanks, "x=a+b%20c%2Cd%20e%7C%26%3D%25%2B"),
            (ListStyle::Lines, "x=a+b%7Cc%2Cd%7Ce%7C%26%3D%25%2B"),
        ] {
            assert_eq!(list(style), format!("first+one=%C3%BC%26&{expected}"));
        }
        assert_eq!(query(&Query::default()), "");
    }

    #[test]
    fn an_item_that_would_be_read_as_two_is_refused() {
        let items = || Argument::Given(vec!["a".to_owned(), "b c|d,e".to_owned()]);
        for style in [ListStyle::Repeated, ListStyle::Commas] {
            assert!(items().for_style(style).given().is_some());
        }
        for (style, separator) in [(ListStyle::Blanks, "\" \""), (ListStyle::Lines, "\"|\"")] {
            let Argument::Invalid(reason) = items().for_style(style) else {
                panic!("taken");
            };
            assert!(reason.starts_with("[1]: \"b c|d,e\" contains "), "{reason}");
            assert!(reason.contains(separator), "{reason}");
        }
    }
}
