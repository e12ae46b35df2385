//! The emitted form of two small rule sets, which `tinsmith-tests` compiles and resolves.

use quote::quote;

use super::emit;
use crate::lower::endpoint::{lower, lower_bdd};
use crate::render::print;

#[test]
fn the_fixture_is_what_is_emitted() {
    let fixture: serde_json::Value = serde_json::from_str(include_str!("fixture.json")).expect("the fixture is JSON");
    let tree = emit(&lower(&fixture["tree"]).expect("the tree can be lowered"));
    let diagram = emit(&lower_bdd(&fixture["diagram"]).expect("the diagram can be lowered"));
    let items = quote! {
        use tinsmith::emitted::service::*;
        pub(crate) static TREE: RuleSet<'static> = #tree;
        pub(crate) static DIAGRAM: RuleSet<'static> = #diagram;
    };
    let mut emitted = String::new();
    print(items, &mut emitted);
    assert!(emitted == include_str!("fixture.rs"), "fixture.rs should be:\n{emitted}");
}
