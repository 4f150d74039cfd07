//! One seed from its beginning to the end.

use std::collections::BTreeSet;

use maillage_shared::{
    encoding,
    identity::{Certificate, NetworkId, OperatorId},
    journal::{BodyKind, Entry},
};
use maillage_tests::{
    dice::Dice,
    operator::Operator,
    replica::{Kept, Replica},
    world::{World, continued},
};

use super::{
    behaviours,
    counters::Counters,
    liar::Liar,
    member::{Directory, Member},
    wire::{Event, Wire},
};

/// How long a story lasts: sixteen days, and so three anchors.
const MINUTES: u64 = 16 * 24 * 60;

/// How long it lasts when the secretary lies: what it leaves out is missed two anchors later.
const MINUTES_OF_A_SECRETARY: u64 = 32 * 24 * 60;

/// Minutes between two looks of a member, about.
const LOOK: usize = 14 * 60;

/// A network of one seed.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) seed: u64,
    pub(super) wire: Wire,
    pub(super) members: Vec<Member>,
    pub(super) directory: Directory,
    pub(super) network: NetworkId,
    /// Whom people know, and would admit.
    pub(super) known: BTreeSet<OperatorId>,
    /// Devices that nobody uses any more, since their roots revoked them.
    pub(super) retired: BTreeSet<usize>,
    /// Who has not been sponsored yet.
    newcomers: Vec<Operator>,
    /// When it ends.
    end: u64,
}

/// Whether the member that keeps the order of decisions is a liar.
const fn secretary_lies(seed: u64) -> bool {
    seed % 3 == 1
}

/// What a member holds when the story begins: everything so far, or nothing but its own journal.
fn beginning(world: &World, place: usize, empty: bool) -> Kept {
    let own = world.members[place].device.public();
    let items = world.items.iter().filter(|_| !empty).map(|item| (item.id(), item.clone())).collect();
    let journals = world.journals.iter().filter(|(device, _)| !empty || **device == own);
    Kept { items, journals: journals.map(|(device, journal)| (*device, journal.clone())).collect(), proofs: [].into() }
}

impl Story {
    /// The network as it is when the story of this seed begins.
    pub(super) fn begin(seed: u64) -> Self {
        let mut wire = Wire::new(Dice::new(seed));
        // One liar in five; every sixteenth network is of ten members, and two of them.
        let (count, liars) = if seed % 16 == 15 { (10, 2) } else { (5 + wire.dice.below(2), 1) };
        let world = World::founded_with(u8::try_from(count).unwrap());
        let mut story = Self {
            seed,
            wire,
            members: Vec::new(),
            directory: Directory::default(),
            network: world.network,
            known: BTreeSet::new(),
            retired: BTreeSet::new(),
            end: if secretary_lies(seed) { MINUTES_OF_A_SECRETARY } else { MINUTES },
            newcomers: (20..21 + u8::from(seed.is_multiple_of(4))).map(Operator::new).collect(),
        };
        story.known = story.newcomers.iter().map(Operator::id).collect();
        for place in 0..count {
            let empty = place > 0 && story.wire.dice.happens(25);
            let replica = Replica::new(world.network, beginning(&world, place, empty));
            story.enter(world.members[place].clone(), replica);
        }
        story.choose_liars(count, liars);
        story.schedule_partitions();
        story
    }

    /// Those that will not keep to the rules: the last members, or the founder, who keeps the order of decisions, for one of them.
    fn choose_liars(&mut self, count: usize, liars: u64) {
        let seed = self.seed;
        for liar in 0..liars {
            let dice = &mut self.wire.dice;
            let (place, ways) = if liar == 0 && secretary_lies(seed) {
                (0, behaviours::of_secretary(seed / 3, dice))
            } else {
                let way = if liars == 1 { seed } else { seed.wrapping_mul(liars).wrapping_add(liar) };
                (count - 1 - usize::try_from(liar).unwrap(), behaviours::of_seed(way, dice))
            };
            self.members[place].behaviours = ways;
            self.directory.honest[place] = false;
            self.directory.trusted.remove(&self.members[place].operator.id());
        }
    }

    /// A member, or one who would be, begins to look.
    pub(super) fn enter(&mut self, operator: Operator, replica: Replica) {
        let place = self.members.len();
        let skew = self.skew();
        self.directory.devices.push(operator.device.public());
        self.directory.honest.push(true);
        self.directory.trusted.insert(operator.id());
        self.members.push(Member::new(place, operator, replica, skew));
        let minutes = self.wire.dice.below(LOOK) as u64;
        self.wire.schedule(minutes, Event::Look(place));
    }

