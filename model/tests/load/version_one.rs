//! Models of Smithy 1.0 read like those of 2.0.

use serde_json::{Value, json};
use tinsmith_model::Kind;

use crate::{member, model, shape};

const SHAPES: &str = r#"
    "a#Api": {"type": "service", "operations": [{"target": "a#Get"}]},
    "a#Get": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "a#Out"}},
    "a#In": {"type": "structure", "members": {
        "primitive": {"target": "smithy.api#PrimitiveInteger"},
        "primitiveBool": {"target": "smithy.api#PrimitiveBoolean", "traits": {"smithy.api#required": {}}},
        "primitiveBoxed": {"target": "smithy.api#PrimitiveLong", "traits": {"smithy.api#box": {}}},
        "boxed": {"target": "smithy.api#Integer"},
        "own": {"target": "a#Own"},
        "ownBoxed": {"target": "a#OwnBoxed"},
        "ownBoxedHere": {"target": "a#Own", "traits": {"smithy.api#box": {}}},
        "big": {"target": "smithy.api#BigInteger"},
        "text": {"target": "smithy.api#String"},
        "flags": {"target": "a#Flags"},
        "names": {"target": "a#Names"}
    }},
    "a#Out": {"type": "structure", "members": {"stream": {"target": "a#Stream"}}},
    "a#Own": {"type": "double"},
    "a#OwnBoxed": {"type": "boolean", "traits": {"smithy.api#box": {}}},
    "a#Flags": {"type": "list", "member": {"target": "smithy.api#PrimitiveBoolean"}},
    "a#Names": {"type": "set", "member": {"target": "smithy.api#String"}},
    "a#Stream": {"type": "blob", "traits": {"smithy.api#streaming": {}}}
"#;

fn default(version: &str, name: &str) -> Option<Value> {
    let model = model(version, SHAPES, None);
    let member = member(&model, if name == "stream" { "a#Out" } else { "a#In" }, name);
    assert!(!member.traits.has("smithy.api#box"), "{name}");
    assert!(!member.target.name().starts_with("Primitive"), "{name}");
    member.traits.default_value().cloned()
}

#[test]
fn what_was_not_boxed_has_a_zero_as_default() {
    for version in ["1.0", "1"] {
        assert_eq!(default(version, "primitive"), Some(json!(0)));
        assert_eq!(default(version, "primitiveBool"), Some(json!(false)));
        assert_eq!(default(version, "own"), Some(json!(0)));
        assert_eq!(default(version, "stream"), Some(json!("")));
    }
}

#[test]
fn what_was_boxed_has_no_default() {
    for name in ["primitiveBoxed", "boxed", "ownBoxed", "ownBoxedHere", "big", "text"] {
        assert_eq!(default("1.0", name), None, "{name}");
    }
}

#[test]
fn version_two_says_its_defaults_itself() {
    for name in ["primitive", "primitiveBool", "own", "stream"] {
        assert_eq!(default("2.0", name), None, "{name}");
    }
}

#[test]
fn sets_and_primitive_elements_are_evened_out() {
    let model = model("1.0", SHAPES, None);
    assert!(matches!(shape(&model, "a#Names").kind, Kind::List { .. }));
    assert!(shape(&model, "a#Names").traits.unique_items());
    let flag = member(&model, "a#Flags", "member");
    assert_eq!(flag.target, "smithy.api#Boolean");
    assert_eq!(flag.traits.default_value(), None);
    assert!(!shape(&model, "a#OwnBoxed").traits.has("smithy.api#box"));
}

#[test]
fn a_default_of_null_is_none() {
    let shapes = r#"
        "a#Api": {"type": "service", "operations": [{"target": "a#Get"}]},
        "a#Get": {"type": "operation", "input": {"target": "a#In"}},
        "a#In": {"type": "structure", "members": {
            "none": {"target": "smithy.api#PrimitiveBoolean", "traits": {"smithy.api#default": null}}
        }}
    "#;
    for version in ["1.0", "2.0"] {
        let model = model(version, shapes, None);
        assert_eq!(member(&model, "a#In", "none").traits.default_value(), None);
    }
}
