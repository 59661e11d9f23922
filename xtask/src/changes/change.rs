//! One change.

/// What a change means for users, in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// Code no longer compiles, or a call that was good fails.
    Breaking,
    /// Nobody needs to do anything.
    Additive,
    /// Servers get or give something else; callers write the same.
    Wire,
    /// Documentation says something else.
    Words,
    /// Generated code is written in another way, and nothing that is described differs.
    Inside,
}

impl Class {
    pub(super) const ALL: [Self; 5] = [
        Self::Breaking,
        Self::Additive,
        Self::Wire,
        Self::Words,
        Self::Inside,
    ];

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Additive => "Additive",
            Self::Wire => "Wire only",
            Self::Words => "Words only",
            Self::Inside => "Inside only",
        }
    }
}

/// One line of the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    pub(super) class: Class,
    pub(super) provider: String,
    /// The operation, type or part of the document; empty for a provider as a whole.
    pub(super) subject: String,
    /// The setter, field or the like; empty for the subject as a whole.
    pub(super) member: String,
    /// What is different.
    pub(super) text: String,
    /// The file to look at.
    pub(super) file: String,
}

/// A change of a provider as a whole.
pub(super) fn of_provider(provider: &str, class: Class, text: &str) -> Change {
    Change {
        class,
        provider: provider.to_owned(),
        subject: String::new(),
        member: String::new(),
        text: text.to_owned(),
        file: format!("specs/{provider}.yaml"),
    }
}
