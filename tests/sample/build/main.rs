//! Generates the crate of hard names: one document that has every name and every text in every place that takes
//! any. And one of a document of others, `open.yaml`, which a test compiles.
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

use backhaul_codegen::{Build, Profile, generate};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let out = Path::new(&out);
    write(&document::document(), out)?;
    Build::of("build/open.yaml").write_to_out_dir()?;
    Ok(())
}

/// Writes the crate of a document into `out`, and the line that names its module.
fn write(text: &str, out: &Path) -> Result<(), Box<dyn Error>> {
    let generated =
        generate(Profile::House, "the document", "sample", text).map_err(|findings| {
            let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
            list.join("\n")
        })?;
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
