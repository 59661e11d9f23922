//! `man`: pages that render.

use std::path::PathBuf;
use std::process::Command;

use backhaul_cli::providers;

use crate::support::program::{Program, has_program};

#[tokio::test]
async fn every_provider_operation_and_command_has_a_page_that_renders() {
    let program = Program::new([]);
    let ran = program.run(&["man", "pages"]).await;
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let folder = program.home().join("pages");
    let page = |name: &str| std::fs::read_to_string(folder.join(format!("{name}.1"))).unwrap();
    for entry in providers::all() {
        let provider = format!("backhaul-{}", entry.table.name);
        assert!(page(&provider).contains("EXIT STATUS"));
        for operation in entry.table.operations {
            let text = page(&format!("{provider}-{}", operation.name));
            for flag in operation.flags.iter() {
                let wanted = format!("\\-\\-{}", flag.name.replace('-', "\\-"));
                assert!(text.contains(&wanted), "{wanted}: {text}");
            }
        }
    }
    let collect = page("backhaul-collect-atlas");
    assert!(collect.contains(".SH EXAMPLES"), "{collect}");
    let api = page("backhaul-api-atlas");
    assert!(api.contains(".SH NOTES"), "{api}");
    // An example is one to copy, however wide the page is.
    let example = "\n.nf\n  backhaul collect ";
    assert!(collect.contains(example), "{collect}");
    let main = page("backhaul");
    for part in [
        "EXIT STATUS",
        "fB124",
        "ENVIRONMENT",
        "MONGODB_ATLAS_PUBLIC_API_KEY",
        "whoami",
    ] {
        assert!(main.contains(part), "{part}: {main}");
    }

    let mut pages: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    pages.sort();
    let operations: usize = providers::all()
        .map(|entry| entry.table.operations.len())
        .sum();
    assert!(pages.len() > operations + 6, "{}", pages.len());
    for page in &pages {
        let text = std::fs::read_to_string(page).unwrap();
        // That name says nothing.
        assert!(!text.contains(".SH EXTRA"), "{}", page.display());
    }
    if has_program("groff") {
        // Addresses are longer than lines of 80 characters.
        let output = Command::new("groff")
            .args(["-man", "-ww", "-Tutf8", "-Kutf8", "-rLL=200n"])
            .args(&pages)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{said}");
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(shown.contains("the time was over"), "{shown}");
    }
    if has_program("mandoc") {
        // A style is a matter of taste; from a warning on, something is wrong.
        let output = Command::new("mandoc")
            .args(["-T", "lint", "-W", "warning"])
            .args(&pages)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        // The same sources give the same pages on any day.
        let lines = said.lines().filter(|line| !line.contains("missing date"));
        let lines: Vec<&str> = lines.collect();
        assert!(lines.is_empty(), "{lines:#?}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_told() {
    let program = Program::new([]);
    std::fs::write(program.home().join("file"), "").unwrap();
    let ran = program.run(&["man", "file"]).await;
    assert_eq!(ran.status, Some(8), "{}", ran.err);
    assert!(
        ran.err.contains("error") && ran.err.contains("file: "),
        "{}",
        ran.err
    );
}
