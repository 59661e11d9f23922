//! Arrays and objects in one piece of a path, a header, a cookie or a query.

use percent_encoding::utf8_percent_encode;
use serde_json::Value;

use crate::request::query::{ListStyle, Wrong};
use crate::sent::fields::FieldValue;
use crate::text::unreserved::RESERVED;

/// How a value is written into a segment of the path, by `style` of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// Commas between the parts: `1,2`.
    Simple,
    /// A dot in front: `.1,2`, and exploded one in front of each part: `.1.2`.
    Label,
    /// The name in front: `;a=1,2`, and exploded in front of each part: `;a=1;a=2`.
    Matrix,
}

/// A parameter of the path that is not written as it is.
#[derive(Debug)]
pub(crate) enum PathValue {
    /// A single value, or the items of an array.
    Items(Vec<String>),
    /// A single value that is never shown.
    Secret(String),
    Object(FieldValue),
}

/// What a value consists of: texts, each with its name if it is a member of an object.
#[derive(Debug)]
pub(crate) struct Pieces(Vec<(Option<String>, String)>);

const INNER: &str = "an array or an object cannot be written here: OpenAPI does not say how";
const EMPTY: &str = "nothing is in it, which cannot be written here: leave it out";
const NULL: &str = "null cannot be written here: leave it out";

impl Pieces {
    /// A single value, or the items of an array.
    pub(crate) fn of_items(items: Vec<String>) -> Self {
        Self(items.into_iter().map(|item| (None, item)).collect())
    }

    /// What `value` consists of, which was checked.
    ///
    /// # Errors
    /// What cannot be written: nothing, null, and anything below.
    pub(crate) fn of_value(value: &FieldValue) -> Result<Self, Wrong> {
        let of_whole = |reason: &str| vec![(String::new(), reason.to_owned())];
        let value = serde_json::to_value(value).map_err(|error| of_whole(&error.to_string()))?;
        let parts: Vec<(Option<String>, Value)> = match value {
            Value::Object(members) => {
                let members = members.into_iter();
                members.map(|(name, value)| (Some(name), value)).collect()
            }
            Value::Array(items) => items.into_iter().map(|item| (None, item)).collect(),
            single => vec![(None, single)],
        };
        if parts.is_empty() {
            return Err(of_whole(EMPTY));
        }
        let texts = parts.into_iter().map(|(name, value)| match value {
            Value::String(text) => (name, Ok(text)),
            Value::Null => (name, Err(NULL)),
            Value::Array(_) | Value::Object(_) => (name, Err(INNER)),
            scalar => (name, Ok(scalar.to_string())),
        });
        let (mut pieces, mut wrong) = (Vec::new(), Vec::new());
        for (index, (name, text)) in texts.enumerate() {
            match text {
                Ok(text) => pieces.push((name, text)),
                Err(reason) => wrong.push(at(index, name.as_deref(), reason.to_owned())),
            }
        }
        match wrong.is_empty() {
            true => Ok(Self(pieces)),
            false => Err(wrong),
        }
    }

    /// Names and values, one after the other, as the items of an array of this style.
    ///
    /// # Errors
    /// If a part would be read as several.
    pub(crate) fn listed(self, style: ListStyle) -> Result<Vec<String>, Wrong> {
        if let Some(sign) = style.literal() {
            self.each(|text| text.contains(sign).then(|| separates(sign)))?;
        }
        let pieces = self.0.into_iter();
        let texts = pieces.flat_map(|(name, text)| name.into_iter().chain([text]));
        Ok(texts.collect())
    }

    /// In a segment of the path, percent-encoded, for the parameter `name`. `beside` are the texts that end it there.
    ///
    /// # Errors
    /// If a part would lead elsewhere or be read as several, or the whole would be the name of nothing.
    pub(crate) fn in_path(
        &self,
        name: &str,
        style: PathStyle,
        is_exploded: bool,
        beside: [&str; 2],
    ) -> Result<String, Wrong> {
        let between = match (style, is_exploded) {
            (PathStyle::Simple, _) | (_, false) => ",",
            (PathStyle::Label, true) => ".",
            (PathStyle::Matrix, true) => ";",
        };
        self.each(|text| {
            if text.contains(|c: char| matches!(c, '/' | '\\') || c.is_control()) {
                return Some("contains a slash, a backslash or a control character".to_owned());
            }
            // The others are percent-encoded within a part.
            let own = (between == ".").then_some(".");
            let mut separators = own.into_iter().chain(beside);
            separators
                .find(|sign| !sign.is_empty() && text.contains(sign))
                .map(separates)
        })?;
        let is_matrix = style == PathStyle::Matrix;
        let name = encoded(name);
        let parts = self.0.iter().map(|(member, text)| {
            let text = encoded(text);
            match member.as_deref().map(encoded) {
                Some(member) if is_exploded => pair(&member, &text, is_matrix),
                Some(member) => format!("{member},{text}"),
                None if is_exploded && is_matrix => pair(&name, &text, is_matrix),
                None => text,
            }
        });
        let parts = parts.collect::<Vec<_>>().join(between);
        let whole = match (style, is_exploded) {
            (PathStyle::Simple, _) => parts,
            (PathStyle::Label, _) => format!(".{parts}"),
            (PathStyle::Matrix, false) => format!(";{}", pair(&name, &parts, is_matrix)),
            (PathStyle::Matrix, true) => format!(";{parts}"),
        };
        let of_whole = |reason: String| Err(vec![(String::new(), reason)]);
        match whole.as_str() {
            "" => of_whole("must not be empty".to_owned()),
            "." | ".." => of_whole(format!("{whole:?} would name another resource")),
            whole => match beside
                .iter()
                .find(|text| !text.is_empty() && whole.contains(**text))
            {
                Some(text) => of_whole(format!(
                    "is written with {text:?}, which separates it from the parameter beside it"
                )),
                None => Ok(whole.to_owned()),
            },
        }
    }

