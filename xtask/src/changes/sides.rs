//! Both sides of a comparison, for one provider.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use backhaul_codegen::{Diagnostic, describe, surface_of, workspace};

use super::change::{self, Change, Class};
use super::compare::{self, Descriptions, Place};
use super::git::Revision;
use super::{wire, words};

/// What one side has of a provider.
pub(super) struct Source {
    pub(super) document: String,
    /// The files of the generated folder.
    pub(super) files: BTreeMap<String, String>,
    /// What the operations say, if that is known already.
    pub(super) surface: Option<Descriptions>,
    /// Snapshots of requests.
    pub(super) wire: Descriptions,
}

impl Source {
    /// What a revision has; nothing if it has no document.
    pub(super) fn of_revision(revision: &Revision, provider: &str) -> Option<Self> {
        let document = revision.files.get(&format!("specs/{provider}.yaml"))?;
        // Nobody relies on a draft.
        if workspace::is_draft(document) {
            return None;
        }
        let folder = format!("crates/{provider}/src/generated/");
        let files = revision.files.iter().filter_map(|(path, content)| {
            Some((path.strip_prefix(&folder)?.to_owned(), content.clone()))
        });
        let paths = revision.files.iter();
        let paths = paths.map(|(path, content)| (path.as_str(), content.as_str()));
        Some(Self {
            document: document.clone(),
            files: files.collect(),
            surface: None,
            wire: snapshots(paths, provider),
        })
    }

    /// What the working tree has; nothing if it has no document.
    ///
    /// # Errors
    /// The findings of the document.
    pub(super) fn of_tree(root: &Path, provider: &str) -> Result<Option<Self>, String> {
        let path = root.join(format!("specs/{provider}.yaml"));
        if !path.is_file() {
            return Ok(None);
        }
        let document =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        if workspace::is_draft(&document) {
            return Ok(None);
        }
        let generated = workspace::generate_provider(root, provider).map_err(|findings| {
            format!(
                "the documents have findings, so nothing can be compared\n{}",
                list(&findings)
            )
        })?;
        let folder = root.join("tests/snapshots").join(provider).join("wire");
        let mut wire = Descriptions::new();
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some(name) = name.strip_suffix(".snap") {
                let text = fs::read_to_string(entry.path())
                    .map_err(|error| format!("{}: {error}", entry.path().display()))?;
                wire.insert(name.to_owned(), content(&text).to_owned());
            }
        }
        Ok(Some(Self {
            document,
            files: generated.files,
            surface: Some(generated.surface),
            wire,
        }))
    }

    /// What the operations say; and, of an old document, the first finding that today's rules have.
    ///
    /// # Errors
    /// If the document cannot be read.
    fn surface(
        &self,
        provider: &str,
        name: &str,
    ) -> Result<(Descriptions, Option<String>), String> {
        if let Some(surface) = &self.surface {
            return Ok((surface.clone(), None));
        }
        let file = format!("specs/{provider}.yaml");
        match surface_of(&file, provider, &self.document) {
            Ok(described) => Ok((described.surface, first_line(&described.findings))),
            Err(findings) => Err(format!(
                "{file} of {name} does not generate by the rules of today, so its operations cannot be \
                 compared; name a revision with one that does\n{}",
                list(&findings)
            )),
        }
    }
}

/// The changes between two sides. `name` is that of the old one.
pub(super) fn compare(
    provider: &str,
    name: &str,
    old: Source,
    new: Source,
) -> Result<Vec<Change>, String> {
    let place = |kind| Place { provider, kind };
    let mut changes = Vec::new();
    let (before, finding) = old.surface(provider, name)?;
    let (after, _) = new.surface(provider, name)?;
    changes.extend(finding.map(|finding| {
        let text = format!(
            "its old document breaks rules of today, and was read as well as can be: {finding}"
        );
        change::of_provider(provider, Class::Inside, &text)
    }));
    changes.extend(compare::compare(place("surface"), &before, &after));
    // Reading Rust takes time, and most files are the same on both sides.
    let same = |file: &str| old.files.get(file) == new.files.get(file);
    if !describe::FILES.iter().all(|file| same(file)) {
        let describe =
            |files| describe::types(files).map_err(|error| format!("{provider}: {error}"));
        let types = compare::compare(
            place("types"),
            &describe(&old.files)?,
            &describe(&new.files)?,
        );
        let is_told = |change: &Change| is_told(change, &changes);
        let types: Vec<Change> = types
            .into_iter()
            .filter(|change| !is_told(change))
            .collect();
        changes.extend(types);
    }
    changes.extend(wire::compare(provider, &old.wire, &new.wire));
    let differing = |files: &BTreeMap<String, String>| {
        let differ = files.iter().filter(|(file, _)| !same(file));
        let differ = differ
            .map(|(file, content)| (file.clone(), content.clone()))
            .collect();
        describe::members(&differ).map_err(|error| format!("{provider}: {error}"))
    };
    let (before, after) = (differing(&old.files)?, differing(&new.files)?);
    changes.extend(words::compare(provider, &before, &after, &changes));
    Ok(changes)
}

/// Whether the surface tells a change of a type already: it has the rules of jobs and of lists too.
fn is_told(change: &Change, surface: &[Change]) -> bool {
    let of_job = format!("jobs.{}", change.subject);
    let of = |text: &str| change.text.contains(text);
    of("of the job") && surface.iter().any(|one| one.subject == of_job)
        || of("of the page") && surface.iter().any(|one| one.member == ".pages")
}

/// The snapshots of requests, by their names. Revisions had them in one folder for all providers once.
fn snapshots<'a>(files: impl Iterator<Item = (&'a str, &'a str)>, provider: &str) -> Descriptions {
    let now = format!("/snapshots/{provider}/wire/");
    let once = format!("/snapshots/wire/{provider}.");
    let texts = files.filter_map(|(path, text)| {
        let (_, file) = path.split_once(&now).or_else(|| path.split_once(&once))?;
        Some((
            file.strip_suffix(".snap")?.to_owned(),
            content(text).to_owned(),
        ))
    });
    texts.collect()
}

/// A snapshot without what says where it comes from.
fn content(snapshot: &str) -> &str {
    let rest = snapshot.strip_prefix("---\n");
    let content = rest.and_then(|rest| rest.split_once("\n---\n"));
    content.map_or(snapshot, |(_, content)| content)
}

/// The first finding, without its hint.
fn first_line(findings: &[Diagnostic]) -> Option<String> {
    let text = findings.first()?.to_string();
    text.lines().next().map(str::to_owned)
}

fn list(findings: &[Diagnostic]) -> String {
    let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
    texts.join("\n")
}
