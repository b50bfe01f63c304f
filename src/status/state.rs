//! Putting the lists that a verifier holds away, and taking them out again.

use super::{
    NotTaken, StatusAuthorities, StatusLists, StatusReference,
    lists::{Floor, Held},
    reference::Listed,
    signer::Identity,
};
use crate::{
    codec::{Cbor, Limits},
    error::{DecodeError, DecodeErrorKind as Kind},
    time::UnixTime,
};

impl StatusLists {
    /// The lists as they were signed, when each was taken in, and the floors.
    ///
    /// ```cddl
    /// state = { "version": 1, "floors": [ * floor ], "lists": [ * list ] }
    /// floor = [ uri: tstr, signer, iat: uint, claims: bstr ]
    /// signer = [ 0, list: tstr, entity: tstr ] / [ 1, anchor: bstr, organisation: tstr / null ] / [ 2, certificate: bstr ]
    /// list  = [ token: bstr, takenAt: int, named: bstr / null ]
    /// ```
    ///
    /// Whoever can change it can lower a floor: the caller keeps it where only it can write.
    #[must_use]
    pub fn export(&self) -> Vec<u8> {
        let floors = self
            .floors
            .iter()
            .map(|((uri, identity), floor)| {
                Cbor::Array(vec![
                    Cbor::text(uri.as_str()),
                    signer(identity),
                    time(floor.issued_at),
                    Cbor::Bytes(floor.claims_digest.to_vec()),
                ])
            })
            .collect();
        let list = |held: &Held| {
            Cbor::Array(vec![
                Cbor::Bytes(held.token.as_bytes().to_vec()),
                time(held.taken_at),
                held.named.clone().map_or(Cbor::Null, Cbor::Bytes),
            ])
        };
        let lists = self.held.values().flatten().map(list).collect();
        Cbor::map([
            ("version", Cbor::Integer(1)),
            ("floors", Cbor::Array(floors)),
            ("lists", Cbor::Array(lists)),
        ])
        .to_vec()
    }

    /// Takes an exported state in: every list is checked again as if it came now, and no floor is lowered.
    ///
    /// The lists that are refused now are left out, and given with the reasons.
    ///
    /// # Errors
    ///
    /// [`DecodeError`] when the bytes are not an exported state; nothing changed then.
    pub fn import(
        &mut self,
        state: &[u8],
        authorities: &dyn StatusAuthorities,
        now: UnixTime,
    ) -> Result<Vec<NotTaken>, DecodeError> {
        let state = Cbor::decode(state, &Limits::default())?;
        let malformed = || {
            let expected = "an exported state of this version";
            DecodeError::new(Kind::InvalidValue { expected }, 0, "state")
        };
        if state.member("version") != Some(&Cbor::Integer(1)) {
            return Err(DecodeError::new(Kind::UnknownVersion, 0, "state"));
        }
        let (Some(Cbor::Array(floors)), Some(Cbor::Array(lists))) =
            (state.member("floors"), state.member("lists"))
        else {
            return Err(malformed());
        };
        let floors: Vec<_> = floors
            .iter()
            .map(read_floor)
            .collect::<Option<_>>()
            .ok_or_else(malformed)?;
        let lists: Vec<_> = lists
            .iter()
            .map(read_list)
            .collect::<Option<_>>()
            .ok_or_else(malformed)?;

        for (key, floor) in floors {
            let known = self.floors.entry(key).or_insert(floor);
            if known.issued_at < floor.issued_at {
                *known = floor;
            }
        }
        let mut refused = Vec::new();
        for (token, taken_at, named) in lists {
            if let Err(reason) = self.restore(token, taken_at, named, authorities, now) {
                refused.push(reason);
            }
        }
        Ok(refused)
    }

