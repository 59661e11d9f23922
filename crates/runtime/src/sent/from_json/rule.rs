//! What JSON for a request may hold, as data that the generator writes.

use std::ops::Bound;

use crate::sent::checked::Constraint;

/// The members of an object that can be sent.
#[derive(Debug)]
pub struct Shape {
    /// The name of the type or the operation, for messages.
    pub name: &'static str,
    /// Each member: its name on the wire, its setter, and what it may hold.
    pub members: &'static [(&'static str, &'static str, Rule)],
    /// The members that must be there, each with its setter.
    pub required: &'static [(&'static str, &'static str)],
    /// The members that always hold the same text, each with its setter. They need not be there.
    pub fixed: &'static [(&'static str, &'static str, &'static str)],
    /// The members that only the provider sets.
    pub read_only: &'static [&'static str],
}

/// An object that is one of several. One member says which.
#[derive(Debug)]
pub struct Choice {
    /// The name of the type, for messages.
    pub name: &'static str,
    /// The member that says which object it is.
    pub tag: &'static str,
    /// The setter of that member.
    pub setter: &'static str,
    /// The texts that mean an object, and the object.
    pub members: &'static [(&'static [&'static str], &'static Shape)],
}

/// A value that is one of several, and nothing says which.
#[derive(Debug)]
pub struct Several {
    /// The name of the type, for messages.
    pub name: &'static str,
    /// Each that it may be, with its name for messages. The first that fits is taken.
    pub members: &'static [(&'static str, Rule)],
}

/// What a member may hold.
#[derive(Debug)]
pub enum Rule {
    /// Any text.
    Text,
    /// Any text, which is never shown.
    Secret,
    /// Bytes, which JSON cannot carry.
    Upload,
    /// A date and time with its zone.
    Timestamp,
    /// A day of the calendar.
    Date,
    /// True or false.
    Boolean,
    /// Only this one of true and false.
    Only(bool),
    /// A number: the least and the most.
    Number(Bound<f64>, Bound<f64>),
    /// One of these numbers.
    NumberOf(&'static [f64]),
    /// Any JSON.
    Any,
    /// An integer: the least, the most, and if there are any the only ones allowed.
    Integer(i64, i64, &'static [i64]),
    /// A text that is checked like the parameter type of this name.
    Checked(&'static str, &'static Constraint),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// An object.
    Object(&'static Shape),
    /// One of several objects.
    Choice(&'static Choice),
    /// A value that fits one of several rules.
    Several(&'static Several),
    /// An array of at least and at most so many items.
    List(&'static Rule, usize, usize),
    /// An object whose members may have any name: what each holds, and at least and at most how many there are.
    Map(&'static Rule, usize, usize),
    /// `null`, or what else it may hold.
    Nullable(&'static Rule),
}
