//! A snapshot that is new, changed or left over: shown, or accepted.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use similar::{ChangeTag, TextDiff};

/// A line that goes or comes.
type Line = (ChangeTag, String);

/// One snapshot that is not as it was.
pub(super) struct Difference {
    /// Below `tests/snapshots`: `PROVIDER/KIND/NAME.snap`.
    pub(super) path: String,
    /// The accepted file; none if the snapshot is new.
    accepted: Option<String>,
    /// The file as the tests make it; none if nothing asks for it any more.
    made: Option<String>,
}

impl Difference {
    pub(super) fn kind(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// As a unified diff.
    pub(super) fn shown(&self) -> String {
        let old = self.accepted.as_deref().map_or("", text);
        let new = self.made.as_deref().map_or("", text);
        let name = |file: &Option<String>| match file {
            Some(_) => format!("tests/snapshots/{}", self.path),
            None => "/dev/null".to_owned(),
        };
        let diff = TextDiff::from_lines(old, new);
        let (before, after) = (name(&self.accepted), name(&self.made));
        format!("{}\n", diff.unified_diff().header(&before, &after))
    }

    /// The lines that go and come, wherever they are.
    fn lines(&self) -> Vec<Line> {
        let old = self.accepted.as_deref().map_or("", text);
        let new = self.made.as_deref().map_or("", text);
        let diff = TextDiff::from_lines(old, new);
        let changes = diff.iter_all_changes();
        changes
            .filter(|change| change.tag() != ChangeTag::Equal)
            .map(|change| (change.tag(), change.value().trim().to_owned()))
            .collect()
    }

    /// Makes the file in `snapshots` what the tests make, and says what was done.
    pub(super) fn accept(&self, snapshots: &Path) -> io::Result<&'static str> {
        let path = snapshots.join(&self.path);
        let Some(made) = &self.made else {
            fs::remove_file(path)?;
            return Ok("removed");
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, made)?;
        Ok("written")
    }
}

/// The differences, those with the same lines together: the first is read for all of them.
pub(super) fn grouped(differences: &[Difference]) -> Vec<Vec<&Difference>> {
    let mut groups: Vec<(Vec<Line>, Vec<&Difference>)> = Vec::new();
    for one in differences {
        let lines = one.lines();
        match groups.iter_mut().find(|(known, _)| *known == lines) {
            Some((_, group)) => group.push(one),
            None => groups.push((lines, vec![one])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// All differences between the `accepted` snapshots of these kinds and those that were `made`.
pub(super) fn all(accepted: &Path, made: &Path, kinds: &[&str]) -> io::Result<Vec<Difference>> {
    let mut accepted = files(accepted, kinds)?;
    let mut found = Vec::new();
    for (path, made) in files(made, kinds)? {
        let accepted = accepted.remove(&path);
        if accepted.as_deref().map(text) != Some(text(&made)) {
            let made = Some(made);
            found.push(Difference {
                path,
                accepted,
                made,
            });
        }
    }
    let left_over = accepted.into_iter().map(|(path, file)| Difference {
        path,
        accepted: Some(file),
        made: None,
    });
    found.extend(left_over);
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// The snapshots of these kinds, by their path below `folder`.
fn files(folder: &Path, kinds: &[&str]) -> io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for provider in names(folder)? {
        for kind in kinds {
            let of_kind = format!("{provider}/{kind}");
            for name in names(&folder.join(&of_kind))? {
                if name.ends_with(".snap") {
                    let path = format!("{of_kind}/{name}");
                    let file = fs::read_to_string(folder.join(&path))?;
                    found.insert(path, file);
                }
            }
        }
    }
    Ok(found)
}

/// The names in a folder; none if it is not one.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let names = fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
    names
        .map(|name| name.map(|name| name.to_string_lossy().into_owned()))
        .collect()
}

/// A snapshot without its head, which says what test made it.
fn text(file: &str) -> &str {
    let rest = file.strip_prefix("---\n");
    let parts = rest.and_then(|rest| rest.split_once("\n---\n"));
    parts.map_or(file, |(_, text)| text)
}
