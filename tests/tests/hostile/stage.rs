//! Two honest nodes and a liar that was let in as a member.

use maillage_node::service::{
    Problem,
    hosts::AddHost,
    matters::Answer,
    members::ListMembers,
    pending::{Approve, ListPending},
    viewing::Digest,
};
use maillage_shared::{
    calendar::ClaimedTime,
    identity::{DeviceKey, NetworkId},
    joining::{Invitation, JoinAnswer},
    register::{
        AnchorLine, Item, automatic,
        compose::{self, Order},
    },
    view::NetworkFold,
};
use maillage_tests::{
    node::{Node, Site, all_equal, until, welcome},
    operator::Operator,
};

use super::peer::{Peer, Target};

/// The two nodes.
pub(super) struct Stage {
    pub(super) a: Node,
    pub(super) b: Node,
    _sites: [Site; 2],
}

/// What a node holds.
pub(super) fn with_fold<T>(node: &Node, read: impl FnOnce(&NetworkFold) -> T) -> T {
    read(&node.running.service().opened().unwrap().ledger.fold())
}

/// Where a node is reached.
pub(super) fn target(node: &Node) -> Target {
    let endpoint = node.running.service().opened().unwrap().endpoint.public();
    Target { endpoint, addresses: node.places() }
}

async fn add_host(node: &Node, slug: &str) -> Result<(), Problem> {
    let host = AddHost { slug: slug.into(), name: format!("Antenne {slug}"), kind: "cpas".into(), ..AddHost::default() };
    node.call(host).await.map(|_| ())
}

/// A node approves the newest thing that waits for it.
pub(super) async fn approve(node: &Node) {
    let waiting = || async {
        let pending = node.call(ListPending { all: false }).await.unwrap();
        let waiting = pending.matters.into_iter().filter(|matter| matter.answer == Answer::Waiting);
        waiting.max_by_key(|matter| matter.term)
    };
    until("something waits for its member", || async { waiting().await.is_some() }).await;
    let code = waiting().await.unwrap().code.to_string();
    node.call(Approve { code, dry_run: false }).await.unwrap();
}

/// The secretary's node anchors what it holds, without waiting for a week to pass.
fn settle(secretary: &Node) {
    let opened = secretary.running.service().opened().unwrap();
    let anchor = with_fold(secretary, |fold| {
        let lines = fold.head_lines().into_iter().filter(|line| line.seq > 0);
        let heads = lines.map(|line| (line.device, AnchorLine { device: line.device, seq: line.seq, hash: line.hash })).collect();
        let anchor = automatic::next_anchor(fold.state(), fold.held(), &heads).unwrap();
        compose::sequence(&opened.device, fold.state(), &Order::anchor(&anchor), ClaimedTime(1_792_065_600)).unwrap()
    });
    opened.ledger.write(&opened.device, |draft| draft.add_item(anchor)).unwrap();
}

/// What the founder's laptop held, and what a thief has.
pub(super) struct Stolen {
    pub(super) device: DeviceKey,
    _site: Site,
}

impl Stage {
    /// Two members that hold the same, of a network whose founder's laptop is stolen: a third one, which keeps the order, and a
    /// fourth one, which the test speaks for.
    pub(super) async fn robbed() -> (Self, Peer, Stolen) {
        let site = Site::default();
        let founder = site.found("ARC").await;
        let sites = [(); 2].map(|()| Site::default());
        let a = welcome(&founder, &sites[0], "Nord").await;
        let b = welcome(&founder, &sites[1], "Val").await;
        all_equal(&[&founder, &a, &b]).await;
        let stage = Self { a, b, _sites: sites };
        let liar = stage.liar().await;
        settle(&founder);
        let newest = with_fold(&founder, |fold| fold.state().tip_id());
        for node in [&founder, &stage.a, &stage.b] {
            until("all three have acknowledged the anchor", || async {
                with_fold(node, |fold| {
                    let height = newest.and_then(|newest| fold.state().height_of(newest));
                    fold.state().acknowledged.values().filter(|acknowledged| Some(**acknowledged) == height).count() == 3
                })
            })
            .await;
        }
        until("all three hold the same", || async {
            let [one, two, three] = [&founder, &stage.a, &stage.b].map(|node| with_fold(node, NetworkFold::summary_digest));
            one == two && two == three
        })
        .await;
        let device = founder.running.service().opened().unwrap().device.clone();
        founder.stop().await;
        (stage, liar, Stolen { device, _site: site })
    }

