//! Panics of redb on a damaged file, caught without a word: for whoever opens the file they are damage, which is told as such, and
//! the text of a panic on a terminal helps nobody.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

thread_local! {
    /// Whether a panic of this thread is caught and told otherwise.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Puts the thread back as it was.
struct Before(bool);

impl Drop for Before {
    fn drop(&mut self) {
        CAUGHT.set(self.0);
    }
}

/// Runs `work`; nothing when it panics.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if !CAUGHT.get() {
                usual(panicked);
            }
        }));
    });
    let _before = Before(CAUGHT.replace(true));
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}

#[cfg(test)]
mod tests {
    use super::{CAUGHT, caught};

    #[test]
    fn a_panic_is_caught_and_the_thread_speaks_again_afterwards() {
        assert_eq!(caught(|| 1), Some(1));
        assert_eq!(caught(|| caught(|| panic!("within")).map_or_else(|| CAUGHT.get(), |()| false)), Some(true));
        assert!(!CAUGHT.get());
    }
}
