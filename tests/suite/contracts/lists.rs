//! Every list that comes in pages, read through `items()` against the sandbox.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::time::{Duration, SystemTime};

use backhaul_runtime::{Clock, Error};
use backhaul_sandbox::Sandbox;
use documents::Document;

use crate::support::clients::{atlas, cloud_manager, dcs, sls, sls_key};

/// When the sandbox begins, in Unix seconds. SLS lists by time.
pub(super) const BEGAN: i64 = 1_709_251_198;

fn began() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(BEGAN.unsigned_abs())
}

/// The items of one list, read in three ways, each with the number of requests that it took.
struct Read<I> {
    /// On one page, as large as the provider allows.
    whole: (Vec<I>, usize),
    /// Two by two.
    by_two: (Vec<I>, usize),
    /// Two by two, from the third item on.
    rest: (Vec<I>, usize),
}

/// Reads `$list` in three ways: `$size` is the setter for the size of pages, `$position` the one for
/// where to begin, and `$third` the position of the third item.
macro_rules! read {
    ($sandbox:expr, $list:expr, $size:ident, $position:ident, $third:expr) => {{
        let list = $list;
        let by_two = list.clone().$size(2);
        Read {
            whole: counted($sandbox, list.$size(500).items().collect()).await,
            by_two: counted($sandbox, by_two.clone().items().collect()).await,
            rest: counted($sandbox, by_two.$position($third).items().collect()).await,
        }
    }};
}

/// What `read` gives, and how many requests it took, challenges left aside.
async fn counted<T>(
    sandbox: &Sandbox,
    read: impl Future<Output = Result<Vec<T>, Error>>,
) -> (Vec<T>, usize) {
    let before = sandbox.requests().len();
    let items = read.await.unwrap();
    let requests = sandbox.requests().split_off(before);
    let answered = requests.iter().filter(|one| one.authenticated).count();
    (items, answered)
}

/// Checks that all ways give the same items, in the expected number of requests.
fn check<I: PartialEq + Debug>(name: &str, read: Read<I>, items: usize, requests: [usize; 3]) {
    let Read {
        whole,
        by_two,
        rest,
    } = read;
    assert_eq!(whole.0.len(), items, "{name}");
    assert_eq!(whole.0, by_two.0, "{name}");
    let from_third: Vec<&I> = whole.0.iter().skip(2).collect();
    assert_eq!(from_third, rest.0.iter().collect::<Vec<_>>(), "{name}");
    assert_eq!([whole.1, by_two.1, rest.1], requests, "{name}");
    let [whole, by_two, rest] = requests;
    documents::report!(
        "lists: {name:<40} {items:>2} items, requests: {whole} at once, {by_two} by two, {rest} from the third on"
    );
}

#[tokio::test]
async fn every_list_gives_all_items_whatever_the_size_of_its_pages() {
    lists_of_the_world().await;
}

