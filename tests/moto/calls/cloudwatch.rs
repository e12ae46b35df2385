//! CloudWatch: awsQuery with numbers and times.

use cloudwatch::Client;
use cloudwatch::client::Waiters;
use cloudwatch::primitives::DateTime;
use cloudwatch::types::{ComparisonOperator, Dimension, MetricDatum, StandardUnit, StateValue, Statistic};
use flows::{PATIENCE, config, told};

/// A moment of the past hour, at the beginning of a minute.
fn moment() -> DateTime {
    let now = i64::try_from(std::time::UNIX_EPOCH.elapsed().unwrap().as_secs()).unwrap();
    DateTime::from_secs(now / 60 * 60 - 600)
}

#[tokio::test]
async fn metrics_are_put_and_summed_up() {
    let client = Client::from_conf(config().build());
    let dimension = Dimension::builder().name("Host").value("a&b").build();
    let datum = |value| {
        let datum = MetricDatum::builder().metric_name("Load").dimensions(dimension.clone()).timestamp(moment());
        datum.value(value).unit(StandardUnit::Percent).build()
    };
    let put = client.put_metric_data().namespace("Tests").metric_data(datum(1.5)).metric_data(datum(1e-3));
    put.send().await.unwrap();
    let statistics = client
        .get_metric_statistics()
        .namespace("Tests")
        .metric_name("Load")
        .dimensions(dimension)
        .start_time(DateTime::from_secs(moment().secs() - 60))
        .end_time(DateTime::from_secs(moment().secs() + 60))
        .period(60)
        .statistics(Statistic::Sum)
        .statistics(Statistic::Maximum)
        .send()
        .await
        .unwrap();
    let [point] = statistics.datapoints() else { panic!("{statistics:?}") };
    assert_eq!((point.sum(), point.maximum(), point.unit()), (Some(1.501), Some(1.5), Some(&StandardUnit::Percent)));
    assert_eq!(point.timestamp(), Some(&moment()));
    let metrics = client.list_metrics().namespace("Tests").into_paginator().send();
    let pages = metrics.collect::<Result<Vec<_>, _>>().await.unwrap();
    assert_eq!(pages[0].metrics()[0].metric_name(), Some("Load"));
}

#[tokio::test]
async fn alarms_are_set() {
    let client = Client::from_conf(config().build());
    let alarm = client
        .put_metric_alarm()
        .alarm_name("alarm")
        .namespace("Tests")
        .metric_name("Load")
        .comparison_operator(ComparisonOperator::GreaterThanThreshold)
        .threshold(0.5)
        .evaluation_periods(2)
        .period(60)
        .statistic(Statistic::Average)
        .actions_enabled(false);
    alarm.send().await.unwrap();
    client.wait_until_alarm_exists().alarm_names("alarm").wait(PATIENCE).await.unwrap();
    let set = client.set_alarm_state().alarm_name("alarm").state_value(StateValue::Alarm).state_reason("a test");
    set.send().await.unwrap();
    let alarms = client.describe_alarms().alarm_names("alarm").send().await.unwrap();
    let [alarm] = alarms.metric_alarms() else { panic!("{alarms:?}") };
    assert_eq!((alarm.threshold(), alarm.actions_enabled()), (Some(0.5), Some(false)));
    assert_eq!((alarm.state_value(), alarm.state_reason()), (Some(&StateValue::Alarm), Some("a test")));
}

#[tokio::test]
async fn what_is_not_there_is_a_modeled_error() {
    let client = Client::from_conf(config().build());
    let missing = client.get_dashboard().dashboard_name("missing").send().await;
    assert!(missing.as_ref().unwrap_err().as_service_error().unwrap().is_dashboard_not_found_error());
    let (code, message) = told(missing);
    assert_eq!((code.as_str(), message.is_empty()), ("ResourceNotFound", false));
}
