//! A disk in memory that keeps what was not synced apart, logs everything, and fails at a call that was chosen.

use std::{
    io,
    sync::{Arc, Mutex},
};

/// Something done to the disk.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    /// Bytes were written at a place.
    Write(usize, Vec<u8>),
    /// The length was set.
    SetLen(usize),
    /// Everything before is safe.
    Synced,
    /// The service has acknowledged so many steps.
    Acknowledged(usize),
}

/// Applies a change to the bytes of a disk.
pub(crate) fn apply(bytes: &mut Vec<u8>, event: &Event) {
    match event {
        Event::Write(offset, written) => {
            if bytes.len() < offset + written.len() {
                bytes.resize(offset + written.len(), 0);
            }
            bytes[*offset..offset + written.len()].copy_from_slice(written);
        }
        Event::SetLen(length) => bytes.resize(*length, 0),
        Event::Synced | Event::Acknowledged(_) => {}
    }
}

#[derive(Debug, Default)]
struct State {
    bytes: Vec<u8>,
    log: Vec<Event>,
    calls: u64,
    fails_at: Option<u64>,
    is_full: bool,
}

/// The disk. Clones are the same disk.
#[derive(Debug, Clone, Default)]
pub(crate) struct Disk(Arc<Mutex<State>>);

impl Disk {
    /// A disk with these bytes, all of them safe.
    pub(crate) fn with(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(State { bytes, ..State::default() })))
    }

    /// What is on it, safe or not.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.0.lock().unwrap().bytes.clone()
    }

    /// Everything done to it so far.
    pub(crate) fn log(&self) -> Vec<Event> {
        self.0.lock().unwrap().log.clone()
    }

    /// Calls so far.
    pub(crate) fn calls(&self) -> u64 {
        self.0.lock().unwrap().calls
    }

    /// Fails at the call of this number, counted from now on, and at no other.
    pub(crate) fn fail_at(&self, call: u64) {
        let mut state = self.0.lock().unwrap();
        (state.calls, state.fails_at) = (0, Some(call));
    }

    /// From now on the disk has room for nothing more, or again for everything.
    pub(crate) fn set_full(&self, is_full: bool) {
        self.0.lock().unwrap().is_full = is_full;
    }

    /// Notes that the service has acknowledged so many steps.
    pub(crate) fn acknowledge(&self, steps: usize) {
        self.0.lock().unwrap().log.push(Event::Acknowledged(steps));
    }

    fn call<T>(&self, work: impl FnOnce(&mut State) -> io::Result<T>) -> io::Result<T> {
        let mut state = self.0.lock().unwrap();
        state.calls += 1;
        if state.fails_at == Some(state.calls) {
            return Err(io::Error::other("the disk fails as it was told to"));
        }
        work(&mut state)
    }

    fn change(&self, event: Event) -> io::Result<()> {
        self.call(|state| {
            if state.is_full && !matches!(event, Event::Synced) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            apply(&mut state.bytes, &event);
            state.log.push(event);
            Ok(())
        })
    }
}

impl redb::StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        self.call(|state| Ok(state.bytes.len() as u64))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.call(|state| {
            let start = usize::try_from(offset).unwrap();
            let read = state.bytes.get(start..start + out.len()).ok_or(io::ErrorKind::UnexpectedEof)?;
            out.copy_from_slice(read);
            Ok(())
        })
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.change(Event::SetLen(usize::try_from(len).unwrap()))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.change(Event::Synced)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.change(Event::Write(usize::try_from(offset).unwrap(), data.to_vec()))
    }
}
