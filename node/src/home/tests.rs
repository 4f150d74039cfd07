use std::{fs, path::Path, time::Duration};

use maillage_shared::{
    calendar::ClaimedTime,
    identity::{DeviceKey, RootKey, keys::EndpointKey},
};

use super::{Home, HomeError, KeyKind, Lock, LockError, Role, files};

const NOW: ClaimedTime = ClaimedTime(1_792_065_600);

fn new_home() -> (tempfile::TempDir, Home) {
    let directory = tempfile::tempdir().unwrap();
    let home = Home::create(directory.path().join("home")).unwrap();
    (directory, home)
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn keys_come_back_as_they_were_kept() {
    let (_directory, home) = new_home();
    home.keep_key(&RootKey::from_secret(&[1; 32])).unwrap();
    home.keep_key(&DeviceKey::from_secret(&[2; 32])).unwrap();
    home.keep_key(&EndpointKey::from_secret(&[3; 32])).unwrap();
    let home = Home::open(home.path()).unwrap();
    assert_eq!(*home.key::<RootKey>().unwrap().secret(), [1; 32]);
    assert_eq!(*home.key::<DeviceKey>().unwrap().secret(), [2; 32]);
    assert_eq!(*home.key::<EndpointKey>().unwrap().secret(), [3; 32]);
    home.replace_endpoint_key(&EndpointKey::from_secret(&[4; 32])).unwrap();
    assert_eq!(*home.key::<EndpointKey>().unwrap().secret(), [4; 32]);
    assert!(home.remove_root_key().unwrap());
    assert!(matches!(home.key::<RootKey>(), Err(HomeError::NoKey(KeyKind::Root))));
}

#[test]
fn a_key_is_never_written_over() {
    let (_directory, home) = new_home();
    home.keep_key(&DeviceKey::from_secret(&[2; 32])).unwrap();
    let refused = home.keep_key(&DeviceKey::from_secret(&[5; 32]));
    assert!(matches!(refused, Err(HomeError::KeyThere(KeyKind::Device))));
    assert_eq!(*home.key::<DeviceKey>().unwrap().secret(), [2; 32]);
}

#[test]
fn every_changed_byte_of_a_key_file_is_noticed() {
    let (_directory, home) = new_home();
    home.keep_key(&DeviceKey::from_secret(&[0xab; 32])).unwrap();
    let path = home.key_path(KeyKind::Device);
    let good = fs::read(&path).unwrap();
    for place in 0..good.len() - 1 {
        let mut bad = good.clone();
        bad[place] = if bad[place] == b'3' { b'4' } else { b'3' };
        files::write_private(&path, &bad).unwrap();
        assert!(matches!(home.key::<DeviceKey>(), Err(HomeError::KeyDamaged { .. })), "byte {place}");
    }
    for length in 0..good.len() - 1 {
        files::write_private(&path, &good[..length]).unwrap();
        assert!(matches!(home.key::<DeviceKey>(), Err(HomeError::KeyDamaged { .. })), "cut at {length}");
    }
    files::write_private(&path, &good).unwrap();
    assert!(home.key::<DeviceKey>().is_ok());
}

#[test]
fn a_key_of_one_kind_does_not_stand_for_another() {
    let (_directory, home) = new_home();
    home.keep_key(&DeviceKey::from_secret(&[2; 32])).unwrap();
    fs::rename(home.key_path(KeyKind::Device), home.key_path(KeyKind::Root)).unwrap();
    assert!(matches!(home.key::<RootKey>(), Err(HomeError::KeyDamaged { .. })));
}

#[cfg(unix)]
#[test]
fn everything_in_a_home_is_for_its_owner_only() {
    let (_directory, home) = new_home();
    home.keep_key(&DeviceKey::from_secret(&[2; 32])).unwrap();
    files::write_private(&home.control_path(), b"{}").unwrap();
    let _lock = Lock::acquire(&home, Role::Node, NOW).unwrap();
    let _store = crate::store::Store::create(&home.store_path()).unwrap();
    assert_eq!((mode(home.path()), mode(&home.keys_directory()), mode(&home.inbox_directory())), (0o700, 0o700, 0o700));
    for file in [home.key_path(KeyKind::Device), home.control_path(), home.lock_path(), home.store_path()] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[cfg(unix)]
#[test]
fn what_others_may_use_is_refused_with_its_name_and_mode() {
    let (_directory, home) = new_home();
    home.keep_key(&DeviceKey::from_secret(&[2; 32])).unwrap();
    set_mode(&home.key_path(KeyKind::Device), 0o640);
    let refused = home.key::<DeviceKey>().unwrap_err().to_string();
    assert!(refused.contains("device.key") && refused.contains("0640"), "{refused}");
    set_mode(home.path(), 0o755);
    let refused = Home::open(home.path()).unwrap_err().to_string();
    assert!(refused.contains("0755"), "{refused}");
}

#[test]
fn a_home_is_made_in_an_empty_directory_only() {
    let (directory, home) = new_home();
    assert!(matches!(Home::create(home.path()), Err(HomeError::AlreadyThere(_))));
    assert!(matches!(Home::open(directory.path().join("nowhere")), Err(HomeError::Missing(_))));
    fs::write(directory.path().join("photo.jpg"), b"").unwrap();
    assert!(matches!(Home::create(directory.path()), Err(HomeError::NotEmpty(_))));
    let empty = directory.path().join("empty");
    fs::create_dir(&empty).unwrap();
    Home::create(&empty).unwrap();
    Home::open(&empty).unwrap();
}

#[test]
fn a_written_file_replaces_the_one_before_and_leaves_nothing_beside_it() {
    let (_directory, home) = new_home();
    let path = home.control_path();
    assert_eq!(files::read_private(&path).unwrap(), None);
    // What a kill in the middle of an earlier write has left does not hinder.
    fs::write(home.path().join(".control.json.maillage-draft"), b"half").unwrap();
    files::write_private(&path, b"one").unwrap();
    files::write_private(&path, b"two").unwrap();
    assert_eq!(files::read_private(&path).unwrap(), Some(b"two".to_vec()));
    assert!(!home.path().join(".control.json.maillage-draft").exists());
}

#[test]
fn a_second_process_learns_who_holds_the_home() {
    let (_directory, home) = new_home();
    assert_eq!(Lock::holder(&home).unwrap(), None);
    let lock = Lock::acquire(&home, Role::Node, NOW).unwrap();
    let refused = Lock::acquire(&home, Role::Command, NOW);
    let Err(LockError::Held(Some(holder))) = refused else { panic!("{refused:?}") };
    assert_eq!((holder.process_id, holder.since, holder.role), (std::process::id(), NOW, Role::Node));
    assert_eq!(Lock::holder(&home).unwrap(), Some(holder));
    drop(lock);
    assert_eq!(Lock::holder(&home).unwrap(), None);
    Lock::acquire(&home, Role::Command, NOW).unwrap();
}

#[test]
fn a_command_waits_for_another_command_but_not_for_a_node() {
    let (_directory, home) = new_home();
    let lock = Lock::acquire(&home, Role::Command, NOW).unwrap();
    let ends = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(60));
        drop(lock);
    });
    let second = Lock::acquire_within(Duration::from_secs(30), &home, Role::Command, NOW).unwrap();
    ends.join().unwrap();
    drop(second);
    let _node = Lock::acquire(&home, Role::Node, NOW).unwrap();
    let refused = Lock::acquire_within(Duration::from_mins(10), &home, Role::Command, NOW);
    assert!(matches!(refused, Err(LockError::Held(Some(_)))));
}

#[test]
fn what_a_dead_process_left_in_the_lock_file_is_taken_over() {
    let (_directory, home) = new_home();
    fs::write(home.lock_path(), r#"{"process_id":1,"since":0,"role":"node"}"#.repeat(3)).unwrap();
    let _lock = Lock::acquire(&home, Role::Command, NOW).unwrap();
    assert_eq!(Lock::holder(&home).unwrap().map(|holder| holder.role), Some(Role::Command));
}
