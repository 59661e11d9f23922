//! The buckets that snapshots of the group can be exported to.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::fixtures::Fixtures;

/// How the ids of created buckets begin; their number follows in eight hexadecimal digits.
const ID_START: &str = "5f50000000000000";

/// The region that every bucket of AWS is found in.
const REGION: &str = "US_EAST_1";

/// The tenant that every role for Azure belongs to.
const TENANT: &str = "00000000-0000-0000-0000-00000000fa4e";

/// Export buckets, as the API shows them, by id.
#[derive(Debug)]
pub(crate) struct ExportBuckets {
    buckets: Mutex<Buckets>,
    /// Address of them all.
    url: String,
}

#[derive(Debug)]
struct Buckets {
    by_id: BTreeMap<String, Value>,
    /// How many were created, deleted ones too.
    made: u32,
}

/// Why a bucket's private networking was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotChanged {
    /// There is no such bucket.
    NoBucket,
    /// Only those of AWS have the setting.
    NotAws,
}

impl ExportBuckets {
    /// One of each cloud provider.
    pub(crate) fn new(fixtures: &Fixtures, base_url: &str) -> Self {
        let role = "5f00000000000000000000c1";
        let wanted = [
            json!({ "bucketName": "demo-exports", "cloudProvider": "AWS", "iamRoleId": role }),
            json!({
                "cloudProvider": "AZURE",
                "roleId": role,
                "serviceUrl": "https://demoaccount.blob.core.windows.net/demo-exports",
            }),
            json!({ "bucketName": "demo-exports", "cloudProvider": "GCP", "roleId": role }),
        ];
        let group = fixtures.group_id;
        let url = format!("{base_url}/api/atlas/v2/groups/{group}/backup/exportBuckets");
        let ids = [
            fixtures.export_bucket_id,
            "5f00000000000000000000e3",
            "5f00000000000000000000e4",
        ];
        let by_id = ids.iter().zip(&wanted);
        let by_id = by_id.map(|(id, wanted)| ((*id).to_owned(), bucket(&url, id, wanted)));
        Self {
            buckets: Mutex::new(Buckets {
                by_id: by_id.collect(),
                made: 0,
            }),
            url,
        }
    }

    /// Makes one, as the body of a request describes it.
    pub(crate) fn make(&self, wanted: &Value) -> Value {
        let mut buckets = self.buckets();
        let id = format!("{ID_START}{:08x}", buckets.made);
        buckets.made += 1;
        let made = bucket(&self.url, &id, wanted);
        buckets.by_id.insert(id, made.clone());
        made
    }

    /// One of them.
    pub(crate) fn get(&self, id: &str) -> Option<Value> {
        self.buckets().by_id.get(id).cloned()
    }

    /// How many there are, and those of a range, in the order of their ids.
    pub(crate) fn list(&self, range: Range<usize>) -> (usize, Vec<Value>) {
        let buckets = self.buckets();
        let shown = buckets.by_id.values().skip(range.start).take(range.len());
        (buckets.by_id.len(), shown.cloned().collect())
    }

    /// Turns private networking on or off.
    pub(crate) fn set_private(&self, id: &str, private: &Value) -> Result<Value, NotChanged> {
        let mut buckets = self.buckets();
        let bucket = buckets.by_id.get_mut(id).ok_or(NotChanged::NoBucket)?;
        if bucket["cloudProvider"] != "AWS" {
            return Err(NotChanged::NotAws);
        }
        bucket["requirePrivateNetworking"] = private.clone();
        Ok(bucket.clone())
    }

    /// Deletes one. `false` if there is none.
    pub(crate) fn delete(&self, id: &str) -> bool {
        self.buckets().by_id.remove(id).is_some()
    }

    fn buckets(&self) -> MutexGuard<'_, Buckets> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The bucket `id` that a request wants.
fn bucket(url: &str, id: &str, wanted: &Value) -> Value {
    let mut bucket = wanted.clone();
    bucket["_id"] = json!(id);
    bucket["links"] = json!([{ "href": format!("{url}/{id}"), "rel": "self" }]);
    match wanted["cloudProvider"].as_str() {
        Some("AWS") => {
            bucket["region"] = json!(REGION);
            if wanted.get("requirePrivateNetworking").is_none() {
                bucket["requirePrivateNetworking"] = json!(false);
            }
        }
        Some("AZURE") => {
            // Documented: whatever the request says, the tenant is that of the role.
            bucket["tenantId"] = json!(TENANT);
            // Documented: the container's name may be in the address only, at its end.
            if wanted.get("bucketName").is_none() {
                let url = wanted["serviceUrl"].as_str().unwrap_or_default();
                bucket["bucketName"] = json!(url.rsplit('/').next());
            }
        }
        _ => {}
    }
    bucket
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ExportBuckets, NotChanged};
    use crate::fixtures::DEFAULT;

    #[test]
    fn an_id_is_not_given_twice() {
        let buckets = ExportBuckets::new(&DEFAULT, "http://127.0.0.1:1");
        let make = || {
            let made = buckets.make(&json!({ "cloudProvider": "GCP", "bucketName": "a" }));
            made["_id"].as_str().unwrap().to_owned()
        };
        let first = make();
        assert!(buckets.delete(&first) && !buckets.delete(&first));
        assert_ne!(make(), first);
    }

    #[test]
    fn only_a_bucket_of_aws_has_private_networking() {
        let buckets = ExportBuckets::new(&DEFAULT, "http://127.0.0.1:1");
        let changed = buckets.set_private(DEFAULT.export_bucket_id, &json!(true));
        assert_eq!(changed.unwrap()["requirePrivateNetworking"], true);
        let azure = buckets.list(1..2).1[0]["_id"].as_str().unwrap().to_owned();
        let refused = buckets.set_private(&azure, &json!(true));
        assert_eq!(refused, Err(NotChanged::NotAws));
        let refused = buckets.set_private("none", &json!(true));
        assert_eq!(refused, Err(NotChanged::NoBucket));
    }
}
