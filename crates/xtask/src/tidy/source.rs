//! A Rust file as the rules see it: parsed, with the lines that are test code, the functions with their lines, the
//! strings with theirs.
//!
//! It knows no rule. Documentation is not among the strings.

use std::ops::RangeInclusive;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::Finding;
use crate::house::Text;

/// A parsed file.
pub(super) struct Source {
    pub(super) text: Text,
    pub(super) file: syn::File,
    pub(super) functions: Vec<Function>,
    pub(super) queries: Vec<Literal>,
    pub(super) strings: Vec<Literal>,
    test_lines: Vec<RangeInclusive<usize>>,
}

/// A function and the lines it takes, from its signature to its closing brace.
pub(super) struct Function {
    pub(super) name: String,
    pub(super) lines: RangeInclusive<usize>,
}

/// A string and the line where it starts.
pub(super) struct Literal {
    pub(super) line: usize,
    pub(super) value: String,
}

impl Source {
    pub(super) fn parse(text: &Text) -> Result<Self, Finding> {
        let file = syn::parse_file(&text.content).map_err(|error| {
            let line = error.span().start().line;
            Finding::new(&text.path, line, format!("does not parse: {error}"))
        })?;
        let mut walk = Walk::default();
        walk.visit_file(&file);
        let Walk {
            functions,
            queries,
            strings,
            test_lines,
        } = walk;
        Ok(Self {
            text: text.clone(),
            file,
            functions,
            queries,
            strings,
            test_lines,
        })
    }

    /// Whether this line is test code.
    pub(super) fn is_test(&self, line: usize) -> bool {
        self.text.is_test() || self.test_lines.iter().any(|lines| lines.contains(&line))
    }

    /// The lines that are not test code, numbered from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.text.content.lines().enumerate().map(|(index, line)| (index + 1, line));
        numbered.filter(|(number, _)| !self.is_test(*number))
    }
}

#[derive(Default)]
struct Walk {
    functions: Vec<Function>,
    queries: Vec<Literal>,
    strings: Vec<Literal>,
    test_lines: Vec<RangeInclusive<usize>>,
}

impl Walk {
    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let lines = signature.span().start().line..=block.span().end().line;
        self.functions.push(Function {
            name: signature.ident.to_string(),
            lines,
        });
    }

    fn test_code(&mut self, attributes: &[syn::Attribute], item: &impl syn::spanned::Spanned) {
        if attributes.iter().any(marks_test) {
            self.test_lines.push(item.span().start().line..=item.span().end().line);
        }
    }
}

impl<'ast> Visit<'ast> for Walk {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.test_code(&item.attrs, item);
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.test_code(&item.attrs, item);
        self.function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.test_code(&item.attrs, item);
        visit::visit_item_mod(self, item);
    }

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {
        // Documentation is an attribute: its text is not a string of the program.
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.strings.push(Literal {
            line: literal.span().start().line,
            value: literal.value(),
        });
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let before = self.strings.len();
        strings(&call.tokens, &mut self.strings);
        if call
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident == "query" || last.ident == "words_query")
        {
            let own = &self.strings[before..];
            self.queries.extend(own.iter().map(|literal| Literal {
                line: literal.line,
                value: literal.value.clone(),
            }));
        }
    }
}

/// The strings among the tokens of a macro, attributes aside.
fn strings(tokens: &TokenStream, found: &mut Vec<Literal>) {
    let mut after_hash = false;
    for token in tokens.clone() {
        match &token {
            TokenTree::Group(group) if !(after_hash && group.delimiter() == Delimiter::Bracket) => {
                strings(&group.stream(), found);
            }
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal.clone()) {
                    found.push(Literal {
                        line: text.span().start().line,
                        value: text.value(),
                    });
                }
            }
            TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
        after_hash = matches!(&token, TokenTree::Punct(sign) if sign.as_char() == '#');
    }
}

/// `#[test]`, `#[tokio::test]`, `#[cfg(test)]`.
fn marks_test(attribute: &syn::Attribute) -> bool {
    let path = attribute.path();
    let last = path.segments.last().is_some_and(|segment| segment.ident == "test");
    last || (path.is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(content: &str) -> Source {
        let text = Text {
            path: "crates/plan/src/lib.rs".to_owned(),
            content: content.to_owned(),
        };
        Source::parse(&text).unwrap_or_else(|finding| panic!("{finding}"))
    }

    #[test]
    fn test_code_is_known_by_its_lines() {
        let source = parse("fn a() {\n}\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn b() {}\n}\n");
        let kept: Vec<usize> = source.lines().map(|(number, _)| number).collect();
        assert_eq!(kept, [1, 2]);
    }

    #[test]
    fn functions_are_listed_with_their_lines() {
        let source = parse("impl A {\n    fn a(\n        &self,\n    ) {\n    }\n}\n");
        assert_eq!(source.functions[0].lines, 2..=5);
    }

    #[test]
    fn strings_are_found_in_macros_and_not_in_documentation() {
        let source =
            parse("/// \"one\"\nconst A: &str = \"two\";\nstore::query! {\n    /// three\n    pub A(x: \"four\")\n}\n");
        let found: Vec<_> = source
            .strings
            .iter()
            .map(|literal| (literal.line, literal.value.as_str()))
            .collect();
        assert_eq!(found, [(2, "two"), (5, "four")]);
        assert_eq!(source.queries.len(), 1);
    }
}
