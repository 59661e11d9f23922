//! `backhaul collect`, `retry`, `export`, `restore` and `report`: flows of several calls, which `backhaul-flows` has.
//!
//! | file | subject |
//! |---|---|
//! | `atlas`, `cloud_manager`, `dcs`, `sls` | the flows of one provider each |
//! | `atlas_guide` | how to go on with what was begun at Atlas |
//! | `atlas_logs`, `atlas_invoices` | the logs of Atlas, and its invoices |
//! | `cloud_manager_retry` | failed jobs of Cloud Manager |
//! | `names`, `atlas_names`, `cloud_manager_names` | names in place of ids |
//! | `checks` | what is wrong with the flags, before anything is sent; a dry run |
//! | `range` | which time is meant |
//! | `dcs_import` | the import of a backup into an instance of DCS |
//! | `sls_download` | download jobs of SLS |
//! | `several` | the outcomes of several jobs or tasks |
//! | `stage` | a client, a flow at work, and why it failed |
//! | `words` | what was begun at the provider, and how to go on |
//! | `result` | what a flow prints |
//! | `needs`, `plan` | what has to be given to a flow |
//! | `flags` | flags that flows have in common |
//! | `flow` | a flow as a command |

#![cfg_attr(
    not(all(
        feature = "atlas",
        feature = "cloud-manager",
        feature = "sls",
        feature = "dcs"
    )),
    allow(
        dead_code,
        reason = "no single provider's flows need everything that they share"
    )
)]

#[cfg(feature = "atlas")]
mod atlas;
#[cfg(feature = "atlas")]
mod atlas_guide;
#[cfg(feature = "atlas")]
mod atlas_invoices;
#[cfg(feature = "atlas")]
mod atlas_logs;
#[cfg(feature = "atlas")]
mod atlas_names;
mod checks;
#[cfg(feature = "cloud-manager")]
mod cloud_manager;
#[cfg(feature = "cloud-manager")]
mod cloud_manager_names;
#[cfg(feature = "cloud-manager")]
mod cloud_manager_retry;
#[cfg(feature = "dcs")]
mod dcs;
#[cfg(feature = "dcs")]
mod dcs_import;
mod flags;
mod flow;
mod names;
mod needs;
mod plan;
mod range;
mod result;
mod several;
#[cfg(feature = "sls")]
mod sls;
#[cfg(feature = "sls")]
mod sls_download;
mod stage;
mod words;

use clap::{ArgMatches, Command};

use self::flow::Flow;
use self::plan::Asked;
use self::stage::Stage;
use super::context::Context;
use super::verb::{Described, Running, Verb};
use crate::args::Named;
use crate::failure::Failure;
use crate::providers;

pub(super) const COLLECT: Verb = Verb {
    name: "collect",
    command: |named| {
        let about = "Collect logs: start a job, wait for it, save what it collected";
        command("collect", about, named)
    },
    run: |matches, context| run("collect", matches, context),
};

pub(super) const RETRY: Verb = Verb {
    name: "retry",
    command: |named| {
        let about = "Start again what failed: log collection jobs, shipper tasks";
        command("retry", about, named)
    },
    run: |matches, context| run("retry", matches, context),
};

pub(super) const EXPORT: Verb = Verb {
    name: "export",
    command: |named| {
        let about = "Export data: a snapshot to a bucket, a backup to files";
        command("export", about, named)
    },
    run: |matches, context| run("export", matches, context),
};

pub(super) const RESTORE: Verb = Verb {
    name: "restore",
    command: |named| {
        let about = "Restore data: to files, to a cluster, to an instance";
        command("restore", about, named)
    },
    run: |matches, context| run("restore", matches, context),
};

pub(super) const REPORT: Verb = Verb {
    name: "report",
    command: |named| {
        let about = "Have a report written, and save it: of an invoice";
        command("report", about, named)
    },
    run: |matches, context| run("report", matches, context),
};

/// All flows that the command was built with.
fn all() -> Vec<&'static Flow> {
    let all: &[&'static [Flow]] = &[
        #[cfg(feature = "atlas")]
        atlas::FLOWS,
        #[cfg(feature = "cloud-manager")]
        cloud_manager::FLOWS,
        #[cfg(feature = "sls")]
        sls::FLOWS,
        #[cfg(feature = "dcs")]
        dcs::FLOWS,
        &[],
    ];
    all.iter().copied().flatten().collect()
}

