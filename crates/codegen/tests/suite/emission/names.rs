//! Unusual names, wherever they are.

use backhaul_codegen::{Profile, generate};

use crate::support::edited;

/// Each name either gives code under the wire's own name or is refused by a rule, wherever it stands.
#[test]
fn unusual_names() {
    const NAMES: &[&str] = &[
        "page-num",
        "page.num",
        "page_num",
        "PageNum",
        "PAGE_NUM",
        "page num",
        "$filter",
        "@type",
        "filter[x]",
        "ids[]",
        "x:y",
        "a/b",
        "a~b",
        "1st",
        "2",
        "_",
        "__",
        "_a",
        "a_",
        "-",
        "é",
        "名",
        "ß",
        "self",
        "Self",
        "super",
        "crate",
        "type",
        "async",
        "gen",
        "r#type",
        "body",
        "client",
        "new",
        "send",
        "value",
        "request",
        "response",
        "result",
        "error",
        "default",
        "builder",
        "types",
        "std",
        "serde",
        "Box",
        "Vec",
        "Default",
        "Clone",
        "Debug",
        "Display",
        "From",
        "Into",
        "TryFrom",
        "Ok",
        "Err",
        "Some",
        "None",
        "i64",
        "bool",
        "str",
        "u8",
        "HTTPServer",
        "a1b2",
        "v2",
        "ID",
        "iD",
        "true",
        "null",
        "{x}",
        "\\\"",
        "\\n",
        "",
        " ",
    ];
    let places = [
        ("operationId: getThing", "operationId: "),
        ("name: verbose", "name: "),
        ("        state:\n", "        "),
        ("[QUEUED, inProgress, all-done]", "[x-x, "),
    ];
    let mut taken = 0;
    for name in NAMES {
        for (old, before) in places {
            let after = match before.trim() {
                "" => ":\n",
                "[x-x," => "]",
                _ => "",
            };
            taken += usize::from(is_sound(&[(old, &format!("{before}\"{name}\"{after}"))]));
        }
        let reference = format!("            $ref: \"#/components/schemas/{name}\"");
        let component = format!("    \"{name}\":\n");
        let renamed = [
            (
                "            $ref: \"#/components/schemas/Part\"",
                reference.as_str(),
            ),
            ("    Part:\n", component.as_str()),
        ];
        taken += usize::from(is_sound(&renamed));
    }
    assert!(taken > 2 * NAMES.len(), "{taken} of {}", 5 * NAMES.len());
}

/// Whether the edited document is taken; if not, a rule must have said why.
fn is_sound(edits: &[(&str, &str)]) -> bool {
    let outcome = generate(
        Profile::House,
        "specs/minimal.yaml",
        "minimal",
        &edited(edits),
    );
    let findings = outcome.as_ref().err().into_iter().flatten();
    for finding in findings {
        let text = finding.to_string();
        let by_accident =
            text.contains("progenitor cannot") || text.contains("the generator failed");
        assert!(!by_accident, "{edits:?}: {text}");
    }
    outcome.is_ok()
}
