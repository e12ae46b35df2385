//! Mixins are flattened, and traits from outside find their way.

use serde_json::json;
use tinsmith_model::{Kind, ShapeId};

use crate::{member, model, names, raw, shape, two};

const SHAPES: &str = r#"
    "a#Api": {
        "type": "service", "mixins": [{"target": "a#Base"}], "operations": [{"target": "a#Get"}],
        "traits": {"smithy.api#title": "Api"}
    },
    "a#Base": {
        "type": "service", "operations": [{"target": "a#Ping"}], "version": "7",
        "traits": {"smithy.api#mixin": {}, "smithy.api#title": "Base", "smithy.api#tags": ["base"]}
    },
    "a#Ping": {"type": "operation"},
    "a#Get": {"type": "operation", "input": {"target": "a#In"}},
    "a#In": {"type": "structure", "mixins": [{"target": "a#Paged"}, {"target": "a#Named"}], "members": {
        "own": {"target": "a#Short"},
        "name": {"target": "smithy.api#String", "traits": {"smithy.api#jsonName": "Name"}}
    }, "traits": {"smithy.api#documentation": "Own."}},
    "a#Paged": {"type": "structure", "mixins": [{"target": "a#Tokened"}], "members": {
        "size": {"target": "smithy.api#Integer"}
    }, "traits": {"smithy.api#mixin": {}, "smithy.api#documentation": "Paged."}},
    "a#Tokened": {"type": "structure", "members": {"token": {"target": "smithy.api#String"}}, "traits": {
        "smithy.api#mixin": {"localTraits": ["smithy.api#internal"]}, "smithy.api#internal": {},
        "smithy.api#sensitive": {}
    }},
    "a#Named": {"type": "structure", "members": {
        "name": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}, "smithy.api#jsonName": "n"}}
    }, "traits": {"smithy.api#mixin": {}}},
    "a#Short": {"type": "list", "mixins": [{"target": "a#Texts"}], "traits": {"smithy.api#length": {"max": 3}}},
    "a#Texts": {"type": "list", "member": {"target": "smithy.api#String"}, "traits": {
        "smithy.api#mixin": {}, "smithy.api#uniqueItems": {}
    }},
    "a#In$token": {"type": "apply", "traits": {"smithy.api#required": {}}},
    "a#Tokened$token": {"type": "apply", "traits": {"smithy.api#httpQuery": "t"}}
"#;

#[test]
fn members_of_mixins_come_first_in_their_order() {
    assert_eq!(names(shape(&two(SHAPES), "a#In")), ["token", "size", "name", "own"]);
}

#[test]
fn traits_of_members_merge_and_the_own_ones_win() {
    let model = two(SHAPES);
    let name = &member(&model, "a#In", "name").traits;
    assert_eq!(raw(name), [("smithy.api#required", &json!({})), ("smithy.api#jsonName", &json!("Name"))]);
}

#[test]
fn traits_of_shapes_merge_without_the_local_ones() {
    let model = two(SHAPES);
    let traits = &shape(&model, "a#In").traits;
    assert_eq!(traits.documentation(), Some("Own."));
    assert!(traits.sensitive());
    assert!(!traits.internal() && !traits.has("smithy.api#mixin"));
}

#[test]
fn apply_reaches_inherited_members() {
    let model = two(SHAPES);
    let token = &member(&model, "a#In", "token").traits;
    assert_eq!(token.http_query(), Some("t"));
    assert!(token.required());
}

#[test]
fn services_and_lists_mix_too() {
    let model = two(SHAPES);
    let operations: Vec<_> = model.operations().iter().map(ShapeId::name).collect();
    assert_eq!(operations, ["Get", "Ping"]);
    assert_eq!(model.service().version.as_deref(), Some("7"));
    assert_eq!(model.service_shape().traits.title(), Some("Api"));
    assert_eq!(model.service_shape().traits.tags(), ["base"]);
    assert!(matches!(&shape(&model, "a#Short").kind, Kind::List { member } if member.target == "smithy.api#String"));
    assert!(shape(&model, "a#Short").traits.unique_items());
}

#[test]
fn mixins_are_not_part_of_the_closure() {
    let model = two(SHAPES);
    assert!(model.shapes().all(|shape| !["Paged", "Named", "Texts", "Base"].contains(&shape.id.name())));
}

#[test]
fn fixups_of_a_mixin_reach_those_who_use_it() {
    let fixups = r#"
        "a#Named$name": {"type": "apply", "traits": {"smithy.api#httpQuery": "name"}},
        "a#In$size": {"type": "apply", "traits": {"smithy.api#httpQuery": "size"}}
    "#;
    let model = model("2.0", SHAPES, Some(fixups));
    assert_eq!(member(&model, "a#In", "name").traits.http_query(), Some("name"));
    assert_eq!(member(&model, "a#In", "size").traits.http_query(), Some("size"));
}
