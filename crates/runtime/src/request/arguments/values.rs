//! Arguments that are arrays or objects.

use reqwest::header::COOKIE;

use super::{Arguments, NOT_IN_PATH, in_query};
use crate::error::problem::Place;
use crate::request::form::add_value;
use crate::request::header::not_in_cookie;
use crate::request::pieces::{PathStyle, PathValue, Pieces};
use crate::request::query::{ValueStyle, Wrong};
use crate::sent::argument::Argument;
use crate::sent::fields::FieldValue;

impl Arguments {
    pub(crate) fn query_value(
        &mut self,
        name: &'static str,
        setter: &str,
        style: ValueStyle,
        argument: Argument<FieldValue>,
    ) {
        let place = Place::at_top(setter, name);
        let Some(value) = self.required(&place, argument) else {
            return;
        };
        let (before, secrets) = (self.found.problems.len(), self.found.secrets.len());
        value.inspect(&place, false, &mut self.found);
        // These are no places in a body.
        for pointer in self.found.secrets.split_off(secrets) {
            let mut names = pointer.split('/').skip(1);
            let name = match style {
                ValueStyle::Members => names.nth(1),
                ValueStyle::Deep | ValueStyle::Json | ValueStyle::Parts(_) => names.next(),
            };
            self.found.secrets.extend(name.map(in_query));
        }
        if self.found.problems.len() != before {
            return;
        }
        if let Err(wrong) = add_value(&mut self.query, name, style, value) {
            self.wrong_members(&place, wrong);
        }
    }

    /// A parameter of the path that is more than one value, or is not written as it is.
    pub(crate) fn path_pieces(
        &mut self,
        name: &'static str,
        setter: &str,
        (style, is_exploded): (PathStyle, bool),
        value: Argument<PathValue>,
    ) {
        let place = Place::at_top(setter, name);
        let pieces = match self.required(&place, value) {
            Some(PathValue::Items(items)) => Some((Pieces::of_items(items), false)),
            Some(PathValue::Secret(text)) => Some((Pieces::of_items(vec![text]), true)),
            Some(PathValue::Object(value)) => self.pieces(&place, &value),
            None => None,
        };
        let Some((pieces, has_secret)) = pieces else {
            self.path.skip();
            return;
        };
        match self.path.push_pieces(name, &pieces, style, is_exploded) {
            Ok(()) if has_secret => self.hide_last_of_path(),
            Ok(()) => {}
            Err(_) if has_secret => self.wrong(&place, NOT_IN_PATH),
            Err(wrong) => self.wrong_members(&place, wrong),
        }
    }

    pub(crate) fn header_value(
        &mut self,
        name: &'static str,
        setter: &str,
        is_exploded: bool,
        argument: Argument<FieldValue>,
    ) {
        let place = Place::at_top(setter, name);
        let value = self.required(&place, argument);
        let Some((pieces, has_secret)) = value.and_then(|value| self.pieces(&place, &value)) else {
            return;
        };
        match pieces.joined(is_exploded, |_| None) {
            Ok(text) if has_secret => self.secret_header(name, setter, Argument::Given(text)),
            Ok(text) => self.header(name, setter, Argument::Given(text)),
            Err(wrong) => self.wrong_members(&place, wrong),
        }
    }

    pub(crate) fn cookie_value(
        &mut self,
        name: &'static str,
        setter: &str,
        argument: Argument<FieldValue>,
    ) {
        let place = Place::at_top(setter, name);
        let value = self.required(&place, argument);
        let Some((pieces, _)) = value.and_then(|value| self.pieces(&place, &value)) else {
            return;
        };
        match pieces.joined(false, not_in_cookie) {
            Ok(text) => {
                let whole = Argument::Given(format!("{name}={text}"));
                self.header(COOKIE.as_str(), setter, whole);
            }
            Err(wrong) => self.wrong_members(&place, wrong),
        }
    }

    /// What a value consists of, if nothing is wrong with it, and whether any of it is secret.
    fn pieces(&mut self, place: &Place<'_>, value: &FieldValue) -> Option<(Pieces, bool)> {
        let (before, secrets) = (self.found.problems.len(), self.found.secrets.len());
        value.inspect(place, false, &mut self.found);
        // These are no places in a body.
        let has_secret = !self.found.secrets.split_off(secrets).is_empty();
        if self.found.problems.len() != before {
            return None;
        }
        match Pieces::of_value(value) {
            Ok(pieces) => Some((pieces, has_secret)),
            Err(wrong) => {
                self.wrong_members(place, wrong);
                None
            }
        }
    }

    fn wrong_members(&mut self, place: &Place<'_>, wrong: Wrong) {
        for (member, reason) in wrong {
            match member.as_str() {
                "" => self.wrong(place, &reason),
                member => self.wrong(&place.member(member, member), &reason),
            }
        }
    }
}
