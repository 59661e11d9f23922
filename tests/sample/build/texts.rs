//! Texts that are hard on a generator, in turn.

use serde_json::Value;

/// Gives the texts in turn, so that each comes to every kind of place.
pub(super) struct Texts(pub(super) usize);

impl Texts {
    pub(super) fn next(&mut self) -> Value {
        let text = TEXTS[self.0 % TEXTS.len()];
        self.0 += 1;
        // The rules want a description.
        if text.trim().is_empty() {
            return Value::from(format!("x{text}"));
        }
        Value::from(text)
    }
}

/// Descriptions. Whatever of them rustdoc took for Rust would fail, or say so while it runs.
pub(super) const TEXTS: &[&str] = &[
    "Send for example:\n\n    {\"a\": 1}\n\nand wait.",
    "    panic!(\"a text of the document ran\");",
    "\tpanic!(\"a text of the document ran\");",
    "It does:\n\n\tpanic!(\"a text of the document ran\");",
    "```\npanic!(\"a text of the document ran\");\n```",
    "```rust\npanic!(\"a text of the document ran\");\n```",
    "~~~ should_panic\nlet x: u8 = \"no number\";\n~~~",
    "```rust,compile_fail\nlet x: u8 = 1;\n```",
    "```json,rust\n{}\n```",
    "```{.rust}\nx\n```",
    "```ignore\nx\n```",
    "```no_run\nx\n```",
    "```edition2015\nx\n```",
    "``` Rust\nx y z\n```",
    "Without an end:\n\n```\nlet x: u8 = \"no number\";",
    "Without an end:\n\n~~~\nlet x: u8 = \"no number\";",
    "````\n```\nnested\n```\n````",
    "- a list\n\n      let x: u8 = \"no number\";\n\n- and more",
    "- a list\n- of code:\n\n  ```\n  let x: u8 = \"no number\";\n  ```",
    "1. one\n\n       three deep\n\n2. two",
    "-     code at once\n      and more",
    "> ```\n> quoted code\n> ```",
    ">     quoted, indented",
    "> - > ```\n>   > deep",
    "a list\n- one\nlazy\n- two\n   lazy too",
    "* one\n    * two\n        * three\n\n            code",
    "[String], [`Vec`], [Client], [self::x], [crate], [a](Vec), [b](super::Client), [c][d], [e][]",
    "[Option](std::option::Option) and [`Error`](crate::Error)",
    "[ref]: std::vec::Vec\n\nSee [ref].",
    "[^1] has a note\n\n[^1]: The note, with `code`.\n\n    let x: u8 = \"no number\";",
    "[^missing]",
    "<project> and <T> and Vec<u8> and a < b > c",
    "<script>alert(1)</script>",
    "<pre>\n\n    let x: u8 = \"no number\";\n\n</pre>",
    "<!-- never closed",
    "<!-- a comment\n\n    let x: u8 = \"no number\";\n\n--> and on",
    "<details><summary>x</summary>\n\n```\nlet x: u8 = \"no number\";\n```\n\n</details>",
    "<b>bold",
    "</div>",
    "one ` backtick",
    "``two``` backticks`",
    "https://example.com/bare?a=b and www.example.com and a@example.com",
    "<https://example.com/auto> and <mailto:a@example.com>",
    "[run](javascript:alert(1)) ![image](https://example.com/x.png)",
    "| a | b |\n|---|---|\n| `c|d` | <e> |",
    "# Errors\n\nA heading",
    "Heading\n=======\n\nand\n---\n\n***\n\nend",
    "ends with a backslash \\",
    "*/ closes nothing, /* opens nothing, // comments nothing",
    "\"quotes\" and 'apostrophes' and \\n and {braces} and {{double}} and %s",
    "#[doc = \"attribute\"] and r#\"raw\"# and $crate and @CRATE@ and CRATE",
    "[CRATE]: the imports\n\n    use CRATE::Wait;",
    "tabs\tin\tbetween",
    "  leading blanks\n    and more\n      and more",
    "line one  \nline two\\\nline three",
    "&lt;b&gt; &amp; &#60;i&#62; &nbsp;",
    "Größe, 名前, 😀, e\u{301}",
    "- [ ] task\n- [x] done",
    "~~struck~~ __strong__ _emphasis_ ***both***",
    "1) one\n2) two",
    "+ plus\n+ list",
    "word\n    continued deep",
    "x: Argument<y>",
    "a\n\n\n\n\nb",
    ":::warning\nx\n:::",
    "```mermaid\ngraph TD\n```",
    "```",
    "~~~",
    "    ",
    "\\",
    "`",
    "[",
    "<",
    "&",
    "|",
];
