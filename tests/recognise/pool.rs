//! Licences of every sort, judged once: the pool that agreements by chance are tried on.

use std::sync::LazyLock;

use elicence::{codec::Cbor, verify::Verified};

use crate::{
    papers::{HOLDER, PLAIN, Paper, SECOND, STRANGER, withholding},
    world::{WORLD, now},
};

pub(crate) static POOL: LazyLock<Vec<Verified>> = LazyLock::new(pool);

/// What may be presented beside them.
pub(crate) static BESIDE: LazyLock<Vec<Verified>> = LazyLock::new(beside);

fn pool() -> Vec<Verified> {
    let rich = || Paper::rich("CN-44");
    let papers = [
        rich(),
        rich()
            .with("grade", "B")
            .with("points", 5)
            .with("sum", "11.00"),
        Paper {
            until: "long-term",
            index: None,
            ..rich()
        },
        Paper {
            issued: "2026-05-01",
            as_of: "2026-07-01",
            level: "national",
            industry: "health",
            ..rich()
        },
        Paper {
            sealed_in: "CN-44".to_owned(),
            region: "CN-440106".to_owned(),
            ..rich()
        },
        Paper::rich("CN-31"),
        Paper::rich("CN-11"),
        Paper::rich("KR-11"),
        Paper::rich("KR-26"),
        Paper::rich("CN-4403"),
        Paper::new(PLAIN, "CN-44"),
        Paper::new(PLAIN, "CN-31").held_by(&[STRANGER, HOLDER]),
        Paper::new(SECOND, "CN-44"),
    ];
    let mut all: Vec<_> = papers.iter().map(|paper| WORLD.paper(paper)).collect();
    let sealed = WORLD.seal(&rich());
    for hidden in [
        &["grade", "since_18"][..],
        &["classes", "points", "sum"],
        &["issuer_level", "industry", "holder_code"],
        &[
            "note",
            "grade",
            "points",
            "sum",
            "since",
            "seen",
            "secret",
            "classes",
            "since_18",
            "points_band",
        ],
    ] {
        all.push(WORLD.verified(&withholding(&sealed, hidden), now()));
    }
    for place in crate::world::ABROAD {
        let sealed = WORLD.seal_abroad(place, &foreign());
        all.push(WORLD.verified(&sealed, now()));
        all.push(WORLD.verified(&withholding(&sealed, &["issue_date", "expiry_date"]), now()));
    }
    all
}

pub(crate) fn day_of(day: &str) -> Cbor {
    Cbor::Tag(1004, Box::new(Cbor::text(day)))
}

/// What a foreign driving licence says.
pub(crate) fn foreign() -> Vec<(&'static str, Cbor)> {
    let class = |code: &str| Cbor::map([("vehicle_category_code", Cbor::text(code))]);
    vec![
        ("family_name", Cbor::text("N")),
        ("issue_date", day_of("2025-11-05")),
        ("expiry_date", day_of("2027-05-31")),
        (
            "driving_privileges",
            Cbor::Array(vec![class("A"), class("B")]),
        ),
    ]
}

fn beside() -> Vec<Verified> {
    let papers = [
        Paper::new(PLAIN, "CN-33"),
        Paper::new(PLAIN, "CN-33").held_by(&[STRANGER]),
        Paper::new(PLAIN, "CN-44"),
        Paper::new(SECOND, "CN-33").held_by(&[("H-1", "099")]),
        Paper::rich("CN-44"),
    ];
    let mut all: Vec<_> = papers.iter().map(|paper| WORLD.paper(paper)).collect();
    let sealed = WORLD.seal(&Paper::new(SECOND, "CN-33"));
    all.push(WORLD.verified(&sealed, now()));
    all.push(WORLD.verified(&withholding(&sealed, &["holder_code_type"]), now()));
    all
}