async fn lists_of_the_world() -> BTreeSet<String> {
    let sandbox = Sandbox::builder().clock(began).start().await.unwrap();
    let fixtures = sandbox.fixtures();

    // Atlas only estimates how many there are, so an empty page is the end.
    let client = atlas(&sandbox, fixtures.private_key);
    let list = client
        .list_backup_restore_jobs()
        .group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name);
    let jobs = read!(&sandbox, list.clone(), items_per_page, page_num, 2);
    check("atlas.list_backup_restore_jobs", jobs, 7, [2, 5, 4]);
    let uncounted = list.include_count(false);
    assert_eq!(uncounted.clone().send().await.unwrap().total_count, None);
    let jobs = read!(&sandbox, uncounted, items_per_page, page_num, 2);
    check(
        "atlas.list_backup_restore_jobs, no count",
        jobs,
        7,
        [2, 5, 4],
    );
    let list = client.list_backup_exports().group_id(fixtures.group_id);
    let list = list.cluster_name(fixtures.cluster_name);
    let exports = read!(&sandbox, list.clone(), items_per_page, page_num, 2);
    check("atlas.list_backup_exports", exports, 5, [2, 4, 3]);
    let exports = read!(
        &sandbox,
        list.include_count(false),
        items_per_page,
        page_num,
        2
    );
    check("atlas.list_backup_exports, no count", exports, 5, [2, 4, 3]);

    // Cloud Manager says how many there are. From a later page on nobody knows how many came before.
    let client = cloud_manager(&sandbox, fixtures.private_key);
    let list = client
        .list_log_collection_jobs()
        .group_id(fixtures.group_id);
    let jobs = read!(&sandbox, list, items_per_page, page_num, 2);
    check("cloud-manager.list_log_collection_jobs", jobs, 5, [1, 3, 3]);
    let list = client.list_clusters().group_id(fixtures.group_id);
    let clusters = read!(&sandbox, list, items_per_page, page_num, 2);
    check("cloud-manager.list_clusters", clusters, 7, [1, 4, 4]);
    let groups = read!(&sandbox, client.list_groups(), items_per_page, page_num, 2);
    check("cloud-manager.list_groups", groups, 2, [1, 1, 1]);
    let list = client.list_organization_groups();
    let list = list.org_id("5980cfdf0b6d97029d82f86e");
    let groups = read!(&sandbox, list, items_per_page, page_num, 2);
    check(
        "cloud-manager.list_organization_groups",
        groups,
        2,
        [1, 1, 1],
    );

    // SLS says it too, and an offset tells how many came before.
    let client = sls(&sandbox, sls_key(&sandbox)).clock(Clock::new(began));
    let client = client.build().unwrap();
    let list = client
        .get_shipper_status()
        .logstore(fixtures.sls_logstore)
        .shipper_name(fixtures.sls_shipper)
        .from(BEGAN - 24 * 60 * 60)
        .to(BEGAN);
    let tasks = read!(&sandbox, list, size, offset, 2);
    check("sls.get_shipper_status", tasks, 14, [1, 7, 6]);

    // DCS says nothing; its empty page is a 204.
    let token = backhaul_dcs::Credentials::token(fixtures.dcs_token);
    let client = dcs(&sandbox, token);
    let instance = fixtures.dcs_other_instance_id;
    let collect = client.create_redislog().project_id(fixtures.dcs_project_id);
    let collect = collect.instance_id(instance).log_type("run").query_time(7);
    collect.send().await.unwrap();
    let list = client.list_redislog().project_id(fixtures.dcs_project_id);
    let list = list.instance_id(instance).log_type("run");
    let logs = read!(&sandbox, list, limit, offset, 2);
    check("dcs.list_redislog", logs, 7, [2, 5, 4]);
    assert_eq!(sandbox.requests().last().unwrap().status, 204);
    let list = client.list_backup_records();
    let list = list.project_id(fixtures.dcs_project_id);
    let list = list.instance_id(fixtures.dcs_instance_id);
    let backups = read!(&sandbox, list, limit, offset, 2);
    check("dcs.list_backup_records", backups, 3, [2, 3, 2]);
    for _ in 0..3 {
        let restore = client
            .restore_instance()
            .project_id(fixtures.dcs_project_id);
        let restore = restore.instance_id(fixtures.dcs_instance_id);
        let restore = restore.backup_id(fixtures.dcs_backup_id).send().await;
        restore.unwrap();
        sandbox.advance_backups();
        sandbox.advance_backups();
    }
    let list = client.list_restore_records();
    let list = list.project_id(fixtures.dcs_project_id);
    let list = list.instance_id(fixtures.dcs_instance_id);
    let restorations = read!(&sandbox, list, limit, offset, 2);
    check("dcs.list_restore_records", restorations, 3, [2, 3, 2]);
    for name in ["one", "two"] {
        let create = client.create_online_migration_task();
        let create = create.project_id(fixtures.dcs_project_id).name(name);
        let create = create.vpc_id("v").subnet_id("s").security_group_id("g");
        create.send().await.unwrap();
    }
    let list = client.list_migration_task();
    let list = list.project_id(fixtures.dcs_project_id);
    let migrations = read!(&sandbox, list, limit, offset, 2);
    check("dcs.list_migration_task", migrations, 3, [2, 3, 2]);
    let list = client.batch_show_nodes_information();
    let list = list.project_id(fixtures.dcs_project_id);
    let nodes = read!(&sandbox, list, limit, offset, 2);
    check("dcs.batch_show_nodes_information", nodes, 2, [2, 2, 1]);
    read_more_than_once(&sandbox)
}

/// Lists for which the sandbox has only the document's example, with one item.
#[tokio::test]
async fn lists_from_examples_end_with_their_item() {
    lists_of_one_item().await;
}