/// What each flow says when it ends before what it has begun: the command that shows what is there, and those that go
/// on with each kind of thing.
#[cfg(all(
    test,
    feature = "atlas",
    feature = "cloud-manager",
    feature = "sls",
    feature = "dcs"
))]
pub(super) fn said() -> Vec<String> {
    use backhaul_flows::Work;

    let all = [
        atlas_guide::guides(),
        cloud_manager::guides(),
        sls::guides(),
        dcs::guides(),
    ];
    let mut said = Vec::new();
    for guide in all.into_iter().flatten() {
        said.push(guide.look.clone());
        for work in Work::ALL {
            said.extend((guide.goes_on)(*work, "x"));
        }
    }
    said
}

/// Whether a command does flows.
pub(super) fn is_verb(name: &str) -> bool {
    [COLLECT, RETRY, EXPORT, RESTORE, REPORT]
        .iter()
        .any(|verb| verb.name == name)
}

/// The flows of a provider, and what each does.
pub(super) fn of_provider(provider: &str) -> impl Iterator<Item = Described> {
    let flows = all()
        .into_iter()
        .filter(move |flow| flow.provider == provider);
    flows.map(|flow| {
        let command = (flow.command)(Command::new(flow.provider));
        Described::of(flow.verb, flow.words, &command)
    })
}

/// Which flow does the whole job that an operation begins.
pub fn whole_job(provider: &str, operation: &str) -> Option<String> {
    let begins = |flow: &&Flow| flow.provider == provider && flow.begins_with.contains(&operation);
    let flow = all().into_iter().find(begins)?;
    let command = (flow.command)(Command::new(flow.provider));
    let about = command.get_about()?.to_string();
    Some(format!(
        "The whole job: `backhaul {} {provider}`. {about}.",
        flow.verb
    ))
}

const AFTER_HELP: &str = "\
The result goes to standard output, and what happens meanwhile to standard error. If the time is over (exit status 124) \
or the command is interrupted (130), what was begun goes on at the provider, and the command says how to go on.";

fn command(name: &'static str, about: &'static str, named: &Named) -> Command {
    let verb = Command::new(name).about(about);
    if !named.has(name) {
        return verb;
    }
    let verb = verb
        .after_help(AFTER_HELP)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true);
    let flows = all().into_iter().filter(|flow| flow.verb == name);
    flows.fold(verb, |verb, flow| {
        let provider = Command::new(flow.provider);
        verb.subcommand(needs::told((flow.command)(provider), flow.needs))
    })
}

fn asked(flow: &Flow) -> Asked {
    Asked {
        names: flow.names,
        needs: flow.needs,
        sources: flow.sources,
    }
}

fn run<'a>(verb: &'static str, matches: &'a ArgMatches, context: &'a mut Context) -> Running<'a> {
    let found = matches.subcommand().and_then(|(provider, matches)| {
        let is_it = |flow: &&Flow| flow.verb == verb && flow.provider == provider;
        let flow = all().into_iter().find(is_it)?;
        Some((flow, providers::find(provider)?, matches))
    });
    match found {
        Some((flow, entry, matches)) => match Stage::new(entry, asked(flow), matches, context) {
            Ok(stage) => (flow.run)(stage, matches, context),
            Err(failure) => Box::pin(async { Err(failure) }),
        },
        None => Box::pin(async move {
            Err(Failure::usage(format!(
                "name a provider; see backhaul {verb} --help"
            )))
        }),
    }
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use super::{all, needs};
    use crate::providers;

    /// What nobody can look up: names that the user chooses, times, files, kinds.
    const OWN: &[&str] = &[
        "failed",
        "from-time",
        "last",
        "log-types",
        "point-in-time",
        "bucket-name",
        "query",
        "resource-type",
        "timeout",
        "to",
        // It has the list's command in its own hint.
        "group",
    ];

    #[test]
    fn all_that_is_missing_has_a_command_that_lists_it() {
        let mut number = 0;
        for flow in all() {
            let entry = providers::find(flow.provider).unwrap();
            for (flag, list) in flow.sources {
                let found = entry.table.operation(list).map(|(_, list)| list);
                assert!(found.is_some_and(|list| list.method == "GET"), "{list}");
                let command = (flow.command)(Command::new(flow.provider));
                let mut flags = command.get_arguments();
                assert!(
                    flags.any(|known| known.get_id() == flag),
                    "{} --{flag}",
                    flow.verb
                );
            }
            for flag in flow.needs.iter().flat_map(|flags| *flags) {
                let said = needs::source(entry, flow.sources, flag, &|_| None);
                let is_own = OWN.contains(flag);
                assert_eq!(
                    said.is_empty(),
                    is_own,
                    "{} {} --{flag}: {said:?}",
                    flow.verb,
                    flow.provider
                );
                number += usize::from(!is_own);
            }
        }
        assert!(number >= all().len(), "{number}");
    }
}
