//! Rooms on floors: each above all that it uses, as far as that is possible.
//!
//! A room is a folder with all that is in it, or a single file. Two files that use each other belong to the
//! first two rooms in which they differ: `read/a.rs` uses `sent/b.rs` is an arrow from `read` to `sent`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::arrows::Arrows;
use super::circles::circles;

/// A room, as a path from the root of the workspace, without `.rs`.
pub(super) type Room = PathBuf;

/// The names by which one room uses another in the same folder.
pub(super) type RoomArrows = BTreeMap<(Room, Room), BTreeSet<String>>;

/// The arrows between the rooms of a crate that has these files.
pub(super) fn between_rooms(files: &BTreeSet<&Path>, arrows: &Arrows<'_>) -> RoomArrows {
    let mut rooms = RoomArrows::new();
    for ((from, to), names) in arrows {
        let (from, to) = (place(files, from), place(files, to));
        let same = from
            .iter()
            .zip(&to)
            .take_while(|(from, to)| from == to)
            .count();
        let room = |place: &Path| place.iter().take(same + 1).collect();
        let between = rooms.entry((room(&from), room(&to))).or_default();
        between.extend(names.iter().cloned());
    }
    rooms
}

/// Where a file is in the tree of rooms. `a.rs` beside a folder `a` is in that room, as `a/mod.rs` is.
fn place(files: &BTreeSet<&Path>, file: &Path) -> PathBuf {
    let place = file.with_extension("");
    if files.iter().any(|other| other.starts_with(&place)) {
        return place.join("mod");
    }
    place
}

/// The arrows that run from a lower floor to a higher one, in an order of rooms that has few of them.
pub(super) fn upward(arrows: &RoomArrows) -> Vec<(&Room, &Room)> {
    let edges: BTreeSet<(&Room, &Room)> = arrows.keys().map(|(from, to)| (from, to)).collect();
    let mut upward = Vec::new();
    for circle in circles(&edges) {
        let inside = |(from, to): &(&Room, &Room)| circle.contains(from) && circle.contains(to);
        let edges: Vec<(&Room, &Room)> = edges.iter().copied().filter(inside).collect();
        upward.extend(against(&order(&circle, &edges), &edges));
    }
    upward
}

/// From the lowest room to the highest: each room is moved to where the fewest arrows run upward, until
/// no move makes them fewer.
fn order<'a>(rooms: &BTreeSet<&'a Room>, edges: &[(&'a Room, &'a Room)]) -> Vec<&'a Room> {
    let mut order: Vec<&Room> = rooms.iter().copied().collect();
    // Those that use much and are used little begin above.
    order.sort_by_key(|room| {
        let uses = edges.iter().filter(|(from, _)| from == room).count();
        let used = edges.iter().filter(|(_, to)| to == room).count();
        uses.saturating_add(edges.len()).saturating_sub(used)
    });
    let mut least = against(&order, edges).len();
    loop {
        let before = least;
        for room in rooms {
            let others: Vec<&Room> = order
                .iter()
                .copied()
                .filter(|other| other != room)
                .collect();
            for place in 0..=others.len() {
                let mut moved = others.clone();
                moved.insert(place, room);
                let count = against(&moved, edges).len();
                if count < least {
                    least = count;
                    order = moved;
                }
            }
        }
        if least == before {
            return order;
        }
    }
}

/// The arrows that run from a lower room to a higher one.
fn against<'a>(order: &[&'a Room], edges: &[(&'a Room, &'a Room)]) -> Vec<(&'a Room, &'a Room)> {
    let floors: BTreeMap<&Room, usize> = order
        .iter()
        .enumerate()
        .map(|(floor, room)| (*room, floor))
        .collect();
    edges
        .iter()
        .copied()
        .filter(|(from, to)| floors.get(from) < floors.get(to))
        .collect()
}
