//! A real terminal, by tmux. Skipped with a message where that is missing.

use backhaul_sandbox::Sandbox;

use crate::downloading::has_bytes;
use crate::support::accounts;
use crate::support::halves::{Halves, SIZE, content};
use crate::support::tmux::Terminal;

const PLACE: &str = "--group-id 5f0000000000000000000001 --cluster-name demo-cluster";

async fn sandbox() -> Option<(Sandbox, Terminal)> {
    let sandbox = Sandbox::builder().restore_jobs(500).start().await.unwrap();
    let variables = accounts::variables(sandbox.url(), sandbox.fixtures());
    let variables: Vec<(&str, &str)> = variables
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Some((sandbox, Terminal::start(&variables)?))
}

fn wait(sandbox: &Sandbox) -> String {
    let id = sandbox.fixtures().running_export_id;
    format!(
        "backhaul wait atlas get-backup-export {PLACE} --export-id {id} --timeout 1h --every 1s"
    )
}

/// Waits for the line of a job that runs: a sign, the time, the state.
fn until_progress(terminal: &Terminal) -> String {
    // A command before may have left a line without a time, until the screen is cleared.
    let is_progress = |line: &str| line.contains(" running, 17 of 42") && line.contains(" 00:00:");
    terminal.until("progress", |screen| screen.lines().any(is_progress))
}

