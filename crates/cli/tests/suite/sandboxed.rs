//! `sandbox`: what it prints works in a shell.

use std::path::Path;
use std::process::Command;

use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::support::program::Program;
use crate::support::running::Running;

/// Everything that it prints, up to the last of the commands to try.
async fn greeting(running: &mut Running) -> Vec<String> {
    let stdout = running.stdout.take().unwrap();
    let mut lines = BufReader::new(stdout).lines();
    let mut all = Vec::new();
    while let Some(line) = lines.next_line().await.unwrap() {
        all.push(line);
        if all
            .last()
            .is_some_and(|line| line.contains("backhaul api "))
        {
            break;
        }
    }
    all
}

/// Runs `script` in a shell that knows nothing but the command. `None` without a shell.
fn shell(home: &Path, script: &str) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_backhaul")).parent().unwrap();
    let path = format!("{}:/usr/bin:/bin", program.display());
    let output = Command::new("sh")
        .args(["-euc", script])
        .env_clear()
        .env("PATH", path)
        .env("HOME", home)
        // Nothing listens there: a request through it fails.
        .env("http_proxy", "http://127.0.0.1:1")
        .current_dir(home)
        .output()
        .unwrap();
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    (output.status.code(), text)
}

#[tokio::test]
async fn what_it_prints_works_in_a_shell() {
    let program = Program::new([]);
    let mut running = program.start(&["sandbox", "--until-eof"]);
    let greeting = greeting(&mut running).await;
    let exports: Vec<&str> = greeting
        .iter()
        .map(String::as_str)
        .filter(|line| line.starts_with("export "))
        .collect();
    assert_eq!(exports.len(), 13, "{greeting:#?}");
    let commands: Vec<&str> = greeting
        .iter()
        .filter_map(|line| line.strip_prefix("#   "))
        .collect();
    assert_eq!(commands.len(), 6, "{greeting:#?}");
    // All of it is one script.
    let script = greeting.join("\n");
    assert_eq!(shell(program.home(), &script), (Some(0), String::new()));
    for command in commands {
        // Nobody needs to wait for a job that moves when it is read.
        let quick = if command.contains(" wait ") {
            "--every 1ms"
        } else {
            ""
        };
        let script = format!("{}\n{command} {quick} --attempts 1", exports.join("\n"));
        let (status, text) = shell(program.home(), &script);
        assert_eq!(status, Some(0), "{command}: {text}");
    }
    assert!(program.home().join("logs.tar.gz").is_file());

    // The same lines, for a shell that comes later.
    let url = exports[0].split('\'').nth(1).unwrap();
    let port = url.rsplit(':').next().unwrap();
    let ran = program.run(&["sandbox", "--export", "--port", port]).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(ran.text().lines().collect::<Vec<_>>(), exports);
    let script = format!(
        "eval \"$(backhaul sandbox --export --port {port})\"; backhaul atlas list-export-buckets --get /_id"
    );
    let (status, text) = shell(program.home(), &script);
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("5f00000000000000000000e2"), "{text}");

    // Its input ends.
    drop(running.stdin.take());
    let ran = running.end().await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.err.contains(" -> 200"), "{ran:?}");
}

#[tokio::test]
async fn ctrl_c_ends_it() {
    let program = Program::new([]);
    let mut running = program.start(&["sandbox", "--advance=false"]);
    let greeting = greeting(&mut running).await;
    assert!(greeting[1].contains("Jobs do not move"), "{greeting:#?}");
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(130), "{ran:?}");
    assert_eq!(
        ran.err,
        "interrupted: the sandbox has ended, and what was changed in it is gone\n"
    );
}

#[tokio::test]
async fn a_port_that_is_taken_is_told() {
    let program = Program::new([]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ran = program
        .run(&["sandbox", "--until-eof", "--port", &port])
        .await;
    assert_eq!(ran.status, Some(8), "{ran:?}");
    let said = format!("cannot listen on 127.0.0.1:{port}");
    assert!(ran.err.contains(&said), "{ran:?}");
    let ran = program.run(&["sandbox", "--export"]).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("name its --port"), "{ran:?}");
}
