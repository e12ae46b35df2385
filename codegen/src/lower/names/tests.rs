//! The naming table, case by case. Where an official crate has the name, the case says which.

use std::collections::BTreeSet;

use super::*;

#[test]
fn types() {
    for (shape, expected, taken) in [
        ("Stage", "Stage", false),
        // aws-sdk-rds
        ("DBProxy", "DbProxy", false),
        // aws-sdk-mediapackage
        ("__PeriodTriggersElement", "PeriodTriggersElement", false),
        ("lowercase", "Lowercase", false),
        ("2ndTry", "Type2ndTry", false),
        ("Unhandled", "UnhandledShape", false),
        ("self", "SelfShape", false),
        // aws-sdk-rds and aws-sdk-glue: `types::Option`
        ("Option", "Option", true),
        // aws-sdk-securityhub: `types::Result`
        ("Result", "Result", true),
        // aws-sdk-s3: `types::Error`
        ("Error", "Error", true),
        // aws-sdk-kendra: `types::Document`
        ("Document", "Document", true),
        ("Box", "Box", true),
        ("String", "String", true),
        ("Vec", "Vec", true),
        ("Client", "Client", true),
        ("Config", "Config", true),
    ] {
        let name = type_name(shape);
        assert_eq!((name.as_str(), is_taken(&name)), (expected, taken), "{shape}");
    }
}

#[test]
fn shapes_that_differ_only_in_case() {
    let mut names = Distinct::default();
    let added = ["DBThing", "DbThing", "dbThing"].map(|shape| names.add(type_name(shape)));
    assert_eq!(added, ["DbThing", "DbThing2", "DbThing3"]);
}

#[test]
fn operations() {
    for (shape, name, stem) in [
        ("CreateStage", "CreateStage", "CreateStage"),
        // aws-sdk-rds: `CreateDBInstance`, `CreateDBInstanceError`, but `CreateDbInstanceInput`
        ("CreateDBInstance", "CreateDBInstance", "CreateDbInstance"),
        // aws-sdk-cognitoidentityprovider
        ("SetUICustomization", "SetUICustomization", "SetUiCustomization"),
        ("lowerCase", "LowerCase", "LowerCase"),
        ("snake_case", "SnakeCase", "SnakeCase"),
        ("Send", "SendOperation", "SendOperation"),
        // `BuildError` and `ReadError` are the runtime's.
        ("Build", "BuildOperation", "BuildOperation"),
        ("Read", "ReadOperation", "ReadOperation"),
        ("2ndTry", "Operation2ndTry", "Operation2ndTry"),
    ] {
        assert_eq!((operation_name(shape).as_str(), operation_stem(shape).as_str()), (name, stem), "{shape}");
    }
}

#[test]
fn methods_of_the_client() {
    for (operation, method) in [
        ("CreateDBInstance", "create_db_instance"),
        ("Send", "send"),
        ("Try", "try"),
        ("New", "new_operation"),
        ("Config", "config_operation"),
        ("Clone", "clone_operation"),
        ("Self", "self_operation"),
        ("Mod", "mod_operation"),
        ("Builders", "builders_operation"),
        ("Tinsmith", "tinsmith_operation"),
    ] {
        assert_eq!(operation_method(operation), method, "{operation}");
    }
}

#[test]
fn distinct_names() {
    let mut names = Distinct::default();
    let added = ["a", "a", "set_b", "b", "b"].map(|name| names.add_with(&["", "set_"], name.to_owned()));
    assert_eq!(added, ["a", "a2", "set_b", "b2", "b3"]);
}

#[test]
fn fields() {
    for (member, expected) in [
        ("stageArn", "stage_arn"),
        ("type", "type"),
        // aws-sdk-fms and others: the setter is `r#type`, with `set_type`
        ("Type", "type"),
        // aws-sdk-wafv2
        ("Override", "override"),
        // No raw identifiers; smithy-rs gives `set_self_`.
        ("self", "self_"),
        ("Super", "super_"),
        ("crate", "crate_"),
        ("send", "send_value"),
        // aws-sdk-gamelift
        ("Build", "build_value"),
        ("builder", "builder_value"),
        ("Default", "default_value"),
        ("customize", "customize_value"),
        ("presigned", "presigned_value"),
        ("makeOperation", "make_operation_value"),
        ("meta", "meta_value"),
        ("3gp", "n3_gp"),
        ("ACLs", "acls"),
        // aws-sdk-autoscaling
        ("MemoryGiBPerVCpu", "memory_gib_per_v_cpu"),
    ] {
        assert_eq!(field(member, false), expected, "{member}");
    }
    // The method of builders that come from a waiter.
    assert_eq!(["wait", "Wait"].map(|member| field(member, true)), ["wait_value", "wait_value"]);
    assert_eq!(field("wait", false), "wait");
}