    fn skew(&mut self) -> i64 {
        match self.wire.dice.below(6) {
            0 => {
                self.wire.counters.count("clock a month wrong");
                30 * 24 * 60 * if self.wire.dice.happens(50) { 1 } else { -1 }
            }
            1 => i64::try_from(self.wire.dice.below(3 * 24 * 60)).unwrap(),
            _ => 0,
        }
    }

    fn schedule_partitions(&mut self) {
        for _ in 0..2 {
            let (begins, lasts) = (self.wire.dice.below(10 * 24 * 60) as u64, 12 * 60 + self.wire.dice.below(5 * 24 * 60) as u64);
            let parts = self.wire.dice.roll();
            self.wire.schedule(begins, Event::Partition(parts));
            self.wire.schedule(begins + lasts, Event::Heal);
        }
    }

    /// Lets everything happen, and checks what must be true in the end.
    pub(super) fn played(mut self) -> Counters {
        self.play();
        self.check();
        self.wire.counters
    }

    /// Lets everything happen.
    pub(super) fn play(&mut self) {
        let _complaint = Complaint(self.seed);
        while let Some(event) = self.wire.next(self.end) {
            match event {
                Event::Arrival(packet) => {
                    let to = packet.to;
                    self.members[to].take(packet, &mut self.wire, &self.directory);
                }
                Event::Look(place) => self.look(place),
                Event::Return(place) if self.retired.contains(&place) => {}
                Event::Return(place) => self.members[place].come_back(&mut self.wire),
                Event::Partition(parts) => {
                    self.wire.counters.count("partition");
                    self.wire.part(Some(parts));
                }
                Event::Heal => self.wire.part(None),
            }
        }
        self.mend();
    }

    fn look(&mut self, place: usize) {
        let minutes = (LOOK / 2 + self.wire.dice.below(LOOK)) as u64;
        self.wire.schedule(minutes, Event::Look(place));
        let (wire, directory) = (&mut self.wire, &self.directory);
        let member = &mut self.members[place];
        if !member.up {
            return;
        }
        member.give_up(wire);
        member.go_on_writing(wire, directory);
        if !member.may_write() {
            return self.exchange(place);
        }
        member.attend(wire, directory);
        if member.is_honest() {
            member.back_up(wire);
            member.approve(&self.known, wire, directory);
            member.assemble(wire, directory);
            member.deliberate(wire, directory);
            if wire.dice.happens(40) {
                let sponsored = member.act(self.newcomers.last().cloned(), wire, directory);
                if sponsored.is_some() {
                    self.newcomers.pop();
                    self.join(sponsored);
                }
            }
            self.change_devices(place);
        } else {
            Self::misbehave(member, wire, directory);
        }
        self.exchange(place);
    }

    fn misbehave(member: &mut Member, wire: &mut Wire, directory: &Directory) {
        let mut behaviours = std::mem::take(&mut member.behaviours);
        for behaviour in &mut behaviours {
            let name = behaviour.name();
            behaviour.misbehave(&mut Liar { member: &mut *member, wire: &mut *wire, directory, name });
        }
        member.behaviours = behaviours;
    }

    fn exchange(&mut self, place: usize) {
        let with = self.wire.dice.below(self.members.len());
        let member = &mut self.members[place];
        if member.up && self.wire.dice.happens(70) {
            member.ask(with, &mut self.wire, &self.directory);
        }
    }

    /// Somebody was sponsored: its node begins to look, with nothing but its own journal.
    fn join(&mut self, newcomer: Option<Operator>) {
        let Some(operator) = newcomer else { return };
        let certificate = operator.certificate(self.network, &operator.device);
        let journal = own_beginning(&operator, self.network, &certificate);
        let kept = Kept { journals: [(operator.device.public(), journal)].into(), ..Kept::default() };
        self.enter(operator, Replica::new(self.network, kept));
    }
}

/// A journal that begins with certificate and endpoint.
pub(super) fn own_beginning(operator: &Operator, network: NetworkId, certificate: &Certificate) -> Vec<Entry> {
    let certificate = encoding::to_bytes(certificate);
    let announcement = encoding::to_bytes(&operator.announcement(network, &["192.0.2.9:4711"]));
    let mut journal = Vec::new();
    for (kind, body) in [(BodyKind::Certificate, certificate), (BodyKind::Endpoint, announcement)] {
        let entry = continued(&operator.device, network, &journal, kind.number(), kind.is_critical(), body);
        journal.push(entry);
    }
    journal
}

/// Says which seed it was when something goes wrong.
pub(super) struct Complaint(pub(super) u64);

impl Drop for Complaint {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("seed {seed}: MAILLAGE_SEED={seed} cargo test -p maillage-tests simulation", seed = self.0);
        }
    }
}
