use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Parser, Tag};

use super::description::{block, edits, inline, is_harmless, options};
use super::escape::{code, plain};

/// The words that a reader sees, without blanks.
fn words(text: &str) -> String {
    let mut shown = String::new();
    for event in Parser::new_ext(text, options()) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                shown.extend(text.split_whitespace());
            }
            _ => {}
        }
    }
    shown
}

/// What rustdoc would compile, let through or take for a link to an item.
fn live(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut brackets = Vec::new();
    let mut remember = |link: BrokenLink<'_>| {
        brackets.push(link.reference.into_string());
        None
    };
    for event in Parser::new_with_broken_link_callback(text, options(), Some(&mut remember)) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if &*language == "text" => {}
            Event::Start(Tag::CodeBlock(kind)) => found.push(format!("{kind:?}")),
            Event::Html(text) | Event::InlineHtml(text) => found.push(text.into_string()),
            _ => {}
        }
    }
    found.append(&mut brackets);
    found
}

#[test]
fn text_without_code_is_unchanged() {
    for text in [
        "Reads one thing.",
        "Lists *all* `things`.\n\nSee [the page](https://example.com/a).\n\n- one\n- two",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "A > B, a_b, 1. of May",
        "```text\nwhat\n```",
    ] {
        assert_eq!(block(text), text);
    }
}

#[test]
fn indented_blocks_get_a_fence() {
    for (text, shown) in [
        (
            "Send:\n\n    {\"a\": 1}\n\n      b\n\nand wait.",
            "Send:\n\n```text\n{\"a\": 1}\n\n  b\n```\n\nand wait.",
        ),
        ("    first\n    second", "```text\nfirst\nsecond\n```"),
        ("A:\n\n\tone\n\ttwo", "A:\n\n```text\none\ntwo\n```"),
        (
            "- item\n\n      code\n      more\n\n  text",
            "- item\n\n  ```text\n  code\n  more\n  ```\n\n  text",
        ),
        ("-     code\n      more", "- ```text\n  code\n  more\n  ```"),
        (
            ">     code\n>\n>     more",
            "> ```text\n> code\n>\n> more\n> ```",
        ),
        ("x\n\n    a ``` b", "x\n\n````text\na ``` b\n````"),
    ] {
        assert_eq!(block(text), shown, "{text:?}");
    }
}

#[test]
fn fences_get_a_language_and_an_end() {
    for (text, shown) in [
        ("```\nlet a = 1;\n```", "```text\nlet a = 1;\n```"),
        ("~~~ rust,no_run\nx\n~~~\nend", "~~~text\nx\n~~~\nend"),
        ("```json\n{}\n```", "```text\n{}\n```"),
        ("```\nx", "```text\nx\n```"),
        ("````\n```\nx", "````text\n```\nx\n````"),
        ("> ```should_panic\n> x", "> ```text\n> x\n> ```"),
        ("- a\n\n  ~~~\n  x", "- a\n\n  ~~~text\n  x\n  ~~~"),
    ] {
        assert_eq!(block(text), shown, "{text:?}");
    }
}

#[test]
fn html_is_shown_and_words_in_brackets_do_not_become_links() {
    for (text, shown) in [
        ("of <project> and `<b>`", "of \\<project> and `<b>`"),
        ("<script>alert(1)</script>", "\\<script>alert(1)\\</script>"),
        ("see [Vec] and [`String`]", "see \\[Vec] and \\[`String`]"),
        ("[a][b]", "\\[a]\\[b]"),
        ("[a](Vec)", "\\[a](Vec)"),
        ("[a](javascript:x)", "\\[a](javascript:x)"),
        (
            "[a]\n\n[a]: https://example.com",
            "[a]\n\n[a]: https://example.com",
        ),
    ] {
        assert_eq!(block(text), shown, "{text:?}");
    }
    let pre = block("<pre>\n\n    let a = 1;\n\n</pre>\n<!-- `a`");
    assert_eq!(live(&pre), [""; 0], "{pre}");
}

#[test]
fn one_line_has_no_blocks() {
    assert_eq!(inline("```\nx\n```"), "``` x ```");
    assert_eq!(inline("    code\n<b>"), "code \\<b>");
    assert_eq!(
        inline("# No such [thing].\n\n- a"),
        "# No such \\[thing]. - a"
    );
}

#[test]
fn plain_texts_show_as_they_are() {
    for text in [
        "Get a*b_c_ `d` [e] <f> | g ~~h~~ &amp; $i$ \\",
        "# a",
        "1. a",
        "- a",
        "GROUP_ID of https://example.com/x_y",
    ] {
        let shown = plain(text);
        assert_eq!(words(&shown), text.replace(' ', ""), "{shown}");
        assert_eq!(live(&shown), [""; 0], "{shown}");
        let events = Parser::new_ext(&shown, options()).count();
        assert!(shown.contains('\\') && events >= 3, "{shown}");
    }
    assert_eq!(
        plain("List the jobs of group_id 5, as of 1.5."),
        "List the jobs of group_id 5, as of 1.5."
    );
    for text in ["a", "a`b", "`", "``a", " a ", "", " "] {
        let shown = words(&code(text));
        assert!(shown.contains(text.trim()), "{shown} {text:?}");
    }
}

/// Whatever is put together of these, nothing of it lives, and nothing reaches what stands below.
#[test]
fn no_text_is_code() {
    const PIECES: &[&str] = &[
        "\n",
        "\n\n",
        "    ",
        "\t",
        "  ",
        " ",
        "- ",
        "1. ",
        "> ",
        "```",
        "~~~",
        "````",
        "`",
        "rust",
        "should_panic",
        "let x: u8 = 1;",
        "<b>",
        "</b>",
        "<pre>",
        "<!--",
        "-->",
        "<script>",
        "[a]",
        "[b](c)",
        "[a]: <d>",
        "[^1]",
        "[^1]: e",
        "|a|b|\n|-|-|\n",
        "# h",
        "===",
        "---",
        "\\",
        "*",
        "_",
        "&lt;",
        "![i](j)",
        "<https://k>",
        "word",
        "é",
        "\"",
        "$x$",
    ];
    let mut seed: u64 = 7;
    let mut next = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 40).unwrap()
    };
    let mut escaped = 0;
    for _ in 0..20_000 {
        let count = 1 + next() % 12;
        let text: String = (0..count).map(|_| PIECES[next() % PIECES.len()]).collect();
        let shown = block(&text);
        assert_eq!(live(&shown), [""; 0], "{text:?} {shown:?}");
        assert!(is_harmless(&shown), "{text:?} {shown:?}");
        assert!(edits(&shown).is_empty(), "{text:?} {shown:?}");
        let line = inline(&text);
        assert!(
            !line.contains('\n') && live(&format!("x {line}")).is_empty(),
            "{line:?}"
        );
        escaped += usize::from(shown.contains('\\'));
    }
    assert!(escaped > 1000, "{escaped}");
}
