//! Objects and JSON in the query, cookies, and headers that only others have.

use backhaul_constructs::requests::{Cat, FormFilter, SearchThingsPage};
use serde_json::json;

use crate::recorder::{answering, no_content, problems, unasked};

#[tokio::test]
async fn objects_are_written_as_the_document_says() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .search_things()
        .filter(
            FormFilter::new()
                .from(1)
                .within([("k", "v&w")])
                .any(["p", "q"]),
        )
        .labels([("b", "2"), ("a", "1")])
        .cats([Cat::new().name("A")])
        .free(json!({ "x": [null] }))
        .page(SearchThingsPage::new().limit(3).fields(["f", "g"]))
        .shapes(["{\"a\":1}", "x"])
        .any("5")
        .session("s1=")
        .theme(7)
        .cookie("c=d")
        .x_team("t")
        .key("k");
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.line,
        "GET /search?any=5&cats=%5B%7B%22name%22%3A%22A%22%7D%5D\
         &filter%5Bany%5D%5B0%5D=p&filter%5Bany%5D%5B1%5D=q&filter%5Bfrom%5D=1&filter%5Bwithin%5D%5Bk%5D=v%26w\
         &free=%7B%22x%22%3A%5Bnull%5D%7D&key=k&labels%5Ba%5D=1&labels%5Bb%5D=2\
         &fields=f&fields=g&limit=3&shapes=%7B%22a%22%3A1%7D,x"
    );
    assert_eq!(
        sent.headers(),
        [
            "accept: application/json",
            "cookie: c=d; session=s1=; theme=7",
            "x_team: t"
        ]
    );
}

#[tokio::test]
async fn each_mistake_has_its_place() {
    let client = unasked().await;
    let call = client
        .search_things()
        .filter(FormFilter::new().any(Vec::<&str>::new()))
        .cats(vec![Cat::new(); 3])
        .page(SearchThingsPage::new().limit(10))
        .session("hidden;text");
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "cats: 3 items are not allowed: there must be at most 2",
            "cats[0].name is missing: call .name(...)",
            "cats[1].name is missing: call .name(...)",
            "cats[2].name is missing: call .name(...)",
            "filter: an empty array cannot be written here: leave it out",
            "page.limit: 10 is not allowed: it must be at most 9",
            "session: has ';', which a cookie cannot carry",
        ]
    );
    let call = client.search_things().page(SearchThingsPage::new());
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "filter is missing: call .filter(...)",
            "page.limit is missing: call .limit(...)",
            "session is missing: call .session(...)",
        ]
    );
}

#[tokio::test]
async fn cookies_do_not_show() {
    let client = unasked().await;
    let call = client
        .search_things()
        .filter(FormFilter::new().from(1))
        .session("hidden-text")
        .cookie("a=hidden-text")
        .x_team("hidden-text")
        .key("hidden-text")
        .page(SearchThingsPage::new().limit(1).pin("hidden-text"));
    let preview = call.preview().unwrap();
    assert_eq!(preview.header("cookie"), Some("[sensitive]"));
    assert!(
        preview
            .url()
            .ends_with("?filter%5Bfrom%5D=1&key=%5Bsensitive%5D&limit=1&pin=%5Bsensitive%5D"),
        "{}",
        preview.url()
    );
    let shown = format!("{call:?} {preview} {preview:?}");
    assert!(!shown.contains("hidden-text"), "{shown}");
}
