//! Generates the client of `constructs.yaml` and `others.yaml`, and what the command knows of it. The first keeps the
//! rules for our documents; the second has what only documents of others have.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use backhaul_codegen::{Profile, check, generate};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=constructs.yaml");
    println!("cargo::rerun-if-changed=others.yaml");
    println!("cargo::rerun-if-changed=build.rs");
    let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    let read = |name: &str| fs::read_to_string(Path::new(&package).join(name));
    let ours = read("constructs.yaml")?;
    if let Some(finding) = check(Profile::House, "constructs.yaml", &ours).first() {
        return Err(finding.to_string().into());
    }
    let text = joined(&ours, &read("others.yaml")?).ok_or("others.yaml does not fit")?;
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

/// One document of the paths and schemas of both.
fn joined(ours: &str, others: &str) -> Option<String> {
    const COMPONENTS: &str = "components:\n";
    const SCHEMAS: &str = "  schemas:\n";
    let (paths, schemas) = others.split_once(COMPONENTS)?;
    let (_, paths) = paths.split_once("paths:\n")?;
    let schemas = schemas.strip_prefix(SCHEMAS)?;
    let (our_paths, our_components) = ours.split_once(COMPONENTS)?;
    let (before, our_schemas) = our_components.split_once(SCHEMAS)?;
    Some(
        [
            our_paths,
            paths,
            COMPONENTS,
            before,
            SCHEMAS,
            schemas,
            our_schemas,
        ]
        .concat(),
    )
}
