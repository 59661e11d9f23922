//! Arguments that only operations of others have.

use super::Call;
use crate::request::form::Coding;
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
