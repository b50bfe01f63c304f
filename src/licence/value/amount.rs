//! Decimal amounts, exact.

use core::{cmp::Ordering, fmt};

use super::{ValueFault, ValueKind};
use crate::codec::Cbor;

/// A decimal number with a fixed number of decimals; the unit is fixed by the licence type.
///
/// ```cddl
/// amount = #6.4([ exponent: int, mantissa: int ])   ; RFC 8949, section 3.4.4
/// ```
///
/// The exponent is 0 to −18, the mantissa within ±10¹⁸. Two amounts are equal when they are the same number:
/// `12.5` equals `12.50`.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    mantissa: i64,
    scale: u8,
}

impl Amount {
    /// The most decimals.
    pub const MAX_SCALE: u8 = 18;
    const MAX_MANTISSA: i64 = 1_000_000_000_000_000_000;

    /// The number `mantissa` × 10^−`scale`; `None` beyond the bounds above.
    #[must_use]
    pub const fn new(mantissa: i64, scale: u8) -> Option<Self> {
        if scale > Self::MAX_SCALE
            || mantissa > Self::MAX_MANTISSA
            || mantissa < -Self::MAX_MANTISSA
        {
            return None;
        }
        Some(Self { mantissa, scale })
    }

    /// Reads plain decimal notation, for example `-12.50`: no exponent, no grouping, no superfluous zero in front.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let all_digits = whole
            .bytes()
            .chain(fraction.bytes())
            .all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits || (whole.len() > 1 && whole.starts_with('0')) {
            return None;
        }
        let scale = u8::try_from(fraction.len()).ok()?;
        let magnitude: i64 = format!("{whole}{fraction}").parse().ok()?;
        if unsigned.len() == text.len() {
            Self::new(magnitude, scale)
        } else if magnitude == 0 {
            None // a negative zero is a second spelling of zero
        } else {
            Self::new(-magnitude, scale)
        }
    }

    /// The number times 10^[`scale`](Self::scale).
    #[must_use]
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// The number of decimals.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// The same number with `scale` decimals; `None` where that would round it or leave the bounds.
    #[must_use]
    pub fn with_scale(self, scale: u8) -> Option<Self> {
        if scale >= self.scale {
            let factor = 10_i64.checked_pow(u32::from(scale - self.scale))?;
            Self::new(self.mantissa.checked_mul(factor)?, scale)
        } else {
            let factor = 10_i64.checked_pow(u32::from(self.scale - scale))?;
            (self.mantissa % factor == 0).then(|| Self::new(self.mantissa / factor, scale))?
        }
    }

    /// The sum of `amounts` in the decimals of the finest; zero for none, `None` beyond the bounds.
    #[must_use]
    pub fn sum(amounts: &[Self]) -> Option<Self> {
        let scale = amounts.iter().map(|a| a.scale).max().unwrap_or(0);
        let mut total: i128 = 0;
        for amount in amounts {
            total = total.checked_add(amount.at_scale(scale))?;
        }
        Self::new(i64::try_from(total).ok()?, scale)
    }

    pub(crate) fn from_cbor(cbor: &Cbor) -> Result<Self, ValueFault> {
        let wrong = ValueFault::WrongKind(ValueKind::Amount);
        let Cbor::Tag(4, content) = cbor else {
            return Err(wrong);
        };
        let Cbor::Array(parts) = content.as_ref() else {
            return Err(wrong);
        };
        let [Cbor::Integer(exponent), Cbor::Integer(mantissa)] = parts.as_slice() else {
            return Err(wrong);
        };
        let scale = exponent
            .checked_neg()
            .and_then(|scale| u8::try_from(scale).ok());
        let mantissa = i64::try_from(*mantissa).ok();
        scale
            .zip(mantissa)
            .and_then(|(scale, mantissa)| Self::new(mantissa, scale))
            .ok_or(wrong)
    }

    pub(crate) fn to_cbor(self) -> Cbor {
        Cbor::Tag(
            4,
            Box::new(Cbor::Array(vec![
                Cbor::Integer(-i128::from(self.scale)),
                Cbor::Integer(i128::from(self.mantissa)),
            ])),
        )
    }

    /// The mantissa that this number would have with `scale` decimals, which are not fewer than its own.
    fn at_scale(self, scale: u8) -> i128 {
        // At most 10^18 × 10^18, which an i128 holds.
        let factor = 10_i128.saturating_pow(u32::from(scale.saturating_sub(self.scale)));
        i128::from(self.mantissa).saturating_mul(factor)
    }
}

