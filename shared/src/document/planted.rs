//! A fault in automerge, planted by a test of what comes after one. No release holds any of this.

use std::cell::Cell;

thread_local! {
    static PLANTED: Cell<bool> = const { Cell::new(false) };
}

/// Does `work` while automerge panics at every change that it is given on this thread.
pub fn while_automerge_panics<T>(work: impl FnOnce() -> T) -> T {
    PLANTED.set(true);
    let done = work();
    PLANTED.set(false);
    done
}

/// While it lives automerge does not panic: what was good before the fault is made again.
pub(super) struct Spared(bool);

/// Spares this thread until the answer is dropped.
pub(super) fn spare() -> Spared {
    Spared(PLANTED.replace(false))
}

impl Drop for Spared {
    fn drop(&mut self) {
        PLANTED.set(self.0);
    }
}

/// Panics as automerge would, if that is planted.
pub(super) fn strike() {
    if PLANTED.get() {
        std::panic::resume_unwind(Box::new("a planted fault"));
    }
}
