//! Lists of values that are written into an address or a header.

use crate::error::invalid_value::InvalidValue;
use crate::sent::argument::Argument;

impl Argument<Vec<String>> {
    /// The texts of `items`, if there are at least `least` and at most `most` of them, and all are right.
    pub fn list(
        items: impl IntoIterator<Item = Argument<String>>,
        least: usize,
        most: usize,
    ) -> Self {
        let (mut texts, mut wrong) = (Vec::new(), Vec::new());
        for (index, item) in items.into_iter().enumerate() {
            match item {
                Argument::Given(text) => texts.push(text),
                Argument::Invalid(reason) => wrong.push((index, reason)),
                Argument::Missing => wrong.push((index, "is missing".to_owned())),
            }
        }
        let count = texts.len() + wrong.len();
        match InvalidValue::__of_array(count, least, most, &wrong) {
            None => Self::Given(texts),
            Some(error) => Self::Invalid(error.to_string()),
        }
    }

    /// The items in one text, with `separator` between them, for places that cannot tell a separator from the same
    /// text within an item. Refuses items that have it, and those that nobody would see: empty ones, and those with
    /// blanks at their ends.
    #[must_use]
    pub fn joined(self, separator: &str) -> Argument<String> {
        match self.checked(|item| split(item, separator).or_else(|| unseen(item))) {
            Self::Missing => Argument::Missing,
            Self::Given(items) => Argument::Given(items.join(separator)),
            Self::Invalid(reason) => Argument::Invalid(reason),
        }
    }

    /// Refuses items that have `separator` in them: whoever reads them would split them there.
    #[must_use]
    pub(crate) fn without(self, separator: &str) -> Self {
        self.checked(|item| split(item, separator))
    }

    /// Refuses items for which there is a reason.
    fn checked(self, refused: impl Fn(&str) -> Option<String>) -> Self {
        let Self::Given(items) = self else {
            return self;
        };
        let wrong = items.iter().enumerate();
        let wrong = wrong.filter_map(|(index, item)| Some((index, refused(item)?)));
        let wrong: Vec<(usize, String)> = wrong.collect();
        match InvalidValue::__of_array(items.len(), 0, usize::MAX, &wrong) {
            None => Self::Given(items),
            Some(error) => Self::Invalid(error.to_string()),
        }
    }
}

fn split(item: &str, separator: &str) -> Option<String> {
    let is_split = item.contains(separator);
    is_split.then(|| format!("{item:?} contains {separator:?}, which separates items"))
}

/// Why nobody would see an item of a list as it is.
fn unseen(item: &str) -> Option<String> {
    if item.is_empty() {
        return Some("is empty: who reads the list would not see it".to_owned());
    }
    let has_blanks = item.trim_matches([' ', '\t']) != item;
    has_blanks.then(|| {
        "must not begin or end with a blank: who reads the list would not see it".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::Argument;

    fn list(texts: &[&str]) -> Argument<Vec<String>> {
        let items = texts.iter().map(|text| match *text {
            "wrong" => Argument::Invalid("no".to_owned()),
            text => Argument::Given(text.to_owned()),
        });
        Argument::list(items, 1, 3)
    }

    fn reason<T: std::fmt::Debug>(argument: Argument<T>) -> String {
        match argument {
            Argument::Invalid(reason) => reason,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn every_wrong_item_and_the_count_are_told() {
        assert_eq!(list(&["a", "b"]).given().unwrap(), &["a", "b"]);
        assert_eq!(
            reason(list(&["a", "wrong", "b", "wrong"])),
            "4 items are not allowed: there must be at most 3; [1]: no; [3]: no"
        );
        assert_eq!(
            reason(list(&[])),
            "0 items are not allowed: there must be at least 1"
        );
    }

    #[test]
    fn an_item_with_the_separator_is_refused() {
        let joined = list(&["a", "b c"]).joined(",");
        assert_eq!(joined.given().unwrap(), "a,b c");
        assert_eq!(
            reason(list(&["a", "b,c", "d"]).joined(",")),
            r#"[1]: "b,c" contains ",", which separates items"#
        );
        assert_eq!(
            reason(list(&["", " a", "b\t"]).joined(",")),
            "[0]: is empty: who reads the list would not see it; [1]: must not begin or end with a \
             blank: who reads the list would not see it; [2]: must not begin or end with a blank: \
             who reads the list would not see it"
        );
        assert!(matches!(
            Argument::<Vec<String>>::Missing.joined(","),
            Argument::Missing
        ));
        assert_eq!(reason(list(&["wrong"]).joined(",")), "[0]: no");
    }
}
