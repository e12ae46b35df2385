//! Both ways to write an enum come out as one.

use tinsmith_model::{EnumValue, Kind, Model};

use crate::{shape, two};

const SHAPES: &str = r#"
    "a#Api": {"type": "service", "operations": [{"target": "a#Get"}]},
    "a#Get": {"type": "operation", "input": {"target": "a#In"}},
    "a#In": {"type": "structure", "members": {
        "new": {"target": "a#New"}, "old": {"target": "a#Old"}, "bare": {"target": "a#Bare"}, "int": {"target": "a#Int"}
    }},
    "a#New": {"type": "enum", "members": {
        "RED": {"target": "smithy.api#Unit", "traits": {
            "smithy.api#enumValue": "red", "smithy.api#documentation": "Like roses."
        }},
        "BLUE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "blue", "smithy.api#deprecated": {}}},
        "OWN_NAME": {"target": "smithy.api#Unit"}
    }},
    "a#Old": {"type": "string", "traits": {"smithy.api#sensitive": {}, "smithy.api#enum": [
        {"value": "red", "name": "RED", "documentation": "Like roses."},
        {"value": "blue", "name": "BLUE", "deprecated": true},
        {"value": "OWN_NAME", "name": "OWN_NAME", "deprecated": false}
    ]}},
    "a#Bare": {"type": "string", "traits": {"smithy.api#enum": [{"value": "t2.nano"}, {"value": "t2.micro"}]}},
    "a#Int": {"type": "intEnum", "members": {
        "TWO": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 2}},
        "MINUS": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": -1}}
    }}
"#;

fn values<'m>(model: &'m Model, name: &str) -> &'m [EnumValue] {
    match &shape(model, name).kind {
        Kind::Enum(values) => values,
        other => panic!("{} is not an enum", other.name()),
    }
}

#[test]
fn shapes_and_traits_make_the_same_enum() {
    let model = two(SHAPES);
    assert_eq!(values(&model, "a#New"), values(&model, "a#Old"));
    let red = &values(&model, "a#New")[0];
    assert_eq!((red.name.as_deref(), red.value.as_str()), (Some("RED"), "red"));
    assert_eq!(red.traits.documentation(), Some("Like roses."));
    assert!(values(&model, "a#Old")[1].traits.deprecated().is_some());
    assert!(values(&model, "a#Old")[2].traits.is_empty());
}

#[test]
fn the_old_trait_is_gone_and_others_stay() {
    let model = two(SHAPES);
    let traits = &shape(&model, "a#Old").traits;
    assert!(!traits.has("smithy.api#enum"));
    assert!(traits.sensitive());
}

#[test]
fn values_may_lack_names() {
    let model = two(SHAPES);
    let bare: Vec<_> = values(&model, "a#Bare").iter().map(|value| (value.name.as_deref(), &*value.value)).collect();
    assert_eq!(bare, [(None, "t2.nano"), (None, "t2.micro")]);
}

#[test]
fn enums_of_integers_have_integers() {
    let model = two(SHAPES);
    let Kind::IntEnum(values) = &shape(&model, "a#Int").kind else { panic!("not an intEnum") };
    let values: Vec<_> = values.iter().map(|value| (&*value.name, value.value)).collect();
    assert_eq!(values, [("TWO", 2), ("MINUS", -1)]);
}
