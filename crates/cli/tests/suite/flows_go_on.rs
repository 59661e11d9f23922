//! The commands that a late flow names go on to the end.

use crate::flows_backups::cluster;
use crate::flows_collect::{run, stage};

/// Not only how to wait, but how the files are fetched then.
#[tokio::test]
async fn a_restore_to_files_that_is_late_goes_on_to_the_files() {
    let (sandbox, program) = stage(false).await;
    let more = ["--snapshot-id=latest", "--to=files", "--timeout=50ms"];
    let ran = run(&program, &cluster(&sandbox, "restore"), &more).await;
    assert_eq!(ran.status, Some(124), "{ran:?}");
    let mut lines = ran.err.lines();
    let line = lines.find(|line| line.contains(" | ")).unwrap();
    let (line, _) = line.split_once("   # ").unwrap();
    let (_, line) = line.split_once("then: backhaul ").unwrap();
    let (get, save) = line.split_once(" | backhaul ").unwrap();
    let get: Vec<&str> = get.split(' ').collect();
    let save: Vec<&str> = save.split(' ').collect();
    let place = get.iter().position(|word| *word == "--restore-job-id");
    let id = get[place.unwrap() + 1];
    for _ in 0..10 {
        assert!(sandbox.advance_atlas_job(id));
    }
    let link = program.run(&get).await;
    assert_eq!(link.status, Some(0), "{link:?}");
    let saved = program.run_with(&save, &link.out).await;
    assert_eq!(saved.status, Some(0), "{saved:?}");
    assert!(program.home().join(save.last().unwrap()).is_file());
}
