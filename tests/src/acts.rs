//! What people and devices do in a [`World`]: edits, publications, reports, announcements, and what a later or a hostile version might write.

use maillage_shared::{
    calendar::Month,
    directory::{Fields, Host, PageEdit},
    document::{Incarnation, PageChange, PageDocument},
    dysfunction::{Dysfunction, DysfunctionReport, Situation},
    encoding,
    identity::DeviceKey,
    journal::{BodyKind, Entry},
    record::vocabulary::{Code as _, DysfunctionState, PublicService},
    register::{AnchorLine, ItemId},
    statistics::{Publication, Table},
    text::Slug,
};

use crate::world::World;

/// A kind of entry that no version knows yet.
pub const UNKNOWN_KIND: u16 = 900;

/// One thing that happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// A member puts a host on its page.
    Edit {
        /// Whose page.
        member: usize,
        /// Which host.
        host: u8,
    },
    /// Both devices of a member change the same host without knowing of each other.
    EditTwice {
        /// Whose page.
        member: usize,
        /// Which host.
        host: u8,
    },
    /// A member publishes a month; with another figure than before it contradicts itself.
    Publish {
        /// Who.
        member: usize,
        /// The month of 2026.
        month: u8,
        /// The figure.
        visits: u32,
    },
    /// A member's device is reached elsewhere.
    Announce {
        /// Who.
        member: usize,
    },
    /// Somebody changes somebody else's page, in its own journal.
    EditOther {
        /// Who writes.
        member: usize,
        /// Whose page is meant.
        victim: usize,
    },
    /// A member's second device writes what only a later version knows.
    Unknown {
        /// Who.
        member: usize,
        /// Whether a reader must stop there.
        critical: bool,
    },
    /// A member's device writes its page anew, as it sees it, and so opens the next epoch.
    Snapshot {
        /// Whose page.
        member: usize,
        /// Whether the second device does it.
        second: bool,
    },
    /// Both devices of a member open the next epoch without knowing of each other.
    SnapshotTwice {
        /// Whose page.
        member: usize,
    },
    /// A member reports a dysfunction.
    Report {
        /// Who.
        member: usize,
        /// Which one: reports of one number are alike.
        number: u8,
    },
    /// Both devices of a member say something else of a report without knowing of each other; of another member's it is a lie.
    Restate {
        /// Who.
        member: usize,
        /// Whose report is meant, the one that was made last.
        victim: usize,
    },
    /// The secretary settles what counts.
    Anchor,
}

/// The host of this number, as `variant` describes it.
#[must_use]
pub fn host(number: u8, variant: &str) -> Host {
    let fields: Fields =
        [("name", format!("Antenne {number} {variant}")), ("kind", "cpas".into()), ("address", format!("rue {variant} {number}"))]
            .into_iter()
            .map(|(field, value)| (field.to_owned(), value))
            .collect();
    Host::from_fields(Slug::new(format!("h{number}")).unwrap(), &fields).unwrap()
}

/// The dysfunction of this number.
#[must_use]
pub fn dysfunction(number: u8) -> Dysfunction {
    Dysfunction {
        service: PublicService::all().nth(usize::from(number)).unwrap(),
        kind: "panne".parse().unwrap(),
        severity: "blocage".parse().unwrap(),
        workaround: Some("guichet".parse().unwrap()),
        since: "2026-10-01".parse().unwrap(),
        state: DysfunctionState::OPEN,
        situation: Some(Situation::new(format!("Le service répond {number} fois sur dix")).unwrap()),
    }
}

/// The month of 2026 with this number.
#[must_use]
pub fn month(number: u8) -> Month {
    Month::new(2026, i8::try_from(number).unwrap()).unwrap()
}

/// The publication of a month in which one permanence has these visits, and the operator therefore as well.
pub fn of_month(period: Month, seen: ItemId, smallest_figure: u32, (permanence, visits): (&str, u32)) -> Publication {
    Publication {
        table: Table::MonthVisits as u16,
        period: period.into(),
        seen,
        smallest_figure,
        previous: None,
        permanences: vec![Slug::new(permanence).unwrap()],
        codes: Vec::new(),
        figures: vec![Some(visits); 2],
        late: Vec::new(),
    }
}

impl World {
    /// Lets it happen.
    pub fn enact(&mut self, act: Act) {
        match act {
            Act::Edit { member, host: number } => {
                let key = self.members[member].device.clone();
                let edit = PageEdit::PutHost(host(number, &format!("v{}", self.entries())));
                self.edit_page(member, &key, &[edit]);
            }
            Act::EditTwice { member, host } => self.edit_twice(member, host),
            Act::Publish { member, month, visits } => {
                self.publish(member, month, visits);
            }
            Act::Announce { member } => {
                let address = format!("192.0.2.{}:4711", self.journals.len());
                let announcement = self.members[member].announcement(self.network, &[&address]);
                let key = self.members[member].device.clone();
                self.write(&key, BodyKind::Endpoint, encoding::to_bytes(&announcement));
            }
            Act::EditOther { member, victim } => self.edit_other(member, victim),
            Act::Unknown { member, critical } => {
                let key = self.second_device(member);
                self.write_raw(&key, UNKNOWN_KIND, critical, vec![0xa0]);
            }
            Act::Snapshot { member, second } => {
                let key = if second { self.second_device(member) } else { self.members[member].device.clone() };
                let document = self.document(member);
                self.snapshot_page(&document, &key);
            }
            Act::SnapshotTwice { member } => {
                let (first, second) = (self.members[member].device.clone(), self.second_device(member));
                let document = self.document(member);
                self.snapshot_page(&document, &first);
                self.snapshot_page(&document, &second);
            }
            Act::Report { member, number } => {
                self.report(member, &dysfunction(number));
            }
            Act::Restate { member, victim } => self.restate(member, victim),
            Act::Anchor => self.anchor(),
        }
    }

