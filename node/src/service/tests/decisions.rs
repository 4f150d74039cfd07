//! What makes no sense to decide, and a home that is not whole.

use super::{Member, TODAY};
use crate::{
    access::Access,
    clock::Clock,
    service::{
        ProblemCode, Progress,
        hosts::ListHosts,
        proposals::{Change, Propose},
        reasons,
        status::AskStatus,
    },
};

#[tokio::test]
async fn nobody_suspends_or_removes_itself_nor_installs_who_keeps_the_register_already() {
    let member = Member::founder().await;
    let propose = |change| Propose { change, dry_run: false };
    let own = || "Exemple ARC".to_owned();
    let refused = member.refused(propose(Change::Suspend { member: own() })).await;
    assert_eq!(refused.code, ProblemCode::SuspendSelf);
    let refused = member.refused(propose(Change::Remove { member: own() })).await;
    assert_eq!(refused.code, ProblemCode::RemoveSelf);
    let refused = member.refused(propose(Change::Secretary { member: own() })).await;
    assert_eq!((refused.code, refused.details["name"].as_str()), (ProblemCode::SecretaryAlready, "Exemple ARC"));
}

#[tokio::test]
async fn a_home_without_its_store_or_without_its_keys_is_damaged_and_not_empty() {
    let store = ("store.redb", ProblemCode::StoreDamaged, reasons::STORE_GONE);
    for (lost, code, why) in [store, ("keys", ProblemCode::HomeDamaged, reasons::KEYS_GONE)] {
        let Member { _directory: directory, access } = Member::founder().await;
        drop(access);
        let home = directory.path().join("home");
        let gone = directory.path().join("gone");
        std::fs::rename(home.join(lost), &gone).unwrap();
        let access = Access::reach(home.clone(), Clock::fixed(TODAY.parse().unwrap())).await.unwrap();
        let silent = Progress::silent();
        let status = access.call(AskStatus {}, &silent).await.unwrap_err();
        let reading = access.call(ListHosts {}, &silent).await.unwrap_err();
        for problem in [status, reading] {
            assert_eq!((problem.code, problem.details["why"].as_str()), (code, why));
        }
        drop(access);
        std::fs::rename(&gone, home.join(lost)).unwrap();
        let access = Access::reach(home, Clock::fixed(TODAY.parse().unwrap())).await.unwrap();
        assert!(access.call(AskStatus {}, &silent).await.is_ok(), "nothing was touched");
    }
}
