//! The flags that every command has.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::choice::Only;
use crate::failure::ErrorFormat;
use crate::providers::Settings;

/// The form of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// A table of the most telling columns.
    Table,
    /// A table of all scalars.
    Wide,
    /// One JSON value.
    Json,
    /// One JSON value per line and item.
    JsonLines,
    /// YAML.
    Yaml,
}

/// The values of these flags.
#[derive(Clone, Debug)]
pub struct Common {
    /// The form of results, if it was chosen.
    pub output: Option<Output>,
    /// The JSON pointer to print alone.
    pub get: Option<String>,
    /// Whether sensitive values are printed.
    pub reveal: bool,
    /// Whether questions are answered with yes.
    pub yes: bool,
    /// Whether nothing is sent.
    pub dry_run: bool,
    /// Whether nothing is said that nobody has to know.
    pub quiet: bool,
    /// How much is told about calls.
    pub verbose: u8,
    /// The form of errors.
    pub errors: ErrorFormat,
    /// Which account, place and credentials.
    pub settings: Settings,
}

const OUTPUT: &str = "Output";
const CALLS: &str = "Calls";
const PLACE: &str = "Account and place";

/// Adds the flags to the whole tree.
pub fn add(command: Command) -> Command {
    let value = |name: &'static str, heading: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .global(true)
            .help_heading(heading)
            .help(help)
    };
    let switch = |name: &'static str, heading: &'static str, help: &'static str| {
        value(name, heading, help).action(ArgAction::SetTrue)
    };
    command
        .arg(
            value("output", OUTPUT, "The form of results. Default: a table on a terminal, JSON otherwise")
                .short('o')
                .value_name("FORM")
                .value_parser(Only(&["table", "wide", "json", "jsonl", "yaml"])),
        )
        .arg(
            value("get", OUTPUT, "Print only what this JSON pointer leads to, such as /status: texts without quotes, and of a list one line per item")
                .value_name("POINTER")
                .value_parser(pointer),
        )
        .arg(switch("reveal", OUTPUT, "Print sensitive values, such as pre-signed links, instead of [sensitive]"))
        .arg(
            switch("quiet", OUTPUT, "Say nothing of progress, and no notes. Errors, warnings, questions, and how to go on after an interrupt are still said")
                .short('q'),
        )
        .arg(
            value("error-format", OUTPUT, "The form of errors on standard error")
                .value_name("FORM")
                .value_parser(Only(&["text", "json"])),
        )
        .arg(
            value("color", OUTPUT, "Whether to use colors. Default: on a terminal, unless NO_COLOR is set")
                .value_name("WHEN")
                .value_parser(Only(&["auto", "always", "never"])),
        )
        .arg(switch("dry-run", CALLS, "Send nothing. Print the request as a curl command, with placeholders for credentials"))
        .arg(
            value("attempts", CALLS, "How often a call is tried at most, with pauses in between. Default: 4. A call that a second time could do harm is only repeated if it was never sent")
                .value_name("NUMBER")
                .value_parser(clap::value_parser!(u32).range(1..=100)),
        )
        .arg(switch("yes", CALLS, "Answer questions with yes. Without a terminal, commands that ask refuse to go on without it").short('y'))
        .arg(
            value("verbose", CALLS, "Tell on standard error what is called; twice for every request. Secrets never show")
                .short('v')
                .action(ArgAction::Count),
        )
        .arg(value("profile", PLACE, "The profile of the provider's own tool, in whose file credentials are looked for").value_name("NAME"))
        .arg(value("cloud", PLACE, "The entry of clouds.yaml (dcs)").value_name("NAME"))
        .arg(value("region", PLACE, "The region (sls, dcs)").value_name("REGION"))
        .arg(value("project", PLACE, "The project: its id for atlas, cloud-manager (group) and dcs, its name for sls").value_name("PROJECT"))
        .arg(value("endpoint", PLACE, "Scheme and host of the API, instead of the provider's own").value_name("URL"))
}

impl Common {
    /// Reads the flags of the innermost command.
    pub fn of(matches: &ArgMatches) -> Self {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let switch = |name: &str| matches.get_flag(name);
        Self {
            output: text("output").and_then(|form| {
                Some(match form.as_str() {
                    "table" => Output::Table,
                    "wide" => Output::Wide,
                    "json" => Output::Json,
                    "jsonl" => Output::JsonLines,
                    "yaml" => Output::Yaml,
                    _ => return None,
                })
            }),
            get: text("get"),
            reveal: switch("reveal"),
            yes: switch("yes"),
            dry_run: switch("dry-run"),
            quiet: switch("quiet"),
            verbose: matches.get_count("verbose"),
            errors: match text("error-format").as_deref() {
                Some("json") => ErrorFormat::Json,
                _ => ErrorFormat::Text,
            },
            settings: Settings {
                profile: text("profile"),
                cloud: text("cloud"),
                region: text("region"),
                project: text("project"),
                endpoint: text("endpoint"),
                attempts: matches.get_one::<u32>("attempts").copied(),
            },
        }
    }
}

/// A JSON pointer. Empty is the whole.
fn pointer(text: &str) -> Result<String, String> {
    if text.is_empty() || text.starts_with('/') {
        return Ok(text.to_owned());
    }
    Err(format!(
        "a JSON pointer begins with a slash: write {}",
        from_path(text)
    ))
}

/// The pointer for a path as other tools write it: `.a.b[0]` or `$.a["b"][0]` is `/a/b/0`.
fn from_path(text: &str) -> String {
    let steps = text.trim_start_matches('$').split(['.', '[']);
    let steps = steps.map(|step| step.trim_end_matches(']').trim_matches(['"', '\'']));
    let steps: Vec<&str> = steps.filter(|step| !step.is_empty()).collect();
    format!("/{}", steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn a_path_of_another_tool_is_told_as_a_pointer() {
        for (path, told) in [
            ("id", "/id"),
            ("_id", "/_id"),
            (".id", "/id"),
            (".a.b[0]", "/a/b/0"),
            ("a.b", "/a/b"),
            ("$.a['b'][10]", "/a/b/10"),
            (".[].id", "/id"),
            (".", "/"),
        ] {
            let said = format!("a JSON pointer begins with a slash: write {told}");
            assert_eq!(pointer(path), Err(said), "{path}");
        }
        assert_eq!(pointer("/a.b"), Ok("/a.b".to_owned()));
        assert_eq!(pointer(""), Ok(String::new()));
    }
}
