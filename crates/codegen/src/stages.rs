//! The stages, one after the other, over the text of one document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::defaults::Secrets;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::lint::Survey;
use crate::model::Model;
use crate::rules::{Profile, Severity};
use crate::selection::{self, Wanted};
use crate::target::{Called, Face, Target};
use crate::{
    cargo, circles, defaults, describe, embedded, emit, format, guard, lint, load, lower,
    normalize, progenitor, readme,
};

/// The generated source of one provider crate.
#[derive(Debug)]
pub struct Generated {
    /// File name to content: what belongs into the crate's `src/generated`.
    pub files: BTreeMap<String, String>,
    /// What the command knows of the provider: a file of its own crate.
    pub command: String,
    /// The document as JSON, without its texts: a file of the sandbox's crate.
    pub embedded: String,
    /// The table of operations for the crate's README.
    pub readme_table: String,
    /// Operations, jobs and what counts for all, described in a few lines each; see [`crate::describe`].
    pub surface: BTreeMap<String, String>,
    /// The features of the runtime that the crate must turn on for its credentials.
    pub runtime_features: BTreeSet<&'static str>,
    /// The features of the crate that turn on its operations, as lines of a `Cargo.toml`; empty if it has all
    /// operations always.
    pub operation_features: String,
    /// Method and path of each operation that was left out because it cannot be generated, with the rules that it
    /// breaks. Empty unless [`Wanted::supported`] was asked for.
    pub left_out: Vec<String>,
    /// What of the document has no effect in the crate.
    pub warnings: Vec<Diagnostic>,
}

impl Generated {
    /// Each type by its name, described in a few lines; see [`describe::types`].
    ///
    /// # Errors
    /// The file that is not Rust, which would be a mistake of the generator.
    pub fn types(&self) -> Result<BTreeMap<String, String>, String> {
        describe::types(&self.files)
    }
}

/// Generates the crate of `provider` from the `text` of a document called `name`: what `target` says, which may be a
/// [`Profile`] alone.
///
/// # Errors
/// Everything that is wrong with the document, sorted by place. Nothing is generated then.
pub fn generate(
    target: impl Into<Target>,
    name: &str,
    provider: &str,
    text: &str,
) -> Result<Generated, Vec<Diagnostic>> {
    generate_watched(target, name, provider, text, |_| {})
}

