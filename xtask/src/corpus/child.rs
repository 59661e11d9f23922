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

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::time::Duration;
    use std::{fs, io};

    use super::judge;
    use crate::corpus::judged::{Judged, Outcome};

    /// What is found out of a process that runs this script.
    fn of_script(script: &str, limit: Duration) -> io::Result<Judged> {
        let folder = tempfile::tempdir()?;
        let program = folder.path().join("program");
        fs::write(&program, format!("#!/bin/sh\n{script}\n"))?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        Ok(judge(&program, Path::new("zoo.yaml"), None, limit))
    }

    #[test]
    fn a_document_that_breaks_its_process_or_never_ends_breaks_nothing_else() {
        let minute = Duration::from_secs(60);
        let broken = of_script("kill -SEGV $$", minute).unwrap();
        let Outcome::Broken(why) = &broken.outcome else {
            panic!("{broken:?}")
        };
        assert!(why.starts_with("its process broke: signal: 11"), "{why}");
        assert_eq!(broken.name, "zoo.yaml");
        let silent = of_script("exit 0", minute).unwrap();
        assert!(!silent.is_sound(), "{silent:?}");
        let endless = of_script("exec tail -f /dev/null", Duration::ZERO).unwrap();
        assert_eq!(
            endless.outcome,
            Outcome::Broken("gave up after 0 s".to_owned())
        );
        let judged = Judged::broken("zoo.yaml", "of its own".to_owned());
        assert_eq!(
            of_script(&format!("echo '{}'", judged.to_json()), minute).unwrap(),
            judged
        );
    }
}
