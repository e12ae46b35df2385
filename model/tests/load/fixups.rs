//! Fix-ups add what a model lacks.

use crate::{id, member, model, shape};

const SHAPES: &str = r#"
    "a#Api": {"type": "service", "operations": [{"target": "a#Get"}]},
    "a#Get": {"type": "operation", "input": {"target": "a#In"}},
    "a#In": {"type": "structure", "members": {"name": {"target": "smithy.api#String"}}},
    "a#In$name": {"type": "apply", "traits": {"smithy.api#jsonName": "Name"}}
"#;

#[test]
fn traits_are_added_to_shapes_and_members() {
    let fixups = r#"
        "a#In$name": {"type": "apply", "traits": {"smithy.api#required": {}, "smithy.api#sensitive": {}}},
        "a#Get": {"type": "apply", "traits": {"smithy.api#readonly": {}}}
    "#;
    let model = model("2.0", SHAPES, Some(fixups));
    let name = &member(&model, "a#In", "name").traits;
    assert!(name.required() && name.sensitive());
    assert_eq!(name.json_name(), Some("Name"));
    assert!(shape(&model, "a#Get").traits.readonly());
}

#[test]
fn they_can_make_enums() {
    let shapes = r#"
        "a#Api": {"type": "service", "operations": [{"target": "a#Get"}]},
        "a#Get": {"type": "operation", "input": {"target": "a#In"}},
        "a#In": {"type": "structure", "members": {"name": {"target": "a#Name"}}},
        "a#Name": {"type": "string"}
    "#;
    let fixups = r#""a#Name": {"type": "apply", "traits": {"smithy.api#enum": [{"value": "x"}]}}"#;
    let model = model("2.0", shapes, Some(fixups));
    assert_eq!(model.shape(&id("a#Name")).kind.name(), "enum");
}
