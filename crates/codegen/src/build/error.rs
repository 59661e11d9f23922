//! Why nothing was generated.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::letters;
use crate::diagnostic::Diagnostic;
use crate::digest::digest;
use crate::rules::Severity;

/// Why nothing was generated. Its `Debug` is its `Display`, because that is what a build script shows whose `main`
/// returns it.
#[non_exhaustive]
pub enum BuildError {
    /// The document cannot be generated.
    Document {
        /// Everything that is wrong with it, and what of it has no effect, sorted by place.
        findings: Vec<Diagnostic>,
        /// How many operations [`Build::supported`](super::Build::supported) would leave out to generate the others.
        /// 0 if it would not help.
        avoidable: usize,
    },
    /// A file or a folder that cannot be read or written.
    File {
        /// Which one.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// What is no name for a client.
    Name(String),
    /// What is no path of a module.
    Module(String),
    /// A file in the folder for generated files that is not generated, and would be lost.
    NotGenerated(PathBuf),
    /// There is no `OUT_DIR`, which cargo sets for build scripts.
    NoOutDir,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document {
                findings,
                avoidable,
            } => {
                let errors = findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Error);
                let errors: Vec<Diagnostic> = errors.cloned().collect();
                for entry in digest(&errors, ", in `findings` of this error") {
                    writeln!(f, "{entry}")?;
                }
                let count = errors.len();
                let noun = if count == 1 { "error" } else { "errors" };
                write!(f, "{count} {noun}, nothing generated")?;
                match avoidable {
                    0 => Ok(()),
                    1 => f.write_str(
                        "; `Build::supported` leaves out 1 operation and generates the others",
                    ),
                    _ => write!(
                        f,
                        "; `Build::supported` leaves out {avoidable} operations and generates the others"
                    ),
                }
            }
            Self::File { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Name(name) => {
                let mistake = letters::mistake(name).unwrap_or_default();
                write!(
                    f,
                    "{name:?} cannot be the name of a client: {mistake}; give another one to `Build::name`"
                )
            }
            Self::Module(path) => write!(
                f,
                "{path:?} is no path of a Rust module: give one like `app::parcels` to `Build::module`"
            ),
            Self::NotGenerated(path) => write!(
                f,
                "{}: not a generated file, and would be removed: give the generated source a folder of its own",
                path.display()
            ),
            Self::NoOutDir => f.write_str(
                "OUT_DIR is not set: only build scripts have it; elsewhere, use `Build::write_to`",
            ),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } => Some(source),
            _ => None,
        }
    }
}
