//! The way from the root of a document to one of its parts.

use std::rc::Rc;

/// The keys that lead to a part. A copy is cheap, and so is a longer way: what is in front of the last key is shared.
#[derive(Clone, Default)]
pub(crate) struct Way<'a>(Option<Rc<Step<'a>>>);

struct Step<'a> {
    before: Way<'a>,
    key: Key<'a>,
    /// How many keys the way has up to this one.
    length: usize,
}

#[derive(Clone, Copy)]
enum Key<'a> {
    Member(&'a str),
    Item(usize),
}

impl<'a> Way<'a> {
    /// The way to the member `key`.
    pub(crate) fn to_member(&self, key: &'a str) -> Self {
        self.to(Key::Member(key))
    }

    /// The way to an item.
    pub(crate) fn to_item(&self, index: usize) -> Self {
        self.to(Key::Item(index))
    }

    fn to(&self, key: Key<'a>) -> Self {
        Self(Some(Rc::new(Step {
            before: self.clone(),
            key,
            length: self.length() + 1,
        })))
    }

    /// How many keys it has.
    pub(crate) fn length(&self) -> usize {
        self.0.as_ref().map_or(0, |step| step.length)
    }

    /// The last key, if it is that of a member.
    pub(crate) fn last_member(&self) -> Option<&'a str> {
        match self.0.as_ref()?.key {
            Key::Member(key) => Some(key),
            Key::Item(_) => None,
        }
    }

    /// All keys, those of items as their numbers.
    pub(crate) fn path(&self) -> Vec<String> {
        let keys = self.keys().into_iter().map(|key| match key {
            Key::Member(key) => key.to_owned(),
            Key::Item(index) => index.to_string(),
        });
        keys.collect()
    }

    /// The same as one text, with dots between.
    pub(crate) fn with_dots(&self) -> String {
        let mut text = String::new();
        for (index, key) in self.keys().into_iter().enumerate() {
            if index > 0 {
                text.push('.');
            }
            match key {
                Key::Member(key) => text.push_str(key),
                Key::Item(index) => text.push_str(&index.to_string()),
            }
        }
        text
    }

    fn keys(&self) -> Vec<Key<'a>> {
        let mut keys = Vec::with_capacity(self.length());
        let mut way = self;
        while let Some(step) = &way.0 {
            keys.push(step.key);
            way = &step.before;
        }
        keys.reverse();
        keys
    }
}
