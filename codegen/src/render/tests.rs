//! Printed text has the tokens that it was printed from, on lines that are not too wide.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::{print, text};
use crate::emit::{Content, emit};
use crate::{PROTOCOLS, Runtime, lower};

fn printed(items: TokenStream) -> String {
    let mut text = String::new();
    print(items, &mut text);
    text
}

/// Tokens as text, without the commas that end a group, which have no meaning there but in a tuple of one.
fn flattened(tokens: TokenStream, texts: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                texts.push(open.to_owned());
                flattened(group.stream(), texts);
                texts.extend((texts.last().is_some_and(|last| last == ",")).then(|| "(last)".to_owned()));
                texts.push(close.to_owned());
            }
            other => texts.push(other.to_string().replacen("r\"", "\"", 1)),
        }
    }
}

fn tokens(tokens: TokenStream) -> Vec<String> {
    let mut texts = Vec::new();
    flattened(tokens, &mut texts);
    let ends: Vec<_> = (0..texts.len()).filter(|&index| texts[index] == "(last)").flat_map(|at| [at - 1, at]).collect();
    let kept = |index: &usize| !ends.contains(index);
    (0..texts.len()).filter(kept).map(|index| texts[index].clone()).collect()
}

#[track_caller]
fn prints(items: TokenStream, expected: &str) {
    let text = printed(items.clone());
    assert_eq!(text, expected);
    assert_eq!(tokens(text.parse().expect("the text is Rust")), tokens(items));
}

#[test]
fn short_functions_take_one_line() {
    prints(
        quote! {
            impl Stage {
                #[doc = " ARN of the \"stage\"."]
                #[inline]
                pub fn arn(&self) -> &str { &self.arn }
                #[inline]
                pub fn set_a_name_that_is_long_enough(mut self, value: impl Into<String>) -> Self { self.a_name_that_is_long = Some(value.into()); self }
            }
        },
        r#"impl Stage {
    /// ARN of the "stage".
    #[inline] pub fn arn(&self) -> &str { &self.arn }

    #[inline]
    pub fn set_a_name_that_is_long_enough(mut self, value: impl Into<String>) -> Self {
        self.a_name_that_is_long = Some(value.into());
        self
    }
}
"#,
    );
}

#[test]
fn items_of_one_kind_stand_together() {
    prints(
        quote! {
            #![allow(unused)]
            use a::b;
            use c::{d, e as f};
            mod g;
            #[doc = " Documented."]
            pub mod h;
            pub type J<'a> = &'a [Option<Vec<u8>>];
            pub(crate) static K: &'static [&'static str] = &["l"];
        },
        "#![allow(unused)]

use a::b;
use c::{d, e as f};

mod g;

/// Documented.
pub mod h;

pub type J<'a> = &'a [Option<Vec<u8>>];

pub(crate) static K: &'static [&'static str] = &[\"l\"];
",
    );
}

#[test]
fn calls_break_where_they_do_not_fit() {
    prints(
        quote! {
            const META: &'static OperationMeta = &OperationMeta::new(&SERVICE, "Operation", &[Segment::Literal("a"), Segment::Label("b")])
                .errors(&[ErrorMeta::new("FirstException", 400), ErrorMeta::new("SecondException", 403)]);
            fn f(first: impl Fn(&str) -> bool, second: Option<HashMap<String, Vec<Something>>>, third: &'static mut u8) -> Result<(), Box<dyn Error>> {
                if let Some(value) = &second { third.g(value, |it, _| it.h()?, || -1) } else { let a = !b; return Err(vec![1, 2].into()); }
            }
        },
        r#"const META: &'static OperationMeta = &OperationMeta::new(
    &SERVICE,
    "Operation",
    &[Segment::Literal("a"), Segment::Label("b")],
).errors(&[ErrorMeta::new("FirstException", 400), ErrorMeta::new("SecondException", 403)]);

fn f(
    first: impl Fn(&str) -> bool,
    second: Option<HashMap<String, Vec<Something>>>,
    third: &'static mut u8,
) -> Result<(), Box<dyn Error>> {
    if let Some(value) = &second {
        third.g(value, |it, _| it.h()?, || -1)
    } else {
        let a = !b;
        return Err(vec![1, 2].into());
    }
}
"#,
    );
}

#[test]
fn lists_of_macros_have_a_row_for_each_member() {
    prints(
        quote! {
            structure!(Stage: "Stage", StageBuilder -> Self {
                optional arn: String = member!("arn").required(), set_arn, get_arn;
                default(5) a_member_with_a_long_name: Vec<SomethingThatIsLong> = member!("aMemberWithALongName") => bound, set_it, get_it;
                #[deprecated] optional old: String = member!("old"), set_old, get_old;
            });
            string_enum! { #[doc = r" Docs."] pub enum Kind { #[doc = " A."] A = "a", B = "b", } }
            call!(First, Second);
        },
        r#"structure!(Stage: "Stage", StageBuilder -> Self {
    optional arn: String = member!("arn").required(), set_arn, get_arn;
    default(5) a_member_with_a_long_name: Vec<SomethingThatIsLong> = member!("aMemberWithALongName") => bound, set_it,
        get_it;
    #[deprecated]
    optional old: String = member!("old"), set_old, get_old;
});

string_enum! {
    /// Docs.
    pub enum Kind {
        /// A.
        A = "a",
        B = "b",
    }
}

call!(First, Second);
"#,
    );
}

#[test]
fn escapes_of_docs_are_undone() {
    let odd = " a \u{200b} \\ \"";
    prints(quote!(#[doc = #odd] struct S;), "/// a \u{200b} \\ \"\nstruct S;\n");
}

/// Of every file of every fixture.
#[test]
fn printed_fixtures_say_what_their_tokens_say() {
    for entry in std::fs::read_dir("tests/fixtures").expect("the fixtures are there").flatten() {
        let (name, text_of_model) = (entry.path().display().to_string(), std::fs::read_to_string(entry.path()));
        let source = tinsmith_model::Source { name: &name, text: &text_of_model.expect("the fixture can be read") };
        let options = tinsmith_model::Options { protocols: PROTOCOLS, ..Default::default() };
        let model = tinsmith_model::load(&source, &options).unwrap_or_else(|report| panic!("{report}"));
        let lowered = lower::lower(&model, "fixture").unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
        for source in emit(&lowered.krate, &Runtime::Workspace) {
            let Content::Rust { items, .. } = &source.content else { continue };
            let printed: TokenStream = text(&source.origin, &source.content).parse().expect("the text is Rust");
            let docs =
                |texts: &[String]| texts.iter().filter(|text| !text.starts_with("\"")).cloned().collect::<Vec<_>>();
            let (printed, expected) = (tokens(printed), tokens(items()));
            // Docs of the file are beside the items.
            let (printed, expected) = (docs(&printed), docs(&expected));
            assert!(printed.ends_with(&expected), "{name}: {}", source.path);
        }
    }
}
