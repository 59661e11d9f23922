//! Export jobs and shippers of SLS as the service was seen to answer them.

use backhaul_sls::types::{OssExport, ShipperConfig, ShipperStorage};
use serde_json::{Value, json};

/// A job with this sink.
fn export(sink: &Value) -> Value {
    json!({ "name": "an-export", "configuration": { "logstore": "a-logstore", "sink": sink } })
}

#[test]
fn no_form_of_the_detail_loses_a_job() {
    for detail in [
        json!({ "enableTag": true }),
        json!("{\"enableTag\":true}"),
        json!("not JSON"),
        json!(""),
        json!({ "key": "delimiter,quote" }),
        json!({ "delimiter": "," }),
        json!({ "columns": null }),
        json!([]),
    ] {
        for format in ["json", "csv", "parquet", "orc", "a-new-one"] {
            let sink = json!({ "contentType": format, "bucket": "b", "contentDetail": detail });
            let job: OssExport = serde_json::from_value(export(&sink)).unwrap();
            let sink = job.configuration.unwrap().sink.unwrap();
            assert_eq!(sink.content_detail.as_ref(), Some(&detail), "{format}");
            assert_eq!(sink.bucket.as_deref(), Some("b"));
            assert_eq!(sink.content_type.unwrap().as_str(), format);
        }
    }
}

#[test]
fn what_other_clients_left_out_is_absent() {
    for sink in [
        json!({}),
        json!({ "contentType": null, "contentDetail": null, "endpoint": null }),
    ] {
        let job: OssExport = serde_json::from_value(export(&sink)).unwrap();
        let sink = job.configuration.unwrap().sink.unwrap();
        assert!(sink.endpoint.is_none() && sink.content_type.is_none());
        assert!(sink.content_detail.is_none() && sink.buffer_size.is_none());
    }
}

#[test]
fn the_old_name_of_the_delay_is_read_beside_the_new_one() {
    let sink = json!({ "delaySec": 900, "delaySeconds": 600, "bufferInterval": 300 });
    let job: OssExport = serde_json::from_value(export(&sink)).unwrap();
    let sink = job.configuration.unwrap().sink.unwrap();
    assert_eq!((sink.delay_sec, sink.delay_seconds), (Some(900), Some(600)));
    assert_eq!(sink.buffer_interval, Some(300));
}

/// The provider's sinks for MaxCompute write numbers as texts.
#[test]
fn a_number_of_a_sink_may_be_a_text() {
    let sink = json!({
        "bufferInterval": "300", "bufferSize": "256", "delaySec": "900", "delaySeconds": "600",
        "contentDetail": "{\"enableTag\":true}",
    });
    let job: OssExport = backhaul_runtime::from_json(export(&sink).to_string().as_bytes()).unwrap();
    let read = job.configuration.unwrap().sink.unwrap();
    assert_eq!(
        (read.buffer_interval, read.buffer_size),
        (Some(300), Some(256))
    );
    assert_eq!((read.delay_sec, read.delay_seconds), (Some(900), Some(600)));
    // A text that may be one stays one.
    assert_eq!(read.content_detail.as_ref(), Some(&sink["contentDetail"]));
}

/// The oldest client of the provider sends neither a storage nor a form of the path.
#[test]
fn a_shipper_of_an_old_client_is_read() {
    let config = |target: Value| {
        let name = "an-old-one";
        json!({ "shipperName": name, "targetType": "oss", "targetConfiguration": target })
    };
    let old = config(json!({ "ossBucket": "b", "ossPrefix": "", "bufferInterval": 300 }));
    let ShipperConfig::Oss(shipper) = serde_json::from_value(old).unwrap() else {
        panic!("no shipper to OSS");
    };
    let target = shipper.target_configuration;
    assert_eq!(target.oss_bucket.as_deref(), Some("b"));
    assert!(target.path_format.is_none() && target.storage.is_none());

    for storage in [
        json!({ "format": "csv" }),
        json!({ "format": "csv", "detail": { "delimiter": "," } }),
        json!({ "format": "parquet", "detail": {} }),
        json!({ "format": "parquet", "detail": { "columns": [{ "name": "a" }] } }),
    ] {
        let old = config(json!({ "storage": storage }));
        let ShipperConfig::Oss(shipper) = serde_json::from_value(old).unwrap() else {
            panic!("no shipper to OSS");
        };
        let read = shipper.target_configuration.storage.unwrap();
        assert!(!matches!(read, ShipperStorage::Unknown(_)), "{storage}");
        assert_eq!(
            serde_json::to_value(&read).unwrap()["format"],
            storage["format"]
        );
    }
}