    fn restore(
        &mut self,
        bytes: &[u8],
        taken_at: UnixTime,
        named: Option<&[u8]>,
        authorities: &dyn StatusAuthorities,
        now: UnixTime,
    ) -> Result<(), NotTaken> {
        let fetched_since = self
            .held
            .values()
            .flatten()
            .find(|held| held.token.as_bytes() == bytes)
            .map(|held| held.taken_at);
        let taken = match named {
            None => self.load(bytes, authorities, now)?,
            Some(certificate) => {
                let token = super::StatusToken::decode(bytes, &Limits::default())?;
                let reference = StatusReference {
                    status_list: Some(Listed {
                        key: 0,
                        uri: token.uri().to_owned(),
                        certificate: Some(certificate.to_vec()),
                    }),
                    identifier_list: None,
                };
                self.load_for(&reference, bytes, authorities, now)?
            }
        };
        let same_name = self.held.get_mut(&taken.uri).into_iter().flatten();
        for held in same_name.filter(|held| held.token.as_bytes() == bytes) {
            // It is as old as it was: putting it away does not make it fresh, nor does taking it out make it older.
            held.taken_at = fetched_since
                .map_or(taken_at, |since| since.max(taken_at))
                .min(now);
        }
        Ok(())
    }
}

fn signer(identity: &Identity) -> Cbor {
    Cbor::Array(match identity {
        Identity::Entity(list, code) => vec![
            Cbor::Integer(0),
            Cbor::text(list.as_str()),
            Cbor::text(code.as_str()),
        ],
        Identity::Anchor(fingerprint, organisation) => vec![
            Cbor::Integer(1),
            Cbor::Bytes(fingerprint.to_vec()),
            organisation.as_ref().map_or(Cbor::Null, Cbor::text),
        ],
        Identity::Named(fingerprint) => {
            vec![Cbor::Integer(2), Cbor::Bytes(fingerprint.to_vec())]
        }
    })
}

fn time(time: UnixTime) -> Cbor {
    Cbor::Integer(time.seconds().into())
}

fn read_time(item: &Cbor) -> Option<UnixTime> {
    let Cbor::Integer(seconds) = item else {
        return None;
    };
    UnixTime::from_seconds(i64::try_from(*seconds).ok()?)
}

fn read_floor(item: &Cbor) -> Option<((String, Identity), Floor)> {
    let Cbor::Array(members) = item else {
        return None;
    };
    let [
        Cbor::Text(uri),
        Cbor::Array(signer),
        issued_at,
        Cbor::Bytes(digest),
    ] = members.as_slice()
    else {
        return None;
    };
    let identity = match signer.as_slice() {
        [Cbor::Integer(0), Cbor::Text(list), Cbor::Text(code)] => {
            Identity::Entity(list.clone(), code.clone())
        }
        [Cbor::Integer(1), Cbor::Bytes(anchor), Cbor::Null] => {
            Identity::Anchor(anchor.as_slice().try_into().ok()?, None)
        }
        [
            Cbor::Integer(1),
            Cbor::Bytes(anchor),
            Cbor::Text(organisation),
        ] => Identity::Anchor(
            anchor.as_slice().try_into().ok()?,
            Some(organisation.clone()),
        ),
        [Cbor::Integer(2), Cbor::Bytes(certificate)] => {
            Identity::Named(certificate.as_slice().try_into().ok()?)
        }
        _ => return None,
    };
    let floor = Floor {
        issued_at: read_time(issued_at)?,
        claims_digest: digest.as_slice().try_into().ok()?,
    };
    Some(((uri.clone(), identity), floor))
}

/// A stored list: the token, when it was taken in, the certificate that vouched for it.
type Stored<'s> = (&'s [u8], UnixTime, Option<&'s [u8]>);

fn read_list(item: &Cbor) -> Option<Stored<'_>> {
    let Cbor::Array(members) = item else {
        return None;
    };
    let [Cbor::Bytes(token), taken_at, named] = members.as_slice() else {
        return None;
    };
    let named = match named {
        Cbor::Null => None,
        Cbor::Bytes(certificate) => Some(certificate.as_slice()),
        _ => return None,
    };
    Some((token, read_time(taken_at)?, named))
}
