//! Indices for new licences: each drawn at random, none given twice.

use super::fault::StatusFault;
use crate::{
    Misuse,
    codec::{Cbor, Limits},
    crypto::RandomSource,
    error::{DecodeError, DecodeErrorKind as Kind},
};

/// Gives each licence an index that says nothing about when it was issued or after whom.
///
/// Each free index is as likely as any other. Indices are drawn from the whole list while it is at most half full, and
/// from the free ones, counted off, once draws often hit what is taken; so a draw is at most one walk over the list.
///
/// The caller keeps the state, [`encode`](Self::encode), and **must store it before the index is used**. That an older state
/// is brought back cannot be seen here: indices would be given twice, and one licence would be revoked with another.
///
/// Clause: `spec/status.md`, section 8.
#[derive(Clone, PartialEq, Eq)]
pub struct IndexAllocator {
    capacity: u64,
    taken: u64,
    /// A bit for each index, the first in the lowest bit; bits past the end are 0.
    words: Vec<u64>,
}

/// Draws from the whole list before the free indices are counted off: at half load all of these fail once in 2³² times.
const DRAWS: usize = 32;
/// Random words for one number below a bound; each is refused with a chance below ½.
const TRIES: usize = 128;

const WORD: u64 = 64;

impl IndexAllocator {
    /// For a list with `capacity` entries, of which none is taken.
    ///
    /// # Errors
    ///
    /// [`Misuse::DoesNotFit`] for a list without entries, or with more than [`Limits::status_bytes`] holds.
    pub fn new(capacity: u64) -> Result<Self, Misuse> {
        let most = u64::try_from(Limits::default().status_bytes)
            .unwrap_or(u64::MAX)
            .saturating_mul(super::Bits::Two.per_byte());
        let words = usize::try_from(capacity.div_ceil(WORD)).ok();
        let words = words
            .filter(|_| (1..=most).contains(&capacity))
            .ok_or(Misuse::DoesNotFit {
                what: "capacity",
                rule: "a list has an entry, and no more than Limits::status_bytes holds",
            })?;
        Ok(Self {
            capacity,
            taken: 0,
            words: vec![0; words],
        })
    }

    /// How many indices there are.
    #[must_use]
    pub const fn capacity(&self) -> u64 {
        self.capacity
    }

    /// How many are free.
    #[must_use]
    pub const fn free(&self) -> u64 {
        self.capacity.saturating_sub(self.taken)
    }

    /// A random free index, which is taken from now on.
    ///
    /// # Errors
    ///
    /// [`AllocationError::Exhausted`] when none is free, [`AllocationError::Misuse`] when there is no randomness.
    pub fn allocate(&mut self, random: &mut dyn RandomSource) -> Result<u64, AllocationError> {
        if self.free() == 0 {
            let capacity = self.capacity;
            return Err(AllocationError::Exhausted(StatusFault::IndexExhausted {
                capacity,
            }));
        }
        if self.taken <= self.capacity / 2 {
            for _ in 0..DRAWS {
                let index = below(self.capacity, random)?;
                if self.take(index) {
                    return Ok(index);
                }
            }
        }
        let rank = below(self.free(), random)?;
        let index = self.free_at(rank).filter(|index| self.take(*index));
        // Fewer are free than were counted only if the state is inconsistent, which neither constructor lets through.
        index.ok_or(AllocationError::Misuse(Misuse::DoesNotFit {
            what: "state",
            rule: "as many indices are taken as it says",
        }))
    }