/// The same as [`generate`]; `done` hears the name of each stage when it ends.
///
/// # Errors
/// As in [`generate`].
pub fn generate_watched(
    target: impl Into<Target>,
    name: &str,
    provider: &str,
    text: &str,
    mut done: impl FnMut(&'static str) + Send + 'static,
) -> Result<Generated, Vec<Diagnostic>> {
    let target = target.into();
    guarded(
        target.profile,
        name,
        provider,
        text,
        move |_, name, provider, text| {
            let called = Called::ours(provider);
            let asked = (&Wanted::default(), &Secrets::default());
            run(target, asked, name, &called, text, &mut done)
        },
    )
}

/// The same as [`generate`] for the operations that are `wanted`, and a client that is not one of the crates of this
/// workspace.
///
/// # Errors
/// As in [`generate`].
pub(crate) fn generate_called(
    target: Target,
    wanted: Wanted,
    secrets: Secrets,
    name: &str,
    called: Called,
    text: &str,
) -> Result<Generated, Vec<Diagnostic>> {
    guarded(target.profile, name, "", text, move |_, name, _, text| {
        let asked = (&wanted, &secrets);
        run(target, asked, name, &called, text, &mut |_| {})
    })
}

/// How many operations [`Wanted::supported`] leaves out of a document that is refused without it, if the others can be
/// generated then; else 0.
pub(crate) fn avoidable(
    profile: Profile,
    wanted: &Wanted,
    secrets: &Secrets,
    name: &str,
    text: &str,
) -> usize {
    if wanted.supported {
        return 0;
    }
    let wanted = Wanted {
        supported: true,
        ..wanted.clone()
    };
    let secrets = secrets.clone();
    let left_out = guarded(profile, name, "", text, move |profile, name, _, text| {
        let (document, left_out) = loaded(profile, (&wanted, &secrets), name, text)?;
        refuse_errors(&document, profile)?;
        Ok(left_out.len())
    });
    left_out.unwrap_or(0)
}

/// A document, described.
#[derive(Debug)]
pub struct Described {
    /// As in [`Generated::surface`].
    pub surface: BTreeMap<String, String>,
    /// What is wrong with the document by the rules of today.
    pub findings: Vec<Diagnostic>,
}

/// Describes the operations and jobs of a document, and what counts for all of them, as
/// [`Generated::surface`] does, without generating anything. A document of another
/// day may break rules of today and be described all the same: the findings come with the descriptions.
///
/// # Errors
/// Everything that is wrong with the document, if it cannot be read.
pub fn surface_of(name: &str, provider: &str, text: &str) -> Result<Described, Vec<Diagnostic>> {
    guarded(
        Profile::House,
        name,
        provider,
        text,
        |profile, name, provider, text| {
            let document = load::load(name, text)?;
            let findings = lint::lint(&document, profile);
            if !findings.is_empty() && circles::has_any(&document) {
                return Err(findings);
            }
            // One that has no normal form is described as far as it goes: the findings say what is wrong with it.
            let document = normalize::normalize(&document).unwrap_or(document);
            let model = Model::of(&document, &Called::ours(provider).path, Face::ByHand);
            Ok(Described {
                surface: describe::surface(&document, &model),
                findings,
            })
        },
    )
}

/// Does a stage over a text; a panic there becomes a finding.
pub(crate) fn guarded<T: Send + 'static>(
    profile: Profile,
    name: &str,
    provider: &str,
    text: &str,
    stage: impl FnOnce(Profile, &str, &str, &str) -> Result<T, Vec<Diagnostic>> + Send + 'static,
) -> Result<T, Vec<Diagnostic>> {
    let (document, family, content) = (name.to_owned(), provider.to_owned(), text.to_owned());
    let work = move || stage(profile, &document, &family, &content);
    guard::catch_panic(work).unwrap_or_else(|message| {
        Err(vec![Diagnostic {
            rule: "generator/failed",
            severity: Severity::Error,
            document: name.to_owned(),
            position: None,
            path: String::new(),
            message: format!("the generator failed on this document: {message}"),
            hint: MISSING_RULE.to_owned(),
        }])
    })
}

/// Fails if a document has an error by the rules of `profile`.
pub(crate) fn refuse_errors(document: &Document, profile: Profile) -> Result<(), Vec<Diagnostic>> {
    let mut findings = lint::lint(document, profile);
    findings.retain(|finding| finding.severity == Severity::Error);
    match findings.is_empty() {
        true => Ok(()),
        false => Err(findings),
    }
}

/// What the lint finds in the `text` of a document called `name` by the rules of `profile`, sorted by place.
/// Nothing is generated.
pub fn check(profile: Profile, name: &str, text: &str) -> Vec<Diagnostic> {
    let checked = guarded(profile, name, "", text, |profile, name, _, text| {
        let (document, _) = loaded(
            profile,
            (&Wanted::default(), &Secrets::default()),
            name,
            text,
        )?;
        Ok(lint::lint(&document, profile))
    });
    checked.unwrap_or_else(|findings| findings)
}

/// Which operations of the `text` of a document called `name` could be generated by the rules of `profile`.
///
/// # Errors
/// Everything that is wrong with the document, if it cannot be read.
pub fn survey(profile: Profile, name: &str, text: &str) -> Result<Survey, Vec<Diagnostic>> {
    guarded(profile, name, "", text, |profile, name, _, text| {
        let mut document = load::load(name, text)?;
        if profile == Profile::Open {
            defaults::fill(&mut document);
        }
        Ok(selection::survey(&document, profile))
    })
}

/// The document, with what others than we need not write, in the form that the lint judges: ours as it is written,
/// since how we write is one of its rules; that of others in the normal form, which only what it means matters for. It
/// has the operations that are `wanted`; beside it is what was left out.
fn loaded(
    profile: Profile,
    (wanted, secrets): (&Wanted, &Secrets),
    name: &str,
    text: &str,
) -> Result<(Document, Vec<String>), Vec<Diagnostic>> {
    let mut document = load::load(name, text)?;
    match profile {
        Profile::House => defaults::refuse(&document, secrets)?,
        Profile::Open => defaults::fill_with(&mut document, secrets)?,
    }
    let left_out = selection::select(&mut document, profile, wanted)?;
    let document = match profile {
        Profile::House => document,
        Profile::Open => match normalize::normalize(&document) {
            Ok(normal) => normal,
            Err(reasons) => return Err(selection::all_findings(&document, reasons, profile)),
        },
    };
    Ok((document, left_out))
}

