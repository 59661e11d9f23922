//! Arguments that only operations of others have.

use super::Call;
use crate::request::form::Coding;
use crate::request::pieces::{PathStyle, PathValue};
use crate::request::query::ValueStyle;
use crate::sent::argument::Argument;
use crate::sent::fields::FieldValue;
use crate::sent::upload::Upload;

impl Call {
    /// Adds a value to the query that is no scalar and no list of scalars; one that is not `required` may be missing.
    pub fn query_value(
        &mut self,
        name: &'static str,
        setter: &str,
        required: bool,
        style: ValueStyle,
        argument: Argument<FieldValue>,
    ) {
        if required || !matches!(argument, Argument::Missing) {
            self.arguments.query_value(name, setter, style, argument);
        }
    }

    /// Fills in a parameter of the path that is a single value, in this style.
    pub fn path_text(
        &mut self,
        name: &'static str,
        setter: &str,
        style: PathStyle,
        argument: Argument<String>,
    ) {
        let items = argument.map(|text| PathValue::Items(vec![text]));
        self.arguments
            .path_pieces(name, setter, (style, false), items);
    }

    /// Fills in a parameter of the path that is never shown.
    pub fn secret_path(&mut self, name: &'static str, setter: &str, argument: Argument<String>) {
        self.arguments.secret_path(name, setter, argument);
    }

    /// The same in this style.
    pub fn secret_path_text(
        &mut self,
        name: &'static str,
        setter: &str,
        style: PathStyle,
        argument: Argument<String>,
    ) {
        let secret = argument.map(PathValue::Secret);
        self.arguments
            .path_pieces(name, setter, (style, false), secret);
    }

    /// Fills in a parameter of the path that is an array.
    pub fn path_list(
        &mut self,
        name: &'static str,
        setter: &str,
        style: (PathStyle, bool),
        argument: Argument<Vec<String>>,
    ) {
        let items = argument.map(PathValue::Items);
        self.arguments.path_pieces(name, setter, style, items);
    }

    /// Fills in a parameter of the path that is an object: its style, and whether it is exploded.
    pub fn path_value(
        &mut self,
        name: &'static str,
        setter: &str,
        style: (PathStyle, bool),
        argument: Argument<FieldValue>,
    ) {
        let value = argument.map(PathValue::Object);
        self.arguments.path_pieces(name, setter, style, value);
    }

    /// Adds a header that is an object; one that is not `required` may be missing.
    pub fn header_value(
        &mut self,
        name: &'static str,
        setter: &str,
        required: bool,
        is_exploded: bool,
        argument: Argument<FieldValue>,
    ) {
        if required || !matches!(argument, Argument::Missing) {
            self.arguments
                .header_value(name, setter, is_exploded, argument);
        }
    }

    /// Adds a cookie that is an array or an object; one that is not `required` may be missing.
    pub fn cookie_value(
        &mut self,
        name: &'static str,
        setter: &str,
        required: bool,
        argument: Argument<FieldValue>,
    ) {
        if required || !matches!(argument, Argument::Missing) {
            self.arguments.cookie_value(name, setter, argument);
        }
    }

    /// Adds a parameter to the query that is never shown; one that is not `required` may be missing.
    pub fn secret_query(
        &mut self,
        name: &'static str,
        setter: &str,
        required: bool,
        argument: Argument<String>,
    ) {
        if required || !matches!(argument, Argument::Missing) {
            self.arguments.secret_query(name, setter, argument);
        }
    }

    /// Adds a header that is never shown; one that is not `required` may be missing.
    pub fn secret_header(
        &mut self,
        name: &'static str,
        setter: &str,
        required: bool,
        argument: Argument<String>,
    ) {
        if required || !matches!(argument, Argument::Missing) {
            self.arguments.secret_header(name, setter, argument);
        }
    }

    /// Adds a cookie; one that is not `required` may be missing.
    pub fn cookie(
        &mut self,
        name: &'static str,
        setter: &str,
        required: bool,
        argument: Argument<String>,
    ) {
        if required || !matches!(argument, Argument::Missing) {
            self.arguments.cookie(name, setter, argument);
        }
    }

    /// Writes the body as a form. Call it before the body is set.
    pub fn write_as(&mut self, coding: Coding) {
        self.arguments.coding = Some(coding);
    }

    /// Sets the body to a text.
    pub fn text(&mut self, setter: &str, argument: Argument<String>) {
        self.arguments.text(setter, argument);
    }

    /// Sets the body to bytes as they are.
    pub fn upload(&mut self, setter: &str, argument: Argument<Upload>) {
        self.arguments.upload(setter, argument);
    }
}
