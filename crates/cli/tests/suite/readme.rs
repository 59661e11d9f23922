//! The first screen of the README: its commands print what it shows.

use std::fs;
use std::path::Path;

use backhaul_sandbox::Sandbox;

use crate::support::accounts;
use crate::support::program::Program;

/// The commands of the only block of this kind, each with what it prints.
fn shown(readme: &str) -> Vec<(String, String)> {
    let (_, block) = readme.split_once("```console\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let pieces = block.split("$ ").filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| {
            let (command, output) = piece.split_once('\n').unwrap();
            (command.to_owned(), output.to_owned())
        })
        .collect()
}

/// The dates are those of the day of the sandbox. With `UPDATE_README=1` the block is written.
#[tokio::test]
async fn the_first_screen_of_the_readme_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let sandbox = Sandbox::builder()
        .clock(wire::calls::now)
        .jobs_advance(true)
        .start()
        .await
        .unwrap();
    let group = (
        "MONGODB_ATLAS_PROJECT_ID",
        sandbox.fixtures().group_id.to_owned(),
    );
    let variables = accounts::variables(sandbox.url(), sandbox.fixtures());
    let program = Program::new(variables.into_iter().chain([group]));
    let commands = shown(&readme);
    assert!(commands.len() >= 4);
    let mut screen = String::new();
    for (command, _) in &commands {
        let words: Vec<&str> = command.split_whitespace().collect();
        assert_eq!(words[0], "backhaul");
        // Nobody needs to wait for it.
        let every: &[&str] = if words[1] == "wait" {
            &["--every=1ms"]
        } else {
            &[]
        };
        let ran = program.run(&[&words[1..], every].concat()).await;
        assert_eq!(ran.status, Some(0), "{command}: {ran:?}");
        screen.push_str(&format!("$ {command}\n{}", ran.text()));
    }
    let before: String = commands
        .iter()
        .map(|(command, output)| format!("$ {command}\n{output}"))
        .collect();
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, readme.replace(&before, &screen)).unwrap();
    } else {
        assert_eq!(before, screen);
    }
}