/// Waits until the line shows that so many seconds are over.
fn until_second(terminal: &Terminal, second: u32) -> String {
    terminal.until("a later second", |screen| {
        let mut times = screen.split(" 00:00:").skip(1);
        let shown = times.next().and_then(|rest| rest.get(..2)?.parse().ok());
        shown.is_some_and(|shown: u32| shown >= second)
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_shows_one_line_that_fits_and_goes_away() {
    let Some((sandbox, terminal)) = sandbox().await else {
        return;
    };
    terminal.line(&wait(&sandbox));
    until_progress(&terminal);
    // It fits into a narrow window too, and it is one line.
    terminal.width(24);
    until_second(&terminal, 1);
    terminal.width(100);
    let screen = until_second(&terminal, 2);
    assert_eq!(screen.matches("running, 17 of 42").count(), 1, "{screen}");
    terminal.key("C-c");
    let screen = terminal.ended(130);
    assert!(
        screen.contains("interrupted: the job goes on at the provider\n"),
        "{screen}"
    );
    assert!(
        screen.contains("\nWait again: backhaul wait atlas get-backup-export"),
        "{screen}"
    );
    assert!(!screen.contains("running, 17 of 42"), "{screen}");
}

/// A job that ends leaves a result and nothing else.
#[tokio::test(flavor = "multi_thread")]
async fn a_wait_that_ends_leaves_the_job() {
    let Some((sandbox, terminal)) = sandbox().await else {
        return;
    };
    terminal.line(&format!("{} --get /state", wait(&sandbox)));
    until_progress(&terminal);
    assert!(sandbox.advance_atlas_job(sandbox.fixtures().running_export_id));
    let screen = terminal.ended(0);
    assert!(screen.trim() == "Successful", "{screen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_shows_its_bytes_and_goes_on_after_ctrl_c() {
    let server = Halves::start().await;
    let Some(terminal) = Terminal::start(&[]) else {
        return;
    };
    let home = terminal.home();
    std::fs::write(home.join("link"), &server.link).unwrap();
    let line = "backhaul download --link - --to file < link";
    terminal.line(line);
    let half = u64::try_from(SIZE / 2).unwrap();
    has_bytes(&home.join(".file.part"), half).await;
    let screen = terminal.until("progress", |screen| {
        screen.contains("146.48 KiB of 292.97 KiB")
    });
    assert!(screen.contains("=>"), "{screen}");
    terminal.width(50);
    terminal.until("the narrow line", |screen| {
        screen
            .lines()
            .any(|line| line.starts_with("00:0") && line.contains("146.48 KiB of"))
    });
    terminal.width(100);
    terminal.key("C-c");
    let screen = terminal.ended(130);
    assert!(
        screen.contains("interrupted: 150000 bytes are in .file.part\n"),
        "{screen}"
    );
    let again = "\nTo go on from there: backhaul download --link - --to file\n";
    assert!(screen.contains(again), "{screen}");
    assert!(!screen.contains("KiB"), "{screen}");
    terminal.line(line);
    let screen = terminal.ended(0);
    assert!(screen.contains("resumedFrom  150000"), "{screen}");
    assert!(!screen.contains("KiB"), "{screen}");
    assert_eq!(std::fs::read(home.join("file")).unwrap(), content());
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_never_goes_to_a_file_or_a_pipe() {
    let Some((sandbox, terminal)) = sandbox().await else {
        return;
    };
    let id = sandbox.fixtures().successful_export_id;
    let wait =
        format!("backhaul wait atlas get-backup-export {PLACE} --export-id {id} --timeout 1h");
    terminal.line(&format!("{wait} > out 2> err"));
    terminal.ended(0);
    let read = |name: &str| std::fs::read_to_string(terminal.home().join(name)).unwrap();
    let out: serde_json::Value = serde_json::from_str(&read("out")).unwrap();
    assert_eq!(out["state"], "Successful");
    let err = read("err");
    assert!(
        err.ends_with("Z succeeded, 42 of 42\n") && err.lines().count() == 1,
        "{err}"
    );
    terminal.line(&format!("{wait} 2>&1 | cat > both"));
    terminal.ended(0);
    let both = read("both");
    assert!(!both.contains(['\u{1b}', '\r']), "{both}");
    let job = "--group-id 5f0000000000000000000001 --job-id 5f00000000000000000000c3";
    terminal.line(&format!(
        "backhaul download cloud-manager download-log-collection-job {job} --to file > out 2> err"
    ));
    terminal.ended(0);
    assert_eq!(read("err"), "");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&read("out")).unwrap()["path"],
        "file"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_gets_tables_that_fit_and_head_has_enough() {
    let Some((_sandbox, terminal)) = sandbox().await else {
        return;
    };
    let list = format!("backhaul atlas list-backup-restore-jobs {PLACE}");
    terminal.line(&format!("{list} | head -1"));
    let screen = terminal.ended(0);
    assert_eq!(screen.trim(), "[");
    for width in [100, 40] {
        terminal.width(width);
        terminal.line(&format!("{list} --limit 3"));
        let screen = terminal.ended(0);
        assert!(screen.contains("5f0"), "{screen}");
        assert!(!screen.contains('{'), "{screen}");
    }
    terminal.width(100);
    terminal.line("backhaul cloud-manager download-log-collection-job --group-id x --job-id y");
    let screen = terminal.ended(2);
    assert!(screen.contains("would fill the terminal"), "{screen}");
    assert!(
        screen
            .replace('\n', "")
            .contains("--group-id x --job-id y --to FILE"),
        "{screen}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dumb_terminal_gets_lines_and_no_color_has_none() {
    let Some((sandbox, terminal)) = sandbox().await else {
        return;
    };
    terminal.line(&format!("TERM=dumb {}", wait(&sandbox)));
    terminal.until("a line", |screen| screen.contains("Z running, 17 of 42"));
    terminal.key("C-c");
    let screen = terminal.ended(130);
    assert_eq!(screen.matches("running").count(), 1, "{screen}");
    terminal.line(&format!("NO_COLOR=1 {}", wait(&sandbox)));
    until_progress(&terminal);
    let styled = terminal.styled();
    assert!(!styled.contains("\u{1b}["), "{styled:?}");
    terminal.key("C-c");
    terminal.ended(130);
    terminal.line("NO_COLOR=1 backhaul no-such-command");
    terminal.ended(2);
    let styled = terminal.styled();
    assert!(!styled.contains("\u{1b}["), "{styled:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_can_be_left_with_ctrl_c() {
    let Some((sandbox, terminal)) = sandbox().await else {
        return;
    };
    let id = sandbox.fixtures().export_bucket_id;
    terminal.line(&format!(
        "backhaul atlas delete-export-bucket --group-id 5f0000000000000000000001 --export-bucket-id {id}"
    ));
    terminal.until("the question", |screen| screen.contains("[y/N]"));
    terminal.key("C-c");
    let screen = terminal.ended(130);
    assert!(
        screen.contains("\ninterrupted: nothing was sent\n"),
        "{screen}"
    );
    assert!(sandbox.requests().is_empty());
}
