//! Paths that reach exactly the resource that they name.

use percent_encoding::utf8_percent_encode;
use url::Url;

use crate::request::path_template::{Parameter, PathTemplate};
use crate::request::pieces::{PathStyle, Pieces};
use crate::request::query::Wrong;
use crate::text::unreserved::{RESERVED, all_unreserved};

/// The path of one call, filled parameter by parameter.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    template: &'static PathTemplate,
    /// The path so far, beginning with the path of the base address.
    text: String,
    /// How many parameters are filled.
    filled: usize,
    /// The values of parameters that are in the path more than once; nothing for one that was skipped.
    kept: Vec<(&'static str, Option<Filled>)>,
}

/// What a parameter was filled with.
#[derive(Clone, Debug)]
enum Filled {
    /// A value, which is yet to be encoded.
    Value(String),
    /// Pieces, as they are in the path.
    Pieces(String),
}

impl Path {
    /// The path of `template` after `prefix`, up to its first parameter.
    pub(crate) fn new(prefix: &str, template: &'static PathTemplate) -> Self {
        // Most values are ids, which are longer than their names in the template.
        let values = template.parameters().len() * 24;
        let mut text = String::with_capacity(prefix.len() + template.as_str().len() + values);
        text.push_str(prefix);
        text.push_str(template.head());
        Self {
            template,
            text,
            filled: 0,
            kept: Vec::new(),
        }
    }

    /// In place of a path that nobody asks for.
    pub(crate) fn unused(template: &'static PathTemplate) -> Self {
        Self {
            template,
            text: String::new(),
            filled: 0,
            kept: Vec::new(),
        }
    }

    /// Fills in the next parameter, which is called `name`.
    ///
    /// # Errors
    /// If another parameter is next, or `value` cannot be the name of a resource.
    pub(crate) fn push(&mut self, name: &str, value: &str) -> Result<(), String> {
        let next = self.expect(name)?;
        self.fill(next, value)?;
        self.repeat(next.name, || Some(Filled::Value(value.to_owned())))
    }

    /// The same for `pieces`, which are written in this style.
    ///
    /// # Errors
    /// If another parameter is next, or what is wrong with the pieces.
    pub(crate) fn push_pieces(
        &mut self,
        name: &str,
        pieces: &Pieces,
        style: PathStyle,
        is_exploded: bool,
    ) -> Result<(), Wrong> {
        let whole = |reason| vec![(String::new(), reason)];
        let next = self.expect(name).map_err(whole)?;
        let separators = self.template.separators(self.filled);
        self.filled += 1;
        let written = pieces.in_path(name, style, is_exploded, separators)?;
        self.text.push_str(&written);
        self.text.push_str(next.suffix);
        self.repeat(next.name, || Some(Filled::Pieces(written)))
            .map_err(whole)
    }

    /// The next parameter, if that is its name.
    fn expect(&self, name: &str) -> Result<Parameter, String> {
        match self.next() {
            Some(next) if next.name == name => Ok(next),
            _ => Err(format!(
                "{name} is not the next parameter of {:?}",
                self.template
            )),
        }
    }

    /// Skips the next parameter, whose value is missing or wrong. The path is then unusable, but the remaining
    /// parameters can still be checked.
    pub(crate) fn skip(&mut self) {
        let skipped = self.next();
        self.filled += 1;
        if let Some(skipped) = skipped {
            // Nothing is filled in, so nothing is wrong.
            let _ = self.repeat(skipped.name, || None);
        }
    }

    /// Keeps what a parameter that is in the path once more was filled with, and fills in what was kept before.
    fn repeat(
        &mut self,
        name: &'static str,
        filled: impl FnOnce() -> Option<Filled>,
    ) -> Result<(), String> {
        let rest = self.template.parameters().get(self.filled..);
        if rest.unwrap_or_default().iter().any(|one| one.name == name) {
            self.kept.push((name, filled()));
        }
        while let Some(next) = self.next() {
            let known = self.kept.iter().find(|(kept, _)| *kept == next.name);
            match known.cloned() {
                None => break,
                Some((_, Some(Filled::Value(value)))) => self.fill(next, &value)?,
                Some((_, Some(Filled::Pieces(written)))) => self.fill_written(next, &written)?,
                Some((_, None)) => self.filled += 1,
            }
        }
        Ok(())
    }

    fn fill(&mut self, next: Parameter, value: &str) -> Result<(), String> {
        self.advance(value)?;
        push_value(&mut self.text, value)?;
        self.text.push_str(next.suffix);
        Ok(())
    }

    fn fill_written(&mut self, next: Parameter, written: &str) -> Result<(), String> {
        self.advance(written)?;
        self.text.push_str(written);
        self.text.push_str(next.suffix);
        Ok(())
    }

    /// Goes on to the parameter after the next one, whose value must be told apart from what else its segment has.
    fn advance(&mut self, value: &str) -> Result<(), String> {
        let filled = self.filled;
        // Also after an error, so that the remaining parameters can still be checked.
        self.filled += 1;
        if self.template.shares_segments() {
            check_separators(value, self.template.separators(filled))?;
        }
        Ok(())
    }

