//! Documents. (stub)

/// Body of a journal entry of kind *document change*, on the operator's own page.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(map)]
pub struct PageChange {
    /// The epoch of the page in which the change was made, from 0.
    #[n(0)]
    pub epoch: u32,
    /// Sequence number of the journal entry that opened the incarnation: it fixes the actor id.
    #[n(1)]
    pub opened_at: u64,
    /// One plain automerge change chunk.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub change: Vec<u8>,
}
