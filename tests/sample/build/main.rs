//! Generates the crate of hard names: one document that has every name and every text in every place that takes
//! any.
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

use backhaul_codegen::generate;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    let text = document::document();
    let generated = generate("the sample", "sample", &text).map_err(|findings| {
        let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
        list.join("\n")
    })?;
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let folder = Path::new(&out).join("generated");
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
    fs::write(Path::new(&out).join("module.rs"), named)?;
    Ok(())
}
