//! Find one thing by its name.

use std::fmt;

use backhaul_runtime::OneLine;

/// Nothing has a name that was asked for, or several things have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    kind: &'static str,
    name: String,
    /// The ids of those with this name.
    ids: Vec<String>,
    /// The names that there are.
    names: Vec<String>,
}

impl NameError {
    /// The name that was asked for.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The ids of the things with this name: none, or several.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, name) = (self.kind, OneLine::new(&self.name));
        if !self.ids.is_empty() {
            let (number, ids) = (self.ids.len(), self.ids.join(", "));
            let ids = OneLine::new(&ids);
            return write!(
                f,
                "{number} {kind}s have the name \"{name}\": give the id of one in its place, {ids}"
            );
        }
        write!(f, "no {kind} has the name \"{name}\"")?;
        if self.names.is_empty() {
            return write!(f, ": there is no {kind} that you can see");
        }
        let names: Vec<String> = self.names.iter().map(|one| format!("\"{one}\"")).collect();
        write!(f, ": there are {}", OneLine::new(&names.join(", ")))
    }
}

/// Something that may be found by its name.
pub(crate) struct Candidate<T> {
    pub(crate) name: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) thing: T,
}

/// The only one of `all` with exactly this name; if none has it, the one with this id, which is what an error about
/// several with one name says to give. `kind` is the word for one of them, in errors.
///
/// # Errors
/// If there is none, or more than one.
pub(crate) fn only<T>(
    kind: &'static str,
    name: &str,
    all: impl IntoIterator<Item = Candidate<T>>,
) -> Result<T, NameError> {
    let (mut fitting, mut others): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|one| one.name.as_deref() == Some(name));
    if fitting.len() == 1
        && let Some(found) = fitting.pop()
    {
        return Ok(found.thing);
    }
    let has_id = |one: &Candidate<T>| one.id.as_deref() == Some(name);
    if fitting.is_empty()
        && let Some(place) = others.iter().position(has_id)
    {
        return Ok(others.swap_remove(place).thing);
    }
    let mut names: Vec<String> = others.into_iter().filter_map(|one| one.name).collect();
    names.sort();
    names.dedup();
    Err(NameError {
        kind,
        name: name.to_owned(),
        ids: fitting.into_iter().filter_map(|one| one.id).collect(),
        names,
    })
}

#[cfg(test)]
mod tests {
    use super::{Candidate, NameError, only};

    fn found(name: &str) -> Result<&'static str, NameError> {
        let things = [("a", "1"), ("b", "2"), ("b", "3"), ("a b", "4")];
        let candidates = things.map(|(name, id)| Candidate {
            name: Some(name.to_owned()),
            id: Some(id.to_owned()),
            thing: id,
        });
        only("thing", name, candidates)
    }

    #[test]
    fn only_the_exact_name_counts() {
        assert_eq!(found("a"), Ok("1"));
        assert_eq!(found("a b"), Ok("4"));
        for other in ["A", " a", "a ", ""] {
            let error = found(other).unwrap_err();
            let expected =
                format!("no thing has the name \"{other}\": there are \"a\", \"a b\", \"b\"");
            assert_eq!(error.to_string(), expected);
            assert!(error.ids().is_empty());
        }
    }

    #[test]
    fn several_are_named_by_their_ids() {
        let error = found("b").unwrap_err();
        let expected = "2 things have the name \"b\": give the id of one in its place, 2, 3";
        assert_eq!(error.to_string(), expected);
        assert_eq!(
            (error.name(), error.ids()),
            ("b", &["2", "3"].map(str::to_owned)[..])
        );
    }

    #[test]
    fn an_id_of_several_with_one_name_says_which() {
        assert_eq!(found("2"), Ok("2"));
        assert_eq!(found("3"), Ok("3"));
        // A name comes first.
        let things = [("x", "1"), ("1", "2")].map(|(name, id)| Candidate {
            name: Some(name.to_owned()),
            id: Some(id.to_owned()),
            thing: id,
        });
        assert_eq!(only("thing", "1", things), Ok("2"));
    }

    #[test]
    fn where_nothing_is_the_error_says_so() {
        let none: [Candidate<()>; 0] = [];
        let error = only("thing", "x\ny", none).unwrap_err();
        let expected = r#"no thing has the name "x\ny": there is no thing that you can see"#;
        assert_eq!(error.to_string(), expected);
    }
}