    fn next(&self) -> Option<Parameter> {
        self.template.parameters().get(self.filled).copied()
    }

    /// The address with this path on `base`. Only for a path whose parameters were all filled without an error.
    ///
    /// # Errors
    /// If a parameter has no value, or the URL parser changed the path, so that it would name another
    /// resource: it resolves `.` and `..` in every spelling, and some servers fold empty segments and decode
    /// `%2F`.
    pub(crate) fn on(&self, base: &Url) -> Result<Url, String> {
        if let Some(missing) = self.template.parameters().get(self.filled) {
            return Err(format!("{} is missing", missing.name));
        }
        // An address without a path has a slash in its place.
        let text = match self.text.as_str() {
            "" => "/",
            text => text,
        };
        let url = if text.starts_with("//") {
            // Alone it would name a host.
            let mut url = base.clone();
            url.set_path(text);
            url
        } else {
            // Allocates less than to clone `base` and set its path. If the text could be anything but a path, the
            // path would differ.
            base.join(text).map_err(|error| error.to_string())?
        };
        if url.path() == text {
            Ok(url)
        } else {
            Err(format!(
                "the path would become {:?} instead of {text:?}",
                url.path(),
            ))
        }
    }
}

/// The path of `base`, for servers with a prefix, without a trailing slash.
pub(crate) fn prefix(base: &Url) -> String {
    let mut prefix = String::new();
    for segment in base.path().split('/').filter(|segment| !segment.is_empty()) {
        prefix.push('/');
        prefix.push_str(segment);
    }
    prefix
}

/// Refuses a value with a text that ends a parameter within its segment: a server would split the segment there.
fn check_separators(value: &str, separators: [&str; 2]) -> Result<(), String> {
    let is_split = |separator: &&str| !separator.is_empty() && value.contains(separator);
    match separators.into_iter().find(is_split) {
        None => Ok(()),
        Some(separator) => Err(format!(
            "{value:?} contains {separator:?}, which separates it from the parameter beside it"
        )),
    }
}

