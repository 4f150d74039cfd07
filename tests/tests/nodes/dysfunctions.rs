//! Several operators report what their visitors meet; every node shows it grouped.

use maillage_node::service::{
    ProblemCode,
    dysfunctions::{GroupLine, ListDysfunctions, ShowDysfunction},
    reporting::{AmendDysfunction, ReportDysfunction, ReportedLine, TypedDysfunction},
};
use maillage_shared::identity::ShortCode;
use maillage_tests::node::{Node, Site, all_equal, until, welcome};

async fn report(node: &Node, kind: &str, severity: &str, since: &str, text: Option<&str>) -> ReportedLine {
    let typed = TypedDysfunction {
        severity: Some(severity.into()),
        since: Some(since.parse().unwrap()),
        text: text.map(str::to_owned),
        ..TypedDysfunction::default()
    };
    node.call(ReportDysfunction { service: "itsme".into(), kind: kind.into(), typed, dry_run: false }).await.unwrap()
}

async fn groups(node: &Node) -> Vec<GroupLine> {
    node.call(ListDysfunctions::default()).await.unwrap()
}

fn in_state(code: ShortCode, state: &str) -> AmendDysfunction {
    let typed = TypedDysfunction { state: Some(state.into()), ..TypedDysfunction::default() };
    AmendDysfunction { code: code.to_string(), typed, dry_run: false }
}

#[tokio::test(flavor = "multi_thread")]
async fn like_reports_of_several_operators_are_one_group_at_every_node_and_each_changes_its_own() {
    let [arc, nord, val] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    let c = welcome(&a, &val, "Val").await;
    let first = report(&a, "panne", "gene", "2026-10-02", None).await;
    let second = report(&b, "panne", "blocage", "2026-09-20", Some("Le code n’arrive pas")).await;
    report(&b, "langue", "gene", "2026-10-01", None).await;
    assert_eq!(first.operators, 1);
    all_equal(&[&a, &b, &c]).await;

    let shown = groups(&c).await;
    let together = &shown[0].together;
    assert_eq!((shown.len(), together.reports, together.operators), (2, 2, 2));
    assert_eq!((together.since.to_string(), together.severity.to_string()), ("2026-09-20".into(), "blocage".into()));
    assert_eq!(shown[0].lines[0].says.situation.as_ref().unwrap().as_str(), "Le code n’arrive pas");
    let mine = c.call(ListDysfunctions { mine: true, ..ListDysfunctions::default() }).await.unwrap();
    assert!(mine.is_empty());
    let of_nord = ListDysfunctions { operator: Some("Nord".into()), kind: Some("panne".into()), ..ListDysfunctions::default() };
    assert_eq!(c.call(of_nord).await.unwrap()[0].together.reports, 1);
    let refused = c.call(in_state(second.code.unwrap(), "corrige")).await.unwrap_err();
    assert_eq!((refused.code, refused.details["name"].as_str()), (ProblemCode::DysfunctionOfOthers, "Nord"));

    b.call(in_state(second.code.unwrap(), "corrige")).await.unwrap();
    a.call(in_state(first.code.unwrap(), "retire")).await.unwrap();
    until("both changes reach the third member", || async {
        let shown = c.call(ShowDysfunction { reference: "itsme/panne".into() }).await.unwrap();
        shown.together.reports == 1 && shown.lines[0].says.state.to_string() == "corrige"
    })
    .await;
    all_equal(&[&a, &b, &c]).await;
    assert_eq!(groups(&a).await.len(), groups(&c).await.len());
    assert_eq!(a.view().await, c.view().await);
    let gone = c.call(ShowDysfunction { reference: first.code.unwrap().to_string() }).await.unwrap_err();
    assert_eq!(gone.code, ProblemCode::DysfunctionUnknown);
    for node in [a, b, c] {
        node.stop().await;
    }
}
