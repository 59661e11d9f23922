//! Judging one document.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::time::Instant;

use backhaul_codegen::{Profile, Severity, generate_watched, survey};

use super::judged::{Judged, Outcome};

/// The rule of a finding that the generator has failed.
const FAILED: &str = "generator/failed";

/// What the generator makes of `document`. The files of the crate go into the folder `keep`.
pub(super) fn judge(document: &Path, keep: Option<&Path>) -> Judged {
    let name = document
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let text = match fs::read_to_string(document) {
        Ok(text) => text,
        Err(error) => return Judged::broken(&name, format!("cannot be read: {error}")),
    };
    let mut judged = Judged::broken(&name, String::new());
    // Nothing can be said about the operations of a document that is not readable.
    if let Ok(survey) = survey(Profile::Open, &name, &text) {
        judged.version = survey.version;
        judged.operations = survey.operations;
        let blocked = survey.blocked.into_values();
        judged.blocked = blocked
            .map(|rules| rules.into_iter().map(str::to_owned).collect())
            .collect();
    }
    let (sender, receiver) = mpsc::channel();
    let mut last = now();
    let generated = generate_watched(Profile::Open, &name, "corpus", &text, move |stage| {
        let end = now();
        let took = end.duration_since(last).as_millis();
        last = end;
        // Nobody hears it only if the receiver is gone, which it is not.
        drop(sender.send((stage.to_owned(), u64::try_from(took).unwrap_or(u64::MAX))));
    });
    judged.times = receiver.iter().collect();
    match generated {
        Ok(generated) => {
            judged.outcome = match keep.map_or(Ok(()), |folder| write(folder, &generated.files)) {
                Ok(()) => Outcome::Whole,
                Err(error) => Outcome::Broken(format!("cannot be written: {error}")),
            };
        }
        Err(mut findings) => {
            let failure = findings.iter().find(|finding| finding.rule == FAILED);
            judged.outcome = match failure {
                Some(finding) => Outcome::Broken(finding.message.clone()),
                None => Outcome::Refused,
            };
            findings.retain(|finding| finding.severity == Severity::Error);
            for finding in findings {
                *judged.findings.entry(finding.rule.to_owned()).or_default() += 1;
            }
        }
    }
    judged
}

#[expect(
    clippy::disallowed_methods,
    reason = "it shows how long real work took"
)]
fn now() -> Instant {
    Instant::now()
}

fn write(folder: &Path, files: &BTreeMap<String, String>) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (name, content) in files {
        fs::write(folder.join(name), content)?;
    }
    Ok(())
}
