//! Open Telekom Cloud DCS: back up a Redis instance, wait until that is done, download the files, and
//! restore the instance from the backup.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example dcs_backup
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backhaul_dcs::{Client, Credentials, Job};
use backhaul_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays DCS, so that this runs without an account. With one, the client
    // is `Client::from_env()?`.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let ids = sandbox.fixtures();
    let key = Credentials::access_key(ids.dcs_access_key, ids.dcs_secret_key);
    let client = Client::builder()
        .credentials(key.project_id(ids.dcs_project_id))
        .base_url(sandbox.url())
        .build()?;

    let instance = Instance {
        project_id: ids.dcs_project_id,
        id: ids.dcs_instance_id,
    };
    let say = |line| println!("{line}");
    let backup = back_up(&client, &instance, &std::env::temp_dir(), say).await?;
    for saved in &backup.files {
        println!("{} bytes in {}", saved.bytes, saved.file.display());
    }
    restore(&client, &instance, &backup.id, say).await
}

/// What is backed up and restored.
#[derive(Debug)]
pub struct Instance<'a> {
    /// Its project.
    pub project_id: &'a str,
    /// Its id.
    pub id: &'a str,
}

/// A backup whose files were downloaded.
#[derive(Debug)]
pub struct SavedBackup {
    /// Its id.
    pub id: String,
    /// Its files, one per shard.
    pub files: Vec<SavedFile>,
}

/// A downloaded file.
#[derive(Debug)]
pub struct SavedFile {
    /// Where it is.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// Backs up an instance, and saves the files of the backup in `folder`.
pub async fn back_up(
    client: &Client,
    instance: &Instance<'_>,
    folder: &Path,
    say: impl Fn(String) + Sync,
) -> Result<SavedBackup, Box<dyn Error>> {
    // Not idempotent: it is sent again only if it was never sent. After any other failure, read the
    // list before trying again.
    let accepted = client
        .copy_instance()
        .project_id(instance.project_id)
        .instance_id(instance.id)
        .remark("before the release")
        .backup_format("rdb")
        .send()
        .await?;
    let id = accepted.backup_id.clone().ok_or("the answer has no id")?;
    say(format!("backup {id} was requested"));

    // There is no operation for one backup, so the list is read and the others are ignored. A new one
    // may be missing from it at first, so an empty list does not end the wait.
    client
        .list_backup_records()
        .project_id(instance.project_id)
        .instance_id(instance.id)
        .wait_all(Duration::from_secs(3600))
        .only(|backup| backup.backup_id.as_ref() == Some(&id))
        .at_least(1)
        .on_progress(|backups| {
            for backup in backups {
                let percent = backup.progress.as_deref().unwrap_or("?");
                say(format!("backup: {}, {percent} %", backup.state()));
            }
        })
        .await?
        .succeeded()?;

    // Anyone who has a link can read the file, so it should expire soon. A download that breaks off
    // later can continue with a new link.
    let links = client
        .list_backup_file_links()
        .project_id(instance.project_id)
        .instance_id(instance.id)
        .backup_id(&id)
        .expiration(1800)
        .send()
        .await?;
    let mut files = Vec::new();
    for (number, item) in links.links.iter().enumerate() {
        let link = item.link.as_ref().ok_or("a file has no link")?;
        // Our own name: the service's name of the file may not be safe as a path. The id is safe, or
        // `backup_id` would have refused it.
        let file = folder.join(format!("redis-{id}-{number}.rdb"));
        let done = client.download_link(link).to_file(&file).await?;
        let bytes = done.bytes;
        files.push(SavedFile { file, bytes });
    }
    Ok(SavedBackup { id, files })
}

/// Restores an instance from one of its backups.
pub async fn restore(
    client: &Client,
    instance: &Instance<'_>,
    backup_id: &str,
    say: impl Fn(String) + Sync,
) -> Result<(), Box<dyn Error>> {
    let accepted = client
        .restore_instance()
        .project_id(instance.project_id)
        .instance_id(instance.id)
        .backup_id(backup_id)
        .send()
        .await?;
    let id = accepted.restore_id.clone().ok_or("the answer has no id")?;
    say(format!("restoration {id} was requested"));

    client
        .list_restore_records()
        .project_id(instance.project_id)
        .instance_id(instance.id)
        .wait_all(Duration::from_secs(3600))
        .only(|restoration| restoration.restore_id.as_ref() == Some(&id))
        .at_least(1)
        .on_progress(|restorations| {
            for restoration in restorations {
                say(format!("restoration: {}", restoration.state()));
            }
        })
        .await?
        .succeeded()?;
    Ok(())
}
