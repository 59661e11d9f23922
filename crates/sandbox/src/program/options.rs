//! What the program can be told.

/// Printed for `--help`.
pub(crate) const HELP: &str = "\
Plays MongoDB Atlas, MongoDB Cloud Manager, Alibaba Cloud SLS and Open Telekom Cloud DCS on
127.0.0.1 until Ctrl-C. Prints credentials and requests to try, then one line for each request.

Usage: backhaul-sandbox [OPTIONS] [PORT]

  PORT         the port to listen on; without it, a free one
  --advance    a job moves one step with each look at it; most have ended at the second one
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
    /// Whether to print the fixtures as they are.
    pub(crate) fixtures: bool,
    /// Whether to print the help and end.
    pub(crate) help: bool,
}

/// Reads the arguments, or says what is wrong with them.
pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Options, String> {
    let mut options = Options::default();
    let mut port = None;
    for argument in arguments {
        match argument.as_str() {
            "--advance" => options.advance = true,
            "--fixtures" => options.fixtures = true,
            "--help" | "-h" => options.help = true,
            flag if flag.starts_with('-') => {
                return Err(format!("unknown option {flag}; --help lists them"));
            }
            text => {
                let number = text
                    .parse()
                    .map_err(|_| format!("{text} is not a port number (0 to 65535)"))?;
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
    use super::{Options, parse};

    fn parsed(arguments: &[&str]) -> Result<Options, String> {
        parse(arguments.iter().map(|argument| (*argument).to_owned()))
    }

    #[test]
    fn options_and_port_come_in_any_order() {
        assert_eq!(parsed(&[]), Ok(Options::default()));
        let options = Options {
            port: 8080,
            advance: true,
            fixtures: true,
            help: false,
        };
        assert_eq!(parsed(&["--fixtures", "8080", "--advance"]), Ok(options));
        assert!(parsed(&["--help"]).unwrap().help);
    }

    #[test]
    fn what_it_does_not_know_is_named() {
        for (arguments, culprit) in [
            (&["--nope"][..], "--nope"),
            (&["70000"], "70000"),
            (&["1", "2"], "more than one"),
        ] {
            let error = parsed(arguments).unwrap_err();
            assert!(error.contains(culprit), "{error}");
        }
    }
}