async fn lists_of_one_item() -> BTreeSet<String> {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let token = backhaul_dcs::Credentials::token(fixtures.dcs_token);
    let client = dcs(&sandbox, token);
    let (project, instance) = (fixtures.dcs_project_id, fixtures.dcs_instance_id);
    let slowlog = client.list_slowlog().project_id(project);
    let slowlog = slowlog.instance_id(instance).start_time("0").end_time("1");
    let slowlog = counted(&sandbox, slowlog.limit(1).items().collect()).await;
    assert_eq!((slowlog.0.len(), slowlog.1), (1, 2));
    let tasks = client.list_background_task().project_id(project);
    let tasks = tasks.instance_id(instance).limit(1).items();
    let tasks = counted(&sandbox, tasks.collect()).await;
    assert_eq!((tasks.0.len(), tasks.1), (1, 2));
    macro_rules! one_item {
        ($($list:ident;)*) => {$(
            let list = client.$list().project_id(project).instance_id(instance);
            let read = counted(&sandbox, list.limit(1).items().collect()).await;
            assert_eq!((read.0.len(), read.1), (1, 2), stringify!($list));
        )*};
    }
    one_item! {
        list_bigkey_scan_tasks;
        list_config_histories;
        list_diagnosis_tasks;
        list_hot_key_scan_tasks;
    }
    let instances = client.list_instances().project_id(project).limit(1);
    let instances = counted(&sandbox, instances.items().collect()).await;
    assert_eq!((instances.0.len(), instances.1), (2, 3));
    assert_eq!(sandbox.requests().last().unwrap().status, 204);
    read_more_than_once(&sandbox)
}

/// The lists of Atlas that the sandbox answers from the document's examples, and that of the export
/// buckets.
#[tokio::test]
async fn every_list_that_comes_from_an_example_is_read_to_its_end() {
    examples_of_atlas().await;
}

async fn examples_of_atlas() -> BTreeSet<String> {
    let sandbox = Sandbox::builder().clock(began).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = atlas(&sandbox, fixtures.private_key);
    let (group, cluster) = (fixtures.group_id, fixtures.cluster_name);
    let (snapshot, job) = (fixtures.snapshot_id, "5f000000000000000000001f");
    // How often it is asked follows from the number of items: an empty page is the end.
    macro_rules! read_to_its_end {
        ($($list:ident [$($setter:ident: $value:expr),*] gives $items:literal;)*) => {$(
            let list = client.$list().group_id(group)$(.$setter($value))*;
            let read = read!(&sandbox, list, items_per_page, page_num, 2);
            let pages = |items: usize| items.div_ceil(2) + 1;
            let requests = [2, pages($items), pages($items) - 1];
            check(concat!("atlas.", stringify!($list)), read, $items, requests);
        )*};
    }
    read_to_its_end! {
        list_backup_private_endpoints [cloud_provider: "AWS"] gives 1;
        list_backup_snapshots [cluster_name: cluster] gives 1;
        list_backup_snapshot_databases [cluster_name: cluster, snapshot_id: snapshot] gives 2;
        list_snapshot_database_collections
            [cluster_name: cluster, snapshot_id: snapshot, database_name: "sales"] gives 2;
        list_collection_restore_jobs [cluster_name: cluster] gives 1;
        list_restore_job_collections [cluster_name: cluster, job_id: job] gives 1;
        list_export_buckets [] gives 3;
        list_flex_backup_snapshots [name: "FlexCluster0"] gives 1;
        list_flex_restore_jobs [name: "FlexCluster0"] gives 2;
        list_group_events [] gives 2;
        list_group_log_integrations [] gives 1;
        list_group_processes [] gives 15;
        list_online_archives [cluster_name: cluster] gives 2;
        list_clusters [] gives 2;
        list_flex_clusters [] gives 1;
        list_databases [process_id: "h.example.com:27017"] gives 1;
        list_stream_workspaces [] gives 1;
    }
    // What belongs to an organization, or to nobody.
    macro_rules! read_of_others {
        ($($list:ident [$($setter:ident: $value:expr),*] gives $items:literal;)*) => {$(
            let list = client.$list()$(.$setter($value))*;
            let read = read!(&sandbox, list, items_per_page, page_num, 2);
            let requests = [2, 2, 1];
            check(concat!("atlas.", stringify!($list)), read, $items, requests);
        )*};
    }
    let organization = "5980cfdf0b6d97029d82f86e";
    read_of_others! {
        list_invoices [org_id: organization] gives 1;
        list_org_invoice_reports [org_id: organization, invoice_id: fixtures.invoice_id] gives 1;
        list_org_events [org_id: organization] gives 1;
        list_event_types [] gives 2;
        list_groups [] gives 1;
        list_orgs [] gives 1;
        list_cluster_details [] gives 1;
        list_rate_limits [] gives 1;
        get_org_groups [org_id: organization] gives 1;
    }
    read_more_than_once(&sandbox)
}

