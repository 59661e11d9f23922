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
    /// Where in the text the last one begins.
    last: usize,
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
            last: 0,
            kept: Vec::new(),
        }
    }

    /// In place of a path that nobody asks for.
    pub(crate) fn unused(template: &'static PathTemplate) -> Self {
        Self {
            template,
            text: String::new(),
            filled: 0,
            last: 0,
            kept: Vec::new(),
        }
    }

    /// Fills in the next parameter, which is called `name`.
    ///
    /// # Errors
    /// If another parameter is next, or `value` cannot be the name of a resource.
    pub(crate) fn push(&mut self, name: &str, value: &str) -> Result<(), String> {
        self.last = self.text.len();
        let next = self.expect(name)?;
        let filled = self.fill(next, value);
        let is_right = filled.is_ok();
        let repeated = self.repeat(next.name, || {
            is_right.then(|| Filled::Value(value.to_owned()))
        });
        filled.and(repeated)
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
        self.last = self.text.len();
        let whole = |reason| vec![(String::new(), reason)];
        let next = self.expect(name).map_err(whole)?;
        let separators = self.template.separators(self.filled);
        self.filled += 1;
        let written = pieces.in_path(name, style, is_exploded, separators);
        if let Ok(written) = &written {
            self.text.push_str(written);
            self.text.push_str(next.suffix);
        }
        let kept = written.as_ref().ok();
        let repeated = self.repeat(next.name, || kept.cloned().map(Filled::Pieces));
        written.and(repeated.map_err(whole))
    }

    /// What the last parameter was filled with, as it is in the path.
    pub(crate) fn last(&self) -> &str {
        let text = self.text.get(self.last..).unwrap_or_default();
        let filled = self.filled.checked_sub(1);
        let parameter = filled.and_then(|last| self.template.parameters().get(last));
        let suffix = parameter.map_or("", |parameter| parameter.suffix);
        text.strip_suffix(suffix).unwrap_or(text)
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
mod tests;
