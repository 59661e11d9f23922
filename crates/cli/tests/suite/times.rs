//! Dates for every flag that takes a time, whatever goes on the wire; and lists without pages.

use std::time::{Duration, SystemTime};

use backhaul_cli::args::{self, Named};
use backhaul_cli::call::{Given, Kind, Operation, Shape, Time};
use backhaul_cli::failure::Mistakes;
use backhaul_cli::json::{Json, get};
use backhaul_cli::{program, providers};

use crate::flows_collect::{result, run, stage};
use crate::support::accounts;
use crate::support::person::Person;

fn now() -> SystemTime {
    // 2026-05-04T22:00:00Z
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_777_932_000)
}

/// What the flags of an operation come to.
fn given(tree: &clap::Command, provider: &str, operation: &'static Operation, flag: &str) -> Given {
    let words = ["backhaul", provider, operation.name, flag];
    let matches = tree.clone().try_get_matches_from(words);
    let matches = matches.unwrap_or_else(|error| panic!("{words:?}: {error}"));
    let (_, matches) = matches.subcommand().unwrap();
    let (_, matches) = matches.subcommand().unwrap();
    let mut mistakes = Mistakes::default();
    let given = args::given(operation, matches, now(), &mut mistakes);
    mistakes.together(Ok(())).unwrap();
    given
}

/// The value of a parameter, or of a property of the body, as it goes on the wire.
fn wire(given: &Given, operation: &Operation, flag: &str) -> Option<String> {
    if operation.flags.iter().any(|known| known.name == flag) {
        let number = given.integer(flag).map(|number| number.to_string());
        return number.or(given.text(flag).map(str::to_owned));
    }
    let member = operation
        .members()
        .iter()
        .find(|member| member.flag == flag)?;
    match get(
        &Json::read(given.json()?).ok()?,
        &format!("/{}", member.wire),
    )? {
        Json::Text(text) => Some(text.clone()),
        Json::Number(number) => Some(number.clone()),
        _ => None,
    }
}

/// The flags of an operation for times.
fn times(operation: &'static Operation) -> Vec<(&'static str, Time)> {
    let flags = operation.flags.iter().filter_map(|flag| match flag.kind {
        Kind::Time(form) => Some((flag.name, form)),
        _ => None,
    });
    let members = operation
        .body_flags()
        .filter_map(|member| match member.shape {
            Shape::Time(form) => Some((member.flag, form)),
            _ => None,
        });
    flags.chain(members).collect()
}

fn in_form(form: Time) -> [&'static str; 2] {
    // 2026-05-04T20:30:00Z and 2026-05-04.
    match form {
        Time::Timestamp => ["2026-05-04T20:30:00Z", "2026-05-04T00:00:00Z"],
        Time::Date => ["2026-05-04", "2026-05-04"],
        Time::Seconds | Time::SecondsText => ["1777926600", "1777852800"],
        Time::Milliseconds | Time::MillisecondsText => ["1777926600000", "1777852800000"],
        Time::Compact => ["20260504203000", "20260504000000"],
    }
}

/// Nobody has to know whether a provider counts in seconds, in milliseconds, or not at all.
#[test]
fn every_flag_for_a_time_takes_dates() {
    let mut tree = program::tree(&Named::Everything);
    tree.build();
    let mut number = 0;
    for entry in providers::all() {
        for operation in entry.table.operations {
            for (flag, form) in times(operation) {
                let [time, date] = in_form(form);
                for (said, sent) in [
                    ("2026-05-04T20:30:00Z", time),
                    ("2026-05-04T22:30+02:00", time),
                    ("2026-05-04", date),
                    (time, time),
                ] {
                    // A day has no time.
                    if form == Time::Date && said.len() > 10 {
                        continue;
                    }
                    let words = format!("--{flag}={said}");
                    let given = given(&tree, entry.table.name, operation, &words);
                    let wire = wire(&given, operation, flag);
                    assert!(
                        wire.as_deref() == Some(sent)
                            || form == Time::Timestamp && wire.as_deref() == Some(said),
                        "{} {words}: {wire:?}",
                        operation.name
                    );
                }
                number += 1;
            }
        }
    }
    assert!(number >= 45, "{number}");
}