    /// Whether `index` is taken.
    #[must_use]
    pub fn is_taken(&self, index: u64) -> bool {
        let (word, bit) = place(index);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Takes `index`, and says whether it was free.
    fn take(&mut self, index: u64) -> bool {
        let (word, bit) = place(index);
        match self.words.get_mut(word) {
            Some(word) if index < self.capacity && *word & bit == 0 => {
                *word |= bit;
                self.taken = self.taken.saturating_add(1);
                true
            }
            _ => false,
        }
    }

    /// The free index with so many free ones before it.
    fn free_at(&self, mut rank: u64) -> Option<u64> {
        for (word, first) in self.words.iter().zip((0_u64..).step_by(64)) {
            let free = u64::from(word.count_zeros());
            if rank >= free {
                rank = rank.saturating_sub(free);
                continue;
            }
            for index in first..first.saturating_add(WORD) {
                if self.is_taken(index) {
                    continue;
                }
                if rank == 0 {
                    return Some(index);
                }
                rank = rank.saturating_sub(1);
            }
        }
        None
    }

    /// The state, to be stored.
    ///
    /// ```cddl
    /// allocator = { "version": 1, "capacity": uint, "taken": bstr }     ; a bit for each index, the first in the lowest
    /// ```
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let bytes = self.words.iter().flat_map(|word| word.to_le_bytes());
        Cbor::map([
            ("version", Cbor::Integer(1)),
            ("capacity", Cbor::Integer(self.capacity.into())),
            ("taken", Cbor::Bytes(bytes.collect())),
        ])
        .to_vec()
    }

    /// Reads a stored state.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the bytes are not one.
    pub fn decode(state: &[u8]) -> Result<Self, DecodeError> {
        let error = |kind| DecodeError::new(kind, 0, "state");
        let expected = "the state of an allocator";
        let state = Cbor::decode(state, &Limits::default())?;
        if state.member("version") != Some(&Cbor::Integer(1)) {
            return Err(error(Kind::UnknownVersion));
        }
        let (Some(Cbor::Integer(capacity)), Some(Cbor::Bytes(bytes))) =
            (state.member("capacity"), state.member("taken"))
        else {
            return Err(error(Kind::InvalidValue { expected }));
        };
        let empty = u64::try_from(*capacity)
            .ok()
            .and_then(|capacity| Self::new(capacity).ok())
            .filter(|empty| empty.words.len().checked_mul(8) == Some(bytes.len()))
            .ok_or_else(|| error(Kind::InvalidValue { expected }))?;
        let words: Vec<u64> = bytes
            .chunks_exact(8)
            .map(|chunk| u64::from_le_bytes(chunk.try_into().unwrap_or([0xff; 8])))
            .collect();
        let past_the_end = empty.capacity % WORD;
        let spare = words.last().copied().unwrap_or(0) >> past_the_end;
        if past_the_end != 0 && spare != 0 {
            return Err(error(Kind::InvalidValue { expected }));
        }
        Ok(Self {
            taken: words.iter().map(|word| u64::from(word.count_ones())).sum(),
            words,
            ..empty
        })
    }
}

impl core::fmt::Debug for IndexAllocator {
    /// Leaves out which are taken.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("IndexAllocator")
            .field("capacity", &self.capacity)
            .field("taken", &self.taken)
            .finish_non_exhaustive()
    }
}

/// Why no index was given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AllocationError {
    /// [`StatusFault::IndexExhausted`]: begin another list.
    #[error("{}: {}", .0.code(), .0)]
    Exhausted(StatusFault),
    /// The system has no randomness.
    #[error(transparent)]
    Misuse(#[from] Misuse),
}

fn place(index: u64) -> (usize, u64) {
    let word = usize::try_from(index / WORD).unwrap_or(usize::MAX);
    (word, 1 << (index % WORD))
}