    /// As they are, with commas between them: for headers and cookies, which know no encoding.
    ///
    /// # Errors
    /// If a part would be read as several or as another one, or `refused` says why it cannot be sent.
    pub(crate) fn joined(
        &self,
        is_exploded: bool,
        refused: impl Fn(&str) -> Option<String>,
    ) -> Result<String, Wrong> {
        let has_pairs = is_exploded && self.0.iter().any(|(name, _)| name.is_some());
        self.each(|text| {
            let separators: &[&str] = if has_pairs { &[",", "="] } else { &[","] };
            let mut separators = separators.iter().filter(|sign| text.contains(**sign));
            match separators.next() {
                Some(sign) => Some(separates(sign)),
                None if text.is_empty() && !has_pairs => {
                    Some("is empty: who reads the list would not see it".to_owned())
                }
                None if text.trim_matches([' ', '\t']) != text => Some(
                    "must not begin or end with a blank: who reads the list would not see it"
                        .to_owned(),
                ),
                None => refused(text),
            }
        })?;
        let parts = self.0.iter().map(|(name, text)| match name {
            Some(name) if is_exploded => format!("{name}={text}"),
            Some(name) => format!("{name},{text}"),
            None => text.clone(),
        });
        Ok(parts.collect::<Vec<_>>().join(","))
    }

    /// Asks of each name and each value why it is refused. A reason shows neither.
    fn each(&self, refused: impl Fn(&str) -> Option<String>) -> Result<(), Wrong> {
        let mut wrong = Vec::new();
        for (index, (name, text)) in self.0.iter().enumerate() {
            let of_name = name.as_deref().and_then(&refused);
            let of_name = of_name.map(|reason| format!("its name {reason}"));
            if let Some(reason) = of_name.or_else(|| refused(text)) {
                // A single value is the whole.
                wrong.push(match (name, self.0.len()) {
                    (None, 1) => (String::new(), reason),
                    (name, _) => at(index, name.as_deref(), reason),
                });
            }
        }
        match wrong.is_empty() {
            true => Ok(()),
            false => Err(wrong),
        }
    }
}

/// What is wrong with a part: a member has a place of its own, and an item a number.
fn at(index: usize, name: Option<&str>, reason: String) -> (String, String) {
    match name {
        Some(name) => (name.to_owned(), reason),
        None => (String::new(), format!("[{index}]: {reason}")),
    }
}

fn separates(sign: &str) -> String {
    format!("contains {sign:?}, which separates the parts")
}