    /// A member's second device, its journal begun.
    pub fn second_device(&mut self, member: usize) -> DeviceKey {
        let operator = self.members[member].clone();
        if !self.journals.contains_key(&operator.second.public()) {
            let certificate = operator.certificate(self.network, &operator.second);
            self.certify(&operator, certificate.clone());
            self.write(&operator.second, BodyKind::Certificate, encoding::to_bytes(&certificate));
        }
        operator.second
    }

    /// How many entries there are: a number that no edit had before.
    fn entries(&self) -> usize {
        self.journals.values().map(Vec::len).sum()
    }

    /// The page document of a member as the world shows it now.
    #[must_use]
    pub fn document(&self, member: usize) -> PageDocument {
        let operator = self.members[member].id();
        let known = self.fold.operator(operator).map(|operator| operator.document().clone());
        known.unwrap_or_else(|| PageDocument::new(self.network, operator))
    }

    /// The change that a device would write next.
    #[must_use]
    pub fn change(&self, document: &PageDocument, key: &DeviceKey, edits: &[PageEdit]) -> PageChange {
        let seq = self.fold.head(key.public()).seq + 1;
        // The place of an incarnation that has not written asks for a new one.
        let author = Incarnation { device: key.public(), opened_at: seq };
        document.edit(author, seq, edits).unwrap().unwrap()
    }

    /// A device changes its operator's page.
    pub fn edit_page(&mut self, member: usize, key: &DeviceKey, edits: &[PageEdit]) -> Entry {
        let change = self.change(&self.document(member), key, edits);
        self.write(key, BodyKind::DocumentChange, encoding::to_bytes(&change))
    }

    /// A device writes the page anew as this document shows it. Nothing when there is nothing to write.
    pub fn snapshot_page(&mut self, document: &PageDocument, key: &DeviceKey) -> Option<Entry> {
        let operator = self.fold.operator_of(key.public())?;
        let mut covered = self.fold.taken_in(operator);
        let head = self.fold.head(key.public());
        // Its own journal it knows to the end, whatever others take of it.
        covered.retain(|line| line.device != key.public());
        covered.push(AnchorLine { device: key.public(), seq: head.seq, hash: head.hash });
        let snapshot = document.snapshot(key.public(), head.seq + 1, &covered).ok()?;
        Some(self.write(key, BodyKind::DocumentSnapshot, encoding::to_bytes(&snapshot)))
    }

    fn edit_twice(&mut self, member: usize, number: u8) {
        let (first, second) = (self.members[member].device.clone(), self.second_device(member));
        let (before, entries) = (self.document(member), self.entries());
        for (key, variant) in [(first, "left"), (second, "right")] {
            let variant = format!("{variant} {entries}");
            let change = self.change(&before, &key, &[PageEdit::PutHost(host(number, &variant))]);
            self.write(&key, BodyKind::DocumentChange, encoding::to_bytes(&change));
        }
    }

    fn edit_other(&mut self, member: usize, victim: usize) {
        let key = self.members[member].device.clone();
        let page = self.document(victim);
        // A name of its own each time: an edit that changes nothing is no change.
        let name = format!("forged by {member} {}", self.fold.head(key.public()).seq);
        let change = self.change(&page, &key, &[PageEdit::PutHost(host(99, &name))]);
        self.write(&key, BodyKind::DocumentChange, encoding::to_bytes(&change));
    }

    /// A member reports a dysfunction.
    pub fn report(&mut self, member: usize, says: &Dysfunction) -> Entry {
        let key = self.members[member].device.clone();
        self.state(&key, &says.statement(None, 0))
    }

    /// A device says this of a dysfunction.
    pub fn state(&mut self, key: &DeviceKey, statement: &DysfunctionReport) -> Entry {
        self.write(key, BodyKind::DysfunctionReport, encoding::to_bytes(statement))
    }

    fn restate(&mut self, member: usize, victim: usize) {
        let devices = [self.members[member].device.clone(), self.second_device(member)];
        let theirs = &self.journals[&self.members[victim].device.public()];
        let made = |entry: &&Entry| entry.header.kind == BodyKind::DysfunctionReport.number();
        let Some(report) = theirs.iter().rfind(made).map(|entry| entry.header.hash()) else { return };
        for (key, state) in devices.iter().zip([DysfunctionState::REPORTED, DysfunctionState::FIXED]) {
            let says = Dysfunction { state, ..dysfunction(1) };
            self.state(key, &says.statement(Some(report), 1));
        }
    }

    /// The body of a publication of one figure that has seen the newest decision.
    #[must_use]
    pub fn publication(&self, month_number: u8, visits: u32) -> Publication {
        of_month(month(month_number), self.tip(), 5, ("jeudi", visits))
    }

    /// A member publishes a month.
    pub fn publish(&mut self, member: usize, month: u8, visits: u32) -> Entry {
        let key = self.members[member].device.clone();
        self.publish_as(&key, month, visits)
    }

    /// A device publishes a month.
    pub fn publish_as(&mut self, key: &DeviceKey, month: u8, visits: u32) -> Entry {
        let body = encoding::to_bytes(&self.publication(month, visits));
        self.write(key, BodyKind::Publication, body)
    }
}
