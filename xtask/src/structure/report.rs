//! What was found, as text.

use std::fmt;
use std::path::Path;

use super::check::{Arrow, CrateStructure, Structure};

impl fmt::Display for Structure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for found in &self.crates {
            found.fmt(f)?;
        }
        for (file, lines) in &self.long {
            writeln!(f, "too long: {}, {lines} lines", file.display())?;
        }
        let circles: usize = self.crates.iter().map(|found| found.circles.len()).sum();
        let upward: usize = self.crates.iter().map(CrateStructure::arrows_upward).sum();
        let long = self.long.len();
        writeln!(
            f,
            "circles: {circles}, arrows upward: {upward}, files over 400 lines: {long}"
        )
    }
}

impl CrateStructure {
    fn arrows_upward(&self) -> usize {
        self.upward.len() + self.allowed.len()
    }
}

impl fmt::Display for CrateStructure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (circles, upward) = (self.circles.len(), self.arrows_upward());
        write!(f, "{}: files: {}, ", self.root.display(), self.files)?;
        writeln!(f, "circles: {circles}, arrows upward: {upward}")?;
        // Paths are shorter, and as clear, from the folder of the crate's root on.
        let base = self.root.parent().unwrap_or(&self.root);
        for circle in &self.circles {
            writeln!(f, "  circle:")?;
            for arrow in circle {
                write_arrow(f, base, arrow)?;
            }
        }
        if !self.upward.is_empty() {
            writeln!(f, "  upward:")?;
        }
        for arrow in &self.upward {
            write_arrow(f, base, arrow)?;
        }
        for (arrow, reason) in &self.allowed {
            writeln!(f, "  upward, and allowed: {reason}")?;
            write_arrow(f, base, arrow)?;
        }
        Ok(())
    }
}

fn write_arrow(f: &mut fmt::Formatter<'_>, base: &Path, arrow: &Arrow) -> fmt::Result {
    let short = |path: &Path| {
        path.strip_prefix(base)
            .unwrap_or(path)
            .display()
            .to_string()
    };
    let names: Vec<&str> = arrow.names.iter().map(String::as_str).collect();
    writeln!(
        f,
        "    {} -> {}: {}",
        short(&arrow.from),
        short(&arrow.to),
        names.join(", ")
    )
}
