//! Random bytes from the operating system; the shared rules only take what is passed in.

use zeroize::Zeroizing;

/// The operating system gave no random bytes. Nothing secret can be made on such a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the operating system gives no random bytes: {0}")]
pub struct RandomnessError(#[from] getrandom::Error);

/// `N` random bytes, fit for nonces and public identifiers.
pub fn random<const N: usize>() -> Result<[u8; N], RandomnessError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// 32 random bytes for a secret key, wiped from memory when dropped.
pub fn secret() -> Result<Zeroizing<[u8; 32]>, RandomnessError> {
    let mut bytes = Zeroizing::new([0; 32]);
    getrandom::fill(bytes.as_mut_slice())?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_draws_differ() {
        assert_ne!(super::random::<16>().unwrap(), super::random::<16>().unwrap());
        assert_ne!(*super::secret().unwrap(), *super::secret().unwrap());
    }
}