    /// Two members that hold the same.
    pub(super) async fn set() -> Self {
        let sites = [(); 2].map(|()| Site::default());
        let a = sites[0].found("ARC").await;
        let b = welcome(&a, &sites[1], "Nord").await;
        add_host(&a, "debut").await.unwrap();
        all_equal(&[&a, &b]).await;
        Self { a, b, _sites: sites }
    }

    /// The network.
    pub(super) fn network(&self) -> NetworkId {
        with_fold(&self.a, NetworkFold::network)
    }

    /// An invitation of the first node.
    pub(super) async fn invitation(&self) -> Invitation {
        self.a.invite("Menteur").await.invitation.parse().unwrap()
    }

    /// A third member, which the test speaks for; its journal has arrived at both nodes.
    pub(super) async fn liar(&self) -> Peer {
        self.another_liar(7).await
    }

    /// A further member of this number, which the test speaks for.
    pub(super) async fn another_liar(&self, number: u8) -> Peer {
        let before = self.b.call(ListMembers::default()).await.unwrap().len();
        let peer = Peer::new(self.network(), Operator::new(number)).await;
        let answer = peer.ask(&target(&self.a), &self.invitation().await).await;
        assert_eq!(answer, JoinAnswer::Waiting);
        let lines = self.a.call(maillage_node::service::requests::ListRequests {}).await.unwrap();
        let line = lines.iter().find(|line| line.operator == peer.operator.name.as_str()).expect("it asked");
        if !self.a.accept(line.code).await.admitted {
            self.approve_at_b().await;
        }
        until("the admission reaches the other node", || async {
            self.b.call(ListMembers::default()).await.unwrap().len() == before + 1
        })
        .await;
        for node in [&self.a, &self.b] {
            let connection = peer.let_in(&target(node)).await;
            Peer::push(&connection, &[], &[peer.run(0)], &[]).await.unwrap();
            connection.close(0_u32.into(), b"");
        }
        peer
    }

    /// The second node approves what waits for it.
    pub(super) async fn approve_at_b(&self) {
        approve(&self.b).await;
    }

    /// Tells a node items through this member.
    pub(super) async fn tell(&self, node: &Node, by: &Peer, items: &[Item]) {
        let connection = by.let_in(&target(node)).await;
        let items: Vec<Vec<u8>> = items.iter().map(Item::to_bytes).collect();
        Peer::push(&connection, &items, &[], &[]).await.expect("they are signed by members");
        connection.close(0_u32.into(), b"");
    }

    /// Tells both nodes items through this member, and waits until both hold and show the same.
    pub(super) async fn tell_both(&self, by: &Peer, items: &[Item]) {
        for node in [&self.a, &self.b] {
            self.tell(node, by, items).await;
        }
        self.agree().await;
    }

    /// What both show.
    pub(super) async fn digests(&self) -> [Digest; 2] {
        [self.a.digest().await, self.b.digest().await]
    }

    /// Waits until both hold and show the same.
    pub(super) async fn agree(&self) {
        until("both hold and show the same", || async {
            let [a, b] = [&self.a, &self.b].map(|node| with_fold(node, NetworkFold::summary_digest));
            let [one, other] = self.digests().await;
            a == b && one == other
        })
        .await;
    }

    /// Lets the liar push its journal from the entry after `from` on to the first node, as it is, and waits until the other holds
    /// it too.
    pub(super) async fn spread(&self, liar: &Peer, from: usize) {
        let connection = liar.let_in(&target(&self.a)).await;
        Peer::push(&connection, &[], &[liar.run(from)], &[]).await.expect("authentic entries are taken");
        let device = liar.operator.device.public();
        let length = liar.journal.len() as u64;
        for node in [&self.a, &self.b] {
            until("the entries arrive", || async { with_fold(node, |fold| fold.head(device).seq) == length }).await;
        }
        self.agree().await;
    }

    /// Whether both nodes live and still tell each other what is new.
    pub(super) async fn goes_on(&self, slug: &str) {
        add_host(&self.a, slug).await.unwrap();
        until("what one writes appears at the other", || async { self.b.view().await.contains(slug) }).await;
        let back = format!("{slug}-retour");
        add_host(&self.b, &back).await.unwrap();
        until("and the other way round", || async { self.a.view().await.contains(&back) }).await;
    }

    /// Ends both nodes.
    pub(super) async fn leave(self) {
        self.a.stop().await;
        self.b.stop().await;
    }
}
