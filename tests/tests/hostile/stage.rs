//! Two honest nodes and a liar that was let in as a member.

use maillage_node::service::{Problem, hosts::AddHost, members::ListMembers, viewing::Digest};
use maillage_shared::{
    identity::NetworkId,
    joining::{Invitation, JoinAnswer},
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

impl Stage {
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
        let peer = Peer::new(self.network(), Operator::new(7)).await;
        let answer = peer.ask(&target(&self.a), &self.invitation().await).await;
        assert_eq!(answer, JoinAnswer::Waiting);
        let lines = self.a.call(maillage_node::service::requests::ListRequests {}).await.unwrap();
        assert!(self.a.accept(lines[0].code).await.admitted);
        until("the admission reaches the other node", || async { self.b.call(ListMembers::default()).await.unwrap().len() == 3 })
            .await;
        for node in [&self.a, &self.b] {
            let connection = peer.let_in(&target(node)).await;
            Peer::push(&connection, &[], &[peer.run(0)], &[]).await.unwrap();
            connection.close(0_u32.into(), b"");
        }
        peer
    }

    /// What both show.
    pub(super) async fn digests(&self) -> [Digest; 2] {
        [self.a.digest().await, self.b.digest().await]
    }

    /// Waits until both hold and show the same.
    pub(super) async fn agree(&self) {
        until("both hold the same", || async {
            let [a, b] = [&self.a, &self.b].map(|node| with_fold(node, NetworkFold::summary_digest));
            a == b
        })
        .await;
        let [a, b] = self.digests().await;
        assert_eq!(a, b);
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
