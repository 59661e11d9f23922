//! Generates the client of `constructs.yaml`, and what the command knows of it. By the rules for documents of others,
//! because it also has what ours must not have.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use backhaul_codegen::{Profile, generate};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=constructs.yaml");
    println!("cargo::rerun-if-changed=build.rs");
    let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let text = fs::read_to_string(Path::new(&package).join("constructs.yaml"))?;
    let generated =
        generate(Profile::Open, "constructs.yaml", "constructs", &text).map_err(|findings| {
            let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
            list.join("\n")
        })?;
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let out = Path::new(&out);
    let folder = out.join("generated");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for (name, content) in &generated.files {
        fs::write(folder.join(name), content)?;
    }
    fs::write(out.join("command.rs"), &generated.command)?;
    let described =
        |parts: &BTreeMap<String, String>| parts.values().cloned().collect::<Vec<_>>().join("\n");
    fs::write(out.join("surface.txt"), described(&generated.surface))?;
    fs::write(out.join("types.txt"), described(&generated.types()?))?;
    // A module whose files are where cargo wants them can only be named by its whole path.
    for (name, file) in [
        ("generated", folder.join("mod.rs")),
        ("command", out.join("command.rs")),
    ] {
        let module = format!("#[path = {file:?}]\nmod {name};\n");
        fs::write(out.join(format!("{name}_module.rs")), module)?;
    }
    Ok(())
}
