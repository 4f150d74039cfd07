//! What every format looks like, byte by byte, and that what an earlier version wrote is still read.
//!
//! The files are in `tests/golden`, made from fixed keys. A difference means that this program writes or reads something that others
//! do not: add a version number and a migration, or take the change back. For a format that nobody uses yet,
//! `MAILLAGE_BLESS=1 cargo test -p maillage-tests --test formats` writes the files anew; look at what changed in them.
//!
//! * `signed`: entries and items: what is signed, and travels and rests in one form
//! * `wire`: what else travels: invitations, requests, hello, messages
//! * `disk`: what else rests: rows, key files, control file, a whole store

mod disk;
mod signed;
mod wire;

use maillage_shared::{journal::BodyKind, text::Name};
use maillage_tests::{acts::Act, world::World};

/// The network of the files.
fn world() -> World {
    let mut world = World::founded_with(3);
    for act in [
        Act::Edit { member: 0, host: 1 },
        Act::EditTwice { member: 0, host: 2 },
        Act::Publish { member: 1, month: 1, visits: 10 },
        Act::Anchor,
        Act::Publish { member: 1, month: 1, visits: 12 },
        Act::Publish { member: 2, month: 2, visits: 20 },
        Act::Publish { member: 2, month: 2, visits: 21 },
        Act::Unknown { member: 1, critical: false },
    ] {
        world.enact(act);
    }
    let key = world.second_device(2);
    let common = world.journals[&key.public()].len();
    world.write(&key, BodyKind::Comment, vec![0xa0]);
    world.fork(&key, common, &[(BodyKind::Comment, vec![0xa1, 0x00, 0x00])]);
    world.hold(1, 2);
    world
}

fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}
