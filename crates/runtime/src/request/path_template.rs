//! Paths as written in the documents.

use std::fmt;

/// The path of an operation with its parameters in braces, as in the document: `/groups/{groupId}/jobs`.
///
/// The compiler parses it once, because every call fills it.
///
/// ```
/// use backhaul_runtime::PathTemplate;
///
/// const JOBS: PathTemplate = PathTemplate::new("/groups/{groupId}/jobs");
/// assert_eq!(JOBS.as_str(), "/groups/{groupId}/jobs");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PathTemplate {
    text: &'static str,
    /// The text before the first parameter.
    head: &'static str,
    /// The parameters in order; only the first `count` are used.
    parameters: [Parameter; MOST_PARAMETERS],
    count: usize,
    /// Whether two parameters are in one segment.
    shares_segments: bool,
}

/// No document has that many. The generator refuses a document with more.
const MOST_PARAMETERS: usize = 16;

/// One parameter of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    /// The text after it, up to the next parameter or the end.
    pub(crate) suffix: &'static str,
}

impl PathTemplate {
    /// Parses `text`. Call this in a constant, so that the compiler finds mistakes.
    ///
    /// # Panics
    /// If a brace is not closed, or there are more than sixteen parameters.
    pub const fn new(text: &'static str) -> Self {
        let none = Parameter {
            name: "",
            suffix: "",
        };
        let (head, mut rest) = before(text, b'{');
        let mut parameters = [none; MOST_PARAMETERS];
        let mut count = 0;
        let mut shares_segments = false;
        while let Some(from_name) = rest {
            assert!(count < MOST_PARAMETERS, "more than sixteen parameters");
            let (name, from_suffix) = before(from_name, b'}');
            assert!(from_suffix.is_some(), "a brace is not closed");
            let (suffix, next) = match from_suffix {
                Some(from_suffix) => before(from_suffix, b'{'),
                None => ("", None),
            };
            parameters[count] = Parameter { name, suffix };
            count += 1;
            shares_segments |= next.is_some() && before(suffix, b'/').1.is_none();
            rest = next;
        }
        Self {
            text,
            head,
            parameters,
            count,
            shares_segments,
        }
    }

    /// The path as in the document.
    pub const fn as_str(&self) -> &'static str {
        self.text
    }

    pub(crate) fn head(&self) -> &'static str {
        self.head
    }

    /// The parameters in the order of the path.
    pub(crate) fn parameters(&self) -> &[Parameter] {
        self.parameters.get(..self.count).unwrap_or_default()
    }

    /// Whether two parameters are in one segment, so that a text separates them.
    pub(crate) fn shares_segments(&self) -> bool {
        self.shares_segments
    }

    /// The texts that end the parameter at `index` within its segment: between it and the parameter before it, and
    /// between it and the one behind it. Empty where there is none.
    pub(crate) fn separators(&self, index: usize) -> [&'static str; 2] {
        let parameters = self.parameters();
        // A slash ends the segment, and the last text separates it from nothing.
        let between = |index: usize| {
            let one = parameters
                .get(index)
                .filter(|_| index + 1 < parameters.len());
            one.map_or("", |one| {
                if one.suffix.contains('/') {
                    ""
                } else {
                    one.suffix
                }
            })
        };
        [index.checked_sub(1).map_or("", between), between(index)]
    }
}

/// Splits `text` at the first `byte`, an ASCII character: the text before it, and the text after it if it was
/// found.
const fn before(text: &'static str, byte: u8) -> (&'static str, Option<&'static str>) {
    let bytes = text.as_bytes();
    let mut position = 0;
    while position < bytes.len() {
        if bytes[position] == byte {
            let (before, from) = text.split_at(position);
            let (_, after) = from.split_at(1);
            return (before, Some(after));
        }
        position += 1;
    }
    (text, None)
}

impl fmt::Debug for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.text, f)
    }
}

#[cfg(test)]
mod tests {
    use super::PathTemplate;

    #[test]
    fn a_template_is_parsed() {
        let template = PathTemplate::new("/v2/{project_id}/jobs/{job_id}.gz");
        assert_eq!(template.head(), "/v2/");
        let parameters: Vec<_> = template
            .parameters()
            .iter()
            .map(|parameter| (parameter.name, parameter.suffix))
            .collect();
        assert_eq!(parameters, [("project_id", "/jobs/"), ("job_id", ".gz")]);
        assert!(PathTemplate::new("/jobs").parameters().is_empty());
        assert_eq!(PathTemplate::new("/jobs").head(), "/jobs");
    }

    #[test]
    fn parameters_of_one_segment_have_a_separator() {
        let template = PathTemplate::new("/{a}/x{b}.{c}::{d}.gz");
        let separators = [0, 1, 2, 3, 4].map(|index| template.separators(index));
        assert_eq!(
            separators,
            [["", ""], ["", "."], [".", "::"], ["::", ""], ["", ""]]
        );
        assert!(template.shares_segments());
        assert!(!PathTemplate::new("/{a}/x{b}.gz").shares_segments());
    }

    #[test]
    #[should_panic(expected = "a brace is not closed")]
    fn a_brace_must_be_closed() {
        PathTemplate::new("/jobs/{job_id");
    }

    #[test]
    #[should_panic(expected = "more than sixteen parameters")]
    fn the_number_of_parameters_is_limited() {
        PathTemplate::new("/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}/{m}/{n}/{o}/{p}/{q}");
    }
}