/// A name with its value. In a matrix, a name alone means that it is empty.
fn pair(name: &str, text: &str, is_matrix: bool) -> String {
    match is_matrix && text.is_empty() {
        true => name.to_owned(),
        false => format!("{name}={text}"),
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{PathStyle, Pieces};
    use crate::sent::fields::FieldValue;

    fn pieces(value: Value) -> Pieces {
        Pieces::of_value(&FieldValue::json(value)).unwrap()
    }

    /// The table of OpenAPI, in which its `color` has these values.
    #[test]
    fn a_path_has_three_styles() {
        use PathStyle::{Label, Matrix, Simple};
        for (style, is_exploded, single, array, object) in [
            (Simple, false, "blue", "blue,black", "G,200,R,100"),
            (Simple, true, "blue", "blue,black", "G=200,R=100"),
            (Label, false, ".blue", ".blue,black", ".G,200,R,100"),
            (Label, true, ".blue", ".blue.black", ".G=200.R=100"),
            (Matrix, false, ";c=blue", ";c=blue,black", ";c=G,200,R,100"),
            (Matrix, true, ";c=blue", ";c=blue;c=black", ";G=200;R=100"),
        ] {
            for (value, expected) in [
                (json!("blue"), single),
                (json!(["blue", "black"]), array),
                (json!({ "R": 100, "G": 200 }), object),
            ] {
                let written = pieces(value).in_path("c", style, is_exploded, ["", ""]);
                assert_eq!(written.unwrap(), expected, "{style:?} {is_exploded}");
            }
        }
    }

    #[test]
    fn what_separates_is_encoded_within_a_part() {
        let value = || pieces(json!({ "a=b": "1,2;3", "ü": "" }));
        let written = |style, is_exploded| value().in_path("n", style, is_exploded, ["", ""]);
        assert_eq!(
            written(PathStyle::Simple, false).unwrap(),
            "a%3Db,1%2C2%3B3,%C3%BC,"
        );
        assert_eq!(
            written(PathStyle::Matrix, true).unwrap(),
            ";a%3Db=1%2C2%3B3;%C3%BC"
        );
    }

    #[test]
    fn nothing_leaves_its_segment() {
        use PathStyle::{Label, Matrix, Simple};
        let reason = |value: Value, style, is_exploded, beside: [&str; 2]| {
            let written = pieces(value).in_path("n", style, is_exploded, beside);
            written.unwrap_err()
        };
        let whole = |reason: &str| vec![(String::new(), reason.to_owned())];
        let slash = "contains a slash, a backslash or a control character";
        for text in ["a/b", "..\\x", "a\n"] {
            let of_item = whole(&format!("[1]: {slash}"));
            assert_eq!(reason(json!(["x", text]), Matrix, true, ["", ""]), of_item);
            let of_member = vec![("k".to_owned(), slash.to_owned())];
            assert_eq!(
                reason(json!({ "k": text }), Simple, true, ["", ""]),
                of_member
            );
            let told = reason(json!({ text: 1 }), Simple, false, ["", ""]);
            assert_eq!(told, [(text.to_owned(), format!("its name {slash}"))]);
        }
        for (text, style, written) in [
            (".", Simple, "."),
            ("..", Simple, ".."),
            (".", Label, ".."),
            ("", Label, "."),
        ] {
            let expected = whole(&format!("{written:?} would name another resource"));
            assert_eq!(reason(json!(text), style, false, ["", ""]), expected);
        }
        assert_eq!(
            reason(json!([""]), Simple, false, ["", ""]),
            whole("must not be empty")
        );
        let dot = "contains \".\", which separates the parts";
        assert_eq!(
            reason(json!(["1", "2.5"]), Label, true, ["", ""]),
            whole(&format!("[1]: {dot}"))
        );
        assert_eq!(reason(json!("2.5"), Simple, false, ["", "."]), whole(dot));
        assert_eq!(
            reason(json!("2"), Label, false, ["", "."]),
            whole("is written with \".\", which separates it from the parameter beside it")
        );
    }

    #[test]
    fn a_header_has_no_encoding() {
        let joined = |value: Value, is_exploded| pieces(value).joined(is_exploded, |_| None);
        let object = json!({ "R": 100, "G": "a b" });
        assert_eq!(joined(object.clone(), false).unwrap(), "G,a b,R,100");
        assert_eq!(joined(object, true).unwrap(), "G=a b,R=100");
        assert_eq!(joined(json!(["a", 1, true]), true).unwrap(), "a,1,true");
        assert_eq!(joined(json!(["a=b"]), true).unwrap(), "a=b");
        assert_eq!(joined(json!({ "a": "" }), true).unwrap(), "a=");
        for (text, is_exploded) in [
            ("hid,den", false),
            ("hid=den", true),
            (" hidden", false),
            ("", false),
        ] {
            let wrong = joined(json!({ "a": text }), is_exploded).unwrap_err();
            assert!(
                matches!(&wrong[..], [(name, why)] if name == "a" && !why.contains("hid")),
                "{wrong:?}"
            );
        }
        let refused = pieces(json!(["a", "b"]))
            .joined(false, |text| (text == "b").then(|| "is refused".to_owned()));
        assert_eq!(
            refused.unwrap_err(),
            [(String::new(), "[1]: is refused".to_owned())]
        );
    }

    #[test]
    fn what_is_within_has_no_form() {
        for (value, name, reason) in [
            (json!({}), "", super::EMPTY),
            (json!([]), "", super::EMPTY),
            (json!({ "a": null, "b": 1 }), "a", super::NULL),
            (json!({ "a": [1] }), "a", super::INNER),
            (json!({ "a": { "b": 1 } }), "a", super::INNER),
        ] {
            let wrong = Pieces::of_value(&FieldValue::json(value)).unwrap_err();
            assert_eq!(wrong, [(name.to_owned(), reason.to_owned())]);
        }
        let wrong = Pieces::of_value(&FieldValue::json(json!([1, [2]]))).unwrap_err();
        assert_eq!(wrong, [(String::new(), format!("[1]: {}", super::INNER))]);
    }
}
