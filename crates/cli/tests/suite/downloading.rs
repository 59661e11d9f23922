//! `download`: what resumes, what is refused, Ctrl-C, files to pipes.

use std::path::Path;
use std::time::Duration;

use backhaul_sandbox::{Fault, Sandbox};
use serde_json::Value;
use tokio::io::AsyncWriteExt as _;

use crate::support::accounts;
use crate::support::halves::{Halves, SIZE, content};
use crate::support::program::{Program, Ran};

const GROUP: &str = "--group-id=5f0000000000000000000001";
const JOB: &str = "--job-id=5f00000000000000000000c3";
const DOWNLOAD: &str = "download-log-collection-job";

async fn sandbox() -> (Sandbox, Program) {
    let sandbox = Sandbox::start().await.unwrap();
    let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, program)
}

fn archive(sandbox: &Sandbox) -> Vec<u8> {
    let fixtures = sandbox.fixtures();
    let archive = sandbox.log_archive(fixtures.group_id, fixtures.successful_log_job_id);
    archive.unwrap()
}

fn logs<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["download", "cloud-manager", DOWNLOAD, GROUP, JOB], more].concat()
}

fn result(ran: &Ran) -> Value {
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert_eq!(ran.err, "");
    serde_json::from_slice(&ran.out).unwrap()
}

