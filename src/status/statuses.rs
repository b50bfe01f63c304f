//! Many statuses in few bytes: the list inside the token.

use miniz_oxide::{
    deflate::core::{
        CompressionStrategy, CompressorOxide, TDEFLFlush, compress_to_output,
        create_comp_flags_from_zip_params,
    },
    inflate::{
        TINFLStatus,
        core::{DecompressorOxide, decompress, inflate_flags},
    },
};

use crate::{
    codec::Limits,
    error::{DecodeError, DecodeErrorKind as Kind},
};

/// Bits that one status takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the four that the draft has")]
pub enum Bits {
    /// Valid or not.
    One,
    /// Four states.
    Two,
    /// Sixteen states.
    Four,
    /// 256 states.
    Eight,
}

impl Bits {
    /// 1, 2, 4 or 8.
    #[must_use]
    pub const fn count(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Four => 4,
            Self::Eight => 8,
        }
    }

    /// From that number.
    #[must_use]
    pub const fn from_count(count: u8) -> Option<Self> {
        match count {
            1 => Some(Self::One),
            2 => Some(Self::Two),
            4 => Some(Self::Four),
            8 => Some(Self::Eight),
            _ => None,
        }
    }

    pub(super) const fn per_byte(self) -> u64 {
        match self {
            Self::One => 8,
            Self::Two => 4,
            Self::Four => 2,
            Self::Eight => 1,
        }
    }

    const fn mask(self) -> u8 {
        match self {
            Self::One => 0b1,
            Self::Two => 0b11,
            Self::Four => 0b1111,
            Self::Eight => 0xff,
        }
    }

    /// The byte of an index, and by how much its status is shifted there: the first lies in the lowest bits.
    fn place(self, index: u64) -> Option<(usize, u32)> {
        let per_byte = self.per_byte();
        let byte = usize::try_from(index / per_byte).ok()?;
        let shift = u32::try_from(index % per_byte).ok()? * u32::from(self.count());
        Some((byte, shift))
    }
}

/// The statuses, one index after another, inflated.
///
/// Clause: Token Status List, section 4.1; `spec/status.md`, section 3.
#[derive(Clone, PartialEq, Eq)]
pub struct Statuses {
    bits: Bits,
    bytes: Vec<u8>,
}

impl Statuses {
    /// So many entries with status 0, rounded up to whole bytes; `None` where they are over [`Limits::status_bytes`].
    pub(super) fn zeroed(bits: Bits, entries: u64) -> Option<Self> {
        let bytes = usize::try_from(entries.div_ceil(bits.per_byte())).ok()?;
        (bytes <= Limits::default().status_bytes).then(|| Self {
            bits,
            bytes: vec![0; bytes],
        })
    }

    /// Inflates `lst`, a zlib stream (RFC 1950) and nothing after it.
    pub(super) fn inflate(
        bits: Bits,
        lst: &[u8],
        at: usize,
        limits: &Limits,
    ) -> Result<Self, DecodeError> {
        const FIELD: &str = "status_list.lst";
        let error = |kind| Err(DecodeError::new(kind, at, FIELD));
        let bytes = match inflate(lst, limits.status_bytes) {
            Ok(bytes) => bytes,
            Err(Inflation::OverLimit) => {
                return error(Kind::OverLimit {
                    limit: "status_bytes",
                    allowed: limits.status_bytes,
                });
            }
            Err(Inflation::NotZlib) => {
                return error(Kind::InvalidValue {
                    expected: "one whole zlib stream",
                });
            }
        };
        if bytes.is_empty() {
            return error(Kind::Empty);
        }
        Ok(Self { bits, bytes })
    }

    /// Bits of each.
    #[must_use]
    pub const fn bits(&self) -> Bits {
        self.bits
    }

    /// How many there are; the last few may only fill up the last byte.
    #[must_use]
    pub fn entries(&self) -> u64 {
        u64::try_from(self.bytes.len())
            .unwrap_or(u64::MAX)
            .saturating_mul(self.bits.per_byte())
    }

