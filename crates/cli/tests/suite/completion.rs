//! `completion`: scripts that shells read, and what they complete.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::program::{Program, has_program};

/// A folder whose `backhaul` is the program, since a script calls it by its name.
fn path_with_program(program: &Program) -> String {
    let folder = program.home().join("bin");
    std::fs::create_dir_all(&folder).unwrap();
    let link = folder.join("backhaul");
    if !link.exists() {
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_backhaul"), &link).unwrap();
    }
    format!("{}:{}", folder.display(), std::env::var("PATH").unwrap())
}

/// Writes a script of a shell, and gives its file.
async fn script(program: &Program, shell: &str) -> PathBuf {
    let ran = program.run(&["completion", shell]).await;
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""), "{shell}");
    let file = program.home().join(format!("script.{shell}"));
    std::fs::write(&file, &ran.out).unwrap();
    file
}

fn run(program: &Program, shell: &str, args: &[&str]) -> String {
    let output = Command::new(shell)
        .args(args)
        .env_clear()
        .env("HOME", program.home())
        .env("TERM", "dumb")
        .env("PATH", path_with_program(program))
        .current_dir(program.home())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.is_empty(),
        "{shell}: {said}"
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Words of a command line up to the cursor, and something that completes the last of them.
const CASES: [(&[&str], &str); 12] = [
    (&["backhaul", "cloud-"], "cloud-manager"),
    (
        &["backhaul", "atlas", "get-backup-exp"],
        "get-backup-export",
    ),
    (
        &["backhaul", "atlas", "get-backup-export", "--gro"],
        "--group-id",
    ),
    (
        &[
            "backhaul",
            "atlas",
            "create-backup-restore-job",
            "--delivery-type",
            "po",
        ],
        "pointInTime",
    ),
    (
        &["backhaul", "sls", "list-oss-exports", "--output", "js"],
        "jsonl",
    ),
    (&["backhaul", "completion", "fi"], "fish"),
    (&["backhaul", "help", "exit"], "exit-codes"),
    (&["backhaul", "help", "fl"], "flags"),
    (&["backhaul", "help", "env"], "environment"),
    (
        &["backhaul", "help", "atlas", "get-backup-exp"],
        "get-backup-export",
    ),
    (
        &["backhaul", "wait", "atlas", "get-backup-exp"],
        "get-backup-export",
    ),
    (
        &["backhaul", "wait", "atlas", "get-backup-export", "--time"],
        "--timeout",
    ),
];

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    words.join(" ")
}

fn offers(shell: &str, offered: &str, words: &[&str], expected: &str) {
    // zsh and fish add descriptions.
    let names = offered
        .lines()
        .map(|line| line.split(['\t', ':']).next().unwrap().trim());
    let names: Vec<&str> = names.collect();
    assert!(names.contains(&expected), "{shell}: {words:?}: {offered:?}");
}

#[tokio::test]
async fn bash_loads_the_script_and_completes() {
    if !has_program("bash") {
        return;
    }
    let program = Program::new([]);
    let file = script(&program, "bash").await;
    for (words, expected) in CASES {
        let last = words.len() - 1;
        let code = format!(
            "source {}; COMP_WORDS=({}); COMP_CWORD={last}; COMP_TYPE=9; \
             _clap_complete_backhaul backhaul {}; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            file.display(),
            quoted(words),
            quoted(&words[last..]),
        );
        let offered = run(&program, "bash", &["--norc", "-c", &code]);
        offers("bash", &offered, words, expected);
    }
    // The script has told bash which function to ask.
    let code = format!("source {}; complete -p backhaul", file.display());
    let said = run(&program, "bash", &["--norc", "-c", &code]);
    assert!(said.contains("_clap_complete_backhaul backhaul"), "{said}");
}

#[tokio::test]
async fn zsh_loads_the_script_and_asks_the_program() {
    if !has_program("zsh") {
        return;
    }
    let program = Program::new([]);
    let file = script(&program, "zsh").await;
    for (words, expected) in CASES {
        // Without a terminal zsh completes nothing; what it would show comes to `_describe`.
        let code = format!(
            "autoload -U compinit; compinit -u -D; source {}; \
             _describe() {{ print -l -- ${{(P)${{@[-1]}}}}; for name in \"$@\"; do print -l -- ${{(P)name}} 2>/dev/null; done; }}; \
             compadd() {{ print -l -- \"$@\"; }}; \
             words=({}); CURRENT={}; _clap_dynamic_completer_backhaul",
            file.display(),
            quoted(words),
            words.len(),
        );
        let offered = run(&program, "zsh", &["-f", "-c", &code]);
        offers("zsh", &offered, words, expected);
    }
    let code = format!(
        "autoload -U compinit; compinit -u -D; source {}; print $_comps[backhaul]",
        file.display()
    );
    let said = run(&program, "zsh", &["-f", "-c", &code]);
    assert_eq!(said.trim(), "_clap_dynamic_completer_backhaul");
}

#[tokio::test]
async fn fish_loads_the_script_and_completes() {
    if !has_program("fish") {
        return;
    }
    let program = Program::new([]);
    let file = script(&program, "fish").await;
    for (words, expected) in CASES {
        let code = format!(
            "source {}; complete --do-complete \"{}\"",
            file.display(),
            words.join(" ")
        );
        let offered = run(&program, "fish", &["--no-config", "-c", &code]);
        offers("fish", &offered, words, expected);
    }
    // A file for a body.
    std::fs::write(program.home().join("body-of-mine.yaml"), "").unwrap();
    let words = "backhaul atlas create-backup-export --body body-of";
    let code = format!(
        "source {}; complete --do-complete \"{words}\"",
        file.display()
    );
    let offered = run(&program, "fish", &["--no-config", "-c", &code]);
    offers("fish", &offered, &[words], "body-of-mine.yaml");
}

#[tokio::test]
async fn the_other_shells_have_scripts_too() {
    let program = Program::new([]);
    for (shell, mark) in [
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "arg-completer"),
    ] {
        let text = std::fs::read_to_string(script(&program, shell).await).unwrap();
        assert!(
            text.contains(mark) && text.contains("BACKHAUL_COMPLETE"),
            "{text}"
        );
    }
    let ran = program.run(&["completion", "csh"]).await;
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.err.contains("bash") && ran.err.contains("fish"),
        "{}",
        ran.err
    );
    assert!(Path::new(env!("CARGO_BIN_EXE_backhaul")).is_absolute());
}
