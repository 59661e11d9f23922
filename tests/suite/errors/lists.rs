//! A list that cannot be read to its end.

use backhaul_runtime::ErrorKind;
use backhaul_sandbox::{Fault, Sandbox};

use crate::errors::client::{atlas, predicates};

/// A page of exports, the same each time but for the id.
fn page(id: &str) -> Fault {
    Fault::replace_body(format!(
        r#"{{"results":[{{"exportBucketId":"b","id":"{id}"}}]}}"#
    ))
}

#[tokio::test]
async fn a_list_that_repeats_itself_or_never_ends_is_an_error() {
    const LIST: &str = "listBackupExports";
    let sandbox = Sandbox::start().await.unwrap();
    let (faults, fixtures) = (sandbox.faults(), sandbox.fixtures());
    let (builder, clock) = atlas(&sandbox);
    let client = builder.build().unwrap();
    let list = client.list_backup_exports().group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name);
    let asked = || {
        let requests = sandbox.requests();
        requests.iter().filter(|one| one.authenticated).count()
    };

    faults.on(LIST, page("a"));
    let mut items = list.clone().items();
    assert!(items.try_next().await.unwrap().is_some());
    let repeated = items.try_next().await.unwrap_err();
    assert_eq!(asked(), 2, "it is noticed at once");

    faults.clear();
    faults.on(LIST, page("b")).every(2);
    faults.on(LIST, page("a"));
    let endless = list.items().page_limit(20).collect().await.unwrap_err();
    assert_eq!(asked(), 2 + 21, "20 pages, and the one that is too much");

    for (error, texts) in [
        (
            repeated,
            ["the server sent the same page twice", "1 items were read"],
        ),
        (endless, ["more than 20 pages (page_limit)", "20 items"]),
    ] {
        assert_eq!((error.kind(), error.status()), (ErrorKind::Paging, None));
        assert_eq!(error.kind().as_str(), "paging");
        assert_eq!(error.operation(), Some("list_backup_exports"));
        assert_eq!(predicates(&error), [false; 6]);
        for text in texts {
            assert!(error.to_string().contains(text), "{error}");
        }
    }
    assert!(clock.waits().is_empty(), "it is not asked for again");
}