/// Adds `value`, percent-encoded. Refuses values that cannot be names of resources and that servers interpret
/// as something else.
pub(crate) fn push_value(path: &mut String, value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Err("must not be empty".to_owned());
    }
    if value == "." || value == ".." {
        return Err(format!("{value:?} would name another resource"));
    }
    if all_unreserved(value) {
        path.push_str(value);
        return Ok(());
    }
    if value.contains(|c: char| matches!(c, '/' | '\\') || c.is_control()) {
        return Err(format!(
            "{value:?} contains a slash, a backslash or a control character"
        ));
    }
    path.extend(utf8_percent_encode(value, RESERVED));
    Ok(())
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{Path, prefix};
    use crate::request::path_template::PathTemplate;

    static JOBS: PathTemplate = PathTemplate::new("/groups/{groupId}/clusters/{name}/jobs");
    static LOG: PathTemplate = PathTemplate::new("/logs/{log}.gz");
    static UPWARDS: PathTemplate = PathTemplate::new("/a/{log}..");
    static SHARED: PathTemplate = PathTemplate::new("/a/v{major}.{minor}:{verb}/{id}");

    fn fill(
        base: &str,
        template: &'static PathTemplate,
        values: &[(&str, &str)],
    ) -> Result<String, String> {
        let base = Url::parse(base).unwrap();
        let mut path = Path::new(&prefix(&base), template);
        for (name, value) in values {
            path.push(name, value)?;
        }
        path.on(&base).map(|url| url.path().to_owned())
    }

    fn path(base: &str, name: &str) -> Result<String, String> {
        fill(base, &JOBS, &[("groupId", "g1"), ("name", name)])
    }

    #[test]
    fn values_stay_in_their_segment() {
        let base = "https://cloud.example";
        assert_eq!(path(base, "prod").unwrap(), "/groups/g1/clusters/prod/jobs");
        assert_eq!(
            path(base, "a b?c#d%2F").unwrap(),
            "/groups/g1/clusters/a%20b%3Fc%23d%252F/jobs"
        );
        assert_eq!(
            path(base, "%2e%2e").unwrap(),
            "/groups/g1/clusters/%252e%252e/jobs"
        );
        assert_eq!(path(base, "...").unwrap(), "/groups/g1/clusters/.../jobs");
        assert_eq!(path(base, "é").unwrap(), "/groups/g1/clusters/%C3%A9/jobs");
    }

    #[test]
    fn nothing_reaches_another_resource() {
        for name in ["", ".", "..", "a/b", "../x", "..\\x", "a\\b", "a\nb", "a\0"] {
            let refused = path("https://cloud.example", name).unwrap_err();
            let expected = match name {
                "" => "must not be empty".to_owned(),
                name => format!("{name:?} "),
            };
            assert!(refused.starts_with(&expected), "{name:?}: {refused}");
        }
    }

    #[test]
    fn a_base_address_may_have_a_prefix() {
        for base in [
            "http://127.0.0.1:8080/mirror",
            "http://127.0.0.1:8080/mirror/",
        ] {
            assert_eq!(
                path(base, "prod").unwrap(),
                "/mirror/groups/g1/clusters/prod/jobs"
            );
        }
    }

    /// A file name has its ending in the template.
    #[test]
    fn text_may_follow_a_parameter() {
        let base = "https://cloud.example";
        let path = |name| fill(base, &LOG, &[("log", name)]);
        assert_eq!(path("mongodb").unwrap(), "/logs/mongodb.gz");
        assert_eq!(path("a b").unwrap(), "/logs/a%20b.gz");
        for name in ["", ".", "..", "a/b", "../x"] {
            assert!(path(name).is_err(), "{name:?}");
        }
        // The text after it cannot turn it into a step upwards either.
        assert_eq!(fill(base, &UPWARDS, &[("log", "x")]).unwrap(), "/a/x..");
    }

    /// Whoever reads the segment must find the same parameters in it.
    #[test]
    fn parameters_of_one_segment_stay_apart() {
        let path = |major, minor, verb| {
            let values = [
                ("major", major),
                ("minor", minor),
                ("verb", verb),
                ("id", ".:"),
            ];
            fill("https://cloud.example", &SHARED, &values)
        };
        assert_eq!(path("1", "2", "a b").unwrap(), "/a/v1.2:a%20b/.%3A");
        // Only what is beside a parameter ends it.
        assert_eq!(path("1:", "2", "a.b").unwrap(), "/a/v1%3A.2:a.b/.%3A");
        for (major, minor, verb, separator) in [
            ("1.0", "2", "x", "\".\""),
            ("1", "2.0", "x", "\".\""),
            ("1", "2:0", "x", "\":\""),
            ("1", "2", "x:y", "\":\""),
        ] {
            let refused = path(major, minor, verb).unwrap_err();
            let expected = format!("contains {separator}, which separates");
            assert!(refused.contains(&expected), "{refused}");
        }
        assert_eq!(path("1", "", "x").unwrap_err(), "must not be empty");
    }

    /// Whatever a document says: the slash at the end, one more in the middle, a path alone.
    #[test]
    fn slashes_are_sent_as_they_are_written() {
        static ENDS: PathTemplate = PathTemplate::new("/a/{id}/");
        static ROOT: PathTemplate = PathTemplate::new("/");
        static TWICE: PathTemplate = PathTemplate::new("//other.example//{id}");
        static NONE: PathTemplate = PathTemplate::new("");
        for (base, expected) in [
            (
                "https://cloud.example",
                ["/a/1/", "/", "//other.example//1", "/"],
            ),
            (
                "https://cloud.example/v1/",
                ["/v1/a/1/", "/v1/", "/v1//other.example//1", "/v1"],
            ),
        ] {
            let base = Url::parse(base).unwrap();
            let templates = [&ENDS, &ROOT, &TWICE, &NONE];
            for (template, expected) in templates.into_iter().zip(expected) {
                let mut path = Path::new(&prefix(&base), template);
                if template.as_str().contains('{') {
                    path.push("id", "1").unwrap();
                }
                let url = path.on(&base).unwrap();
                assert_eq!((url.host_str(), url.path()), (base.host_str(), expected));
            }
        }
        let refused = fill("https://cloud.example", &ENDS, &[("id", "")]).unwrap_err();
        assert_eq!(refused, "must not be empty");
    }

    #[test]
    fn a_parameter_may_be_in_several_places() {
        static TWICE: PathTemplate = PathTemplate::new("/{id}/{id}/x/{other}-{id}/{id}");
        let base = "https://cloud.example";
        let fill = |values| fill(base, &TWICE, values);
        assert_eq!(
            fill(&[("id", "a b"), ("other", "c")]).unwrap(),
            "/a%20b/a%20b/x/c-a%20b/a%20b"
        );
        assert_eq!(fill(&[("id", "a")]).unwrap_err(), "other is missing");
        let split = fill(&[("id", "a-b"), ("other", "c")]).unwrap_err();
        assert!(split.contains("separates it"), "{split}");
        let mut path = Path::new("", &TWICE);
        path.skip();
        path.push("other", "c").unwrap();
    }

    #[test]
    fn parameters_must_be_complete_and_in_order() {
        let fill = |values| fill("https://cloud.example", &JOBS, values).unwrap_err();
        assert_eq!(fill(&[("groupId", "g1")]), "name is missing");
        assert_eq!(
            fill(&[("name", "x"), ("groupId", "g1")]),
            "name is not the next parameter of \"/groups/{groupId}/clusters/{name}/jobs\""
        );
        let too_many = [("groupId", "g1"), ("name", "x"), ("name", "x")];
        assert!(fill(&too_many).starts_with("name is not the next parameter"));
    }

    #[test]
    fn every_wrong_parameter_is_reported() {
        let mut path = Path::new("", &JOBS);
        let error = path.push("groupId", "a/b").unwrap_err();
        assert!(error.starts_with("\"a/b\" contains a slash"), "{error}");
        assert_eq!(path.push("name", "").unwrap_err(), "must not be empty");
        let mut path = Path::new("", &JOBS);
        path.skip();
        assert_eq!(path.push("name", "").unwrap_err(), "must not be empty");
    }
}