/// Waits until `path` has so many bytes.
pub(crate) async fn has_bytes(path: &Path, number: u64) {
    let there = async {
        while path.metadata().map_or(0, |file| file.len()) < number {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let there = tokio::time::timeout(Duration::from_secs(60), there).await;
    there.unwrap_or_else(|_| panic!("{} has no {number} bytes", path.display()));
}

#[tokio::test]
async fn a_file_comes_whole_under_a_given_or_a_chosen_name() {
    let (sandbox, program) = sandbox().await;
    let expected = archive(&sandbox);
    std::fs::create_dir(program.home().join("logs")).unwrap();
    for (to, path) in [
        ("a.tar.gz", "a.tar.gz"),
        ("logs", "logs/5f00000000000000000000c3.tar.gz"),
    ] {
        let result = result(&program.run(&logs(&["--to", to])).await);
        assert_eq!(result["path"], path);
        assert_eq!(result["bytes"], expected.len());
        assert_eq!(result["resumedFrom"], 0);
        assert_eq!(std::fs::read(program.home().join(path)).unwrap(), expected);
    }
    // The path alone, for a script.
    let ran = program
        .run(&logs(&["--to=logs/", "--overwrite", "--get=/path"]))
        .await;
    assert_eq!(ran.text(), "logs/5f00000000000000000000c3.tar.gz\n");
    let name = [
        "--host-name=h-0.example.net",
        "--log-name=mongodb",
        "--to=.",
    ];
    let words = [
        &["download", "atlas", "download-cluster-log", GROUP][..],
        &name,
    ]
    .concat();
    assert_eq!(
        result(&program.run(&words).await)["path"],
        "./h-0.example.net-mongodb.gz"
    );
}

#[tokio::test]
async fn a_finished_file_is_not_overwritten_unasked() {
    let (sandbox, program) = sandbox().await;
    let path = program.home().join("a.tar.gz");
    std::fs::write(&path, "mine").unwrap();
    let ran = program.run(&logs(&["--to=a.tar.gz"])).await;
    assert_eq!(ran.status, Some(8), "{ran:?}");
    assert_eq!(
        ran.err,
        "error: --to: a.tar.gz is there already: add --overwrite to replace it, or give another --to\n"
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    let ran = program.run(&logs(&["--to=b.tar.gz", "--dry-run"])).await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(
        ran.text()
            .contains("/logCollectionJobs/5f00000000000000000000c3/download"),
        "{ran:?}"
    );
    assert!(sandbox.requests().is_empty());
    result(&program.run(&logs(&["--to=a.tar.gz", "--overwrite"])).await);
    assert_eq!(std::fs::read(&path).unwrap(), archive(&sandbox));
}

#[tokio::test]
async fn a_download_that_broke_off_goes_on_with_the_same_command() {
    let (sandbox, program) = sandbox().await;
    let faults = sandbox.faults();
    let fault = Fault::truncate(100_000);
    faults.on("downloadLogCollectionJob", fault);
    let words = logs(&["--to=a.tar.gz", "--attempts=1"]);
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(5), "{ran:?}");
    let part = program.home().join(".a.tar.gz.part");
    let there = part.metadata().unwrap().len();
    assert!(there > 0);
    let hint = format!(
        "{there} bytes are in .a.tar.gz.part. To go on from there: backhaul {}\n",
        words.join(" ")
    );
    assert!(ran.err.ends_with(&hint), "{ran:?}");
    faults.clear();
    let result = result(&program.run(&words).await);
    assert_eq!(result["resumedFrom"], there);
    let path = program.home().join("a.tar.gz");
    assert_eq!(std::fs::read(path).unwrap(), archive(&sandbox));
    assert!(!part.exists());
}

#[tokio::test]
async fn after_ctrl_c_the_same_command_completes_the_file() {
    let server = Halves::start().await;
    let program = Program::new([]);
    let words = ["download", "--link", "-", "--to", "my files/"];
    std::fs::create_dir(program.home().join("my files")).unwrap();
    let part = program.home().join("my files/.dump.bin.part");
    let mut running = program.start(&words);
    let mut stdin = running.stdin.take().unwrap();
    let line = format!("{}\n", server.link);
    stdin.write_all(line.as_bytes()).await.unwrap();
    let half = u64::try_from(SIZE / 2).unwrap();
    has_bytes(&part, half).await;
    running.interrupt().await;
    let ran = running.end().await;
    assert_eq!(ran.status, Some(130), "{ran:?}");
    assert_eq!(
        ran.err,
        "interrupted: 150000 bytes are in my files/.dump.bin.part\n\
         To go on from there: backhaul download --link - --to 'my files/'\n"
    );
    let result = result(&program.run_with(&words, line.as_bytes()).await);
    assert_eq!(result["resumedFrom"], half);
    let path = program.home().join("my files/dump.bin");
    assert_eq!(std::fs::read(path).unwrap(), content());
    let heads = server.heads();
    assert_eq!(heads.len(), 2);
    assert!(heads.iter().all(|head| !head.contains("authorization")));
}

#[tokio::test]
async fn two_downloads_to_one_file_do_not_mix() {
    let server = Halves::start().await;
    let program = Program::new([]);
    let words = ["download", "--link=-", "--to=a"];
    let mut running = program.start(&words);
    let mut stdin = running.stdin.take().unwrap();
    let line = format!("{}\n", server.link);
    stdin.write_all(line.as_bytes()).await.unwrap();
    has_bytes(&program.home().join(".a.part"), 1).await;
    let ran = program.run_with(&words, line.as_bytes()).await;
    assert_eq!(ran.status, Some(8), "{ran:?}");
    assert!(
        ran.err.ends_with("another download is writing .a.part\n"),
        "{ran:?}"
    );
}

#[tokio::test]
async fn a_link_comes_from_standard_input_alone() {
    let server = Halves::start().await;
    let program = Program::new([]);
    let link = server.link.as_str();
    let with = format!("--link={link}");
    for words in [
        &["download", "--link", link, "--to=a"][..],
        &["download", with.as_str(), "--to=a"],
        &["download", link],
        &["download", "--link", "-", "--to", link],
        &["-o", "json", "download", "atlas", link],
        &["download", "--error-format=json", "--link", link],
    ] {
        let ran = program.run(words).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains("standard input, with --link -"), "{ran:?}");
        assert!(!ran.err.contains("fake-marker"), "{ran:?}");
    }
    for (input, said) in [
        ("", "the first line of standard input is not a link"),
        ("ftp://h.example/x", "not a link"),
        ("http://h.example/x?s=fake-marker", "plain http"),
        ("https://", "the link is not an absolute address"),
    ] {
        let words = ["download", "--link=-", "--to=a"];
        let ran = program.run_with(&words, input.as_bytes()).await;
        assert_eq!(ran.status, Some(2), "{input}: {ran:?}");
        assert!(ran.err.contains(said), "{input}: {ran:?}");
        assert!(!ran.err.contains("fake-marker"), "{ran:?}");
    }
    let ran = program.run(&["download", "--link=file", "--to=a"]).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(ran.err.contains("--link takes only -"), "{ran:?}");
    for (more, said) in [
        ("-v", "--to is required"),
        ("--dry-run", "--dry-run: a link is opened as it is"),
    ] {
        let ran = program.run(&["download", "--link=-", more]).await;
        assert_eq!(ran.status, Some(2), "{ran:?}");
        assert!(ran.err.contains(said), "{ran:?}");
    }
    assert!(server.heads().is_empty());
}

#[tokio::test]
async fn a_link_of_an_answer_is_downloaded_without_credentials() {
    let (sandbox, program) = sandbox().await;
    let id = sandbox.fixtures().finished_restore_job_id;
    let place = [GROUP, "--cluster-name=demo-cluster", "--restore-job-id", id];
    let get = [
        &["atlas", "get-backup-restore-job"][..],
        &place,
        &["--reveal", "--get=/deliveryUrl/0"],
    ];
    let link = program.run(&get.concat()).await;
    assert_eq!(link.status, Some(0), "{link:?}");
    let nobody = Program::new([]);
    let words = ["download", "--link=-", "--to=./"];
    let result = result(&nobody.run_with(&words, &link.out).await);
    let path = nobody.home().join(result["path"].as_str().unwrap());
    let content: Vec<u8> = sandbox
        .object_content(link.text().trim())
        .flatten()
        .collect();
    assert_eq!(std::fs::read(path).unwrap(), content);
    assert!(!content.is_empty());
}

#[tokio::test]
async fn without_the_verb_a_file_goes_to_a_pipe_as_it_is() {
    let (sandbox, program) = sandbox().await;
    let expected = archive(&sandbox);
    for words in [&logs(&[])[1..], &logs(&["--to=-"])] {
        let ran = program.run(words).await;
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
        assert!(ran.out == expected, "{} bytes", ran.out.len());
    }
}

/// Each operation that answers a file can be downloaded; a provider without any is not offered.
#[tokio::test]
async fn every_file_can_be_downloaded() {
    let program = Program::new([]);
    let providers = program.run(&["download", "--help"]).await;
    let mut files = 0;
    for entry in backhaul_cli::providers::all() {
        let table = entry.table;
        let ran = program.run(&["download", table.name, "--help"]).await;
        let mut has_any = false;
        for operation in table.operations {
            let is_there = ran.text().contains(&format!("  {} ", operation.name));
            assert_eq!(is_there, operation.answer.is_file, "{}", operation.name);
            has_any |= is_there;
            files += u32::from(is_there);
        }
        let is_offered = providers.text().contains(&format!("\n  {} ", table.name));
        assert_eq!(is_offered, has_any, "{}", table.name);
    }
    assert!(files >= 2, "{files}");
}
