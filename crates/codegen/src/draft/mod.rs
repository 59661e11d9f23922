//! A document of others as the beginning of one of ours: a document in our form whose texts are gaps, a crate, a table of
//! facts, and a test that calls each operation.
//!
//! | file | writes |
//! |---|---|
//! | `house`, `schemas`, `kept` | the document in our form: facts without texts |
//! | `shared` | components for what operations share: parameters and errors |
//! | `address` | whole paths, and a server that is a host |
//! | `yaml` | the document as text |
//! | `facts`, `marks`, `jobs` | the table of facts |
//! | `calls`, `arguments` | the test that calls each operation |
//! | `sample` | made-up values that a schema allows |
//! | `package` | the other files of the crate |

mod address;
mod arguments;
mod calls;
mod facts;
mod house;
mod jobs;
mod kept;
mod marks;
mod package;
mod sample;
mod schemas;
mod shared;
mod yaml;

use std::collections::BTreeMap;

use crate::defaults;
use crate::diagnostic::Diagnostic;
use crate::load;
use crate::normalize;
use crate::rules::Profile;
use crate::selection::{self, Wanted};
use crate::stages;
use crate::target::{Called, Face};

/// The beginning of a provider of this workspace, made of a document of others.
#[derive(Debug)]
pub struct Draft {
    /// Path from the root of the workspace to content. What belongs into `src/generated` is not among it: the document
    /// says that.
    pub files: BTreeMap<String, String>,
    /// How many operations it has.
    pub operations: usize,
    /// Method and path of each operation that cannot be generated, with the rules that it breaks.
    pub left_out: Vec<String>,
    /// Operations that the test of the crate does not call, and why.
    pub not_called: Vec<String>,
}

/// Makes a draft of `provider` from the `text` of a document called `name`.
///
/// # Errors
/// Everything that cannot be generated of the operations that are wanted, and what of `only` selects nothing.
pub fn draft(
    provider: &str,
    name: &str,
    text: &str,
    wanted: &Wanted,
) -> Result<Draft, Vec<Diagnostic>> {
    let (owner, wanted) = (provider.to_owned(), wanted.clone());
    stages::guarded(
        Profile::Open,
        name,
        provider,
        text,
        move |_, name, _, text| make(&owner, name, text, &wanted),
    )
}

fn make(provider: &str, name: &str, text: &str, wanted: &Wanted) -> Result<Draft, Vec<Diagnostic>> {
    let mut document = load::load(name, text)?;
    let is_titled = document.root.pointer("/info/title").is_some();
    defaults::fill(&mut document);
    let left_out = selection::select(&mut document, Profile::Open, wanted)?;
    let normal = normalize::normalize(&document)?;
    stages::refuse_errors(&normal, Profile::Open)?;
    let mut root = house::document(&normal.root);
    if !is_titled {
        root["info"]["title"] = provider.into();
    }
    let own = format!("specs/{provider}.yaml");
    let written = yaml::text(&root);
    // What is written is read like any other document, so that both agree.
    let ours = load::load(&own, &written)?;
    let mut again = load::load(&own, &written)?;
    defaults::fill(&mut again);
    let again = normalize::normalize(&again)?;
    stages::refuse_errors(&again, Profile::Open)?;
    let called = Called::ours(provider);
    let model = crate::model::Model::of(&again, &called.path, Face::Generated);
    let (calls, not_called) = calls::test(&again, &model);
    let mut files = BTreeMap::from([
        (own, written),
        (format!("tests/facts/{provider}.txt"), facts::table(&ours)),
    ]);
    for (file, content) in calls {
        files.insert(format!("crates/{provider}/tests/calls/{file}"), content);
    }
    for (file, content) in package::files(provider, &model) {
        files.insert(format!("crates/{provider}/{file}"), content);
    }
    Ok(Draft {
        files,
        operations: model.operations.len(),
        left_out,
        not_called,
    })
}
