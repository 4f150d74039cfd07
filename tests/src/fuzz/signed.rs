//! What devices and roots sign: journals, the register, pages.

use std::collections::BTreeSet;

use maillage_shared::{
    bounds,
    document::{PageChange, PageDocument},
    encoding::{self, deterministic as one_spelling},
    identity::{Certificate, DeviceId, EndpointAnnouncement},
    journal::{Body, Entry, EntryHash, ForkProof, Head, Header, Run, body::Interpretation, body::interpret},
    record::vocabulary,
    register::{
        Content, Item, ItemKind,
        checked::Checked,
        reading::{ReadApproval, ReadDecision, ReadProposal},
    },
    statistics::disclosure::PublicYear,
};

use minicbor::data::Type;

use super::{reads_back, samples};
use crate::forge;

/// The header of an entry.
pub fn entry_header(bytes: &[u8]) -> bool {
    let Ok(header) = Header::parse(bytes) else { return false };
    assert_eq!(header.to_bytes().as_slice(), bytes);
    true
}

/// The body of an entry: the first byte is its kind and whether it is critical, the rest its bytes.
pub fn entry_body(bytes: &[u8]) -> bool {
    let Some((first, body)) = bytes.split_first() else { return false };
    let device = samples::world().members[0].device.public();
    let (kind, critical) = (u16::from(first & 0x7f), first & 0x80 != 0);
    let Some(header) = Head::EMPTY.next_header(samples::world().network, device, kind, critical, body) else { return false };
    let Interpretation::Known(known) = interpret(&header, body) else { return false };
    let written = match &known {
        Body::Certificate(certificate) => encoding::to_bytes(certificate),
        Body::Endpoint(endpoint) => encoding::to_bytes(endpoint),
        Body::PageChange(change) => encoding::to_bytes(change),
        Body::PageSnapshot(snapshot) => encoding::to_bytes(snapshot),
        Body::Publication(publication) => {
            // Checked as the fold does, whatever it says.
            let _ = (publication.check(bounds::SMALLEST_FIGURE), publication.content_digest());
            let year = PublicYear::of(publication.period.year(), [publication], &BTreeSet::new());
            let _ = (year.bounds(), year.is_consistent());
            encoding::to_bytes(publication)
        }
        Body::DysfunctionReport(report) => {
            if let Ok(says) = report.read(vocabulary::VERSION) {
                assert_eq!(says.statement(report.of, report.revision), *report);
            }
            encoding::to_bytes(report)
        }
    };
    assert!(written.len() <= body.len().saturating_mul(2));
    assert_eq!(interpret(&header, &written), Interpretation::Known(known));
    true
}

/// Entries in a row, as continuing a journal of the sample network.
pub fn run(bytes: &[u8]) -> bool {
    let Some(run) = reads_back::<Run>(bytes) else { return false };
    let world = samples::world();
    let before = |entries: &[Entry]| usize::try_from(run.first_seq).ok().and_then(|seq| entries.get(seq.checked_sub(2)?).cloned());
    let head =
        world.journals.get(&run.device).and_then(|entries| before(entries)).map_or(Head::EMPTY, |entry| Head::after(&entry.header));
    let Ok((entries, bad)) = run.verify(world.network, &head) else { return false };
    assert_eq!(entries.len(), run.entries.len());
    assert!(entries.last().is_some_and(Entry::is_signed), "a signature vouches for the last entry");
    assert!(bad < entries.len());
    // Whatever is authentic either is in the journal or contradicts it: nobody else can sign for the device.
    let written = world.journals.get(&run.device).into_iter().flatten().chain(world.rivals.iter().flatten());
    let known: Vec<EntryHash> = written.map(|entry| entry.header.hash()).collect();
    assert!(entries.iter().all(|entry| known.contains(&entry.header.hash())), "a forged entry was found authentic");
    true
}

/// The evidence of a fork.
pub fn fork_proof(bytes: &[u8]) -> bool {
    let Some(proof) = reads_back::<ForkProof>(bytes) else { return false };
    let Ok(fork) = proof.verify(samples::world().network) else { return false };
    assert!(fork.entries.0 < fork.entries.1);
    assert!(samples::world().proofs.contains(&proof), "a fork was proved that no device made");
    true
}

/// A device's certificate.
pub fn certificate(bytes: &[u8]) -> bool {
    let Some(certificate) = reads_back::<Certificate>(bytes) else { return false };
    let Ok(certified) = certificate.verify(samples::world().network) else { return false };
    let root = samples::world().members.iter().find(|member| member.root.public() == certified.root);
    assert!(root.is_some_and(|member| [&member.device, &member.second].iter().any(|key| key.public() == certified.device)));
    true
}

/// The announcement of an endpoint.
pub fn endpoint(bytes: &[u8]) -> bool {
    let Some(announcement) = reads_back::<EndpointAnnouncement>(bytes) else { return false };
    let world = samples::world();
    world.members.iter().any(|member| announcement.verify(world.network, member.device.public()).is_ok())
}

