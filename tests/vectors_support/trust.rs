//! Judges chains of certificates: the file is the value of `x5chain`, the question stands in `given`.

use elicence::{
    Reason,
    licence::Region,
    trust::{Question, TrustedSigner, check_issuer_code, check_region, foreign_region},
};
use minicbor::{Decoder, data::Type};

use super::{Found, UnixTime, Value, Vector, json};

/// Whether the key may seal the type, and then whether region and issuer fit, where they are asked for.
pub(super) fn judge(vector: &Vector) -> Found {
    let file = vector.bytes();
    let chain = x5chain(&file);
    let now = UnixTime::from_seconds(vector.json["given"]["now"].as_i64().unwrap()).unwrap();
    let question = Question::new(vector.given("doc_type").unwrap(), now);
    let judged = vector.trust().judge(&chain, &question).and_then(|signer| {
        let region = bound(vector, &question, &signer)?;
        Ok((signer, region))
    });
    match judged {
        Ok((signer, region)) => Found {
            explanation: signer.subject().to_owned(),
            members: json!({ "result": "ok", "codes": codes(signer.notes()), "region": region.map(|r| r.to_string()) }),
        },
        Err(reasons) => Found {
            explanation: reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            members: json!({ "result": "refused", "codes": codes(&reasons) }),
        },
    }
}

/// The region of the document, or everything against it.
fn bound(vector: &Vector, question: &Question<'_>, signer: &TrustedSigner) -> Result<Option<Region>, Vec<Reason>> {
    if !question.native() {
        return foreign_region(signer).map_err(|reason| vec![reason]);
    }
    let region = vector.given("region").map(|region| Region::parse(region).unwrap());
    let outside = region.as_ref().and_then(|region| check_region(signer, region).err());
    let mismatch = vector.given("issuer_code").and_then(|code| check_issuer_code(signer, code).err());
    let against: Vec<Reason> = outside.into_iter().chain(mismatch).collect();
    if against.is_empty() { Ok(region) } else { Err(against) }
}

fn codes(reasons: &[Reason]) -> Vec<Value> {
    reasons.iter().map(|reason| reason.code().into()).collect()
}

/// COSE_X509: one certificate, or an array of them.
fn x5chain(file: &[u8]) -> Vec<&[u8]> {
    let mut decoder = Decoder::new(file);
    let certificates = match decoder.datatype().unwrap() {
        Type::Array => decoder.array().unwrap().unwrap(),
        _ => 1,
    };
    let chain = (0..certificates).map(|_| decoder.bytes().unwrap()).collect();
    assert_eq!(decoder.position(), file.len(), "bytes follow the chain");
    chain
}
