//! The stages, one after the other, over the text of one document.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::model::Model;
use crate::{describe, emit, format, guard, lint, load, lower, normalize, progenitor, readme};

/// The generated source of one provider crate.
#[derive(Debug)]
pub struct Generated {
    /// File name to content: what belongs into the crate's `src/generated`.
    pub files: BTreeMap<String, String>,
    /// What the command knows of the provider: a file of its own crate.
    pub command: String,
    /// The table of operations for the crate's README.
    pub readme_table: String,
    /// Operations, jobs and what counts for all, described in a few lines each; see [`crate::describe`].
    pub surface: BTreeMap<String, String>,
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

/// Generates the crate of `provider` from the `text` of a document called `name`.
///
/// # Errors
/// Everything that is wrong with the document, sorted by place. Nothing is generated then.
pub fn generate(name: &str, provider: &str, text: &str) -> Result<Generated, Vec<Diagnostic>> {
    guarded(name, provider, text, run)
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
    guarded(name, provider, text, |name, provider, text| {
        let document = load::load(name, text).map_err(|finding| vec![finding])?;
        let findings = lint::lint(&document);
        if !findings.is_empty() && lint::has_circles(&document) {
            return Err(findings);
        }
        // One that has no normal form is described as far as it goes: the findings say what is wrong with it.
        let document = normalize::normalize(&document).unwrap_or(document);
        let model = model(&document, provider);
        Ok(Described {
            surface: describe::surface(&document, &model),
            findings,
        })
    })
}

/// Does a stage over a text; a panic there becomes a finding.
fn guarded<T: Send + 'static>(
    name: &str,
    provider: &str,
    text: &str,
    stage: fn(&str, &str, &str) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let (document, family, content) = (name.to_owned(), provider.to_owned(), text.to_owned());
    guard::catch_panic(move || stage(&document, &family, &content)).unwrap_or_else(|message| {
        Err(vec![Diagnostic {
            document: name.to_owned(),
            position: None,
            path: String::new(),
            message: format!("the generator failed on this document: {message}"),
            hint: MISSING_RULE.to_owned(),
        }])
    })
}

/// What the lint finds in the `text` of a document called `name`, sorted by place. Nothing is generated.
pub fn check(name: &str, text: &str) -> Vec<Diagnostic> {
    match load::load(name, text) {
        Ok(document) => lint::lint(&document),
        Err(finding) => vec![finding],
    }
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
        let finding = self.0.finding(&path, String::new(), "");
        (finding.position, finding.path)
    }
}

/// Brings the `text` of a document called `name` into the form that the stages behind `normalize` read:
/// `allOf` put together, schemas with names, operations that hold all that counts for them.
///
/// # Errors
/// Everything that has no such form, sorted by place.
pub fn normal_form(name: &str, text: &str) -> Result<Normal, Vec<Diagnostic>> {
    guarded(name, "", text, |name, _, text| {
        let document = load::load(name, text).map_err(|finding| vec![finding])?;
        normalize::normalize(&document).map(Normal)
    })
}

const MISSING_RULE: &str =
    "the lint should have found the cause: add a rule for it in crates/codegen/src/lint";

fn model(document: &Document, provider: &str) -> Model {
    Model::of(
        document,
        &format!("backhaul_{}", provider.replace('-', "_")),
    )
}

fn run(name: &str, provider: &str, text: &str) -> Result<Generated, Vec<Diagnostic>> {
    let document = load::load(name, text).map_err(|finding| vec![finding])?;
    let findings = lint::lint(&document);
    if !findings.is_empty() {
        return Err(findings);
    }
    let document = normalize::normalize(&document)?;
    let model = model(&document, provider);
    let lowered = lower::lower(&document, &model);
    let output = progenitor::answer_types(lowered.document, &model);
    let emitted = output
        .and_then(|output| emit::emit(&output, &lowered.enums, &model))
        .map_err(|message| {
            vec![document.finding(
                &[],
                format!("progenitor cannot generate this document: {message}"),
                MISSING_RULE,
            )]
        })?;
    let command = emit::command::emit(provider, &model).map_err(|message| {
        vec![document.finding(
            &[],
            format!("the command cannot be generated: {message}"),
            MISSING_RULE,
        )]
    })?;
    let header = format::header(provider);
    let files = emitted
        .files
        .into_iter()
        .map(|(file, content)| (file.to_owned(), format!("{header}{content}")));
    Ok(Generated {
        command: header.clone() + &command,
        files: files.collect(),
        surface: describe::surface(&document, &model),
        readme_table: readme::operations(&model),
    })
}
