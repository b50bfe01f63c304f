//! 6.0, 6.1 and 6.3: whether an agreement is needed, whether there is one, and whether it has a provision.

use serde_json::json;

use super::{Answer, Asks, JUST_AFTER, JUST_BEFORE, ON_TIME, Row, YES, agreed, licence, provision};
use crate::{
    agreements::{agreement, parties::verifier},
    out::Out,
};

const NONE: Answer = ("not-recognised", &["recognise.no-agreement"]);
const TYPE: Answer = ("not-recognised", &["recognise.type-not-covered"]);
const PURPOSE: Answer = ("not-recognised", &["recognise.purpose-not-covered"]);
const PLACE: Answer = ("not-recognised", &["recognise.territory-not-covered"]);
const TIME: Answer = ("not-recognised", &["recognise.equivalence-not-in-force"]);

pub(crate) fn make(out: &mut Out) {
    let mut asks = Asks::new(out, verifier(), "containment-province");
    containment(&mut asks);
    asks.here = "CN-33";
    asks.differ_from("good");
    asks.under(PROVISIONS, &licence());
    purposes(&mut asks);
    territories(&mut asks);
}

fn containment(asks: &mut Asks<'_>) {
    for (name, here, says, answer) in [
        (
            "province",
            "CN-44",
            "a licence of Guangzhou in its province",
            YES,
        ),
        (
            "country",
            "CN",
            "a licence of Guangzhou, asked about for the country",
            YES,
        ),
        (
            "itself",
            "CN-4401",
            "a licence of Guangzhou in Guangzhou",
            YES,
        ),
        (
            "district",
            "CN-440106",
            "a licence of Guangzhou in a district of it",
            YES,
        ),
        (
            "sibling",
            "CN-4403",
            "a licence of Guangzhou in Shenzhen: siblings need an agreement, within one province too",
            NONE,
        ),
        (
            "sibling-district",
            "CN-440306",
            "a licence of Guangzhou in a district of Shenzhen",
            NONE,
        ),
        (
            "elsewhere",
            "CN-33",
            "a licence of Guangzhou in Zhejiang, and no agreement",
            NONE,
        ),
    ] {
        asks.here = here;
        let basis = if answer == YES {
            "containment"
        } else {
            "agreement"
        };
        asks.expect = vec![("basis", basis.into()), ("agreements", json!([]))];
        asks.answers(
            &format!("containment-{name}"),
            &licence(),
            says,
            "r-containment",
            answer,
        );
    }
    asks.expect.clear();
    let good = agreement("agreement-1", |_| {});
    asks.verifier = agreed(&[&good]);
    asks.differ_from("good");
    for (name, here, says) in [
        (
            "other-province",
            "CN-32",
            "the agreement is of another province",
        ),
        (
            "country-of-the-party",
            "CN-15",
            "the agreement is not of this region",
        ),
    ] {
        asks.here = here;
        asks.answers(
            &format!("no-agreement-{name}"),
            &licence(),
            says,
            "r-provision",
            NONE,
        );
    }
    let turned = agreement("turned", |a| {
        a["pointedParty"]["territory"] = "CN-32".into()
    });
    asks.verifier = agreed(&[&turned]);
    asks.here = "CN-33";
    let says = "an agreement with another province";
    asks.answers(
        "no-agreement-with-it",
        &licence(),
        says,
        "r-provision",
        NONE,
    );
    asks.verifier = agreed(&[&good]);
    asks.here = "CN-3301";
    let says = "an agreement of the province counts in its city";
    asks.answers("here-in-the-party", &licence(), says, "r-provision", YES);
}

const PROVISIONS: &[Row] = &[
    (
        "type-not-covered",
        |a| provision(a)["pointedType"] = "org.elicence.driving_licence.1".into(),
        "no provision for the type",
        "r-provision",
        TYPE,
    ),
    (
        "type-of-another-version",
        |a| provision(a)["pointedType"] = "org.elicence.business_licence.2".into(),
        "a provision for another version of the type",
        "r-provision",
        TYPE,
    ),
    (
        "provision-begins-now",
        |a| provision(a)["validity"] = json!({ "from": ON_TIME }),
        "the first second of the provision",
        "r-provision",
        YES,
    ),
    (
        "provision-begins-in-a-second",
        |a| provision(a)["validity"] = json!({ "from": JUST_AFTER }),
        "a second before the provision begins",
        "r-provision",
        TIME,
    ),
    (
        "provision-ends-in-a-second",
        |a| {
            provision(a)["validity"] =
                json!({ "from": "2026-03-01T00:00:00Z", "until": JUST_AFTER })
        },
        "the last second of the provision",
        "r-provision",
        YES,
    ),
    (
        "provision-ends-now",
        |a| provision(a)["validity"] = json!({ "from": "2026-03-01T00:00:00Z", "until": ON_TIME }),
        "the first second after the provision",
        "r-provision",
        TIME,
    ),
    (
        "provision-ended",
        |a| {
            provision(a)["validity"] =
                json!({ "from": "2026-03-01T00:00:00Z", "until": JUST_BEFORE })
        },
        "a provision that is over",
        "r-provision",
        TIME,
    ),
];

fn purposes(asks: &mut Asks<'_>) {
    let good = agreement("agreement-1", |_| {});
    asks.verifier = agreed(&[&good]);
    for (name, purpose, says) in [
        (
            "purpose-not-covered",
            "urn:example:service:tax",
            "another purpose",
        ),
        (
            "purpose-in-capitals",
            "urn:example:service:Branch-Registration",
            "a purpose that differs in a capital",
        ),
        (
            "purpose-longer",
            "urn:example:service:branch-registration:1",
            "a purpose that begins like one of the agreement",
        ),
    ] {
        asks.purpose = purpose;
        asks.answers(name, &licence(), says, "r-provision", PURPOSE);
    }
    asks.purpose = crate::agreements::PURPOSE;
}

fn territories(asks: &mut Asks<'_>) {
    let hangzhou = agreement("territory", |a| {
        provision(a)["territories"] = json!(["CN-3301"])
    });
    asks.verifier = agreed(&[&hangzhou]);
    asks.here = "CN-330106";
    let says = "a provision for one city, in a district of it";
    asks.answers("territory", &licence(), says, "r-provision", YES);
    asks.differ_from("territory");
    asks.here = "CN-3302";
    let says = "a provision for one city, in another one";
    asks.answers(
        "territory-not-covered",
        &licence(),
        says,
        "r-provision",
        PLACE,
    );
    asks.here = "CN-33";
    let says = "a provision for one city, asked about for the whole province";
    asks.answers("territory-wider", &licence(), says, "r-provision", PLACE);
}