/// An item of the register.
pub fn item(bytes: &[u8]) -> bool {
    let world = samples::world();
    let Ok(item) = Item::verify(world.network, bytes) else { return false };
    assert_eq!(item.to_bytes(), bytes);
    assert!(world.items.iter().any(|known| known.id() == item.id()), "a forged item was found authentic");
    true
}

/// The body of an item, the first byte being its kind, signed by the secretary and taken in by a register that holds the sample
/// network.
pub fn item_body(bytes: &[u8]) -> bool {
    let Some((first, body)) = bytes.split_first() else { return false };
    let Some(kind) = ItemKind::of_number(u16::from(*first)) else { return false };
    if body.len() > bounds::BODY_BYTES {
        return false;
    }
    let world = samples::world();
    let item = Item::by_device(&world.members[0].device, world.network, kind, body.to_vec());
    let read = ReadDecision::read(&item).is_ok() || ReadProposal::read(&item).is_ok() || ReadApproval::read(&item).is_ok();
    let mut register = world.fold.register().clone();
    let (decisions, members) = (register.state().chain.decisions.len(), register.state().roster.members().count());
    register.insert_all([item.clone()]);
    let state = register.state();
    // Whatever its secretary signs, nobody gets in without approvals; and nobody gets out: a chain that it split halts in plain
    // sight, at the decision before.
    assert!(state.roster.members().count() <= members);
    assert!(state.halted.is_some() || (state.roster.members().count() == members && state.chain.decisions.len() >= decisions));
    read
}

/// What a decision or proposal says, the first byte being its kind.
pub fn content(bytes: &[u8]) -> bool {
    let Some((first, body)) = bytes.split_first() else { return false };
    let content = Content { kind: u16::from(*first), body: body.to_vec() };
    let matter = content.matter();
    let checked = Checked::of(samples::world().network, &content);
    assert!(checked.is_err() || matches!(matter, Ok(Some(_))), "what cannot be read cannot be in order");
    checked.is_ok()
}

/// A change of a page that already says something. The first byte says whether the checksum is set right first, so that bent
/// changes reach the rules behind it.
pub fn page_change(bytes: &[u8]) -> bool {
    let Some((first, chunk)) = bytes.split_first() else { return false };
    let change = if first & 1 == 1 { forge::sealed(chunk.to_vec()) } else { chunk.to_vec() };
    let samples::PageSample { document, device, seq, .. } = samples::page();
    let mut page: PageDocument = document.clone();
    let before = (page.page(), page.heads());
    let applied = page.apply(*device, *seq, EntryHash::NONE, &PageChange { epoch: 0, opened_at: *seq, change });
    assert_eq!(page.alarm(), None, "a change passed the gate that automerge does not take");
    let accepted = applied == maillage_shared::document::Applied::Accepted;
    let after = page.page();
    assert!(after.hosts.len().max(after.permanences.len()) <= bounds::PAGE_ROWS);
    if !accepted {
        assert_eq!((after, page.heads()), before, "what is not accepted changes nothing");
    }
    let named = page.refusals().values().all(|(signer, _): &(DeviceId, _)| signer == device);
    assert!(named);
    accepted
}

/// The walk that accepts one spelling of each value: what it accepts has no other.
pub fn deterministic(bytes: &[u8]) -> bool {
    if one_spelling::check(bytes).is_err() {
        return false;
    }
    // Value by value, written again by another program: the same bytes.
    let (mut read, mut written) = (minicbor::Decoder::new(bytes), minicbor::Encoder::new(Vec::new()));
    rewrite(&mut read, &mut written);
    assert_eq!(written.into_writer(), bytes);
    true
}

fn rewrite(read: &mut minicbor::Decoder<'_>, written: &mut minicbor::Encoder<Vec<u8>>) {
    match read.datatype().unwrap() {
        Type::Bool => written.bool(read.bool().unwrap()).map(|_| ()).unwrap(),
        Type::Null => {
            read.null().unwrap();
            written.null().unwrap();
        }
        Type::Bytes => written.bytes(read.bytes().unwrap()).map(|_| ()).unwrap(),
        Type::String => written.str(read.str().unwrap()).map(|_| ()).unwrap(),
        Type::Array => {
            let length = read.array().unwrap().unwrap();
            written.array(length).unwrap();
            (0..length).for_each(|_| rewrite(read, written));
        }
        Type::Map => {
            let length = read.map().unwrap().unwrap();
            written.map(length).unwrap();
            (0..length * 2).for_each(|_| rewrite(read, written));
        }
        Type::U8 | Type::U16 | Type::U32 | Type::U64 => written.u64(read.u64().unwrap()).map(|_| ()).unwrap(),
        _ => written.int(read.int().unwrap()).map(|_| ()).unwrap(),
    }
}