/// Where there is a beginning and an end, the last hours can be asked for.
#[test]
fn every_range_of_time_can_be_the_last_hours() {
    let mut tree = program::tree(&Named::Everything);
    tree.build();
    let mut number = 0;
    for entry in providers::all() {
        for operation in entry.table.operations {
            let Some((from, to)) = operation.range else {
                continue;
            };
            let given = given(&tree, entry.table.name, operation, "--last=90m");
            let form = times(operation)
                .into_iter()
                .find(|(flag, _)| *flag == from)
                .unwrap()
                .1;
            let begin = wire(&given, operation, from).unwrap();
            assert_eq!(begin, in_form(form)[0], "{}", operation.name);
            assert_eq!(wire(&given, operation, to).unwrap(), form.written(now()));
            let both = ["backhaul", entry.table.name, operation.name, "--last=1h"];
            let from = format!("--{from}=2026-05-04");
            let words = both.into_iter().chain([from.as_str()]);
            assert!(
                tree.clone().try_get_matches_from(words).is_err(),
                "{}",
                operation.name
            );
            number += 1;
        }
    }
    assert_eq!(number, 18);
}

#[tokio::test]
async fn a_date_goes_over_the_wire_as_the_provider_wants_it() {
    let (_sandbox, program) = stage(true).await;
    let status = [
        "sls",
        "get-shipper-status",
        "--logstore=logstore",
        "--shipper-name=shipper",
        "--dry-run",
    ];
    let ran = run(
        &program,
        &status,
        &["--from=2026-05-04", "--to=2026-05-04T01:00Z"],
    )
    .await;
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(
        ran.text().contains("from=1777852800&to=1777856400"),
        "{ran:?}"
    );
    let ran = run(&program, &status, &["--from=yesterday", "--to=2026-05-04"]).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert!(
        ran.err
            .contains("a day begins at another time in each zone: write 20"),
        "{ran:?}"
    );
}

/// Whatever an answer calls its items, each is a row.
#[tokio::test]
async fn a_list_without_pages_has_a_row_for_each_item() {
    let (sandbox, program) = stage(true).await;
    let names = sandbox.fixtures();
    let group = format!("--group-id={}", names.group_id);
    let cluster = format!("--cluster-name={}", names.cluster_name);
    let list = ["atlas", "list-backup-sharded-clusters", &group, &cluster];
    let all = result(&run(&program, &list, &[]).await);
    let all = all.as_array().unwrap();
    assert!(!all.is_empty(), "{all:?}");
    let ran = run(&program, &list, &["-o", "table"]).await;
    assert_eq!(ran.text().lines().count(), all.len() + 1, "{ran:?}");
    assert!(
        ran.text().lines().next().unwrap().contains("STATE"),
        "{ran:?}"
    );
    let ran = run(&program, &list, &["--limit=1", "--get=/id"]).await;
    assert_eq!(ran.text().lines().count(), 1, "{ran:?}");
    let ran = run(&program, &list, &["--only=failed"]).await;
    assert_eq!(ran.text(), "[]\n", "{ran:?}");
    // Texts have no columns.
    let ran = run(&program, &["sls", "list-log-stores"], &["-o", "table"]).await;
    assert_eq!(ran.text().trim(), names.sls_logstore, "{ran:?}");
    let shipper = format!("--logstore={}", names.sls_logstore);
    let person = Person::new(accounts::variables(sandbox.url(), names));
    let saw = person.run(&["sls", "list-shipper", &shipper]).await;
    assert_eq!(saw.out.trim(), names.sls_shipper, "{saw:?}");
}
