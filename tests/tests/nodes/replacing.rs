//! Going on under another root key, the objection of the former one, and what devices learn that were cut off.

use maillage_node::service::{
    ProblemCode,
    decisions::ListDecisions,
    devices::{HoldDevices, ListDevices, RevokeDevice},
    hosts::{AddHost, ListHosts},
    objecting::Object,
    pairing::Pair,
    pairings::{AcceptDevice, MakePairingCode},
    pending::{Approve, ListPending},
    proposals::{Change, Propose, Proposed},
    replacing::{MakeBasis, ReplacementRequested, RequestReplacement},
    status::{AskStatus, Standing, Status},
    synchronising::SyncNow,
    visits::ListVisits,
};
use maillage_shared::register::Decided;
use maillage_tests::node::{Node, Site, all_equal, anywhere, name, until, welcome};

async fn add_host(node: &Node, slug: &str) -> Result<(), ProblemCode> {
    let host = AddHost { slug: slug.into(), name: format!("Antenne {slug}"), kind: "cpas".into(), ..AddHost::default() };
    node.call(host).await.map(|_| ()).map_err(|problem| problem.code)
}

/// Three members, the first of them the secretary.
async fn three(sites: &[Site; 3]) -> [Node; 3] {
    let a = sites[0].found("ARC").await;
    let b = welcome(&a, &sites[1], "Nord").await;
    let c = welcome(&a, &sites[2], "Val").await;
    all_equal(&[&a, &b, &c]).await;
    [a, b, c]
}

/// The request of a new machine for a member, made from what `helper` knows of it.
async fn request(site: &Site, helper: &Node, member: &str) -> ReplacementRequested {
    let made = helper.call(MakeBasis { member: Some(member.into()) }).await.unwrap();
    let ask = RequestReplacement { basis: Some(made.basis), name: name("machine neuve"), dry_run: false };
    site.command(ask).await.unwrap()
}

async fn propose(node: &Node, request: &str) -> Result<Proposed, ProblemCode> {
    let change = Change::ReplaceKey { request: request.into() };
    node.call(Propose { change, dry_run: false }).await.map_err(|problem| problem.code)
}

async fn approve(node: &Node, code: &str) -> bool {
    until("the proposal arrives", || async {
        let all = node.call(ListPending { all: true }).await.unwrap();
        all.matters.iter().any(|matter| matter.code.to_string() == code)
    })
    .await;
    node.call(Approve { code: code.into(), dry_run: false }).await.unwrap().in_force
}

async fn becomes(node: &Node, standing: Standing) {
    until(&format!("a home is {standing:?}"), || async { node.status().await.standing == standing }).await;
}

