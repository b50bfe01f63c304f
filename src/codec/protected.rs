//! The protected header of our own signed documents and of their countersignatures: the algorithm, the type, the signer's
//! certificates, and nothing else.

use super::{
    Cbor, Limits,
    cose::X5CHAIN,
    deterministic::scan_deterministic,
    limits::Budget,
    reader::{Reader, over},
};
use crate::error::{DecodeError, DecodeErrorKind as Kind};

/// COSE header parameters: the algorithm, and the type of the document (RFC 9596).
const ALG: i64 = 1;
const TYP: i64 = 16;

/// What a protected header says, and its bytes as received.
#[derive(Clone, Debug)]
pub(super) struct Protected {
    pub(super) bytes: Vec<u8>,
    /// `alg`; `Err` holds how it reads where it is not a number.
    pub(super) algorithm: Result<i64, String>,
    /// One to four certificates, the signer's own first.
    pub(super) chain: Vec<Vec<u8>>,
}

impl Protected {
    /// Reads the header, whose members are `alg`, `x5chain` and, where there is one, this `typ`.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        typ: Option<&'static str>,
        field: &str,
        budget: &Budget<'_>,
    ) -> Result<Self, DecodeError> {
        let bytes = reader.bytes(field)?.into_owned();
        let at = reader.at().saturating_sub(bytes.len());
        scan_deterministic(&bytes, at, field, budget)?;
        let invalid = |expected, field: String| {
            Err(DecodeError::new(Kind::InvalidValue { expected }, at, field))
        };
        let Cbor::Map(members) = Cbor::read_scanned(&bytes)? else {
            return invalid("a map", field.to_owned());
        };
        let labels: Vec<&Cbor> = members.iter().map(|(label, _)| label).collect();
        let values: Vec<&Cbor> = members.iter().map(|(_, value)| value).collect();
        let (algorithm, chain) = match (typ, values.as_slice()) {
            (Some(typ), [algorithm, found, chain]) if are(&labels, &[ALG, TYP, X5CHAIN]) => {
                if found.as_text() != Some(typ) {
                    return invalid(typ, format!("{field}.typ"));
                }
                (algorithm, chain)
            }
            (None, [algorithm, chain]) if are(&labels, &[ALG, X5CHAIN]) => (algorithm, chain),
            (Some(_), _) => {
                return invalid("the members 1, 16 and 33 and no other", field.to_owned());
            }
            (None, _) => return invalid("the members 1 and 33 and no other", field.to_owned()),
        };
        Ok(Self {
            algorithm: match algorithm {
                Cbor::Integer(number) => {
                    i64::try_from(*number).map_err(|_| "a number that no algorithm has".to_owned())
                }
                Cbor::Text(_) => Err("given as text".to_owned()),
                _ => return invalid("a number or a text", format!("{field}.alg")),
            },
            chain: read_chain(chain, at, &format!("{field}.x5chain"))?,
            bytes,
        })
    }
}

/// The header with these members. `chain` has one to four certificates.
pub(super) fn write(algorithm: i64, typ: Option<&'static str>, chain: &[Vec<u8>]) -> Vec<u8> {
    let certificate = |der: &Vec<u8>| Cbor::Bytes(der.clone());
    let chain = match chain {
        [one] => certificate(one),
        many => Cbor::Array(many.iter().map(certificate).collect()),
    };
    let mut members = vec![
        (Cbor::Integer(ALG.into()), Cbor::Integer(algorithm.into())),
        (Cbor::Integer(X5CHAIN.into()), chain),
    ];
    members.extend(typ.map(|typ| (Cbor::Integer(TYP.into()), Cbor::text(typ))));
    Cbor::Map(members).to_vec()
}

fn are(labels: &[&Cbor], numbers: &[i64]) -> bool {
    let numbers = numbers.iter().map(|number| Cbor::Integer((*number).into()));
    labels.iter().copied().cloned().eq(numbers)
}

/// `x5chain`: one certificate as a byte string, or an array of two and more, as RFC 9360 has it.
fn read_chain(value: &Cbor, at: usize, field: &str) -> Result<Vec<Vec<u8>>, DecodeError> {
    let expected = "a certificate, or an array of two to four";
    let invalid = || DecodeError::new(Kind::InvalidValue { expected }, at, field);
    let chain: Vec<Vec<u8>> = match value {
        Cbor::Bytes(one) => vec![one.clone()],
        Cbor::Array(many) if (2..=Limits::CHAIN).contains(&many.len()) => many
            .iter()
            .map(|item| match item {
                Cbor::Bytes(bytes) => Ok(bytes.clone()),
                _ => Err(invalid()),
            })
            .collect::<Result<_, _>>()?,
        _ => return Err(invalid()),
    };
    let largest = chain.iter().map(Vec::len).max().unwrap_or(0);
    over(
        largest,
        "certificate_bytes",
        Limits::CERTIFICATE_BYTES,
        at,
        field,
    )?;
    Ok(chain)
}
