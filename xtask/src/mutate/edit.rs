//! One mistake: a single edit of a document.

use serde_json::Value;

/// A change at a place, which is a JSON pointer.
#[derive(Clone)]
pub(super) enum Edit {
    /// Writes a value, in place of another or as a new member.
    Put(String, Value),
    /// Takes a member or an item away.
    Remove(String),
    /// Gives a member another name.
    Rename(String, String),
    /// Exchanges two values.
    Exchange(String, String),
    /// Adds an item at the end of a list.
    Append(String, Value),
}

/// A mistake that somebody could make.
pub(super) struct Mutant {
    /// The place, a JSON pointer.
    pub(super) place: String,
    /// What was changed, for people.
    pub(super) what: String,
    pub(super) edit: Edit,
    /// Why the changed document means the same as the right one, if it does.
    pub(super) same: Option<&'static str>,
}

impl Mutant {
    pub(super) fn put(place: &str, value: Value) -> Self {
        let what = format!("now {value}");
        Self::new(place, what, Edit::Put(place.to_owned(), value))
    }

    pub(super) fn remove(place: &str) -> Self {
        Self::new(place, "left out".to_owned(), Edit::Remove(place.to_owned()))
    }

    pub(super) fn rename(place: &str, name: &str) -> Self {
        let edit = Edit::Rename(place.to_owned(), name.to_owned());
        Self::new(place, format!("now called {name}"), edit)
    }

    pub(super) fn exchange(place: &str, other: &str) -> Self {
        let edit = Edit::Exchange(place.to_owned(), other.to_owned());
        Self::new(place, format!("exchanged with {other}"), edit)
    }

    pub(super) fn append(place: &str, value: Value) -> Self {
        let what = format!("{value} added");
        Self::new(place, what, Edit::Append(place.to_owned(), value))
    }

    fn new(place: &str, what: String, edit: Edit) -> Self {
        Self {
            place: place.to_owned(),
            what,
            edit,
            same: None,
        }
    }

    /// The same mutant, which means what the right document means, for this reason.
    pub(super) fn same_because(mut self, reason: &'static str) -> Self {
        self.same = Some(reason);
        self
    }

    /// The document with the mistake in it, if the edit changes anything.
    pub(super) fn apply(&self, root: &Value) -> Option<Value> {
        let mut changed = root.clone();
        apply(&self.edit, &mut changed)?;
        (changed != *root).then_some(changed)
    }
}

fn apply(edit: &Edit, root: &mut Value) -> Option<()> {
    match edit {
        Edit::Put(place, value) => {
            let (parent, key) = parent(root, place)?;
            match parent {
                Value::Object(members) => drop(members.insert(key, value.clone())),
                Value::Array(items) => *items.get_mut(key.parse::<usize>().ok()?)? = value.clone(),
                _ => return None,
            }
        }
        Edit::Remove(place) => {
            let (parent, key) = parent(root, place)?;
            match parent {
                Value::Object(members) => drop(members.remove(&key)?),
                Value::Array(items) => {
                    let index = key.parse::<usize>().ok().filter(|one| *one < items.len())?;
                    items.remove(index);
                }
                _ => return None,
            }
        }
        Edit::Rename(place, name) => {
            let (parent, key) = parent(root, place)?;
            let members = parent.as_object_mut()?;
            if members.contains_key(name) {
                return None;
            }
            let value = members.remove(&key)?;
            members.insert(name.clone(), value);
        }
        Edit::Exchange(place, other) => {
            let first = root.pointer(place)?.clone();
            let second = root.pointer(other)?.clone();
            *root.pointer_mut(place)? = second;
            *root.pointer_mut(other)? = first;
        }
        Edit::Append(place, value) => {
            root.pointer_mut(place)?.as_array_mut()?.push(value.clone());
        }
    }
    Some(())
}

/// What holds the member or item that `place` leads to, and its key.
fn parent<'a>(root: &'a mut Value, place: &str) -> Option<(&'a mut Value, String)> {
    let (parent, key) = place.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    Some((root.pointer_mut(parent)?, key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Mutant;

    #[test]
    fn each_edit_changes_one_place() {
        let root = json!({"a": {"b/c": 1, "d": [1, 2]}});
        for (mutant, changed) in [
            (
                Mutant::put("/a/b~1c", json!(2)),
                json!({"a": {"b/c": 2, "d": [1, 2]}}),
            ),
            (
                Mutant::put("/a/e", json!(2)),
                json!({"a": {"b/c": 1, "d": [1, 2], "e": 2}}),
            ),
            (
                Mutant::put("/a/d/1", json!(3)),
                json!({"a": {"b/c": 1, "d": [1, 3]}}),
            ),
            (Mutant::remove("/a/d/0"), json!({"a": {"b/c": 1, "d": [2]}})),
            (
                Mutant::rename("/a/d", "e"),
                json!({"a": {"b/c": 1, "e": [1, 2]}}),
            ),
            (
                Mutant::exchange("/a/d/0", "/a/d/1"),
                json!({"a": {"b/c": 1, "d": [2, 1]}}),
            ),
            (
                Mutant::append("/a/d", json!(3)),
                json!({"a": {"b/c": 1, "d": [1, 2, 3]}}),
            ),
        ] {
            assert_eq!(mutant.apply(&root), Some(changed), "{}", mutant.what);
        }
    }

    #[test]
    fn an_edit_that_changes_nothing_is_not_a_mistake() {
        let root = json!({"a": 1, "b": 1});
        for mutant in [
            Mutant::put("/a", json!(1)),
            Mutant::put("/c/d", json!(1)),
            Mutant::remove("/c"),
            Mutant::rename("/a", "b"),
            Mutant::exchange("/a", "/b"),
        ] {
            assert_eq!(mutant.apply(&root), None, "{}", mutant.what);
        }
    }
}
