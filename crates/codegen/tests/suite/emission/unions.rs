//! Unions: open enums of objects when read, one type per member when sent.

use crate::support::{UNIONS, accepted, definitions};

fn file(name: &str) -> String {
    accepted(UNIONS).files[name].replace([' ', '\n'], "")
}

#[test]
fn a_union_that_is_read_is_an_enum_with_one_variant_per_member() {
    let types = &definitions(&accepted(UNIONS));
    let bucket = &types["Bucket"];
    for part in [
        "::backhaul_runtime::tagged_union! {",
        "pub enum Bucket by \"provider\" {",
        "Aws(AwsBucket) = \"AWS\",",
        "Azure(AzureBucket) = \"AZURE\",",
    ] {
        assert!(bucket.contains(part), "{part} in {bucket}");
    }
    let item = &types["PolicyItem"];
    for part in [
        "Ondemand(OnDemandItem) = \"ondemand\",",
        "TimedItem(TimedItem) = \"daily\" | \"weekly\",",
    ] {
        assert!(item.contains(part), "{part} in {item}");
    }
    assert!(types["BucketPage"].contains("pub results: Vec<Bucket>,"));
    assert!(types["Schedule"].contains("pub last: Option<PolicyItem>,"));
    // The tag stays a field as any other.
    assert!(types["AwsBucket"].contains("pub provider: AwsBucketProvider,"));
    assert!(types["AwsBucketProvider"].contains("open_enum!"));
}

/// An error of the provider would be an unknown member.
#[test]
fn an_answer_that_is_a_union_is_read_as_one() {
    let builders = file("builders.rs");
    let (_, create) = builders.split_once("implCreateBucket{").unwrap();
    assert!(
        create
            .split_once("implIntoFuturefor")
            .unwrap()
            .0
            .contains("call.send_union()"),
        "{create}"
    );
}

#[test]
fn what_all_members_have_can_be_read_at_once() {
    let types = &definitions(&accepted(UNIONS));
    let bucket = &types["Bucket"];
    assert!(
        bucket.contains("pub fn id(&self) -> Option<&str> {"),
        "{bucket}"
    );
    assert!(bucket.contains("Self::Aws(member) => member.id.as_deref(),"));
    assert!(bucket.contains("Self::Unknown(_) => None,"));
    // Not the same type, and not in all members.
    for other in ["fn provider", "fn name", "fn url"] {
        assert!(!bucket.contains(other), "{bucket}");
    }
}

#[test]
fn a_member_that_is_sent_says_itself_which_it_is() {
    let types = &definitions(&accepted(UNIONS));
    let aws = &types["requests.AwsBucket"];
    assert!(
        aws.contains("fixed = [(\"provider\", \"provider\", \"AWS\")]"),
        "{aws}"
    );
    assert!(!aws.contains("pub fn provider"), "{aws}");
    assert!(aws.contains("required = [(\"name\", \"name\")]"), "{aws}");
    let bucket = &types["requests.Bucket"];
    assert!(bucket.contains("::backhaul_runtime::request_union! {"));
    assert!(bucket.contains("Aws(AwsBucket),"), "{bucket}");
    // Nothing is left to set.
    assert!(!types["requests.OnDemandItem"].contains("impl"));
}

/// Several texts mean the member, so the caller chooses, but not those of other members.
#[test]
fn a_member_of_several_values_has_a_setter_for_them() {
    let types = &definitions(&accepted(UNIONS));
    let item = &types["requests.TimedItem"];
    assert!(
        item.contains("V: TryInto<parameters::TimedItemFrequency>,"),
        "{item}"
    );
    let frequency = &types["parameters.TimedItemFrequency"];
    assert!(frequency.contains("Daily") && frequency.contains("Weekly"));
    assert!(!frequency.contains("Ondemand"), "{frequency}");
    assert!(
        types["TimedItemFrequency"].contains("Ondemand"),
        "read leniently"
    );
}

#[test]
fn a_union_may_be_a_body_a_property_or_an_item() {
    let builders = file("builders.rs");
    for part in [
        "pubfnbody(mutself,value:implInto<requests::Bucket>)->Self{",
        "call.value(\"body\",self.body);",
        "pubfnlast(mutself,value:implInto<requests::PolicyItem>)->Self{",
        "V:Into<requests::PolicyItem>,",
        "Result<Response<types::Bucket>,Error>",
        "pubfnitems(self)->Items<types::BucketPage>",
    ] {
        assert!(builders.contains(part), "{part} in {builders}");
    }
    let generated = accepted(UNIONS);
    let text = &generated.files["builders.rs"];
    assert!(text.contains("body: backhaul_minimal::requests::Bucket)"));
    assert!(generated.files["pages.rs"].contains("type Item = types::Bucket;"));
    let types = generated.types().unwrap();
    assert_eq!(
        types["requests.PolicyItem"],
        "union requests::PolicyItem, closed\nOndemand(OnDemandItem)\nTimedItem(TimedItem)\n"
    );
    assert_eq!(
        types["requests.OnDemandItem"],
        "object requests::OnDemandItem\n.frequency = \"ondemand\"  frequency, fixed\n"
    );
    assert!(generated.surface["create_bucket"].contains(".body(requests::Bucket)\n"));
}

#[test]
fn a_union_of_jobs_is_a_job() {
    let jobs = file("jobs.rs");
    assert!(jobs.contains("implJobfortypes::Snapshot{"), "{jobs}");
    assert!(
        jobs.contains("Self::ReplicaSet(job)=>job.state(),"),
        "{jobs}"
    );
    assert!(jobs.contains("Self::Unknown(_)=>JobState::Unknown(String::new()),"));
    let builders = file("builders.rs");
    assert!(
        builders.contains("pubfnwait(self,wait:implInto<Wait>)->Waiting<'static,types::Snapshot>")
    );
    // It is only read, so nothing of it can be sent.
    assert!(!file("requests.rs").contains("Snapshot"));
}