    /// The status of `index`; `None` beyond the end.
    #[must_use]
    pub fn get(&self, index: u64) -> Option<u8> {
        let (byte, shift) = self.bits.place(index)?;
        Some((self.bytes.get(byte)? >> shift) & self.bits.mask())
    }

    /// Sets the status of `index`, and says whether there was room for it.
    pub(super) fn set(&mut self, index: u64, status: u8) -> bool {
        let mask = self.bits.mask();
        let place = self.bits.place(index);
        let Some((byte, shift)) =
            place.and_then(|(byte, shift)| Some((self.bytes.get_mut(byte)?, shift)))
        else {
            return false;
        };
        if status > mask {
            return false;
        }
        *byte = (*byte & !(mask << shift)) | (status << shift);
        true
    }

    /// The statuses as bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// As a zlib stream: of the ways to look for repetitions the one that makes it smallest.
    ///
    /// Runs alone are a tenth smaller where few statuses differ from 0, repetitions where many do.
    pub(super) fn deflate(&self) -> Vec<u8> {
        let ways = [CompressionStrategy::RLE, CompressionStrategy::Default];
        let streams = ways.map(|strategy| deflate(&self.bytes, strategy));
        streams.into_iter().min_by_key(Vec::len).unwrap_or_default()
    }
}

fn deflate(bytes: &[u8], strategy: CompressionStrategy) -> Vec<u8> {
    const BEST: i32 = 10;
    const ZLIB: i32 = 15;
    let flags = create_comp_flags_from_zip_params(BEST, ZLIB, strategy.into());
    let mut out = Vec::new();
    // A callback that always takes what it is given cannot fail.
    let _ = compress_to_output(
        &mut CompressorOxide::new(flags),
        bytes,
        TDEFLFlush::Finish,
        |chunk| {
            out.extend_from_slice(chunk);
            true
        },
    );
    out
}

impl core::fmt::Debug for Statuses {
    /// Leaves out the statuses: there may be millions.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Statuses")
            .field("bits", &self.bits)
            .field("entries", &self.entries())
            .finish_non_exhaustive()
    }
}

enum Inflation {
    OverLimit,
    NotZlib,
}

