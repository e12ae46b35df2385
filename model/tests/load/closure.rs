//! The closure of a service, and what follows from the whole of it.

use tinsmith_model::{Kind, ShapeId};

use crate::{id, member, names, shape, two};

const BOUND: &str = r#"
    "a#Api": {
        "type": "service", "version": "1", "operations": [{"target": "a#Zero"}], "resources": [{"target": "a#Outer"}],
        "errors": [{"target": "a#Common"}], "rename": {"b#Thing": "BThing"},
        "traits": {"smithy.api#paginated": {"inputToken": "token", "pageSize": "size"}}
    },
    "a#Zero": {"type": "operation", "input": {"target": "smithy.api#Unit"}, "errors": [{"target": "a#Common"}]},
    "a#Outer": {
        "type": "resource", "identifiers": {"id": {"target": "smithy.api#String"}},
        "create": {"target": "a#Create"}, "put": {"target": "a#Put"}, "resources": [{"target": "a#Inner"}],
        "collectionOperations": [{"target": "a#Purge"}]
    },
    "a#Inner": {
        "type": "resource", "read": {"target": "a#Read"}, "update": {"target": "a#Update"},
        "delete": {"target": "a#Delete"}, "list": {"target": "a#List"}, "operations": [{"target": "a#Ping"}],
        "resources": [{"target": "a#Outer"}]
    },
    "a#Create": {"type": "operation", "input": {"target": "a#Thing"}, "errors": [{"target": "a#Own"}]},
    "a#Put": {"type": "operation"}, "a#Purge": {"type": "operation"}, "a#Read": {"type": "operation"},
    "a#Update": {"type": "operation"}, "a#Delete": {"type": "operation"}, "a#Ping": {"type": "operation"},
    "a#List": {
        "type": "operation", "input": {"target": "a#ListInput"}, "output": {"target": "a#ListOutput"},
        "traits": {"smithy.api#paginated": {"outputToken": "page.token", "items": "page.all", "pageSize": "limit"}}
    },
    "a#ListInput": {"type": "structure", "members": {
        "token": {"target": "smithy.api#String"}, "limit": {"target": "smithy.api#Integer"}
    }},
    "a#ListOutput": {"type": "structure", "members": {"page": {"target": "a#Page"}}},
    "a#Page": {"type": "structure", "members": {
        "token": {"target": "smithy.api#String"}, "all": {"target": "a#Things"}
    }},
    "a#Things": {"type": "list", "member": {"target": "a#Thing"}},
    "a#Thing": {"type": "structure", "members": {
        "zulu": {"target": "b#Thing"}, "alpha": {"target": "a#Thing"}, "mike": {"target": "smithy.api#Blob"}
    }},
    "b#Thing": {"type": "structure", "members": {}},
    "a#Common": {"type": "structure", "traits": {"smithy.api#error": "client"}},
    "a#Own": {"type": "structure", "traits": {"smithy.api#error": "server", "smithy.api#httpError": 503}},
    "a#Unused": {"type": "structure", "members": {"x": {"target": "c#Nowhere"}}}
"#;

#[test]
fn operations_of_all_resources_are_found_and_sorted() {
    let model = two(BOUND);
    let names: Vec<_> = model.operations().iter().map(ShapeId::name).collect();
    assert_eq!(names, ["Create", "Delete", "List", "Ping", "Purge", "Put", "Read", "Update", "Zero"]);
}

#[test]
fn only_what_the_service_reaches_is_kept() {
    let model = two(BOUND);
    assert!(model.get(&id("a#Unused")).is_none());
    assert!(model.get(&id("c#Nowhere")).is_none());
    assert_eq!(model.shapes().next().map(|shape| shape.id.as_str()), Some("a#Api"));
    assert_eq!(model.shapes().last().map(|shape| shape.id.as_str()), Some("b#Thing"));
    assert!(model.shapes().all(|shape| !shape.id.is_prelude()));
}

#[test]
fn prelude_shapes_are_there() {
    let model = two(BOUND);
    assert_eq!(shape(&model, "smithy.api#Timestamp").kind, Kind::Timestamp);
    assert_eq!(model.shape(&member(&model, "a#Thing", "mike").target).kind, Kind::Blob);
}

#[test]
fn members_keep_their_order() {
    assert_eq!(names(shape(&two(BOUND), "a#Thing")), ["zulu", "alpha", "mike"]);
}

#[test]
fn unit_is_no_input() {
    let model = two(BOUND);
    assert!(model.input_of(&id("a#Zero")).is_none());
    assert!(model.output_of(&id("a#Create")).is_none());
    assert_eq!(model.input_of(&id("a#Create")).map(|shape| shape.id.name()), Some("Thing"));
}

#[test]
fn errors_of_the_service_come_last_and_once() {
    let model = two(BOUND);
    let errors = |name| model.errors_of(&id(name)).into_iter().map(ShapeId::as_str).collect::<Vec<_>>();
    assert_eq!(errors("a#Create"), ["a#Own", "a#Common"]);
    assert_eq!(errors("a#Zero"), ["a#Common"]);
}

#[test]
fn renames_apply() {
    let model = two(BOUND);
    assert_eq!(model.renamed(&id("b#Thing")), "BThing");
    assert_eq!(model.renamed(&id("a#Thing")), "Thing");
}

#[test]
fn pagination_is_completed_by_the_service() {
    let model = two(BOUND);
    let list = id("a#List");
    let paginated = model.pagination_of(&list).unwrap();
    assert_eq!(paginated.input_token, Some("token"));
    assert_eq!(paginated.output_token, Some("page.token"));
    assert_eq!(paginated.items, Some("page.all"));
    assert_eq!(paginated.page_size, Some("limit"));
    assert!(model.pagination_of(&id("a#Create")).is_none());
}

#[test]
fn structures_may_hold_themselves() {
    let model = two(BOUND);
    assert_eq!(member(&model, "a#Thing", "alpha").target, "a#Thing");
}
