//! Tokens as one line of text: without documentation, and with as few blanks as people need.

use proc_macro2::{Delimiter, Group, Ident, Punct, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Token;
use syn::parse::ParseStream;

/// Signs that belong together.
const OPERATORS: [&str; 11] = [
    "::", "->", "=>", "==", "!=", "&&", "||", "<=", ">=", "..", "+=",
];

/// Signs with a blank on either side.
const APART: [&str; 12] = [
    "->", "=>", "==", "!=", "&&", "||", "<=", ">=", "+=", "=", "+", "/",
];

/// Words with a blank behind them.
const KEYWORDS: [&str; 7] = ["else", "if", "in", "let", "match", "return", "use"];

/// Two different pieces of code have two different texts, unless they differ in documentation, or in a
/// comma at the end of a list.
pub(in crate::describe) fn text(code: impl ToTokens) -> String {
    let mut line = Line::default();
    line.stream(code.into_token_stream());
    line.text
}

/// Code without the module in which the runtime keeps what users do not meet: a move there is not a change of
/// a type.
pub(super) fn plain(code: &str) -> String {
    code.replace(
        "::backhaul_runtime::for_client_crates::",
        "::backhaul_runtime::",
    )
}

/// Reads `json = super::json::Name`, which follows from the name, at the end of a macro. Code of an older
/// generator has none.
///
/// # Errors
/// If anything else is there.
pub(super) fn json_of(input: ParseStream<'_>, name: &Ident) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    let found: Ident = input.parse()?;
    input.parse::<Token![=]>()?;
    let path: syn::Path = input.parse()?;
    if found == "json" && text(path) == format!("super::json::{name}") {
        Ok(())
    } else {
        Err(syn::Error::new(found.span(), "`json` is expected"))
    }
}

#[derive(Default)]
struct Line {
    text: String,
    /// Whether a word directly behind `text` would run into it.
    after_word: bool,
    /// Whether a blank is due before whatever comes next.
    blank: bool,
}

impl Line {
    fn stream(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        self.tokens(&tokens);
    }

    fn tokens(&mut self, tokens: &[TokenTree]) {
        let mut rest = tokens;
        while let [first, behind @ ..] = rest {
            rest = behind;
            match first {
                TokenTree::Punct(hash) if is(hash, '#') => match without_documentation(behind) {
                    Some(after) => rest = after,
                    None => self.sign("#"),
                },
                TokenTree::Punct(comma) if is(comma, ',') && ends_generics(behind) => {}
                TokenTree::Punct(sign) => {
                    let two = operator(sign.as_char(), behind);
                    if two.is_some() {
                        rest = behind.get(1..).unwrap_or_default();
                    }
                    self.sign(two.unwrap_or(&sign.as_char().to_string()));
                }
                TokenTree::Group(group) => self.group(group),
                TokenTree::Ident(word) => self.word(&word.to_string()),
                TokenTree::Literal(word) => self.word(&word.to_string()),
            }
        }
    }

    fn word(&mut self, word: &str) {
        if self.after_word || self.blank || word == "where" {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.after_word = true;
        self.blank = KEYWORDS.contains(&word);
    }

    fn sign(&mut self, sign: &str) {
        let apart = APART.contains(&sign);
        let sticks = matches!(sign, "," | ";" | "." | "?");
        if apart || (self.blank && !sticks) {
            self.push_blank();
        }
        self.text.push_str(sign);
        self.after_word = false;
        self.blank = apart || matches!(sign, "," | ";" | ":");
    }

    fn group(&mut self, group: &Group) {
        let is_call = self.after_word || self.text.ends_with(['>', '!']);
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        if self.blank || group.delimiter() == Delimiter::Brace {
            self.push_blank();
        }
        self.text.push_str(open);
        (self.after_word, self.blank) = (false, false);
        let mut content: Vec<TokenTree> = group.stream().into_iter().collect();
        // `(A,)` is another thing than `(A)`, unless something is called.
        if is_call || group.delimiter() != Delimiter::Parenthesis {
            let is_comma =
                |last: &TokenTree| matches!(last, TokenTree::Punct(sign) if is(sign, ','));
            content.pop_if(|last| is_comma(last));
        }
        self.tokens(&content);
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.text.push_str(close);
        self.after_word = group.delimiter() != Delimiter::None;
        self.blank = false;
    }

    fn push_blank(&mut self) {
        if !self.text.is_empty()
            && !self.text.ends_with([' ', '(', '['])
            && !self.text.ends_with("::")
        {
            self.text.push(' ');
        }
    }
}

/// What stands behind `doc = "..."` in brackets, if `behind` a `#` begins with it.
fn without_documentation(behind: &[TokenTree]) -> Option<&[TokenTree]> {
    let behind = match behind {
        [TokenTree::Punct(sign), rest @ ..] if is(sign, '!') => rest,
        all => all,
    };
    let [TokenTree::Group(group), rest @ ..] = behind else {
        return None;
    };
    let mut content = group.stream().into_iter();
    let is_doc = matches!(content.next(), Some(TokenTree::Ident(name)) if name == "doc");
    let has_text = matches!(content.next(), Some(TokenTree::Punct(sign)) if is(&sign, '='));
    (is_doc && has_text).then_some(rest)
}

/// Whether a comma before `behind` ends the arguments of a type.
fn ends_generics(behind: &[TokenTree]) -> bool {
    matches!(behind.first(), Some(TokenTree::Punct(sign)) if is(sign, '>'))
}

fn is(sign: &Punct, character: char) -> bool {
    sign.as_char() == character
}

fn operator(first: char, behind: &[TokenTree]) -> Option<&'static str> {
    let Some(TokenTree::Punct(second)) = behind.first() else {
        return None;
    };
    let is_it = |operator: &&&str| {
        let mut signs = operator.chars();
        signs.next() == Some(first) && signs.next() == Some(second.as_char())
    };
    OPERATORS.iter().find(is_it).copied()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::text;

    #[test]
    fn code_is_one_line_without_documentation() {
        let code = quote! {
            /// Words.
            #[serde(rename = "a")]
            pub fn f<V>(mut self, items: &[::a::B<V>]) -> Option<V>
            where
                V: TryInto<String>,
            {
                self.0.put("x", 1).map(|text| !text.is_empty())?;
                Some(Self { x: -1 }) == None
            }
        };
        assert_eq!(
            text(code),
            "#[serde(rename = \"a\")] pub fn f<V>(mut self, items: &[::a::B<V>]) -> Option<V> where V: \
             TryInto<String>, { self.0.put(\"x\", 1).map(|text|!text.is_empty())?; Some(Self { x: -1 }) == \
             None }"
        );
    }

    #[test]
    fn only_the_comma_of_a_tuple_of_one_counts() {
        assert_eq!(text(quote!(f(a, b,))), text(quote!(f(a, b))));
        assert_eq!(text(quote!(&[a, b,])), text(quote!(&[a, b])));
        assert_eq!(text(quote!(f::<a::B>(c))), text(quote!(f::<a::B>(c))));
        assert_ne!(text(quote!(x = (a,))), text(quote!(x = (a))));
    }

    #[test]
    fn documentation_that_is_not_words_stays() {
        assert_eq!(
            text(quote!(
                #[doc(hidden)]
                struct A;
            )),
            "#[doc(hidden)] struct A;"
        );
    }
}
