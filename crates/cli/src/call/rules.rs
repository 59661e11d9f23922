//! How the state of a job is read from JSON: `x-job` of the documents, as generated tables.

use backhaul_runtime::JobState;

/// How a job is read.
#[derive(Debug)]
pub enum JobRules {
    /// An object.
    Of(Rules),
    /// One of several objects: the property that tells them apart, and for each the values that mean it.
    Choice(
        &'static str,
        &'static [(&'static [&'static str], &'static JobRules)],
    ),
}

/// How an object is read. A path is a property, or properties in properties with dots between them.
#[derive(Debug)]
pub struct Rules {
    /// The first that holds gives the state. One without a condition always holds.
    pub states: &'static [(JobState, Option<(&'static str, Condition)>)],
    /// The path of the text that an unknown state carries.
    pub unknown: Option<&'static str>,
    /// The first of them with something in it says why.
    pub reasons: &'static [Reason],
    /// The paths of what is done, and of the whole.
    pub progress: Option<(&'static str, Option<&'static str>)>,
}

/// What a property must be.
#[derive(Debug)]
pub enum Condition {
    /// This.
    Is(bool),
    /// One of these texts, in any case.
    OneOf(&'static [&'static str]),
    /// There.
    Present,
    /// A text or an array with something in it.
    Filled,
    /// An array, of which one entry passes.
    Any(Entry),
    /// An array with entries, which all pass.
    All(Entry),
}

/// The test of an entry of an array.
#[derive(Debug)]
pub struct Entry {
    /// The path of an integer in the entry.
    pub property: &'static str,
    /// What it must be.
    pub test: Test,
}

/// What an integer must be. One that is not there passes no test.
#[derive(Debug)]
pub enum Test {
    /// Equal to the integer at this path of the job.
    Equals(&'static str),
    /// Another one.
    Not(i64),
}

/// A text that may say why.
#[derive(Debug)]
pub enum Reason {
    /// At this path.
    Of(&'static str),
    /// That of the first entry of an array that has one: the path of the array, and that in the entry.
    OfEntry(&'static str, &'static str),
}
