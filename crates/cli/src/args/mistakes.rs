//! What clap says about a wrong command line.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use backhaul_runtime::OneLine;

use crate::failure::meant;

/// More suggestions than this help nobody.
const MOST: usize = 3;

/// Whether `error` is no error: help or the version were asked for.
pub fn is_help(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    )
}

/// `error` with few suggestions, those that are near. `providers` are the names of the providers, `topics` what `help`
/// explains beside the commands, `explained` both, and `words` the command line.
pub fn in_words(
    mut error: clap::Error,
    words: &[String],
    providers: &[&str],
    topics: &[&str],
    explained: &[&str],
) -> clap::Error {
    only_near_ones(&mut error);
    let unknown = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(word)) => word.clone(),
        _ => String::new(),
    };
    // A provider behind the unknown word is none that it could belong to.
    let before = words.iter().take_while(|word| **word != unknown);
    let provider = before
        .clone()
        .chain([&unknown])
        .find(|word| providers.contains(&word.as_str()));
    if error.kind() == ErrorKind::InvalidSubcommand && words.get(1).is_some_and(|it| it == "help") {
        let like = meant(&unknown, explained).filter(|_| before.count() == 2);
        let like = like.map(|topic| format!("did you mean: backhaul help {topic}"));
        let all = format!(
            "beside commands, there is help about {}: backhaul help {}",
            topics.join(", "),
            topics.join("|")
        );
        let tips = like.into_iter().chain([all]).map(StyledStr::from).collect();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    } else if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(provider) = provider
    {
        let tips = [
            "search for an operation: backhaul find WORDS".to_owned(),
            format!("call what no document has yet: backhaul api {provider} METHOD PATH"),
        ];
        let tips = tips.map(StyledStr::from).to_vec();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    } else if error.kind() == ErrorKind::InvalidSubcommand
        && error.get(ContextKind::SuggestedSubcommand).is_none()
    {
        let word = OneLine::new(&unknown).to_string();
        let tips = [
            format!("search for commands: backhaul find {word}"),
            format!(
                "every operation belongs to a provider: backhaul {} --help",
                providers.join("|")
            ),
        ];
        let tips = tips.map(StyledStr::from).to_vec();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    }
    // The help has them, by groups and without the provider's own spellings.
    error.remove(ContextKind::ValidSubcommand);
    error
}

/// Leaves of what clap suggests what is near: it suggests what is less alike, too.
fn only_near_ones(error: &mut clap::Error) {
    // Of values, clap may also suggest none where letters differ in size alone.
    if let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue)
        && let Some(ContextValue::Strings(allowed)) = error.get(ContextKind::ValidValue)
    {
        match meant(value, allowed).map(str::to_owned) {
            Some(meant) => {
                error.insert(ContextKind::SuggestedValue, ContextValue::String(meant));
            }
            None => {
                error.remove(ContextKind::SuggestedValue);
            }
        }
    }
    for (wrong, suggested) in [
        (
            ContextKind::InvalidSubcommand,
            ContextKind::SuggestedSubcommand,
        ),
        (ContextKind::InvalidArg, ContextKind::SuggestedArg),
    ] {
        let Some(ContextValue::String(word)) = error.get(wrong) else {
            continue;
        };
        let names = match error.get(suggested) {
            Some(ContextValue::Strings(names)) => names.as_slice(),
            Some(ContextValue::String(name)) => std::slice::from_ref(name),
            _ => continue,
        };
        // The provider's own spellings are not shown. Clap has the best last.
        let ours = names
            .iter()
            .filter(|name| !name.contains(char::is_uppercase));
        let near = ours.filter(|name| meant(word, std::slice::from_ref(*name)).is_some());
        let best: Vec<String> = near.rev().take(MOST).cloned().collect();
        match best.is_empty() {
            true => error.remove(suggested),
            false => error.insert(suggested, ContextValue::Strings(best)),
        };
    }
}

/// What clap advises, one tip a line.
pub fn tips(error: &clap::Error) -> Option<String> {
    let text = error.render().to_string();
    let tips = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("tip: "));
    let tips: Vec<&str> = tips.collect();
    (!tips.is_empty()).then(|| tips.join("\n"))
}

/// What is wrong, in one line.
pub fn told(error: &clap::Error) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "name a provider, an operation or a command; see --help".to_owned();
    }
    let text = error.render().to_string();
    // Behind a blank line come the usage and where to find help.
    let lines = text.lines().take_while(|line| !line.is_empty());
    let words: Vec<&str> = lines.map(str::trim).collect();
    let told = words.join(" ");
    told.strip_prefix("error: ").unwrap_or(&told).to_owned()
}

/// Whether the command line asks for errors as JSON, although it could not be read.
pub fn wants_json(words: &[String]) -> bool {
    words.iter().any(|word| word == "--error-format=json")
        || words
            .windows(2)
            .any(|pair| pair[0] == "--error-format" && pair[1] == "json")
}
