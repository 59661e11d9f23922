//! A crate around generated source, which cargo checks.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use tempfile::TempDir;

/// The root of the crate: all of it is generated.
pub(crate) const ROOT: &str = "//! A client of a document that nobody has written a face for.\n#![allow(warnings)]\n\n\
    mod generated;\n\npub use generated::*;\n";

/// The `Cargo.toml` of a crate of generated source, on the runtime of the workspace at `root`.
pub(crate) fn manifest(root: &Path, name: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [features]\nschemars = []\n\n[dependencies]\n\
         backhaul-runtime = {{ path = {:?}, features = [\"basic\", \"digest\", \"oauth\", \"stream\", \"test-util\"] }}\n\
         serde_json = \"1\"\n",
        root.join("crates/runtime")
    )
}

/// A workspace with one crate, whose generated source changes.
pub(super) struct Build {
    folder: TempDir,
    generated: PathBuf,
    target: PathBuf,
}

impl Build {
    /// A crate on the runtime of the workspace at `root`, with the versions that it has.
    pub(super) fn new(root: &Path) -> Result<Self, String> {
        let folder = TempDir::new().map_err(|error| error.to_string())?;
        let manifest = format!("{}\n[workspace]\n", manifest(root, "backhaul-corpus"));
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            let parent = path.parent().map_or(Ok(()), fs::create_dir_all);
            parent
                .and_then(|()| fs::write(&path, text))
                .map_err(|error| format!("{name}: {error}"))
        };
        write("Cargo.toml", &manifest)?;
        write("src/lib.rs", ROOT)?;
        let lock =
            fs::read_to_string(root.join("Cargo.lock")).map_err(|error| error.to_string())?;
        write("Cargo.lock", &lock)?;
        let target = env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
        Ok(Self {
            generated: folder.path().join("src/generated"),
            target: target.join("corpus"),
            folder,
        })
    }

    /// Where the generated source belongs.
    pub(super) fn generated(&self) -> &Path {
        &self.generated
    }

    /// Compiles what is there now: the first error otherwise.
    ///
    /// # Errors
    /// If cargo cannot be started.
    pub(super) fn check(&self) -> Result<Result<(), String>, String> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["check", "--quiet", "--message-format=short"])
            .current_dir(self.folder.path())
            .env("CARGO_TARGET_DIR", &self.target)
            .output()
            .map_err(|error| format!("cargo cannot be started: {error}"))?;
        if output.status.success() {
            return Ok(Ok(()));
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let first = said.lines().find(|line| line.contains("error"));
        Ok(Err(first.unwrap_or("cargo says nothing").to_owned()))
    }
}
