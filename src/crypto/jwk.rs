//! Keys as JSON Web Keys (RFC 7517; RFC 7518, section 6.2; RFC 8037); `crv` `SM2` for the curve of GB/T 32918.5.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::{Zeroize, Zeroizing};

use super::{Algorithm, KeyError, KeyType, VerifyingKey};

const MALFORMED: KeyError = KeyError::Encoding { form: "JWK" };

/// What a JWK says: a public key, and the private one when it is there.
pub(super) struct Jwk {
    pub(super) public: VerifyingKey,
    pub(super) private: Option<Zeroizing<Vec<u8>>>,
}

pub(super) fn parse(text: &str) -> Result<Jwk, KeyError> {
    // The message of `serde_json` may quote the text, which may be a private key.
    let mut members: Members = serde_json::from_str(text).map_err(|_| MALFORMED)?;
    let private = match members.d.take() {
        Some(mut d) => {
            let decoded = decode(&d).map(Zeroizing::new);
            d.zeroize();
            Some(decoded?)
        }
        None => None,
    };
    let key_type = KeyType::ALL
        .iter()
        .copied()
        .find(|t| t.name() == members.crv)
        .ok_or(KeyError::Unsupported)?;
    let kty = if key_type.has_two_coordinates() {
        "EC"
    } else {
        "OKP"
    };
    if members.kty != kty {
        return Err(KeyError::Unsupported);
    }
    let x = decode(&members.x)?;
    let y = members.y.as_deref().map(decode).transpose()?;
    let public = match (key_type.has_two_coordinates(), y) {
        (true, Some(y)) => VerifyingKey::from_coordinates(key_type, &x, &y)?,
        (false, None) => VerifyingKey::from_encoded(key_type, &x)?,
        _ => return Err(MALFORMED),
    };
    let labelled = members.alg.as_deref().and_then(Algorithm::from_name);
    if labelled.is_some_and(|algorithm| !public.fits(algorithm)) {
        return Err(KeyError::DoesNotFit);
    }
    Ok(Jwk { public, private })
}

#[derive(serde::Deserialize)]
struct Members {
    kty: String,
    crv: String,
    x: String,
    y: Option<String>,
    d: Option<String>,
    alg: Option<String>,
}

fn decode(member: &str) -> Result<Vec<u8>, KeyError> {
    URL_SAFE_NO_PAD.decode(member).map_err(|_| MALFORMED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jwk_must_say_one_thing() {
        const X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
        const Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
        let malformed = KeyError::Encoding { form: "JWK" };
        let right = format!(
            r#"{{"kty":"EC","crv":"P-256","x":"{X}","y":"{Y}","use":"sig","alg":"ES256"}}"#
        );
        assert_eq!(
            VerifyingKey::from_jwk(&right).unwrap().key_type(),
            KeyType::P256
        );
        for (jwk, error) in [
            (String::new(), malformed),
            ("[]".into(), malformed),
            (right.replace("\"x\"", "\"z\""), malformed),
            (right.replace("\"y\"", "\"z\""), malformed),
            (right.replace("\"use\"", "\"x\""), malformed),
            (right.replace(X, &format!("{X}=")), malformed),
            (right.replace("x_F", "x/F"), malformed),
            (right.replace("f83O", "f83P"), KeyError::NotOnCurve),
            (right.replace("f83O", ""), KeyError::CoordinateLength),
            (right.replace("P-256", "P-384"), KeyError::CoordinateLength),
            (right.replace("P-256", "secp256k1"), KeyError::Unsupported),
            (right.replace("\"EC\"", "\"OKP\""), KeyError::Unsupported),
            (right.replace("ES256", "EdDSA"), KeyError::DoesNotFit),
        ] {
            assert_eq!(VerifyingKey::from_jwk(&jwk).unwrap_err(), error, "{jwk}");
        }
        // RFC 8037, A.2.
        let ed25519 =
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
        assert_eq!(
            hex::encode(VerifyingKey::from_jwk(ed25519).unwrap().encoded()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
    }
}
