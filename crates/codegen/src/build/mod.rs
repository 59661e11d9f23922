//! The generator for others: one call in a build script, or in an xtask.
//!
//! | file | has |
//! |---|---|
//! | `mod` | [`Build`], which says what is generated and where it goes |
//! | `called` | names of providers and modules |
//! | `folder` | a folder of generated files, and the file that includes it |
//! | `error` | [`BuildError`] |

mod called;
mod error;
mod folder;
mod letters;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::defaults::Secrets;
use crate::diagnostic::Diagnostic;
use crate::digest::digest;
use crate::rules::Profile;
use crate::selection::Wanted;
use crate::stages::{Generated, avoidable, generate_called};
use crate::target::Target;
use crate::write::Changes;

pub use error::BuildError;

/// Generates a client from a document, in a build script or in a program of your own.
///
/// In a build script, with `backhaul-codegen` among the `[build-dependencies]`:
///
/// ```no_run
/// use backhaul_codegen::{Build, BuildError};
///
/// fn main() -> Result<(), BuildError> {
///     Build::of("parcels.yaml").write_to_out_dir()?;
///     Ok(())
/// }
/// ```
///
/// and in the crate, whose `[dependencies]` are `backhaul-runtime` and `serde_json`, the line
/// `include!(concat!(env!("OUT_DIR"), "/parcels.rs"));`. The client is then a part of the module that includes it, which may be the root of the crate or any other:
/// `Client`, `Error`, and the modules `builders`, `types` and so on. Documentation beside it is generated too.
///
/// The features of `backhaul-runtime` are the crate's to choose: TLS (`rustls`, `native-tls`), `stream`, `test-util`,
/// and those that the credentials of the document need, which [`Written::runtime_features`] lists.
///
/// Where the generated source is committed, [`write_to`](Self::write_to) writes it from an xtask, and
/// [`compare`](Self::compare) tells a test whether it is fresh.
#[derive(Clone, Debug)]
pub struct Build {
    document: PathBuf,
    target: Target,
    name: Option<String>,
    module: Option<String>,
    wanted: Wanted,
    secrets: Secrets,
}

/// What [`Build`] has written.
#[derive(Debug)]
#[non_exhaustive]
pub struct Written {
    /// The folder with the generated files.
    pub folder: PathBuf,
    /// One line for people: `9 files: 2 written, 0 removed, 7 unchanged`.
    pub summary: String,
    /// The features of `backhaul-runtime` that the crate must turn on for the credentials of the document.
    pub runtime_features: BTreeSet<&'static str>,
    /// Method and path of each operation that [`Build::supported`] has left out, with the rules that it breaks.
    pub left_out: Vec<String>,
    /// What of the document has no effect in the client, with its place.
    pub warnings: Vec<Diagnostic>,
}

impl Written {
    /// Shows the [`warnings`](Self::warnings) as warnings of cargo, for a build script. A finding has several lines,
    /// and cargo takes only one for each warning, so that each line is one. What one rule says about more than 3 places
    /// is shown once, with their number and the first of them; [`show_all_warnings`](Self::show_all_warnings) shows each.
    ///
    /// ```no_run
    /// use backhaul_codegen::{Build, BuildError};
    ///
    /// fn main() -> Result<(), BuildError> {
    ///     Build::of("parcels.yaml").write_to_out_dir()?.show_warnings();
    ///     Ok(())
    /// }
    /// ```
    pub fn show_warnings(&self) {
        let rest = ": `Written::show_all_warnings` shows them";
        show(digest(&self.warnings, rest));
    }

    /// Shows each of the [`warnings`](Self::warnings) for itself, however many there are.
    pub fn show_all_warnings(&self) {
        show(self.warnings.iter().map(ToString::to_string));
    }
}

impl Build {
    /// A client of the OpenAPI document in this file: YAML or JSON, 3.0 or 3.1. A path that is not absolute counts
    /// from the folder of the process, which for a build script is that of its package.
    ///
    /// It is taken by the profile [`Open`](Profile::Open), and the face is generated.
    pub fn of(document: impl Into<PathBuf>) -> Self {
        Self {
            document: document.into(),
            target: Profile::Open.into(),
            name: None,
            module: None,
            wanted: Wanted::default(),
            secrets: Secrets::default(),
        }
    }