impl PartialEq for Amount {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Amount {}

impl PartialOrd for Amount {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Amount {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.at_scale(scale).cmp(&other.at_scale(scale))
    }
}

impl fmt::Display for Amount {
    /// Plain decimal notation with all decimals, for example `-12.50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let magnitude = self.mantissa.unsigned_abs();
        if self.scale == 0 {
            return write!(f, "{sign}{magnitude}");
        }
        let factor = 10_u64.saturating_pow(u32::from(self.scale));
        let width = usize::from(self.scale);
        write!(
            f,
            "{sign}{}.{:0width$}",
            magnitude / factor,
            magnitude % factor
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimal_notation_is_read_strictly() {
        for text in [
            "0",
            "12.50",
            "-12.50",
            "0.01",
            "999999999999999999",
            "-0.000000000000000001",
        ] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "05",
            "1,000",
            "1e3",
            "+1",
            " 1",
            "-0",
            "-0.00",
            "１",
            "1.2.3",
            "9999999999999999999",
        ] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
    }

    #[test]
    fn scales_change_only_exactly() {
        let amount = Amount::parse("12.50").unwrap();
        assert_eq!(amount.with_scale(1).unwrap().to_string(), "12.5");
        assert_eq!(amount.with_scale(4).unwrap().to_string(), "12.5000");
        assert!(amount.with_scale(0).is_none());
        assert_eq!(amount, Amount::parse("12.5").unwrap());
    }

    #[test]
    fn sums_take_the_finest_scale() {
        let parts = ["0.1", "0.20", "-0.3"].map(|t| Amount::parse(t).unwrap());
        assert_eq!(Amount::sum(&parts).unwrap().to_string(), "0.00");
        assert_eq!(Amount::sum(&[]).unwrap().to_string(), "0");
        let most = Amount::new(Amount::MAX_MANTISSA, 0).unwrap();
        assert!(Amount::sum(&[most, most]).is_none());
    }

    #[test]
    fn cbor_with_a_positive_exponent_is_refused() {
        let cbor = |e: i128, m: i128| {
            Cbor::Tag(
                4,
                Box::new(Cbor::Array(vec![Cbor::Integer(e), Cbor::Integer(m)])),
            )
        };
        assert_eq!(
            Amount::from_cbor(&cbor(-2, 1250)).unwrap().to_string(),
            "12.50"
        );
        for bad in [
            cbor(1, 1),
            cbor(-19, 1),
            cbor(-2, i128::MAX),
            cbor(i128::MIN, 0),
            Cbor::Float(12.5),
        ] {
            assert_eq!(
                Amount::from_cbor(&bad),
                Err(ValueFault::WrongKind(ValueKind::Amount))
            );
        }
    }

    proptest! {
        #[test]
        fn order_is_that_of_the_numbers(a in -1_000_000_i64..1_000_000, b in -1_000_000_i64..1_000_000, s in 0_u8..6, t in 0_u8..6) {
            let (x, y) = (Amount::new(a, s).unwrap(), Amount::new(b, t).unwrap());
            let exact = (i128::from(a) * 10_i128.pow(u32::from(t))).cmp(&(i128::from(b) * 10_i128.pow(u32::from(s))));
            prop_assert_eq!(x.cmp(&y), exact);
            prop_assert_eq!(Amount::parse(&x.to_string()).map(|z| (z.mantissa, z.scale)), if a == 0 { Some((0, s)) } else { Some((a, s)) });
            prop_assert_eq!(Amount::from_cbor(&x.to_cbor()).unwrap().scale(), s);
        }
    }
}