/// A number below `bound`, each as likely: what lies past the last whole multiple of the bound is drawn again.
fn below(bound: u64, random: &mut dyn RandomSource) -> Result<u64, Misuse> {
    let fair = u64::MAX - u64::MAX % bound;
    for _ in 0..TRIES {
        let mut bytes = [0; 8];
        random.fill(&mut bytes)?;
        let number = u64::from_le_bytes(bytes);
        if number < fair {
            return Ok(number % bound);
        }
    }
    Err(Misuse::NoRandomness)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::SystemRandom;

    struct Fixed(u8);

    impl RandomSource for Fixed {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Misuse> {
            bytes.fill(self.0);
            Ok(())
        }
    }

    #[test]
    fn every_index_is_given_once_and_then_none() {
        let mut allocator = IndexAllocator::new(1_000).unwrap();
        let mut given: Vec<u64> = (0..1_000)
            .map(|_| allocator.allocate(&mut SystemRandom).unwrap())
            .collect();
        assert!(given.windows(2).any(|pair| pair[0] > pair[1]), "in order");
        given.sort_unstable();
        assert_eq!(given, (0..1_000).collect::<Vec<_>>());
        let exhausted = allocator.allocate(&mut SystemRandom).unwrap_err();
        let fault = StatusFault::IndexExhausted { capacity: 1_000 };
        assert_eq!(fault.code(), "status.index-exhausted");
        assert_eq!(exhausted, AllocationError::Exhausted(fault));
    }

    #[test]
    fn indices_are_spread_over_the_whole_list() {
        let mut allocator = IndexAllocator::new(1 << 20).unwrap();
        let mut halves = [0_u32; 2];
        for _ in 0..4_000 {
            let index = allocator.allocate(&mut SystemRandom).unwrap();
            halves[usize::from(index >= 1 << 19)] += 1;
        }
        // Eleven standard deviations: chance alone does not do it.
        assert!(
            halves.iter().all(|half| (1_650..=2_350).contains(half)),
            "{halves:?}"
        );
    }

    #[test]
    fn a_generator_that_repeats_itself_costs_one_walk_and_gives_no_index_twice() {
        let mut allocator = IndexAllocator::new(200).unwrap();
        let mut given: Vec<u64> = (0..200)
            .map(|_| allocator.allocate(&mut Fixed(7)).unwrap())
            .collect();
        given.sort_unstable();
        assert_eq!(given, (0..200).collect::<Vec<_>>());
    }

    #[test]
    fn a_generator_that_never_draws_fairly_is_given_up() {
        let mut allocator = IndexAllocator::new(3).unwrap();
        assert_eq!(
            allocator.allocate(&mut Fixed(0xff)),
            Err(AllocationError::Misuse(Misuse::NoRandomness))
        );
        assert_eq!(allocator.free(), 3);
    }

    #[test]
    fn a_stored_state_goes_on_where_it_was() {
        for capacity in [1, 63, 64, 65, 1_000] {
            let mut allocator = IndexAllocator::new(capacity).unwrap();
            let first = allocator.allocate(&mut SystemRandom).unwrap();
            let again = IndexAllocator::decode(&allocator.encode()).unwrap();
            assert_eq!(again, allocator);
            assert!(again.is_taken(first));
            assert_eq!(again.free(), capacity - 1);
        }
    }

    #[test]
    fn a_state_that_is_none_is_refused() {
        let good = IndexAllocator::new(65).unwrap().encode();
        for end in 0..good.len() {
            assert!(IndexAllocator::decode(&good[..end]).is_err(), "{end}");
        }
        let state = |version, capacity: i128, taken: Vec<u8>| {
            let members = [
                ("version", Cbor::Integer(version)),
                ("capacity", Cbor::Integer(capacity)),
                ("taken", Cbor::Bytes(taken)),
            ];
            IndexAllocator::decode(&Cbor::map(members).to_vec()).map_err(|e| e.code())
        };
        assert_eq!(state(2, 64, vec![0; 8]), Err("codec.unknown-version"));
        for (capacity, taken) in [
            (0, vec![]),
            (-1, vec![0; 8]),
            (64, vec![0; 7]),
            (64, vec![0; 16]),
            (63, vec![0xff; 8]), // a bit past the end
            (i128::from(u64::MAX), vec![0; 8]),
        ] {
            assert_eq!(
                state(1, capacity, taken),
                Err("codec.invalid-value"),
                "{capacity}"
            );
        }
    }

    #[test]
    fn a_capacity_is_within_what_a_list_holds() {
        assert!(IndexAllocator::new(0).is_err());
        assert!(IndexAllocator::new(u64::MAX).is_err());
        assert!(IndexAllocator::new((64 << 20) * 4 + 1).is_err());
    }
}
