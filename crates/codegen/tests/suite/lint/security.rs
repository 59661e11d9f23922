//! Security schemes: each must be one that can be sent, and those that are needed together must fit together.

use std::collections::BTreeMap;

use backhaul_codegen::{Profile, check, survey};

/// A document of others with one operation that needs these schemes.
fn document(security: &str, schemes: &str) -> String {
    format!(
        "openapi: 3.0.3\n\
         info: {{title: Zoo, version: v1}}\n\
         servers: [{{url: 'https://api.example.com'}}]\n\
         paths:\n  \
           /animals:\n    \
             get: {{security: {security}, responses: {{'204': {{description: Done.}}}}}}\n    \
             post: {{security: [], responses: {{'204': {{description: Done.}}}}}}\n\
         components:\n  \
           securitySchemes: {schemes}\n"
    )
}

/// The findings, without place and hint.
fn told(security: &str, schemes: &str) -> Vec<String> {
    told_by(Profile::Open, security, schemes)
}

/// Those of a profile, but for how our documents must look.
fn told_by(profile: Profile, security: &str, schemes: &str) -> Vec<String> {
    let findings = check(profile, "zoo.yaml", &document(security, schemes));
    let told = findings
        .iter()
        .filter(|finding| !finding.rule.starts_with("house/") && finding.path.contains("ecurity"))
        .map(|finding| format!("{}: {} [{}]", finding.path, finding.message, finding.rule));
    told.collect()
}

#[test]
fn a_scheme_that_cannot_be_sent_is_refused_where_it_is_needed() {
    for (scheme, problem) in [
        (
            "{type: apiKey, name: X-Key}",
            "`in` of an apiKey is header, query or cookie",
        ),
        (
            "{type: apiKey, in: body, name: key}",
            "`in` of an apiKey is header, query or cookie",
        ),
        (
            "{type: apiKey, in: header}",
            "\"\" is not the name of a header",
        ),
        (
            "{type: apiKey, in: header, name: 'X Key'}",
            "\"X Key\" is not the name of a header",
        ),
        (
            "{type: apiKey, in: header, name: Host}",
            "the header Host belongs to the connection",
        ),
        (
            "{type: apiKey, in: cookie, name: 'a;b'}",
            "\"a;b\" is not the name of a cookie",
        ),
        ("{type: apiKey, in: query}", "an apiKey has a `name`"),
        ("{type: http}", "an http scheme has a `scheme`"),
        (
            "{type: http, scheme: 'a b'}",
            "\"a b\" is not the name of an http scheme",
        ),
        (
            "{type: magic}",
            "there is no security scheme of the type \"magic\"",
        ),
        (
            "{type: oauth2, flows: {clientCredentials: {scopes: {}}}}",
            "`tokenUrl` \"\" is not an address",
        ),
        (
            "{type: oauth2, flows: {clientCredentials: {tokenUrl: //x/y}}}",
            "`tokenUrl` \"//x/y\" is not an address",
        ),
    ] {
        let expected =
            format!("components.securitySchemes.Key: {problem} [document/security-scheme]");
        let schemes = format!("{{Key: {scheme}}}");
        assert_eq!(told("[{Key: []}]", &schemes), [expected], "{scheme}");
        // Nobody asks what nothing needs.
        assert_eq!(told("[]", &schemes), [""; 0], "{scheme}");
    }
}

#[test]
fn schemes_of_one_place_cannot_be_needed_at_once() {
    let basic = "A: {type: http, scheme: basic}";
    let header = "A: {type: apiKey, in: header, name: x-key}";
    for (schemes, place) in [
        (
            format!("{{{basic}, B: {{type: http, scheme: bearer}}}}"),
            Some("the header `authorization`"),
        ),
        (
            format!("{{{basic}, B: {{type: apiKey, in: header, name: Authorization}}}}"),
            Some("the header `authorization`"),
        ),
        (
            format!("{{{header}, B: {{type: apiKey, in: header, name: X-Key}}}}"),
            Some("the header `x-key`"),
        ),
        (
            format!("{{{header}, B: {{type: apiKey, in: query, name: x-key}}}}"),
            None,
        ),
        (format!("{{{header}, B: {{type: mutualTLS}}}}"), None),
    ] {
        let rule = "wire/security-places";
        let told_of = |place| {
            format!("paths./animals.get.security.0.B: B and A are both sent in {place} [{rule}]")
        };
        let expected: Vec<String> = place.map(told_of).into_iter().collect();
        let found = told_by(Profile::House, "[{A: [], B: []}]", &schemes);
        assert_eq!(found, expected, "{schemes}");
        assert_eq!(told("[{A: []}, {B: []}]", &schemes), [""; 0], "{schemes}");
    }
}

#[test]
fn a_wrong_scheme_keeps_only_those_operations_from_being_generated_that_need_it() {
    let text = document("[{Key: []}]", "{Key: {type: magic}}");
    let survey = survey(Profile::Open, "zoo.yaml", &text).unwrap();
    let rules = ["document/security-scheme"].into_iter().collect();
    let expected = BTreeMap::from([("get /animals".to_owned(), rules)]);
    assert_eq!(survey.blocked, expected);
}
