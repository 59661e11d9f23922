//! Limits the memory that an answer may take while it is decoded.
//!
//! An item of a list takes the same memory without any property as with all: three bytes of JSON, `{},`,
//! become a kilobyte. So the size of the body is not a limit, and the decoded arrays and maps have their own.
//! Everything else, mainly strings, is about as long as in the body.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::{Map, Value};

thread_local! {
    /// How much memory is left for the answer that this thread decodes. Decoding never waits, so it is one
    /// answer at a time.
    static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
    static RAN_OUT: Cell<bool> = const { Cell::new(false) };
}

/// A limit for what this thread decodes. Dropping it removes the limit, also after a panic.
pub(crate) struct Limited(());

impl Limited {
    /// Arrays may take `limit` bytes from now on.
    pub(crate) fn to(limit: usize) -> Self {
        LEFT.set(limit);
        Self(())
    }

    /// Whether they would have taken more.
    pub(crate) fn ran_out(&self) -> bool {
        RAN_OUT.get()
    }
}

impl Drop for Limited {
    fn drop(&mut self) {
        LEFT.set(usize::MAX);
        RAN_OUT.set(false);
    }
}

/// The result of `read` if its arrays take at most `limit` bytes; `None` if they would take more.
pub(crate) fn within<T>(limit: usize, read: impl FnOnce() -> T) -> Option<T> {
    let limited = Limited::to(limit);
    let outcome = read();
    (!limited.ran_out()).then_some(outcome)
}

/// The error of an answer that would take too much.
pub(crate) const TOO_MUCH: &str = "the answer takes too much memory";

/// Makes room for at least one more element, and doubles the capacity like `Vec` itself. False if no memory is
/// left.
pub(crate) fn make_room<T>(list: &mut Vec<T>) -> bool {
    make_room_beginning_with(4, list)
}

/// The same, with room for `first` elements at the beginning.
pub(crate) fn make_room_beginning_with<T>(first: usize, list: &mut Vec<T>) -> bool {
    if list.len() < list.capacity() {
        return true;
    }
    let more = list.len().max(first);
    let has_room = take(more.saturating_mul(size_of::<T>()));
    if has_room {
        list.reserve_exact(more);
    }
    has_room
}

/// Takes the most memory that one entry of a map may need. The first entry creates a node with room for eleven.
pub(crate) fn make_room_in<T>(entries: &BTreeMap<String, T>) -> bool {
    make_room_for_entry::<T>(entries.is_empty())
}

/// The same for an object of unknown type.
pub(crate) fn make_room_in_object(object: &Map<String, Value>) -> bool {
    make_room_for_entry::<Value>(object.is_empty())
}

fn make_room_for_entry<T>(is_first: bool) -> bool {
    let entry = size_of::<String>() + size_of::<T>();
    take(if is_first { 12 * entry } else { 3 * entry })
}

fn take(bytes: usize) -> bool {
    let left = LEFT.get().checked_sub(bytes);
    match left {
        Some(left) => LEFT.set(left),
        None => RAN_OUT.set(true),
    }
    left.is_some()
}

#[cfg(test)]
mod tests {
    use super::{make_room, within};

    /// Fills a list and returns how far it got.
    fn fill(length: usize) -> (usize, bool) {
        let mut list: Vec<[u8; 100]> = Vec::new();
        for _ in 0..length {
            if !make_room(&mut list) {
                return (list.len(), false);
            }
            list.push([0; 100]);
        }
        (list.len(), true)
    }

    #[test]
    fn a_limit_counts_what_a_list_has_room_for_and_ends_with_its_answer() {
        assert_eq!(within(1600, || fill(16)), Some((16, true)));
        assert_eq!(within(1600, || fill(17)), None);
        // Two lists share it.
        assert_eq!(
            within(1600, || (fill(8), fill(8))),
            Some(((8, true), (8, true)))
        );
        assert_eq!(within(1599, || (fill(8), fill(8))), None);
        let panicked = std::panic::catch_unwind(|| within(100, || panic!("made up")));
        assert!(panicked.is_err());
        assert_eq!(fill(1000), (1000, true), "nothing is left of a limit");
    }
}
