//! What one side has listed to the other: all that may be asked for.

use super::{HeadLine, Holdings, HoldingsError, SyncError, message::Listing};
use crate::{bounds, identity::DeviceId, register::ItemId};

/// A listing, put together: lines ascending by device, items ascending, both within their bounds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Offer {
    heads: Vec<HeadLine>,
    items: Vec<ItemId>,
}

impl Offer {
    /// All that is held, up to the bounds of a listing.
    pub(super) fn of(holdings: &dyn Holdings) -> Result<Self, HoldingsError> {
        let (mut heads, mut items) = (holdings.heads()?, holdings.item_ids()?);
        heads.sort_unstable();
        heads.dedup_by_key(|line| line.device);
        heads.truncate(bounds::LISTED_DEVICES);
        items.sort_unstable();
        items.dedup();
        items.truncate(bounds::LISTED_ITEMS);
        Ok(Self { heads, items })
    }

    /// What is here and not, or differently, in `theirs`.
    pub(super) fn beyond(mut self, theirs: &Self) -> Self {
        self.heads.retain(|line| theirs.line(&line.device) != Some(line));
        self.items.retain(|id| !theirs.has_item(id));
        self
    }

    /// The pages in which the offer travels, one at least.
    pub(super) fn pages(&self) -> Vec<Listing> {
        let mut heads = self.heads.chunks(bounds::PAGE_LINES);
        let mut items = self.items.chunks(bounds::PAGE_ITEMS);
        let mut pages = Vec::new();
        loop {
            let (lines, ids) = (heads.next(), items.next());
            if !pages.is_empty() && lines.is_none() && ids.is_none() {
                break;
            }
            let (heads, items) = (lines.unwrap_or_default().to_vec(), ids.unwrap_or_default().to_vec());
            pages.push(Listing { heads, items, last: false });
        }
        if let Some(page) = pages.last_mut() {
            page.last = true;
        }
        pages
    }

    /// Adds a page of the peer's; says whether it was the last.
    ///
    /// # Errors
    /// [`SyncError::Order`] or [`SyncError::TooMany`]; a page that is not the last must list something.
    pub(super) fn add(&mut self, page: Listing) -> Result<bool, SyncError> {
        if !page.last && page.heads.is_empty() && page.items.is_empty() {
            return Err(SyncError::Order);
        }
        let heads = self.heads.len().saturating_add(page.heads.len());
        let items = self.items.len().saturating_add(page.items.len());
        if heads > bounds::LISTED_DEVICES || items > bounds::LISTED_ITEMS {
            return Err(SyncError::TooMany);
        }
        let devices = self.heads.last().into_iter().chain(&page.heads).map(|line| line.device);
        let ids = self.items.last().into_iter().chain(&page.items);
        let possible = page.heads.iter().all(|line| line.fork != Some(0) && line.seq <= bounds::JOURNAL_ENTRIES);
        if !possible || !devices.is_sorted_by(|one, next| one < next) || !ids.is_sorted_by(|one, next| one < next) {
            return Err(SyncError::Order);
        }
        self.heads.extend(page.heads);
        self.items.extend(page.items);
        Ok(page.last)
    }

    pub(super) fn heads(&self) -> &[HeadLine] {
        &self.heads
    }

    pub(super) fn items(&self) -> &[ItemId] {
        &self.items
    }

    pub(super) fn line(&self, device: &DeviceId) -> Option<&HeadLine> {
        let place = self.heads.binary_search_by_key(device, |line| line.device).ok()?;
        self.heads.get(place)
    }

    pub(super) fn has_item(&self, id: &ItemId) -> bool {
        self.items.binary_search(id).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Offer;
    use crate::{
        bounds, hash,
        identity::DeviceId,
        journal::EntryHash,
        register::ItemId,
        sync::{HeadLine, MAX_MESSAGE_BYTES, Message, SyncError},
    };

    fn offer(heads: usize, items: usize) -> Offer {
        let id = |number: usize| hash::sha256(&number.to_be_bytes());
        let line = |number| HeadLine {
            device: DeviceId::from_bytes(id(number)),
            seq: bounds::JOURNAL_ENTRIES,
            hash: EntryHash::from_bytes([255; 32]),
            fork: Some(bounds::JOURNAL_ENTRIES),
        };
        let mut heads: Vec<HeadLine> = (0..heads).map(line).collect();
        let mut items: Vec<ItemId> = (0..items).map(|number| ItemId::from_bytes(id(number))).collect();
        heads.sort_unstable();
        items.sort_unstable();
        Offer { heads, items }
    }

    #[test]
    fn the_largest_listing_travels_in_pages_that_fit_and_comes_back_whole() {
        let offer = offer(bounds::LISTED_DEVICES, bounds::LISTED_ITEMS);
        let mut read = Offer::default();
        let pages = offer.pages();
        for (number, page) in pages.iter().enumerate() {
            assert!(Message::Listing(page.clone()).to_bytes().len() <= MAX_MESSAGE_BYTES);
            assert_eq!(read.add(page.clone()), Ok(number + 1 == pages.len()));
        }
        assert_eq!(read, offer);
    }

    #[test]
    fn an_empty_offer_is_one_empty_last_page() {
        let pages = Offer::default().pages();
        assert!(pages.len() == 1 && pages[0].last && pages[0].heads.is_empty());
    }

    #[test]
    fn pages_out_of_order_or_without_end_are_refused() {
        let page = offer(3, 3).pages().remove(0);
        let mut read = Offer::default();
        read.add(page.clone()).unwrap();
        assert_eq!(read.add(page.clone()), Err(SyncError::Order));
        let mut reversed = page.clone();
        reversed.items.reverse();
        assert_eq!(Offer::default().add(reversed), Err(SyncError::Order));
        let mut endless = Offer::default().pages().remove(0);
        endless.last = false;
        assert_eq!(Offer::default().add(endless), Err(SyncError::Order));
    }
}
