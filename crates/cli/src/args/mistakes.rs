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

/// `error` with few suggestions, the best ones. `providers` are the names of the providers, and `words` the command
/// line.
pub fn in_words(mut error: clap::Error, words: &[String], providers: &[&str]) -> clap::Error {
    if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(provider) = words.iter().find(|word| providers.contains(&word.as_str()))
    {
        let tips = [
            "search for an operation: backhaul find WORDS".to_owned(),
            format!("call what no document has yet: backhaul api {provider} METHOD PATH"),
        ];
        let tips = tips.map(StyledStr::from).to_vec();
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(tips));
    } else if error.kind() == ErrorKind::InvalidSubcommand
        && let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand)
        && !is_like_one(word, error.get(ContextKind::SuggestedSubcommand))
    {
        let word = OneLine::new(word).to_string();
        error.remove(ContextKind::SuggestedSubcommand);
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
    if error.get(ContextKind::SuggestedValue).is_none()
        && let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue)
        && let Some(ContextValue::Strings(allowed)) = error.get(ContextKind::ValidValue)
        && let Some(meant) = meant(value, allowed)
    {
        let meant = ContextValue::Strings(vec![meant.to_owned()]);
        error.insert(ContextKind::SuggestedValue, meant);
    }
    for kind in [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ] {
        if let Some(ContextValue::Strings(names)) = error.get(kind) {
            // The provider's own spellings are not shown. Clap has the best last.
            let ours = names
                .iter()
                .filter(|name| !name.contains(char::is_uppercase));
            let best = ours.rev().take(MOST).cloned().collect();
            error.insert(kind, ContextValue::Strings(best));
        }
    }
    error
}

/// Whether `word` is a slip of the finger. Clap suggests what is less alike, too.
fn is_like_one(word: &str, suggested: Option<&ContextValue>) -> bool {
    match suggested {
        Some(ContextValue::Strings(names)) => meant(word, names).is_some(),
        _ => false,
    }
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