async fn stop(nodes: impl IntoIterator<Item = Node>) {
    for node in nodes {
        node.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_that_lost_everything_goes_on_under_a_root_that_a_majority_approved() {
    let (sites, new) = ([(); 3].map(|()| Site::default()), Site::default());
    let [a, b, c] = three(&sites).await;
    add_host(&b, "avant").await.unwrap();
    all_equal(&[&a, &b, &c]).await;
    b.stop().await;

    let asked = request(&new, &c, "Nord").await;
    let n = new.start_waiting().await;
    let waits = n.status().await;
    assert_eq!(waits.standing, Standing::Recovering);
    assert_eq!(waits.network.unwrap().comparison_code, asked.code, "what is read aloud is shown again");
    assert_eq!(add_host(&n, "trop-tot").await, Err(ProblemCode::HomeRecovering));
    let text = asked.request.clone().unwrap();
    let again = n.call(RequestReplacement { basis: None, name: name("autre"), dry_run: false }).await.unwrap();
    assert_eq!(again, asked, "a second command makes no second request");

    let proposed = propose(&c, &text).await.unwrap();
    assert_eq!(proposed.matter.comparison, asked.code, "who approves compares the same code");
    assert_eq!((proposed.matter.needed, proposed.matter.cuts.len()), (2, 1));
    assert_eq!(proposed.matter.cuts[0].last, proposed.matter.cuts[0].held, "nothing that arrived is cut off");
    assert!(!proposed.in_force);
    assert_eq!(propose(&c, &text).await.err(), Some(ProblemCode::ProposedAlready));
    until("it is shown to the others", || async { a.status().await.decisions_waiting == 1 }).await;
    let shown = a.call(ListPending { all: false }).await.unwrap();
    assert_eq!(shown.matters[0].comparison, asked.code);
    assert_eq!(shown.matters[0].cuts, proposed.matter.cuts);
    assert!(approve(&a, &proposed.matter.code.to_string()).await);

    becomes(&n, Standing::Member).await;
    add_host(&n, "apres").await.unwrap();
    all_equal(&[&a, &c, &n]).await;
    let view = a.view().await;
    assert!(view.contains("Antenne avant") && view.contains("Antenne apres"));
    let role = n.status().await.network.unwrap().role.unwrap();
    assert!(role.governs && role.publishes && role.name == "machine neuve");
    let devices = n.call(ListDevices {}).await.unwrap().devices;
    assert_eq!(devices.iter().filter(|device| device.revoked && !device.me).count(), 1);

    assert!(propose(&a, &text).await.is_err(), "a request serves once");
    stop([a, c, n]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_former_root_learns_of_its_replacement_and_voids_it() {
    let (sites, new) = ([(); 3].map(|()| Site::default()), Site::default());
    let [a, b, c] = three(&sites).await;
    add_host(&b, "avant").await.unwrap();
    all_equal(&[&a, &b, &c]).await;
    let nothing = b.call(Object { passphrase: None, dry_run: false }).await.unwrap_err();
    assert_eq!(nothing.code, ProblemCode::NothingToObject);

    let asked = request(&new, &c, "Nord").await;
    let n = new.start_waiting().await;
    assert!(!b.call(AskStatus {}).await.unwrap().about_own);
    let proposed = propose(&c, &asked.request.unwrap()).await.unwrap();
    until("the former root's node warns of it", || async { b.call(AskStatus {}).await.unwrap().about_own }).await;
    assert!(!a.call(AskStatus {}).await.unwrap().about_own, "it is not about this one");
    assert!(approve(&a, &proposed.matter.code.to_string()).await);
    becomes(&n, Standing::Member).await;
    becomes(&b, Standing::Replaced).await;
    assert_eq!(add_host(&b, "dans-le-vide").await, Err(ProblemCode::RootReplaced));
    assert_eq!(b.call(ListHosts {}).await.unwrap().len(), 1, "what is here may be read");

    let objected = b.call(Object { passphrase: None, dry_run: false }).await.unwrap();
    assert!(objected.told > 0 && objected.operator == "Nord", "{objected:?}");
    becomes(&b, Standing::Member).await;
    becomes(&n, Standing::Overruled).await;
    assert_eq!(add_host(&n, "jamais").await, Err(ProblemCode::RootKept));
    add_host(&b, "de-retour").await.unwrap();
    // Some hold entries of the new device that others will never get: none of them counts.
    until("all three hold the same of what counts", || async {
        // Who was turned away dials again at leisure, unless somebody asks for it.
        for node in [&b, &c] {
            node.call(SyncNow { listen: Vec::new() }).await.unwrap();
        }
        let [one, two, three] = [a.status().await, b.status().await, c.status().await];
        let shows = |status: &Status| status.network.as_ref().map(|facts| facts.view_digest.clone());
        let converged = one.converged && two.converged && three.converged;
        converged && shows(&one) == shows(&two) && shows(&two) == shows(&three)
    })
    .await;
    let view = a.view().await;
    assert!(view.contains("Antenne avant") && view.contains("Antenne de-retour"));
    let kept = n.call(Object { passphrase: None, dry_run: false }).await.unwrap_err();
    assert_eq!(kept.code, ProblemCode::NothingToObject, "the new root was not replaced");
    stop([a, b, c, n]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_of_another_network_tampered_with_or_outdated_is_not_proposed() {
    let [arc, nord, new, late, other] = [(); 5].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    all_equal(&[&a, &b]).await;
    let elsewhere = other.found("ARC").await;
    let text = request(&new, &a, "Nord").await.request.unwrap();
    assert_eq!(propose(&elsewhere, &text).await.err(), Some(ProblemCode::ReplacementUnreadable));
    let mut changed = text.clone();
    let symbol = if changed.remove(60) == 'a' { 'b' } else { 'a' };
    changed.insert(60, symbol);
    for bad in [&changed, &text[..text.len() - 9], "", "maillageroot1", &"a".repeat(100_000)] {
        assert_eq!(propose(&a, bad).await.err(), Some(ProblemCode::ReplacementUnreadable));
    }
    // Another machine asks first, and is let in: the first request speaks of a device that publishes no longer.
    let second = request(&late, &a, "Nord").await.request.unwrap();
    assert!(propose(&a, &second).await.unwrap().in_force, "one member of two is enough");
    assert_eq!(propose(&a, &text).await.err(), Some(ProblemCode::DecisionInvalid));
    stop([a, b, elsewhere]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_device_learns_it_and_writes_nothing_that_nobody_would_see() {
    let [arc, nord, second] = [(); 3].map(|()| Site::default());
    let a = arc.found("ARC").await;
    let b = welcome(&a, &nord, "Nord").await;
    let made = b.call(MakePairingCode { dry_run: false }).await.unwrap();
    let pair = Pair { code: made.pairing_code, name: name("portable"), listen: anywhere(), dry_run: false };
    let asked = second.command(pair).await.unwrap();
    let code = asked.code.unwrap().to_string();
    b.call(AcceptDevice { code, passphrase: None, dry_run: false }).await.unwrap();
    until("the register knows the device", || async { b.call(ListDevices {}).await.unwrap().devices.len() == 2 }).await;
    let governs = || HoldDevices { governs: Some("portable".into()), publishes: None, passphrase: None, dry_run: true };
    assert_eq!(b.call(governs()).await.unwrap().unseen.as_deref(), Some("portable"), "nobody knows whether it is at work");
    let decided = a.call(ListDecisions {}).await.unwrap().decisions.pop().unwrap().decided;
    let Decided::Hold { roles_change: false, certified: Some(device), .. } = decided else { panic!("{decided:?}") };
    assert_eq!((device.name.as_str(), device.before), ("portable", None));
    let p = second.start_waiting().await;
    becomes(&p, Standing::Member).await;
    all_equal(&[&a, &b, &p]).await;
    assert_eq!(b.call(governs()).await.unwrap().unseen, None);
    p.stop().await;

    // It is off while it is revoked: nobody can tell it but by the door.
    b.call(RevokeDevice { device: "portable".into(), passphrase: None, dry_run: false }).await.unwrap();
    until("it is revoked for all", || async {
        a.call(maillage_node::service::members::ListMembers::default())
            .await
            .unwrap()
            .iter()
            .any(|member| member.devices.iter().any(|device| device.revoked))
    })
    .await;
    let p = second.start_waiting().await;
    becomes(&p, Standing::Revoked).await;
    assert_eq!(add_host(&p, "nulle-part").await, Err(ProblemCode::DeviceRevoked));
    let visits = ListVisits { from: None, to: None, permanence: None, limit: 10 };
    assert!(p.call(visits).await.is_ok(), "what it holds may still be read");
    assert_eq!(add_host(&b, "quelque-part").await, Ok(()));
    stop([a, b, p]).await;
}
