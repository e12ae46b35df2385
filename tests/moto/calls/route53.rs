//! Route 53: restXml with ids that come as paths.

use flows::{PATIENCE, config, told};
use route53::Client;
use route53::client::Waiters;
use route53::types::{Change, ChangeAction, ChangeBatch, ResourceRecord, ResourceRecordSet, RrType};

fn record(name: &str, ty: RrType, values: &[&str]) -> ResourceRecordSet {
    let mut set = ResourceRecordSet::builder().name(name).r#type(ty).ttl(60);
    for value in values {
        set = set.resource_records(ResourceRecord::builder().value(*value).build().unwrap());
    }
    set.build().unwrap()
}

#[tokio::test]
async fn records_are_changed_and_listed() {
    let client = Client::from_conf(config().build());
    let zone = client.create_hosted_zone().name("example.com").caller_reference("once").send().await.unwrap();
    assert!(zone.location().contains("/hostedzone/"), "{}", zone.location());
    let zone = zone.hosted_zone.unwrap();
    assert!(zone.id().starts_with("/hostedzone/"), "{}", zone.id());
    let mut batch = ChangeBatch::builder().comment("a <b> & c");
    let records = [
        record("a.example.com.", RrType::A, &["192.0.2.1", "192.0.2.2"]),
        record("t.example.com.", RrType::Txt, &["\"a <b> & c\""]),
    ];
    for record in &records {
        let change = Change::builder().action(ChangeAction::Create).resource_record_set(record.clone());
        batch = batch.changes(change.build().unwrap());
    }
    // The id as the service gave it.
    let change = client.change_resource_record_sets().hosted_zone_id(zone.id()).change_batch(batch.build().unwrap());
    let change = change.send().await.unwrap().change_info.unwrap();
    assert!(change.submitted_at().secs() > 1_700_000_000);
    client.wait_until_resource_record_sets_changed().id(change.id()).wait(PATIENCE).await.unwrap();
    let listed = client.list_resource_record_sets().hosted_zone_id(zone.id()).send().await.unwrap();
    for record in &records {
        assert!(listed.resource_record_sets().contains(record), "{listed:?}");
    }
    let zones =
        client.list_hosted_zones().into_paginator().items().send().collect::<Result<Vec<_>, _>>().await.unwrap();
    assert!(zones.iter().any(|listed| listed.id() == zone.id()), "{zones:?}");
    let got = client.get_hosted_zone().id(zone.id()).send().await.unwrap();
    assert_eq!(got.hosted_zone().unwrap().resource_record_set_count(), Some(4));
}

#[tokio::test]
async fn what_is_not_there_is_a_modeled_error() {
    let client = Client::from_conf(config().build());
    let missing = client.get_hosted_zone().id("ZMISSING").send().await;
    assert!(missing.as_ref().unwrap_err().as_service_error().unwrap().is_no_such_hosted_zone());
    let (code, message) = told(missing);
    assert_eq!(code, "NoSuchHostedZone");
    assert!(message.contains("ZMISSING"), "{message}");
}
