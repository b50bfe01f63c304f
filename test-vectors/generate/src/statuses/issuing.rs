//! What an issuer may enter, and the indices of new licences: `spec/status.md`, section 8.

use serde_json::{Value, json};

use crate::out::Out;

/// A vector without a file, whose section of the specification has no clause of a name.
pub(super) struct Entered<'v> {
    pub(super) kind: &'v str,
    pub(super) name: &'v str,
    pub(super) says: &'v str,
    pub(super) given: Value,
    pub(super) expect: Value,
    /// The accepted vector that it differs from.
    pub(super) twin: Option<&'v str>,
}

impl Entered<'_> {
    pub(super) fn add(self, out: &mut Out) {
        let mut vector = json!({
            "id": format!("status.{}", self.name),
            "kind": self.kind,
            "says": self.says,
            "clause": "spec/status.md",
            "flags": [],
            "importance": if self.twin.is_some() { "high" } else { "medium" },
            "features": [],
            "source": { "made_by": format!("generate/src/{}", out.family), "version": "0.1.0" },
        });
        if let Some(twin) = self.twin {
            vector["twin"] = format!("status.{twin}").into();
        }
        vector["given"] = self.given;
        vector["expect"] = self.expect;
        out.vector("status", vector);
    }
}

pub(crate) fn make(out: &mut Out) {
    let mut drawn = |name: &str, (capacity, draws): (u64, u64), says: &str, twin| {
        let expect = if draws > capacity {
            json!({ "result": "refused", "codes": ["status.index-exhausted"], "distinct": capacity })
        } else {
            json!({ "result": "ok", "codes": [], "distinct": draws })
        };
        Entered {
            kind: "allocator",
            name,
            says,
            given: json!({ "capacity": capacity, "draws": draws }),
            expect,
            twin,
        }
        .add(out);
    };
    let all = "as many indices as the list has entries";
    drawn("indices-all", (100, 100), all, None);
    drawn("index-one", (1, 1), "the one index of a list of one", None);
    let some = "indices of a list that does not end with a word";
    drawn("indices-some", (65, 33), some, None);
    let more = "one index more than the list has entries";
    drawn("indices-one-more", (100, 101), more, Some("indices-all"));
    drawn("index-second-of-one", (1, 2), more, Some("index-one"));
}