/// Those of Cloud Manager and SLS, which say how many items there are.
#[tokio::test]
async fn every_counted_list_that_comes_from_an_example_is_read_to_its_end() {
    examples_that_are_counted().await;
}

async fn examples_that_are_counted() -> BTreeSet<String> {
    let sandbox = Sandbox::builder().clock(began).start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let client = cloud_manager(&sandbox, fixtures.private_key);
    macro_rules! read_to_its_end {
        ($($list:ident gives $items:literal;)*) => {$(
            let list = client.$list().group_id(fixtures.group_id);
            let list = list.cluster_id("6b8cd61180eef547110159d9");
            let read = read!(&sandbox, list, items_per_page, page_num, 2);
            check(concat!("cloud-manager.", stringify!($list)), read, $items, [1, 1, 1]);
        )*};
    }
    read_to_its_end! {
        list_snapshots gives 1;
        list_restore_jobs gives 2;
        list_checkpoints gives 1;
        list_hosts gives 1;
    }
    // Two by two, a third item is on a second page: the example is the same page again.
    let list = client.list_backup_configs().group_id(fixtures.group_id);
    let read = read!(&sandbox, list, items_per_page, page_num, 2);
    check("cloud-manager.list_backup_configs", read, 3, [1, 2, 2]);
    let builder = sls(&sandbox, sls_key(&sandbox)).clock(Clock::new(began));
    let client = builder.build().unwrap();
    macro_rules! one_of_sls {
        ($($list:ident;)*) => {$(
            let read = read!(&sandbox, client.$list(), size, offset, 2);
            check(concat!("sls.", stringify!($list)), read, 1, [1, 1, 1]);
        )*};
    }
    one_of_sls! {
        list_oss_exports;
        list_osshdfs_exports;
        list_max_compute_exports;
        list_download_jobs;
        list_scheduled_sqls;
        list_project;
    }
    let instances = client.list_job_instances().job_name("sql-123456789-123456");
    let read = read!(&sandbox, instances, size, offset, 2);
    check("sls.list_job_instances", read, 1, [1, 1, 1]);
    read_more_than_once(&sandbox)
}

/// The operations that were called at least twice, as reading a list to its end does.
fn read_more_than_once(sandbox: &Sandbox) -> BTreeSet<String> {
    let requests = sandbox
        .requests()
        .into_iter()
        .filter(|one| one.authenticated);
    let mut seen = BTreeSet::new();
    let operations = requests.filter_map(|one| one.operation);
    operations.filter(|one| !seen.insert(one.clone())).collect()
}

/// The operations that come in pages by a document.
fn paged(document: &Document) -> Vec<String> {
    let operations = document.operations().into_iter();
    let paged = operations.filter(|one| one.contains_key("x-pages"));
    let ids = paged.filter_map(|one| one["operationId"].as_str());
    ids.map(str::to_owned).collect()
}

/// Every operation that comes in pages by the documents is one that the tests above read.
#[tokio::test]
async fn no_list_is_left_out() {
    let mut read = lists_of_the_world().await;
    read.extend(lists_of_one_item().await);
    read.extend(examples_of_atlas().await);
    read.extend(examples_that_are_counted().await);
    let paged: Vec<String> = documents::all().iter().flat_map(paged).collect();
    let left_out: Vec<&String> = paged.iter().filter(|id| !read.contains(*id)).collect();
    assert!(
        left_out.is_empty(),
        "read these in all ways, too: {left_out:?}"
    );
    let names: BTreeSet<&String> = paged.iter().collect();
    assert_eq!((paged.len(), names.len()), (57, 55), "a list came or went");
}
