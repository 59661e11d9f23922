//! The program, as people and scripts run it, against the sandbox and against servers that misbehave.
//!
//! | module | shows |
//! |---|---|
//! | `every_operation` | each operation of each document from the command line: what is printed is what was answered |
//! | `exit_statuses` | each kind of failure: its exit status, and what the message says |
//! | `dry_run` | a request that is shown: a shell sends it as the program would |
//! | `questions` | what is asked, of whom, and what counts as yes |
//! | `whoami` | which credentials there are, and whether they are taken |
//! | `people` | what people are told at a terminal: what was left out, that nothing was found |
//! | `vocabulary` | the same flag for the same thing in all flows; what is missing is named at once |
//! | `refused` | what to do when credentials or files are in the way |
//! | `conditions` | what help says about flags that go together, or do not |
//! | `find`, `help`, `template` | operations by words, help texts, bodies to fill in |
//! | `plain_words`, `mistakes` | errors in the words of people; what was meant, and where what is missing comes from |
//! | `all_at_once` | all that is wrong with a command line is told at once |
//! | `not_there` | what is not there: where to look, and what is left behind |
//! | `getting`, `quiet` | `--get`, `--quiet` |
//! | `snapshots` | what `cargo xtask review` shows of the command |
//! | `signals` | Ctrl-C and SIGTERM while a flow works |
//! | `states` | states by the rules of the command and by the types of the clients |
//! | `time_taken` | which time a flow takes, and what to write in place of one that is none |
//! | `times` | dates for every flag that takes a time; lists without pages |
//! | `tables` | tables of jobs, and their states |
//! | `completion`, `manual` | shells that complete, pages that render |
//! | `readme` | the first screen of the README |
//! | `secrets` | marker secrets, and everything that is printed |
//! | `waiting` | `wait`: results, messages, exit statuses, Ctrl-C |
//! | `downloading` | `download`: what resumes, what is refused, Ctrl-C, files to pipes |
//! | `custom` | `api` |
//! | `sandboxed` | `sandbox`: what it prints works in a shell |
//! | `pipes` | readers that go away, and interrupts of any command |
//! | `terminal` | a real terminal, by tmux |
//! | `flows_collect`, `flows_run_logs`, `flows_download_jobs`, `flows_retry`, `flows_backups` | flows of several calls |
//! | `flows_by_name` | the same, told names in place of ids |
//! | `flows_go_on` | the commands that a late flow names |
//! | `support` | running the program, a sandbox with its environment, a relay that keeps answers |
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests fail the test"
)]

mod all_at_once;
#[cfg(unix)] // Scripts call a link to the program.
mod completion;
mod conditions;
mod custom;
mod downloading;
mod dry_run;
mod every_operation;
mod exit_statuses;
mod find;
mod flows_backups;
mod flows_by_name;
mod flows_collect;
mod flows_download_jobs;
mod flows_go_on;
mod flows_retry;
mod flows_run_logs;
mod getting;
mod help;
mod manual;
mod mistakes;
mod not_there;
mod people;
mod pipes;
mod plain_words;
mod questions;
mod quiet;
mod readme;
mod refused;
mod sandboxed;
mod secrets;
mod signals;
mod snapshots;
mod states;
mod support;
mod tables;
mod template;
mod terminal;
mod time_taken;
mod times;
mod vocabulary;
mod waiting;
mod ways_out;
mod whoami;
