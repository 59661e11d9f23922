//! The program: the lines that it prints work in a shell.
//!
//! The part with curl is skipped with a message where there is no curl.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_backhaul-sandbox");

/// The running program; it ends with the test.
struct Running {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.output.read_line(&mut line).unwrap() > 0, "it ended");
        line.trim_end().to_owned()
    }

    /// All lines up to the one before the requests.
    fn greeting(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            match self.line() {
                line if line.starts_with("Ctrl-C ends it.") => return lines,
                line => lines.push(line),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ended(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().unwrap()
}

#[test]
fn the_lines_that_it_prints_work_in_a_shell() {
    let mut program = Running::start(&["--advance"]);
    let greeting = program.greeting();
    let lines = |start: &str| -> Vec<String> {
        let lines = greeting.iter().filter(|line| line.starts_with(start));
        lines.cloned().collect()
    };
    let (exports, requests) = (lines("export "), lines("curl "));
    assert_eq!((exports.len(), requests.len()), (8, 13), "{greeting:#?}");
    let has_curl = Command::new("curl").arg("--version").output().is_ok();
    if !has_curl {
        eprintln!("skipped: there is no curl on this computer");
        return;
    }
    let mut shell = |request: &str| {
        let script = format!("{}\n{request}", exports.join("\n"));
        let output = Command::new("sh")
            .args(["-c", &script])
            // Nothing listens there: a request through it fails.
            .envs(
                ["http_proxy", "HTTP_PROXY", "ALL_PROXY"].map(|name| (name, "http://127.0.0.1:1")),
            )
            .env_remove("NO_PROXY")
            .env("no_proxy", "example.com")
            .output()
            .unwrap();
        // Otherwise there would be no line to wait for.
        assert!(output.status.success(), "{request}: {output:?}");
        let digest = request.contains("--digest");
        // A challenge, or a token, comes first.
        let more = usize::from(digest || request.contains("$(curl "));
        let seen: Vec<String> = (0..=more).map(|_| program.line()).collect();
        let status = match request {
            collects if collects.contains("query_time") => " -> 204",
            logs_in if logs_in.contains("/v3/auth/tokens") => " -> 201",
            _ => " -> 200",
        };
        assert!(seen.last().unwrap().ends_with(status), "{seen:?}");
        assert!(!digest || seen[0].ends_with(" -> 401"), "{seen:?}");
        let shown = String::from_utf8(output.stdout).unwrap();
        let told = status.replace(" -> ", "(status ") + ")\n";
        let other = ["| tar ", "--include"]
            .iter()
            .any(|other| request.contains(other));
        assert!(other || shown.ends_with(&told), "{request}: {shown}");
        shown
    };
    let answers: Vec<String> = requests.iter().map(|request| shell(request)).collect();
    assert!(!answers[0].contains("finishedAt") && answers[1].contains("finishedAt"));
    assert!(answers[2].contains("InProgress"), "{}", answers[2]);
    assert!(answers[3].contains("\"next\""), "{}", answers[3]);
    assert!(answers[4].contains("childJobs"), "{}", answers[4]);
    assert!(answers[5].contains("automation_agent"), "{}", answers[5]);
    assert!(answers[10].contains("collecting"), "{}", answers[10]);
    assert!(answers[11].contains("\"link\""), "{}", answers[11]);
    assert!(answers[7].contains("access_token"), "{}", answers[7]);
    assert!(answers[8].contains("exportBucketId"), "{}", answers[8]);
    let login = answers[12].to_lowercase();
    assert!(login.contains("x-subject-token: "), "{login}");
    // With `--advance`, the second look finds them ended. The list was the second one for the job.
    assert!(answers[3].contains("finishedAt"));
    assert!(shell(&requests[0]).contains("finishedAt"));
    assert!(shell(&requests[2]).contains("Successful"));
}

#[test]
fn the_text_of_a_request_is_escaped_for_the_terminal() {
    let mut program = Running::start(&[]);
    let first = program.greeting().remove(0);
    let address = first.split("http://").nth(1).unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let long = "a".repeat(60_000);
    let request = format!("GET /\u{202e}{long} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    let line = program.line();
    assert!(
        line.starts_with("GET /\\u{202e}aaa") && line.ends_with(" -> 404"),
        "{line}"
    );
    assert!(line.len() < 1200, "{}", line.len());
}

#[test]
fn requests_fail_as_the_options_say() {
    for spelling in [
        "CreateRedislogDownloadLink",
        "create_redislog_download_link",
    ] {
        failing(&format!("{spelling}=503*1"), spelling);
    }
}

fn failing(fault: &str, operation: &str) {
    let mut program = Running::start(&["--fault", fault]);
    let greeting = program.greeting();
    let active = format!("  {operation}: status 503, once");
    assert!(greeting.contains(&active), "{greeting:#?}");
    let lines = |start: &str| {
        let lines = greeting.iter().filter(|line| line.starts_with(start));
        lines.cloned().collect::<Vec<_>>().join("\n")
    };
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("skipped: there is no curl on this computer");
        return;
    }
    let calls = lines("curl -sS --request POST");
    let link = calls.lines().find(|line| line.contains("/links")).unwrap();
    let script = format!("{}\n{link}", lines("export "));
    for expected in [&[" -> 503", "status 503"][..], &[" -> 200"]] {
        let shell = Command::new("sh")
            .args(["-c", &script])
            .env("NO_PROXY", "*")
            .output()
            .unwrap();
        assert!(shell.status.success());
        // Who looks at curl alone sees it too.
        let shown = String::from_utf8(shell.stdout).unwrap();
        let status = expected[0].trim_start_matches(" -> ");
        assert!(
            shown.ends_with(&format!("\n(status {status})\n")),
            "{shown}"
        );
        for end in expected {
            let line = program.line();
            assert!(line.ends_with(end), "{line}");
        }
    }
}

#[test]
fn the_fixtures_are_printed_on_demand_only() {
    let fixtures = Running::start(&["--fixtures"]).greeting();
    assert!(fixtures[0].contains("http://127.0.0.1:"), "{}", fixtures[0]);
    let key = "public_key                 FAKEPUBK".to_owned();
    assert!(fixtures.contains(&key), "{fixtures:#?}");
    let tasks = fixtures
        .iter()
        .find(|line| line.starts_with("sls_failed_task_ids "));
    assert_eq!(tasks.unwrap().split_whitespace().count(), 13);
    assert!(!fixtures.iter().any(|line| line.starts_with("curl ")));
    let greeting = Running::start(&[]).greeting();
    assert!(!greeting.contains(&key));
    let group = "# The group (Atlas also says project) is 5f0000000000000000000001, ";
    assert!(greeting.iter().any(|line| line.starts_with(group)));
    assert!(greeting.iter().any(|line| line.contains("do not move")));
}

#[test]
fn help_and_errors_are_plain_text() {
    let help = ended(&["--help"]);
    assert!(help.status.success());
    assert!(String::from_utf8_lossy(&help.stdout).contains("--advance"));

    let nowhere = ended(&["--fault", "getNothing=503"]);
    assert!(!nowhere.status.success());
    let text = String::from_utf8_lossy(&nowhere.stderr).into_owned();
    assert!(
        text.contains("getNothing") && text.contains("getBackupExport"),
        "{text}"
    );

    for (name, meant) in [
        ("get_backup_exprot", "getBackupExport"),
        ("create_redislog_download_lnk", "CreateRedislogDownloadLink"),
    ] {
        let alike = ended(&["--fault", &format!("{name}=503")]);
        let text = String::from_utf8_lossy(&alike.stderr).into_owned();
        assert!(text.contains(&format!("did you mean {meant}?\n")), "{text}");
    }

    let alike = ended(&["--fault", "getBackupExprot=503"]);
    let text = String::from_utf8_lossy(&alike.stderr).into_owned();
    assert!(text.contains("did you mean getBackupExport?\n"), "{text}");

    let mut other = Running::start(&[]);
    let first = other.line();
    let port = first.rsplit(':').next().unwrap();
    let in_use = format!("backhaul-sandbox: cannot listen on 127.0.0.1:{port} (omit the port");
    for (argument, problem) in [
        ("--nope", "backhaul-sandbox: unknown option --nope"),
        (port, in_use.as_str()),
    ] {
        let failed = ended(&[argument]);
        assert!(!failed.status.success());
        let text = String::from_utf8_lossy(&failed.stderr).into_owned();
        assert!(text.starts_with(problem), "{text}");
    }
}
