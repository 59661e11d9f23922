//! A process for one document: a stack that overflows ends it, and nothing else.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::judged::Judged;

/// The argument that makes this program judge one document.
pub(super) const ONE: &str = "one";

/// What `program`, which is this one, finds about `document` within the time `limit`. The files of the crate go into
/// the folder `keep`.
pub(super) fn judge(
    program: &Path,
    document: &Path,
    keep: Option<&Path>,
    limit: Duration,
) -> Judged {
    let name = document.file_name().unwrap_or_default().to_string_lossy();
    let mut command = Command::new(program);
    command
        .args(["corpus", &format!("--{ONE}")])
        .arg(document)
        .args(keep);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    match command.spawn() {
        Ok(child) => wait(child, &name, limit),
        Err(error) => Judged::broken(&name, format!("its process cannot be started: {error}")),
    }
}

fn wait(mut child: Child, name: &str, limit: Duration) -> Judged {
    let Some(mut output) = child.stdout.take() else {
        return Judged::broken(name, "its process has no standard output".to_owned());
    };
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut said = String::new();
        let read = output.read_to_string(&mut said);
        drop(send.send(read.map(|_| said)));
    });
    let Ok(said) = receive.recv_timeout(limit) else {
        drop(child.kill());
        drop(child.wait());
        return Judged::broken(name, format!("gave up after {} s", limit.as_secs()));
    };
    let ended = child.wait();
    let judged = said.ok().and_then(|said| Judged::from_json(&said));
    judged.unwrap_or_else(|| {
        let how = ended.map_or_else(|error| error.to_string(), |status| status.to_string());
        Judged::broken(name, format!("its process broke: {how}"))
    })
}
