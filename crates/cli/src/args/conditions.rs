//! Conditions of flags, which their help tells.

use clap::{Arg, ArgGroup, Command};

/// How the help of a flag that has to be given ends, or begins to end.
pub(super) const REQUIRED: &str = " [required";

/// `arg`, which makes sense only with all of `others`, and says so.
pub fn needing(arg: Arg, others: &[&'static str]) -> Arg {
    let names: Vec<String> = others.iter().map(|name| format!("--{name}")).collect();
    let arg = with(arg, &format!("Needs {}", names.join(" and ")));
    arg.requires_all(others.iter().copied())
}

/// `command`, whose flags say with which others they cannot be given.
pub(super) fn told(command: Command) -> Command {
    let pairs = pairs(&command);
    let flags: Vec<String> = command
        .get_arguments()
        .filter(|arg| !arg.is_global_set())
        .map(|arg| arg.get_id().to_string())
        .collect();
    flags.into_iter().fold(command, |command, flag| {
        let others = pairs.iter().filter_map(|(one, other)| {
            if *one == flag {
                return Some(other);
            }
            (*other == flag).then_some(one)
        });
        let others: Vec<String> = others.map(|name| format!("--{name}")).collect();
        command.mut_arg(flag, |arg| {
            let help = help(&arg);
            let untold = others.iter().filter(|name| !names(&help, name));
            let untold: Vec<&str> = untold.map(String::as_str).collect();
            if untold.is_empty() {
                arg
            } else {
                with(arg, &format!("Not with {}", joined(&untold)))
            }
        })
    })
}

/// `--a, --b or --c`.
fn joined(names: &[&str]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        names => names.join(""),
    }
}

/// The flags of `command` of which only one may be given, each pair once.
pub fn pairs(command: &Command) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut add = |one: String, other: String| {
        let known = |pair: &(String, String)| {
            *pair == (one.clone(), other.clone()) || *pair == (other.clone(), one.clone())
        };
        if one != other && !pairs.iter().any(known) {
            pairs.push((one, other));
        }
    };
    for arg in command.get_arguments().filter(|arg| !arg.is_global_set()) {
        for other in command.get_arg_conflicts_with(arg) {
            add(arg.get_id().to_string(), other.get_id().to_string());
        }
    }
    for group in command.get_groups() {
        let of_one = of(group);
        for one in &of_one {
            for other in &of_one {
                add(one.clone(), other.clone());
            }
        }
    }
    pairs
}

/// The flags of a group of which only one may be given.
fn of(group: &ArgGroup) -> Vec<String> {
    if group.clone().is_multiple() {
        return Vec::new();
    }
    group.get_args().map(ToString::to_string).collect()
}

/// Whether `help` has the flag `name`, and not just one that begins like it.
pub fn names(help: &str, name: &str) -> bool {
    let mut places = help.match_indices(name);
    places.any(|(at, _)| {
        let behind = help.get(at + name.len()..).unwrap_or_default();
        !behind.starts_with(|one: char| one == '-' || one.is_ascii_alphanumeric())
    })
}

/// The help of `arg` as text.
fn help(arg: &Arg) -> String {
    let help = arg.get_help().map(ToString::to_string);
    help.unwrap_or_default()
}

/// `arg` with another sentence in its help, before what it says about being required.
pub(super) fn with(arg: Arg, sentence: &str) -> Arg {
    let help = help(&arg);
    let (help, need) = match help.rfind(REQUIRED) {
        Some(at) => help.split_at(at),
        None => (help.as_str(), ""),
    };
    let point = if help.ends_with('.') { "" } else { "." };
    let text = format!("{help}{point} {sentence}{need}");
    arg.help(text)
}

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgGroup, Command};

    use super::{names, needing, told};

    #[test]
    fn help_tells_what_goes_together() {
        let flag = |name: &'static str| Arg::new(name).long(name).help(format!("The {name}"));
        let command = Command::new("x")
            .arg(
                flag("a")
                    .conflicts_with("b")
                    .help("The a, of many. [required]"),
            )
            .arg(flag("b"))
            .arg(needing(flag("c"), &["a", "d"]))
            .arg(flag("d"))
            .arg(flag("e").help("The e, in place of --d"))
            .group(ArgGroup::new("one").args(["d", "e"]))
            .group(ArgGroup::new("any").args(["a", "e"]).multiple(true));
        let command = told(command);
        let help = |name: &str| {
            let mut arguments = command.get_arguments();
            let arg = arguments.find(|arg| arg.get_id() == name).unwrap();
            arg.get_help().unwrap().to_string()
        };
        assert_eq!(help("a"), "The a, of many. Not with --b [required]");
        assert_eq!(help("b"), "The b. Not with --a");
        assert_eq!(help("c"), "The c. Needs --a and --d");
        assert_eq!(help("d"), "The d. Not with --e");
        assert_eq!(help("e"), "The e, in place of --d");
    }

    #[test]
    fn a_name_is_a_whole_one() {
        assert!(names("with --to, or not", "--to"));
        assert!(names("--to-time and --to", "--to"));
        assert!(!names("--to-time", "--to"));
    }
}
