//! Generates the crate of hard names: one document that has every name and every text in every place that takes
//! any. And one of a document of others, `open.yaml`, which a test compiles, and a draft with its test.
//!
//! | file | has |
//! |---|---|
//! | `document` | the document |
//! | `kinds` | schemas of every kind |
//! | `texts` | its texts, in turn |
//! | `words` | the names and the texts |

mod document;
mod kinds;
mod texts;
mod words;

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use backhaul_codegen::{Build, Diagnostic, Profile, Wanted, draft, generate};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let out = Path::new(&out);
    write(&document::document(), out)?;
    Build::of("build/open.yaml").write_to_out_dir()?;
    write_draft(&out.join("draft"))
}

/// Writes what a draft brings that is compiled: its crate, and the test that calls each operation.
fn write_draft(out: &Path) -> Result<(), Box<dyn Error>> {
    let file = "../../crates/codegen/tests/suite/documents/library.yaml";
    println!("cargo::rerun-if-changed={file}");
    let made = draft(
        "library",
        file,
        &fs::read_to_string(file)?,
        &Wanted::default(),
    )
    .map_err(listed)?;
    let document = made.files.get("specs/library.yaml").ok_or("no document")?;
    let generated = generate(Profile::Open, "the draft", "library", document).map_err(listed)?;
    let tests = "crates/library/tests/";
    let tests = made
        .files
        .iter()
        .filter_map(|(name, text)| Some((name.strip_prefix(tests)?, text)));
    let crate_files = generated
        .files
        .iter()
        .map(|(name, text)| (format!("generated/{name}"), text));
    let all = crate_files.chain(tests.map(|(name, text)| (name.to_owned(), text)));
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    for (name, text) in all {
        let path = out.join(name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)?;
    }
    let modules = [
        ("generated", "generated/mod.rs"),
        ("calls", "calls/main.rs"),
    ];
    let modules =
        modules.map(|(name, file)| format!("#[path = {:?}]\nmod {name};\n", out.join(file)));
    fs::write(out.join("modules.rs"), modules.concat())?;
    Ok(())
}

fn listed(findings: Vec<Diagnostic>) -> String {
    let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
    list.join("\n")
}

/// Writes the crate of a document into `out`, and the line that names its module.
fn write(text: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let generated = generate(Profile::House, "the document", "sample", text).map_err(listed)?;
    let folder = out.join("generated");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for (name, content) in &generated.files {
        fs::write(folder.join(name), content)?;
    }
    // A module whose files are where cargo wants them can only be named by its whole path.
    let module = folder.join("mod.rs");
    let named = format!("#[path = {module:?}]\nmod generated;\n");
    fs::write(out.join("module.rs"), named)?;
    Ok(())
}
