//! `servers`: scheme and host of the API, from which the client's default address is made.

use super::part::{Findings, Part};
use crate::model::{braced, is_usable};

/// Whether an operation has one server, made of variables that the document's has too: then a face that is written by
/// hand knows it.
pub(super) fn are_of_the_document(root: &Part<'_>, operation: &Part<'_>) -> bool {
    let variables = |owner: &Part<'_>| {
        let servers = owner.items_of("servers");
        let first = servers.first().map(|server| server.text("url"));
        let names = first.and_then(variables_of).unwrap_or_default();
        names.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let (known, own) = (variables(root), variables(operation));
    let is_one = operation.items_of("servers").len() == 1;
    is_one && !own.is_empty() && own.iter().all(|name| known.contains(name))
}

/// Checks the servers that an operation has of its own.
pub(super) fn check_own(operation: &Part<'_>, findings: &mut Findings<'_>) {
    for server in operation.items_of("servers") {
        check_server(&server, findings);
    }
}

/// Checks the servers of the document.
pub(super) fn check(root: &Part<'_>, findings: &mut Findings<'_>) {
    let servers = root.items_of("servers");
    if let Some(list) = root.get("servers")
        && servers.is_empty()
    {
        findings.report(
            "document/no-server",
            &list,
            "`servers` is empty",
            "write the address that the provider serves the API at",
        );
    }
    for server in &servers {
        check_server(server, findings);
    }
}

fn check_server(server: &Part<'_>, findings: &mut Findings<'_>) {
    let Some(url) = server.get("url") else {
        return; // a finding of its form
    };
    let text = server.text("url");
    let declared = server.members_of("variables");
    let (rule, variables) = match variables_of(text) {
        Some(variables) => (None, variables),
        None if is_usable(server.value) => (Some("house/server-address"), braced(text)),
        None => (Some("unsupported/server-url"), Vec::new()),
    };
    if let Some(rule) = rule {
        findings.report(
            rule,
            &url,
            format!("{text:?} is not scheme and host"),
            "write https://HOST, with variables as {name}; the rest of the address belongs into \
             the paths",
        );
    }
    if rule == Some("unsupported/server-url") {
        return;
    }
    for name in &variables {
        let variable = declared.iter().find(|(known, _)| known == name);
        let problem = match variable {
            None => "is not declared",
            Some((_, variable)) if variable.get("default").is_none() => "has no default",
            Some(_) => continue,
        };
        findings.report(
            "document/undeclared-server-variable",
            &url,
            format!("the variable {name} {problem}"),
            "describe it in `variables`, with a `default`",
        );
    }
    for (name, variable) in declared {
        if !variables.contains(&name) {
            findings.report(
                "house/unused-server-variable",
                &variable,
                format!("the variable {name} does not occur in `url`"),
                "remove it, or correct the name",
            );
        }
        check_default(&variable, findings);
    }
}

/// The default is one of the values, if these are listed.
fn check_default(variable: &Part<'_>, findings: &mut Findings<'_>) {
    let default = variable.text("default");
    let values = variable.items_of("enum");
    if let Some(place) = variable.get("default")
        && !values.is_empty()
        && values
            .iter()
            .all(|value| value.value.as_str() != Some(default))
    {
        findings.report(
            "document/server-default",
            &place,
            format!("the default {default:?} is none of the values in `enum`"),
            "add it to `enum`, or choose one of those",
        );
    }
}

/// The variables in an address of nothing but scheme and host; nothing if it is not one.
pub(super) fn variables_of(url: &str) -> Option<Vec<&str>> {
    let mut rest = url.strip_prefix("https://")?;
    if rest.is_empty() {
        return None;
    }
    let mut variables = Vec::new();
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}')?;
        if !is_host(before) || !is_variable(name) {
            return None;
        }
        variables.push(name);
        rest = behind;
    }
    is_host(rest).then_some(variables)
}

fn is_host(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-.:".contains(&byte);
    text.bytes().all(is_allowed)
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::variables_of;

    #[test]
    fn scheme_and_host_with_variables() {
        assert_eq!(variables_of("https://api.example:8443"), Some(vec![]));
        assert_eq!(
            variables_of("https://{project}.{endpoint}"),
            Some(vec!["project", "endpoint"])
        );
        for bad in [
            "",
            "https://",
            "http://api.example",
            "https://api.example/v1",
            "https://api.example?x",
            "https://u@api.example",
            "https://{}.example",
            "https://{a.example",
            "https://a}.example",
            "https://{a b}.example",
        ] {
            assert_eq!(variables_of(bad), None, "{bad:?}");
        }
    }
}
