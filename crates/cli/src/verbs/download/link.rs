//! A pre-signed link, from standard input alone.

use std::io::{self, BufRead as _, Read as _};

use backhaul_runtime::auth::env::Environment;
use backhaul_runtime::{Download, SensitiveString};

use super::super::context::Context;
use super::target::safe_name;
use crate::failure::{Failure, Status};
use crate::providers::{self, Settings};

/// More is no link.
const LONGEST: u64 = 64 * 1024;

/// Why a link among the words of a command line is not used.
const VISIBLE: &str = "a link does not belong on the command line, where everybody on this machine can see it: \
    give it on standard input, with --link -";

/// A link among the arguments of `download` is refused before anything prints it. `words` begin with the name of
/// the program; `is_command` says whether a word is a command.
pub fn refused(words: &[String], is_command: &dyn Fn(&str) -> bool) -> Option<Failure> {
    let mut rest = words.iter().skip(1).skip_while(|word| !is_command(word));
    if rest.next()? != "download" {
        return None;
    }
    let mut before = "";
    for word in words {
        let is_address = before == "--endpoint" || word.starts_with("--endpoint=");
        if !is_address && looks_like_link(word) {
            return Some(Failure::usage(VISIBLE));
        }
        before = word;
    }
    None
}

fn looks_like_link(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    lower.contains("://") || lower.contains("signature=")
}

/// Checks the value of `--link`.
///
/// # Errors
/// If it is not `-`.
pub(super) fn check(source: &str) -> Result<(), Failure> {
    if source == "-" {
        return Ok(());
    }
    Err(Failure::usage(
        "--link takes only -, and reads the link from standard input: arguments can be seen by everybody on this machine",
    ))
}

/// The first line of standard input.
///
/// # Errors
/// If it cannot be read, or is not a link that may be used.
pub(super) fn read(context: &mut Context) -> Result<SensitiveString, Failure> {
    if context.streams.can_ask {
        let _ = writeln!(context.streams.err, "Paste the link, and press Enter:");
    }
    let mut line = String::new();
    let read = io::stdin().lock().take(LONGEST).read_line(&mut line);
    read.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData => Failure::usage("--link: standard input is not text"),
        _ => Failure::file("--link: standard input", &error),
    })?;
    let link = line.trim();
    let lower = link.to_ascii_lowercase();
    if lower.starts_with("http://") && !is_this_machine(&lower) {
        return Err(Failure::usage(
            "--link: the link on standard input is plain http, which is not encrypted; only https is used",
        ));
    }
    if !lower.starts_with("https://") && !lower.starts_with("http://") {
        return Err(Failure::usage(
            "--link: the first line of standard input is not a link: it must begin with https://",
        ));
    }
    Ok(SensitiveString::from(link))
}

fn is_this_machine(link: &str) -> bool {
    let host = link.trim_start_matches("http://");
    let end = host.find(['/', '?', '#']).unwrap_or(host.len());
    let host = host.get(..end).unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    matches!(name, Some("localhost" | "127.0.0.1" | "::1"))
}

/// The download. Whose client it is does not matter: it sends no credentials.
///
/// # Errors
/// If no client can be made.
pub(super) fn download(link: &SensitiveString) -> Result<Download<'static>, Failure> {
    let settings = Settings {
        region: Some("none".to_owned()),
        project: Some("none".to_owned()),
        ..Settings::default()
    };
    let environment = Environment::of_variables(|_| None);
    let mut entries = providers::all();
    let entry = entries.next().ok_or_else(|| {
        Failure::new(
            Status::Usage,
            "this program was built without any provider, so it cannot download",
        )
    })?;
    let connected = (entry.pretend)(&settings, &environment)?;
    Ok(connected.client.link(link))
}

/// The last segment of the path of `link`.
pub(super) fn file_name(link: &SensitiveString) -> String {
    let address = link.expose();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let path = address.get(..end).unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let segments = path
        .split('/')
        .skip(1)
        .filter(|segment| !segment.is_empty());
    safe_name(segments.last().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use backhaul_runtime::SensitiveString;

    use super::{file_name, is_this_machine, refused};

    #[test]
    fn a_link_among_the_arguments_is_refused_wherever_it_is() {
        let is_command = |word: &str| ["download", "atlas", "find"].contains(&word);
        let is_refused = |line: &str| {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            refused(&words, &is_command).is_some()
        };
        for line in [
            "backhaul download https://x/y?Signature=z --to a",
            "backhaul download --link https://x/y --to a",
            "backhaul download --link=HTTPS://x/y --to a",
            "backhaul -o json download --link - --to s3://x/y",
            "backhaul download x/y?X-Amz-Signature=z",
        ] {
            assert!(is_refused(line), "{line}");
        }
        for line in [
            "backhaul download --link - --to a",
            "backhaul --endpoint http://127.0.0.1:1 download atlas download-cluster-log --to a",
            "backhaul download atlas x --endpoint=http://127.0.0.1:1 --to a",
            "backhaul find download https://x",
            "backhaul",
        ] {
            assert!(!is_refused(line), "{line}");
        }
    }

    #[test]
    fn a_link_names_its_file() {
        let name = |link: &str| file_name(&SensitiveString::from(link));
        assert_eq!(name("https://h.example/a/dump.tgz?X=/y/z"), "dump.tgz");
        assert_eq!(name("https://h.example/a/"), "a");
        assert_eq!(name("https://h.example"), "download");
        assert_eq!(name("https://h.example/%2e%2e%2fx"), "_2e_2e_2fx");
        assert_eq!(name("https://h.example/.."), "download");
    }

    #[test]
    fn only_this_machine_may_be_asked_in_plain_http() {
        for link in [
            "http://127.0.0.1:80/x",
            "http://localhost?x",
            "http://[::1]:1/",
        ] {
            assert!(is_this_machine(link), "{link}");
        }
        for link in [
            "http://127.0.0.1.example/x",
            "http://h.example/127.0.0.1",
            "http://",
        ] {
            assert!(!is_this_machine(link), "{link}");
        }
    }
}