/// A document in the form that the stages behind `normalize` read.
#[derive(Debug)]
pub struct Normal(Document);

impl Normal {
    /// The document: OpenAPI 3.0 as JSON.
    pub fn value(&self) -> &Value {
        &self.0.root
    }

    /// What a finding about the part at `path` would be about: line and column in the file, and the path that
    /// the part has there.
    pub fn origin(&self, path: &[&str]) -> (Option<(u64, u64)>, String) {
        let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
        let finding = self.0.finding("generator/failed", &path, String::new(), "");
        (finding.position, finding.path)
    }
}

/// Brings the `text` of a document called `name` into the form that the stages behind `normalize` read:
/// `allOf` put together, schemas with names, operations that hold all that counts for them.
///
/// # Errors
/// Everything that has no such form, sorted by place.
pub fn normal_form(name: &str, text: &str) -> Result<Normal, Vec<Diagnostic>> {
    guarded(Profile::Open, name, "", text, |_, name, _, text| {
        let document = load::load(name, text)?;
        Ok(Normal(normalize::normalize(&document)?))
    })
}

const MISSING_RULE: &str =
    "the lint should have found the cause: add a rule for it in crates/codegen/src/lint";

fn run(
    target: Target,
    asked: (&Wanted, &Secrets),
    name: &str,
    called: &Called,
    text: &str,
    done: &mut impl FnMut(&'static str),
) -> Result<Generated, Vec<Diagnostic>> {
    let provider = called.provider.as_str();
    let profile = target.profile;
    let (document, left_out) = loaded(profile, asked, name, text)?;
    done("load");
    let findings = lint::lint(&document, profile);
    done("lint");
    if findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return Err(findings);
    }
    let embedded = embedded::json(provider, name, &document.root);
    let document = match profile {
        Profile::House => normalize::normalize(&document)?,
        Profile::Open => document,
    };
    done("normalize");
    let model = Model::of(&document, &called.path, target.face);
    let lowered = lower::lower(&document, &model);
    done("lower");
    let output = progenitor::answer_types(lowered.document, &model);
    done("types");
    let emitted = output
        .and_then(|output| {
            let sharing = emit::Sharing::of(profile);
            emit::emit(output, &lowered.enums, &lowered.renamed, &model, sharing)
        })
        .map_err(|message| {
            vec![failed(
                &document,
                format!("progenitor cannot generate this document: {message}"),
            )]
        })?;
    let command = emit::command::emit(provider, &model).map_err(|message| {
        vec![failed(
            &document,
            format!("the command cannot be generated: {message}"),
        )]
    })?;
    let header = format::header(&called.origin);
    let files = emitted
        .files
        .into_iter()
        .map(|(file, content)| (file.to_owned(), format!("{header}{content}")));
    let generated = Generated {
        command: header.clone() + &command,
        embedded,
        files: files.collect(),
        surface: describe::surface(&document, &model),
        readme_table: readme::operations(&model),
        runtime_features: emit::runtime_features(&model),
        operation_features: cargo::features(&model),
        left_out,
        warnings: findings,
    };
    done("emit");
    Ok(generated)
}

fn failed(document: &Document, message: String) -> Diagnostic {
    document.finding("generator/failed", &[], message, MISSING_RULE)
}

#[cfg(test)]
mod tests {
    use super::{Profile, guarded};

    #[test]
    fn a_panic_is_a_finding() {
        let outcome = guarded(
            Profile::House,
            "specs/x.yaml",
            "x",
            "",
            |_, _, _, _| -> Result<(), _> { panic!("of a tool") },
        );
        let findings = outcome.unwrap_err();
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].rule, "generator/failed");
        assert!(findings[0].message.contains("of a tool"), "{}", findings[0]);
    }
}