#[test]
fn waiters() {
    for (waiter, method) in [
        ("TableExists", "table_exists"),
        ("Mod", "mod_waiter"),
        ("Error", "error_waiter"),
        ("Waiters", "waiters_waiter"),
    ] {
        assert_eq!(waiter_method(waiter), method, "{waiter}");
    }
}

#[test]
fn variants() {
    let names = |values: &[&str]| enum_variants(values.iter().map(|value| (None, *value)));
    assert_eq!(names(&["CONNECTED", "not-connected"]), ["Connected", "NotConnected"]);
    assert_eq!(names(&["a.b", "a-b", "A_B"]), ["AB", "AB2", "AB3"]);
    assert_eq!(names(&["Unknown", "1080p", "*"]), ["UnknownValue", "Variant1080p", "Variant"]);
    assert_eq!(names(&["UnknownValue", "unknown", "self"]), ["UnknownValue_", "UnknownValue", "SelfValue"]);
    assert_eq!(enum_variants([(Some("FOO_BAR"), "x")].into_iter()), ["FooBar"]);
}

#[test]
fn variants_of_official_crates() {
    for (value, expected) in [
        // aws-sdk-cloudfront: `MinimumProtocolVersion`
        ("TLSv1_2_2021", "TlSv122021"),
        // aws-sdk-acmpca: `SigningAlgorithm`
        ("SHA256WITHECDSA", "Sha256Withecdsa"),
        // aws-sdk-braket: `InstanceType`
        ("ML_P3DN_24XLARGE", "MlP3Dn24Xlarge"),
        // aws-sdk-apigateway: `GatewayResponseType`
        ("DEFAULT_4XX", "Default4Xx"),
    ] {
        assert_eq!(variant(value), expected, "{value}");
    }
}

#[test]
fn packages_and_modules() {
    assert_eq!(package("IVS RealTime"), "ivsrealtime");
    assert_eq!(package("Application Auto Scaling"), "applicationautoscaling");
    assert_eq!(module("CreateStage"), "create_stage");
    assert_eq!(module("Type"), "type_shape");
    assert_eq!(module("Error"), "error_shape");
    assert_eq!(module("self"), "self_shape");
    assert_eq!(module("_2ndTry"), "n2nd_try");
    assert_eq!(library("aws-sdk-s3"), "aws_sdk_s3");
}

#[test]
fn names_of_crates_are_checked() {
    for good in ["s3", "my-client", "my_client", "x"] {
        assert_eq!(check_package(good), Ok(()), "{good}");
    }
    let sdk_ids =
        ["", "..", "_", "/", "1abc", "3D", "Self", "Crate", "Super", "Tinsmith", "core", "Std", "Try", "HTTP"];
    let derived = sdk_ids.map(package);
    let given = ["", "..", "../x", "a/b", "a\\b", "-a", "_a", "3s", "é", "a\n", "a b", "proc-macro", "r#try", "Self"];
    for bad in derived.iter().map(String::as_str).chain(given) {
        assert!(check_package(bad).is_err(), "{bad}");
    }
}

#[test]
fn private_names() {
    for (id, expected) in [
        ("RestJsonInputAndOutput", "rest_json_input_and_output_request"),
        ("json_1.1", "json_1_1_request"),
        ("2Things", "n2things_request"),
        ("a\u{e9}\u{b2}b\"c", "a_b_c_request"),
    ] {
        assert_eq!(test(id, "request"), expected, "{id}");
    }
    for (name, expected) in
        [("DnsSuffix", "DNS_SUFFIX"), ("_s3e_ds", "S3E_DS"), ("UseFIPS", "USE_FIPS"), ("\u{b2}", "")]
    {
        assert_eq!(constant(name), expected, "{name}");
    }
}

/// An item that a file defines or imports hides one of a glob, so no type may have a name of the prelude of emitted code.
#[test]
fn shapes_give_way_to_what_emitted_code_imports() {
    let source = include_str!("../../../../runtime/src/emitted/mod.rs");
    let (prelude, _) =
        source.split_once("\npub mod service").expect("the prelude is before the modules for single files");
    let code = prelude.lines().filter(|line| !line.trim_start().starts_with("//"));
    let words: BTreeSet<_> = code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).collect();
    let types: Vec<_> = words.into_iter().filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase())).collect();
    assert!(types.contains(&"Blob") && types.contains(&"OperationMeta"), "{types:?}");
    let free: Vec<_> = types.into_iter().filter(|name| !is_taken(name)).collect();
    assert!(
        free.is_empty(),
        "add {free:?} to `TAKEN_TYPES`: emitted code uses the names that `tinsmith::emitted` exports"
    );
}
