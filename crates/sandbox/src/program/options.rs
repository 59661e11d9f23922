//! The options of the program.

use super::faults::FaultOption;
use super::meant::meant;

const FLAGS: [&str; 4] = ["--advance", "--fault", "--fixtures", "--help"];

/// Printed for `--help`.
pub(crate) const HELP: &str = "\
Behaves like MongoDB Atlas, MongoDB Cloud Manager, Alibaba Cloud SLS and Open Telekom Cloud DCS on
127.0.0.1 until Ctrl-C. Prints credentials and commands to try, then one line per request.

Usage: backhaul-sandbox [OPTIONS] [PORT]

  PORT         the port to listen on; without it, a free one
  --advance    jobs move one step each time they are read; most have ended the second time
  --fault OPERATION=FAULT[*TIMES][/EVERY]
               make requests fail, for example --fault 'getBackupExport=503*2' for the first two,
               or --fault 'all=reset/10' for every tenth request. May be repeated.
               OPERATION: an operation in the provider's spelling (getBackupExport) or in that of the
               clients (get_backup_export), 'oauth token', 'iam token', object (a file that a link
               leads to), or all
               FAULT, instead of running the operation: a status (200 to 599), html (a page with
               502), reset, stall (never answers)
               FAULT, after the operation has run: reset-after, stall-after, truncate (the connection
               breaks after 10 bytes of the body), drip (a slow body), empty (a body without bytes),
               oversize (a body larger than a client accepts)
  --fixtures   print all ids and credentials, instead of the commands to try
  --help       print this
";

/// The options that were given.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The port; 0 takes a free one.
    pub(crate) port: u16,
    /// Whether jobs advance when they are looked at.
    pub(crate) advance: bool,
    /// The faults to inject.
    pub(crate) faults: Vec<FaultOption>,
    /// Whether to print the fixtures as they are.
    pub(crate) fixtures: bool,
    /// Whether to print the help and end.
    pub(crate) help: bool,
}

/// Reads the arguments, or says what is wrong with them.
pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    let mut port = None;
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--advance" => options.advance = true,
            "--fault" => {
                let order = arguments
                    .next()
                    .ok_or("--fault needs a value, such as getBackupExport=503")?;
                options.faults.push(FaultOption::parse(&order)?);
            }
            "--fixtures" => options.fixtures = true,
            "--help" | "-h" => options.help = true,
            flag if flag.starts_with('-') => {
                let meant = meant(flag, &FLAGS);
                let flag = flag.escape_debug();
                return Err(format!("unknown option {flag}{meant} (see --help)"));
            }
            text => {
                let number = text.parse().map_err(|_| {
                    let text = text.escape_debug();
                    format!("{text} is not a port number (0 to 65535)")
                })?;
                if port.replace(number).is_some() {
                    return Err("only one port number may be given".to_owned());
                }
            }
        }
    }
    options.port = port.unwrap_or_default();
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::{FaultOption, Options, parse};

    fn parsed(arguments: &[&str]) -> Result<Options, String> {
        parse(arguments.iter().map(|argument| (*argument).to_owned()))
    }

    #[test]
    fn options_and_port_come_in_any_order() {
        assert_eq!(parsed(&[]), Ok(Options::default()));
        let options = Options {
            port: 8080,
            advance: true,
            faults: vec![FaultOption::parse("all=503").unwrap()],
            fixtures: true,
            help: false,
        };
        let arguments = ["--fixtures", "8080", "--fault", "all=503", "--advance"];
        assert_eq!(parsed(&arguments), Ok(options));
        assert!(parsed(&["--help"]).unwrap().help);
    }

    #[test]
    fn what_it_does_not_know_is_named() {
        for (arguments, culprit) in [
            (&["--nope"][..], "--nope"),
            (&["70000"], "70000"),
            (&["1", "2"], "only one port"),
            (&["--fault"], "--fault"),
            (&["--fault", "nope"], "nope"),
            (&["--advnace"], "--advnace; did you mean --advance? (see"),
        ] {
            let error = parsed(arguments).unwrap_err();
            assert!(error.contains(culprit), "{error}");
        }
    }
}