    /// By which rules the document is judged, and who writes the face: a [`Target`], or a [`Profile`] alone.
    pub fn target(mut self, target: impl Into<Target>) -> Self {
        self.target = target.into();
        self
    }

    /// A short name: small letters, digits, `-` and `_`. The files in `OUT_DIR` are called after it. Without it, the
    /// name of the document's file without its last ending, in small letters, with `-` for any other sign:
    /// `netlify-com` for `netlify.com.json`.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The module that includes the client, as another crate names it: `app::parcels`. Examples in the documentation
    /// import from it, and the `User-Agent` has the crate. Without it, in a build script the root of the crate that is
    /// built, and elsewhere that of a crate called [`name`](Self::name).
    pub fn module(mut self, module: impl Into<String>) -> Self {
        self.module = Some(module.into());
        self
    }

    /// Only the operations that `what` names: a tag, an `operationId`, or the beginning of paths, such as `/users`. May
    /// be called several times.
    pub fn only(mut self, what: impl Into<String>) -> Self {
        self.wanted.only.push(what.into());
        self
    }

    /// Leaves out the operations that cannot be generated, instead of refusing the whole document for them.
    /// [`Written::left_out`] names them, and a build script shows each as a warning of cargo.
    ///
    /// ```no_run
    /// use backhaul_codegen::{Build, BuildError};
    ///
    /// fn main() -> Result<(), BuildError> {
    ///     let written = Build::of("parcels.yaml").supported().write_to("src/parcels")?;
    ///     for operation in &written.left_out {
    ///         println!("not in the client: {operation}");
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn supported(mut self) -> Self {
        self.wanted.supported = true;
        self
    }

    /// The value of each property and parameter called `name` is a secret: `Debug`, errors and logs never show it. Many
    /// are known by their names, such as `client_secret`, or by `format: password`; this is for the others of a document
    /// that is not yours to change. In one that is, write `x-sensitive: true`. May be called several times.
    ///
    /// ```no_run
    /// use backhaul_codegen::{Build, BuildError};
    ///
    /// fn main() -> Result<(), BuildError> {
    ///     Build::of("parcels.yaml").secret("door_code").not_secret("token").write_to_out_dir()?;
    ///     Ok(())
    /// }
    /// ```
    ///
    /// A name counts as the document writes it. One that no text of the document has is an error.
    pub fn secret(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.secrets.shown.remove(&name);
        self.secrets.hidden.insert(name);
        self
    }

    /// The value of each property and parameter called `name` is no secret, whatever its name or the document says: a
    /// `token` that is the number of a page. In a document of yours, write `x-sensitive: false`. May be called several
    /// times; the last word about a name counts.
    ///
    /// A name counts as the document writes it. One that no text of the document has is an error.
    pub fn not_secret(mut self, name: impl Into<String>) -> Self {
        let name = name.into();
        self.secrets.hidden.remove(&name);
        self.secrets.shown.insert(name);
        self
    }

    /// Generates the client in memory.
    ///
    /// # Errors
    /// If the document cannot be read, or cannot be generated; then everything that is wrong with it, each with file,
    /// line and column.
    pub fn generate(&self) -> Result<Generated, BuildError> {
        self.generate_for(None)
    }

    /// Compares what `folder` holds with what the document says, and writes nothing.
    ///
    /// # Errors
    /// As in [`generate`](Self::generate). Also if the folder cannot be read, or holds something that is not generated.
    pub fn compare(&self, folder: impl AsRef<Path>) -> Result<Changes, BuildError> {
        folder::compare(folder.as_ref(), &self.generate()?.files)
    }

    /// Writes the client into `folder`, whose `mod.rs` is a module of the crate: `src/parcels`. Only files that differ
    /// are written, and generated ones that are left over are removed.
    ///
    /// The source asks for a feature `schemars` of the crate. One that has no such feature says so in its `Cargo.toml`,
    /// or the compiler warns of it:
    ///
    /// ```toml
    /// [lints.rust]
    /// unexpected_cfgs = { level = "warn", check-cfg = ['cfg(feature, values("schemars"))'] }
    /// ```
    ///
    /// # Errors
    /// As in [`compare`](Self::compare). Also if a file cannot be written.
    pub fn write_to(&self, folder: impl AsRef<Path>) -> Result<Written, BuildError> {
        let generated = self.generate()?;
        write(folder.as_ref(), generated)
    }

