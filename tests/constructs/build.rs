//! Generates the client of `constructs.yaml` with its `PARTS`, and what the command knows of it: the first keeps the
//! rules for our documents, the parts have what only documents of others have. And those of `secured.yaml`,
//! `newer.yaml`, `loose.yaml`, `named.yaml` and `tenant.yaml`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use backhaul_codegen::{Build, Face, Generated, Profile, Target, check, generate};

/// What is added to `constructs.yaml`: paths and schemas that its rules do not allow.
const PARTS: [&str; 7] = [
    "others",
    "discriminators",
    "enums",
    "names",
    "places",
    "pieces",
    "parts",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let out = Path::new(&out);
    let features = by_itself("secured", out)?;
    println!("cargo::rustc-env=SECURED_FEATURES={features}");
    by_itself("newer", out)?;
    by_itself("loose", out)?;
    by_itself("tenant", out)?;
    by_itself("named", out)?;
    let asked = Build::of("named.yaml").name("asked");
    let asked = asked.secret("pin").secret("secret");
    asked
        .not_secret("client_secret")
        .not_secret("mask")
        .write_to_out_dir()?;
    let ours = text("constructs")?;
    if let Some(finding) = check(Profile::House, "constructs.yaml", &ours).first() {
        return Err(finding.to_string().into());
    }
    let mut whole = ours;
    for part in PARTS {
        whole = joined(&whole, &text(part)?).ok_or(format!("{part}.yaml does not fit"))?;
    }
    let target = Target {
        profile: Profile::Open,
        face: Face::ByHand,
    };
    let generated = generated(target, "constructs", &whole)?;
    let folder = out.join("generated");
    write(&generated, &folder)?;
    fs::write(out.join("command.rs"), &generated.command)?;
    fs::write(out.join("surface.txt"), described(&generated.surface))?;
    fs::write(out.join("types.txt"), described(&generated.types()?))?;
    for (name, file) in [
        ("generated", folder.join("mod.rs")),
        ("command", out.join("command.rs")),
    ] {
        fs::write(out.join(format!("{name}_module.rs")), module(name, &file))?;
    }
    Ok(())
}

/// Generates the client of the document `NAME.yaml`, whose face is generated too, and describes it. The features of the
/// runtime that it needs.
fn by_itself(name: &str, out: &Path) -> Result<String, Box<dyn Error>> {
    let build = Build::of(format!("{name}.yaml"));
    let surface = described(&build.generate()?.surface);
    fs::write(out.join(format!("{name}_surface.txt")), surface)?;
    let features = build.write_to_out_dir()?.runtime_features;
    Ok(features.into_iter().collect::<Vec<_>>().join(" "))
}

fn described(parts: &BTreeMap<String, String>) -> String {
    parts.values().cloned().collect::<Vec<_>>().join("\n")
}

/// The text of the document `NAME.yaml` beside this file.
fn text(name: &str) -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={name}.yaml");
    let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("CARGO_MANIFEST_DIR is not set")?;
    Ok(fs::read_to_string(
        Path::new(&package).join(format!("{name}.yaml")),
    )?)
}

/// What is generated of the document `name` with this text.
fn generated(target: Target, name: &str, text: &str) -> Result<Generated, Box<dyn Error>> {
    let document = format!("{name}.yaml");
    let generated = generate(target, &document, name, text).map_err(|findings| {
        let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
        list.join("\n")
    })?;
    Ok(generated)
}

/// Writes the files of a crate into `folder`.
fn write(generated: &Generated, folder: &Path) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    generated
        .files
        .iter()
        .try_for_each(|(name, content)| fs::write(folder.join(name), content))
}

/// A module whose files are where cargo wants them can only be named by its whole path.
fn module(name: &str, file: &Path) -> String {
    format!("#[path = {file:?}]\nmod {name};\n")
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
