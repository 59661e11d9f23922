//! All of it for one workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread;

use super::allowed::{Allowed, MOST};
use super::arrows::{Arrows, arrows};
use super::circles::circles;
use super::files::{SourceFile, find};
use super::floors::{Room, RoomArrows, between_rooms, upward};
use super::modules::{Crate, Scopes};
use super::read::read;
use super::scope::Scope;

/// Files may have so many lines.
const LINES: usize = 400;

/// An arrow, with the names that it stands for.
pub(super) struct Arrow {
    pub(super) from: PathBuf,
    pub(super) to: PathBuf,
    pub(super) names: BTreeSet<String>,
}

/// What was found in a workspace.
pub(super) struct Structure {
    pub(super) crates: Vec<CrateStructure>,
    /// Files that are too long, with their lines.
    pub(super) long: Vec<(PathBuf, usize)>,
}

/// What was found in a crate.
pub(super) struct CrateStructure {
    pub(super) root: PathBuf,
    pub(super) files: usize,
    /// The arrows of each circle of files.
    pub(super) circles: Vec<Vec<Arrow>>,
    pub(super) upward: Vec<Arrow>,
    /// Arrows upward that are allowed, with the reasons.
    pub(super) allowed: Vec<(Arrow, &'static str)>,
}

impl Structure {
    pub(super) fn is_sound(&self) -> bool {
        let sound = |found: &CrateStructure| found.circles.is_empty() && found.upward.is_empty();
        self.long.is_empty() && self.crates.iter().all(sound)
    }
}

/// Looks at the workspace at `root`.
///
/// # Errors
/// If a file cannot be read, belongs to no crate, or `allowed` lists too much.
pub(super) fn check(root: &Path, allowed: &[Allowed]) -> Result<Structure, String> {
    if allowed.len() > MOST {
        return Err(format!(
            "at most {MOST} arrows upward may be allowed; {} are listed",
            allowed.len()
        ));
    }
    let files = find(root)?;
    let long = files.iter().filter(|file| file.lines() > LINES);
    let long = long.map(|file| (file.path.clone(), file.lines())).collect();
    let sources: Vec<&SourceFile> = files.iter().filter(|file| !file.is_test()).collect();
    let scopes = read_all(&sources)?;
    let mut crates = Vec::new();
    let mut reached = BTreeSet::new();
    for source in sources.iter().filter(|source| source.is_crate_root()) {
        let all = Crate::read(&source.path, &scopes);
        reached.extend(all.files());
        crates.push(look_at(&source.path, &all, allowed));
    }
    if let Some(lost) = scopes.keys().find(|path| !reached.contains(path.as_path())) {
        return Err(format!(
            "{}: no crate declares this file as a module",
            lost.display()
        ));
    }
    let used: usize = crates.iter().map(|found| found.allowed.len()).sum();
    if used < allowed.len() {
        let listed: Vec<String> = allowed
            .iter()
            .map(|arrow| format!("{} -> {}", arrow.from, arrow.to))
            .collect();
        return Err(format!(
            "not every allowed arrow is there and runs upward; remove those that do not: {}",
            listed.join(", ")
        ));
    }
    Ok(Structure { crates, long })
}

/// Reads half of the files in another thread; it is most of the work.
fn read_all(sources: &[&SourceFile]) -> Result<Scopes, String> {
    let read_some = |sources: &[&SourceFile]| -> Result<Vec<(PathBuf, Scope)>, String> {
        let read_one = |source: &&SourceFile| match read(&source.text) {
            Ok(scope) => Ok((source.path.clone(), scope)),
            Err(error) => Err(format!("{}: {error}", source.path.display())),
        };
        sources.iter().map(read_one).collect()
    };
    let (some, others) = sources.split_at(sources.len() / 2);
    let (some, others) = thread::scope(|scope| {
        let some = scope.spawn(|| read_some(some));
        let others = read_some(others);
        (some.join(), others)
    });
    let some = some.map_err(|_| "a thread that read files panicked".to_owned())?;
    Ok(some?.into_iter().chain(others?).collect())
}

fn look_at(root: &Path, all: &Crate<'_>, allowed: &[Allowed]) -> CrateStructure {
    let arrows = arrows(all);
    let files = all.files();
    let (rooms, allowed) = without_allowed(between_rooms(&files, &arrows), allowed);
    CrateStructure {
        root: root.to_owned(),
        files: files.len(),
        circles: circles_of_files(&arrows),
        upward: upward(&rooms)
            .into_iter()
            .filter_map(|(from, to)| {
                let key = (from.clone(), to.clone());
                rooms.get(&key).map(|names| arrow(from, to, names))
            })
            .collect(),
        allowed,
    }
}

fn circles_of_files(arrows: &Arrows<'_>) -> Vec<Vec<Arrow>> {
    let edges: BTreeSet<(&Path, &Path)> = arrows.keys().copied().collect();
    let tied = |circle: BTreeSet<&Path>| {
        arrows
            .iter()
            .filter(|((from, to), _)| circle.contains(from) && circle.contains(to))
            .map(|((from, to), names)| arrow(from, to, names))
            .collect()
    };
    circles(&edges).into_iter().map(tied).collect()
}

/// Takes the allowed arrows out of a crate's. Only those that close a circle of rooms are.
fn without_allowed(
    rooms: RoomArrows,
    allowed: &[Allowed],
) -> (RoomArrows, Vec<(Arrow, &'static str)>) {
    let edges: BTreeSet<(&Room, &Room)> = rooms.keys().map(|(from, to)| (from, to)).collect();
    let circles = circles(&edges);
    let mut taken = BTreeMap::new();
    for listed in allowed {
        let key = (PathBuf::from(listed.from), PathBuf::from(listed.to));
        let closes = circles
            .iter()
            .any(|circle| circle.contains(&key.0) && circle.contains(&key.1));
        if closes && let Some(names) = rooms.get(&key) {
            let arrow = arrow(&key.0, &key.1, names);
            taken.insert(key, (arrow, listed.reason));
        }
    }
    let rest = rooms.iter().filter(|(key, _)| !taken.contains_key(key));
    let rest = rest
        .map(|(key, names)| (key.clone(), names.clone()))
        .collect();
    (rest, taken.into_values().collect())
}

fn arrow(from: &Path, to: &Path, names: &BTreeSet<String>) -> Arrow {
    Arrow {
        from: from.to_owned(),
        to: to.to_owned(),
        names: names.clone(),
    }
}
