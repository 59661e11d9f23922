//! What the generator takes, the compiler takes: one crate of hard names and texts, built and documented.

mod document;
mod texts;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use backhaul_codegen::generate;

use crate::support::workspace_root;

const MANIFEST: &str = r#"[package]
name = "backhaul-sample"
version = "0.0.0"
edition = "2024"
publish = false

[features]
schemars = ["dep:schemars", "backhaul-runtime/schemars"]
stream = ["backhaul-runtime/stream"]
test-util = ["backhaul-runtime/test-util"]

[dependencies]
backhaul-runtime = { path = "RUNTIME", default-features = false }
schemars = { version = "1", optional = true }
serde = { version = "1", features = ["derive"] }
serde_json = "1"

[profile.dev]
debug = false
incremental = false

[workspace]
"#;

/// What stands beside the output in every provider's crate.
const LIBRARY: &str = r#"//! A crate of hard names.
#![deny(warnings, missing_docs)]
// The names of the sample are odd on purpose.
#![allow(uncommon_codepoints, mixed_script_confusables)]

mod generated;

pub use generated::*;

use backhaul_runtime::auth::{Authorization, HeaderToken, Token};

/// A token.
#[derive(Clone, Debug)]
pub struct Credentials(Token);

impl ClientBuilder {
    /// The client.
    ///
    /// # Errors
    /// If credentials are missing or the address is wrong.
    pub fn build(self) -> Result<Client, Error> {
        let provider = &generated::provider::PROVIDER;
        let connection = backhaul_runtime::for_client_crates::Connection::open(provider, &self.base_url, self.config)?;
        let missing = || Error::invalid_input("credentials are missing");
        let Credentials(token) = self.credentials.ok_or_else(missing)?;
        let authorization = Authorization::fixed(HeaderToken::bearer(token));
        Ok(Client { core: backhaul_runtime::for_client_crates::Core::new(connection, authorization) })
    }
}
"#;

/// The folder of the crate, with the files of the sample in it. What is there already and does not differ keeps
/// its time, so that cargo builds only what changed.
fn write(files: &BTreeMap<String, String>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
    let generated = folder.join("src/generated");
    fs::create_dir_all(&generated).unwrap();
    for entry in fs::read_dir(&generated).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !files.contains_key(&name) {
            fs::remove_file(path).unwrap();
        }
    }
    for (name, content) in files {
        put(&generated.join(name), content);
    }
    let root = workspace_root().canonicalize().unwrap();
    let runtime = root.join("crates/runtime").display().to_string();
    let manifest = MANIFEST.replace("RUNTIME", &runtime.replace('\\', "/"));
    put(&folder.join("Cargo.toml"), &manifest);
    put(&folder.join("src/lib.rs"), LIBRARY);
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    put(&folder.join("Cargo.lock"), &lock);
    folder
}

/// Writes a file that is missing or differs.
fn put(path: &Path, content: &str) {
    if fs::read_to_string(path).ok().as_deref() != Some(content) {
        fs::write(path, content).unwrap();
    }
}

/// Runs cargo in the folder, without a network: what it needs is in the lock file.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .current_dir(folder)
        .args(arguments)
        .args(["--offline", "--quiet", "--all-features"])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (shown, errors) = (text(&output.stdout), text(&output.stderr));
    let beginning: String = errors.chars().take(8000).collect();
    assert!(
        output.status.success(),
        "cargo {arguments:?}\n{beginning}\n{shown}"
    );
    shown
}

/// One crate with every name and every text in every place: it compiles without a warning, its
/// documentation too, and nothing in there runs but the generator's own examples.
#[test]
fn whatever_is_taken_compiles_and_nothing_foreign_runs() {
    let text = document::document();
    let generated = generate("specs/sample.yaml", "sample", &text).unwrap_or_else(|findings| {
        let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"))
    });
    let builders = &generated.files["builders.rs"];
    let examples = builders.matches("/// # async fn example(").count();
    assert!(examples > 300, "{examples}");
    let folder = write(&generated.files);
    let shown = cargo(&folder, &["test", "--doc"]);
    assert!(!shown.contains("a text of the document ran"), "{shown}");
    assert_eq!(passed(&shown), examples, "{shown}");
    cargo(&folder, &["doc", "--no-deps"]);
}

/// How many tests passed, of all that ran.
fn passed(shown: &str) -> usize {
    let results = shown
        .lines()
        .filter(|line| line.starts_with("test result: ok."));
    let counts = results.filter_map(|line| {
        line.split_once("ok. ")?
            .1
            .split_once(" passed")?
            .0
            .parse::<usize>()
            .ok()
    });
    counts.sum::<usize>()
}