/// Inflates into a buffer that grows as it fills and never past `limit`: what a list claims to hold costs nothing.
fn inflate(input: &[u8], limit: usize) -> Result<Vec<u8>, Inflation> {
    /// No byte of a deflate stream makes more than this many.
    const MOST: usize = 1_032;
    const FLAGS: u32 = inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER
        | inflate_flags::TINFL_FLAG_COMPUTE_ADLER32
        | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let ceiling = limit.min(input.len().saturating_mul(MOST).saturating_add(MOST));
    let mut state = Box::<DecompressorOxide>::default();
    let mut out = vec![0; ceiling.min(64 << 10)];
    let (mut read, mut written) = (0_usize, 0_usize);
    loop {
        let rest = input.get(read..).unwrap_or_default();
        let (status, taken, made) = decompress(&mut state, rest, &mut out, written, FLAGS);
        read = read.saturating_add(taken);
        written = written.saturating_add(made);
        match status {
            TINFLStatus::Done if read == input.len() => {
                out.truncate(written);
                out.shrink_to_fit();
                return Ok(out);
            }
            TINFLStatus::HasMoreOutput if out.len() < ceiling => {
                let larger = out.len().saturating_mul(2).min(ceiling);
                out.reserve_exact(larger.saturating_sub(out.len()));
                out.resize(larger, 0);
            }
            TINFLStatus::HasMoreOutput => return Err(Inflation::OverLimit),
            _ => return Err(Inflation::NotZlib),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(status_bytes: usize) -> Limits {
        Limits {
            status_bytes,
            ..Limits::default()
        }
    }

    fn read(lst: &[u8], limits: &Limits) -> Result<Statuses, DecodeError> {
        Statuses::inflate(Bits::Two, lst, 7, limits)
    }

    fn error(kind: Kind) -> DecodeError {
        DecodeError::new(kind, 7, "status_list.lst")
    }

    const NO_ZLIB: Kind = Kind::InvalidValue {
        expected: "one whole zlib stream",
    };

    #[test]
    fn the_first_status_lies_in_the_lowest_bits() {
        // Token Status List, section 4.1: both short examples, b'1101 0000 1010 0011' … as bytes b9 a3 and c9 44 f9.
        let one = Statuses {
            bits: Bits::One,
            bytes: vec![0xb9, 0xa3],
        };
        let expected = [1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1];
        assert_eq!(
            (0..16).map(|i| one.get(i).unwrap()).collect::<Vec<_>>(),
            expected
        );
        let two = Statuses {
            bits: Bits::Two,
            bytes: vec![0xc9, 0x44, 0xf9],
        };
        let expected = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3];
        assert_eq!(
            (0..12).map(|i| two.get(i).unwrap()).collect::<Vec<_>>(),
            expected
        );
        assert_eq!(
            (one.get(16), two.get(12), two.get(u64::MAX)),
            (None, None, None)
        );
    }

    #[test]
    fn what_is_set_is_found_and_nothing_else_moves() {
        for bits in [Bits::One, Bits::Two, Bits::Four, Bits::Eight] {
            let mut statuses = Statuses::zeroed(bits, 24).unwrap();
            let top = bits.mask();
            assert!(statuses.set(5, top));
            for index in 0..24 {
                assert_eq!(statuses.get(index), Some(if index == 5 { top } else { 0 }));
            }
            assert!(statuses.set(5, 0));
            assert!(statuses.bytes.iter().all(|byte| *byte == 0));
            assert!(!statuses.set(24, 0));
            assert!(bits == Bits::Eight || !statuses.set(0, top + 1));
        }
    }

    #[test]
    fn a_list_grows_back_to_what_it_was() {
        let mut statuses = Statuses::zeroed(Bits::Two, 1_000_000).unwrap();
        (0..1_000_000)
            .step_by(997)
            .for_each(|index| assert!(statuses.set(index, 3)));
        let lst = statuses.deflate();
        assert_eq!(read(&lst, &Limits::default()), Ok(statuses));
    }

    #[test]
    fn a_bomb_is_refused_at_the_limit_and_not_after() {
        let bomb = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 3 << 20], 10);
        assert!(bomb.len() < 4_096);
        let over = |allowed| {
            error(Kind::OverLimit {
                limit: "status_bytes",
                allowed,
            })
        };
        assert_eq!(read(&bomb, &small((3 << 20) - 1)), Err(over((3 << 20) - 1)));
        assert_eq!(read(&bomb, &small(1)), Err(over(1)));
        assert_eq!(read(&bomb, &small(0)), Err(over(0)));
        assert_eq!(read(&bomb, &small(3 << 20)).unwrap().entries(), 12 << 20);
    }

    #[test]
    fn every_truncation_every_tail_and_every_wrong_check_sum_is_refused() {
        let lst = Statuses::zeroed(Bits::Two, 10_000).unwrap().deflate();
        for end in 0..lst.len() {
            assert_eq!(
                read(&lst[..end], &Limits::default()),
                Err(error(NO_ZLIB)),
                "{end}"
            );
        }
        let longer: Vec<u8> = lst.iter().copied().chain([0]).collect();
        assert_eq!(read(&longer, &Limits::default()), Err(error(NO_ZLIB)));
        let mut wrong = lst;
        *wrong.last_mut().unwrap() ^= 1;
        assert_eq!(read(&wrong, &Limits::default()), Err(error(NO_ZLIB)));
        let raw = miniz_oxide::deflate::compress_to_vec(&[0; 100], 6);
        assert_eq!(read(&raw, &Limits::default()), Err(error(NO_ZLIB)));
        let nothing = miniz_oxide::deflate::compress_to_vec_zlib(&[], 6);
        assert_eq!(read(&nothing, &Limits::default()), Err(error(Kind::Empty)));
    }
}
