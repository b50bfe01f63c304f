//! Where random bytes come from.

use crate::error::Misuse;

/// A source of random bytes: the system's, or the generator of a device.
pub trait RandomSource {
    /// Fills `bytes` with bytes that nobody can foretell.
    ///
    /// # Errors
    ///
    /// [`Misuse::NoRandomness`] when the generator fails; what `bytes` holds then must not be used.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse>;
}

/// The generator of the operating system.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "it has nothing inside and never will"
)]
pub struct SystemRandom;

impl RandomSource for SystemRandom {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
        getrandom::fill(bytes).map_err(|_| Misuse::NoRandomness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_gives_other_bytes_each_time() {
        let (mut a, mut b) = ([0; 32], [0; 32]);
        SystemRandom.fill(&mut a).unwrap();
        SystemRandom.fill(&mut b).unwrap();
        assert_ne!(a, b);
        assert_ne!(a, [0; 32]);
    }
}