    /// Writes the client into `OUT_DIR`, for a build script: the file `NAME.rs`, which the crate includes, and the
    /// folder `NAME`. Tells cargo to run the build script again when the document changes.
    ///
    /// # Errors
    /// As in [`write_to`](Self::write_to). Also outside of a build script, where `OUT_DIR` is not set.
    pub fn write_to_out_dir(&self) -> Result<Written, BuildError> {
        tell_cargo(&format!("rerun-if-changed={}", self.document.display()));
        let out = env::var_os("OUT_DIR").ok_or(BuildError::NoOutDir)?;
        let out = Path::new(&out);
        // Generated source asks for it, and few crates have it.
        tell_cargo("rustc-check-cfg=cfg(feature, values(\"schemars\"))");
        let name = self.short_name()?;
        let generated = self.generate_for(env::var("CARGO_PKG_NAME").ok())?;
        let written = write(&out.join(&name), generated)?;
        folder::include(&out.join(format!("{name}.rs")), &written.folder)?;
        for operation in &written.left_out {
            tell_cargo(&format!(
                "warning={}: left out: {operation}",
                self.document.display()
            ));
        }
        Ok(written)
    }

    fn generate_for(&self, package: Option<String>) -> Result<Generated, BuildError> {
        let name = self.short_name()?;
        let module = self.module.clone().or(package);
        let shown = self.document.display().to_string();
        let called = called::names(&name, module.as_deref(), &shown)?;
        let unreadable = |source| BuildError::File {
            path: self.document.clone(),
            source,
        };
        let text = fs::read_to_string(&self.document).map_err(unreadable)?;
        let wanted = self.wanted.clone();
        let secrets = self.secrets.clone();
        let generated = generate_called(self.target, wanted, secrets, &shown, called, &text);
        generated.map_err(|findings| BuildError::Document {
            findings,
            avoidable: avoidable(
                self.target.profile,
                &self.wanted,
                &self.secrets,
                &shown,
                &text,
            ),
        })
    }

    fn short_name(&self) -> Result<String, BuildError> {
        match &self.name {
            Some(name) => called::checked(name),
            None => called::of_file(&self.document),
        }
    }
}

fn write(folder: &Path, generated: Generated) -> Result<Written, BuildError> {
    let changes = folder::compare(folder, &generated.files)?;
    changes.apply().map_err(|source| BuildError::File {
        path: folder.to_owned(),
        source,
    })?;
    Ok(Written {
        folder: folder.to_owned(),
        summary: changes.summary("written", "removed"),
        runtime_features: generated.runtime_features,
        left_out: generated.left_out,
        warnings: generated.warnings,
    })
}

fn show(entries: impl IntoIterator<Item = String>) {
    for entry in entries {
        for line in warning_lines(&entry) {
            tell_cargo(&line);
        }
    }
}

/// What cargo is told of a finding.
fn warning_lines(entry: &str) -> Vec<String> {
    let lines = entry.lines();
    lines.map(|line| format!("warning={line}")).collect()
}

#[allow(clippy::print_stdout, reason = "so does a build script talk to cargo")]
fn tell_cargo(what: &str) {
    println!("cargo::{what}");
}

#[cfg(test)]
mod tests {
    use super::warning_lines;
    use crate::{Profile, generate};

    #[test]
    fn cargo_is_told_each_line_of_a_finding() {
        let document = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        \
                        '204': {description: Done.}\n        '302': {description: Elsewhere.}\n";
        let warnings = generate(Profile::Open, "t.yaml", "t", document)
            .unwrap()
            .warnings;
        assert_eq!(warnings.len(), 1);
        let lines = warning_lines(&warnings[0].to_string());
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines[0].starts_with("warning=t.yaml:8:"), "{lines:?}");
        assert!(lines[1].starts_with("warning=  hint: "), "{lines:?}");
    }
}
