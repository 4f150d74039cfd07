//! One process a home.

use maillage_node::{
    access::Access,
    running::Running,
    service::{ProblemCode, members::ListMembers},
};
use maillage_tests::node::{Site, anywhere};

#[tokio::test(flavor = "multi_thread")]
async fn a_home_that_a_node_has_open_is_busy_and_says_since_when_and_by_which_process() {
    let site = Site::default();
    let node = site.found("ARC").await;
    let problem = Running::start(site.path(), site.clock(), anywhere()).await.unwrap_err();
    assert_eq!(problem.code, ProblemCode::HomeBusy);
    assert_eq!(problem.details["process"], std::process::id().to_string());
    assert!(problem.details["since"].starts_with("2026-10-15"), "{problem}");
    node.stop().await;
    site.start().await.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_reaches_the_running_node_or_opens_the_home_itself() {
    let site = Site::default();
    let node = site.found("ARC").await;
    assert!(Access::reach(site.path(), site.clock()).await.unwrap().is_node());
    let through_the_node = site.command(ListMembers::default()).await.unwrap();
    node.stop().await;
    assert!(!Access::reach(site.path(), site.clock()).await.unwrap().is_node());
    assert_eq!(site.command(ListMembers::default()).await.unwrap(), through_the_node);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_home_says_so() {
    let site = Site::default();
    assert_eq!(site.command(ListMembers::default()).await.unwrap_err().code, ProblemCode::HomeEmpty);
    let started = Running::start(site.path(), site.clock(), anywhere()).await;
    assert_eq!(started.unwrap_err().code, ProblemCode::HomeEmpty);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_home_with_the_key_of_another_device_is_not_opened() {
    let (site, other) = (Site::default(), Site::default());
    for site in [&site, &other] {
        site.found("ARC").await.stop().await;
    }
    let key = |site: &Site| site.path().join("keys/device.key");
    std::fs::copy(key(&other), key(&site)).unwrap();
    let problem = site.command(ListMembers::default()).await.unwrap_err();
    assert_eq!((problem.code, problem.details["why"].as_str()), (ProblemCode::HomeDamaged, "other-device"));
    assert_eq!(other.command(ListMembers::default()).await.unwrap().len(), 1);
}
