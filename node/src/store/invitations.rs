//! Invitations that this node gave, and requests to join that it received.

use std::collections::BTreeMap;

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{OperatorId, RootId, ShortCode},
    joining::InvitationId,
    register::ItemId,
};
use redb::{ReadableTable as _, TableDefinition};

use super::{
    StoreError, Transaction, Write,
    row::{from_row, to_row},
    transaction::{Tables, Writing},
};

pub(super) const INVITATIONS: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("invitations");
pub(super) const REQUESTS: TableDefinition<&[u8; 32], &[u8]> = TableDefinition::new("join_requests");

/// Join requests that may wait at once: strangers send them, and a person answers each. A founding round has about twenty.
pub const WAITING_REQUESTS: usize = 64;

/// An invitation as the inviting node remembers it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct Invitation {
    /// Whether it may still be used.
    #[n(0)]
    pub state: InvitationState,
    /// For whom, as the inviter wrote it.
    #[n(1)]
    pub for_whom: String,
    /// When it was made.
    #[n(2)]
    pub made: ClaimedTime,
    /// Until when it may be used.
    #[n(3)]
    pub expires: ClaimedTime,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum InvitationState {
    /// It may be used.
    #[n(0)]
    Open,
    /// The operator with this root used it.
    #[n(1)]
    Used(#[n(0)] RootId),
    /// The inviter took it back.
    #[n(2)]
    Revoked,
}

/// A request to join, as the node that received it remembers it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct JoinRequest {
    /// What became of it.
    #[n(0)]
    pub state: JoinState,
    /// The invitation that it names.
    #[n(1)]
    pub invitation: InvitationId,
    /// When it came.
    #[n(2)]
    pub received: ClaimedTime,
    /// The request as it came, verified.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub bytes: Vec<u8>,
}

/// What became of a request to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum JoinState {
    /// A person has to compare the short code and answer.
    #[n(0)]
    Waiting,
    /// It was proposed to the members.
    #[n(1)]
    Proposed(#[n(0)] ItemId),
    /// A person here said no.
    #[n(2)]
    Refused,
}

pub(super) fn create_tables(tables: &Writing) -> Result<(), StoreError> {
    tables.table(INVITATIONS)?;
    tables.table(REQUESTS).map(|_| ())
}

impl<T: Tables> Transaction<T> {
    /// An invitation of this node.
    pub fn invitation(&self, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
        self.0.table(INVITATIONS)?.get(id.as_bytes())?.map(|row| from_row("invitations", row.value())).transpose()
    }

    /// All invitations of this node.
    pub fn invitations(&self) -> Result<BTreeMap<InvitationId, Invitation>, StoreError> {
        let table = self.0.table(INVITATIONS)?;
        let mut invitations = BTreeMap::new();
        for row in table.iter()? {
            let (id, row) = row?;
            invitations.insert(InvitationId::from_bytes(*id.value()), from_row("invitations", row.value())?);
        }
        Ok(invitations)
    }

    /// The request to join of the operator with this root.
    pub fn join_request(&self, root: RootId) -> Result<Option<JoinRequest>, StoreError> {
        self.0.table(REQUESTS)?.get(root.as_bytes())?.map(|row| from_row("join_requests", row.value())).transpose()
    }

    /// All requests to join, by the root of who asks.
    pub fn join_requests(&self) -> Result<BTreeMap<RootId, JoinRequest>, StoreError> {
        let table = self.0.table(REQUESTS)?;
        let mut requests = BTreeMap::new();
        for row in table.iter()? {
            let (root, row) = row?;
            requests.insert(RootId::from_bytes(*root.value()), from_row("join_requests", row.value())?);
        }
        Ok(requests)
    }

    /// The requests to join of operators with this short code: one, but for a coincidence of 40 bits or a trick.
    pub fn join_requests_with_code(&self, code: ShortCode) -> Result<Vec<(RootId, JoinRequest)>, StoreError> {
        let requests = self.join_requests()?.into_iter();
        Ok(requests.filter(|(root, _)| OperatorId::of_first_root(*root).short_code() == code).collect())
    }
}

impl Write {
    /// Writes an invitation over what it was.
    pub fn put_invitation(&mut self, id: InvitationId, invitation: &Invitation) -> Result<(), StoreError> {
        self.0.table(INVITATIONS)?.insert(id.as_bytes(), to_row(invitation).as_slice())?;
        Ok(())
    }

    /// Writes a request to join over what it was.
    ///
    /// # Errors
    /// [`StoreError::TooManyRequests`] when [`WAITING_REQUESTS`] others wait and this one would wait too.
    pub fn put_join_request(&mut self, root: RootId, request: &JoinRequest) -> Result<(), StoreError> {
        if request.state == JoinState::Waiting {
            let held = self.join_requests()?;
            let waiting = held.iter().filter(|(other, held)| **other != root && held.state == JoinState::Waiting).count();
            if waiting >= WAITING_REQUESTS {
                return Err(StoreError::TooManyRequests);
            }
        }
        self.0.table(REQUESTS)?.insert(root.as_bytes(), to_row(request).as_slice())?;
        Ok(())
    }

    /// Forgets a request to join; says whether it was there.
    pub fn remove_join_request(&mut self, root: RootId) -> Result<bool, StoreError> {
        Ok(self.0.table(REQUESTS)?.remove(root.as_bytes())?.is_some())
    }
}
