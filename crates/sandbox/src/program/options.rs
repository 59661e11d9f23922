//! What the program can be told.

use super::faults::OrderedFault;

/// Printed for `--help`.
pub(crate) const HELP: &str = "\
Plays MongoDB Atlas, MongoDB Cloud Manager, Alibaba Cloud SLS and Open Telekom Cloud DCS on
127.0.0.1 until Ctrl-C. Prints credentials and requests to try, then one line for each request.

Usage: backhaul-sandbox [OPTIONS] [PORT]

  PORT         the port to listen on; without it, a free one
  --advance    a job moves one step with each look at it; most have ended at the second one
  --fault OPERATION=FAULT[*TIMES][/EVERY]
               lets requests go wrong, for example --fault 'getBackupExport=503*2' for the first
               two, --fault 'all=reset/10' for each tenth of all. May be given several times.
               OPERATION: an operationId of the documents, 'oauth token', 'iam token', object (a
               file behind a link), or all
               FAULT, in place of the operation: a status (200 to 599), html (a page with 502), reset,
               stall (no answer ever)
               FAULT, after it was applied: reset-after, stall-after, truncate (the connection breaks
               after 10 bytes of the body), drip (the body comes slowly), empty (a body without
               bytes), oversize (a body larger than a client takes)
  --fixtures   print all ids and credentials as the library has them, in place of the text to try
  --help       print this
";

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The port; 0 takes a free one.
    pub(crate) port: u16,
    /// Whether running jobs end.
    pub(crate) advance: bool,
    /// What is to go wrong.
    pub(crate) faults: Vec<OrderedFault>,
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
                let order = arguments.next().ok_or("nothing follows --fault")?;
                options.faults.push(OrderedFault::parse(&order)?);
            }
            "--fixtures" => options.fixtures = true,
            "--help" | "-h" => options.help = true,
            flag if flag.starts_with('-') => {
                let flag = flag.escape_debug();
                return Err(format!("unknown option {flag}; --help lists them"));
            }
            text => {
                let number = text.parse().map_err(|_| {
                    let text = text.escape_debug();
                    format!("{text} is not a port number (0 to 65535)")
                })?;
                if port.replace(number).is_some() {
                    return Err("more than one port number".to_owned());
                }
            }
        }
    }
    options.port = port.unwrap_or_default();
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::{Options, OrderedFault, parse};

    fn parsed(arguments: &[&str]) -> Result<Options, String> {
        parse(arguments.iter().map(|argument| (*argument).to_owned()))
    }

    #[test]
    fn options_and_port_come_in_any_order() {
        assert_eq!(parsed(&[]), Ok(Options::default()));
        let options = Options {
            port: 8080,
            advance: true,
            faults: vec![OrderedFault::parse("all=503").unwrap()],
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
            (&["1", "2"], "more than one"),
            (&["--fault"], "--fault"),
            (&["--fault", "nope"], "nope"),
        ] {
            let error = parsed(arguments).unwrap_err();
            assert!(error.contains(culprit), "{error}");
        }
    }
}
