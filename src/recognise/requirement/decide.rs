//! Who stands in each role: the person for whom most is proven. Combining licences of two people proves nothing of either.

use std::collections::{BTreeMap, BTreeSet};

use super::{ItemContents, table::Person, table::Row, table::Table};

/// The person of each role; none where nothing is proven for anybody.
pub(super) type People<'i> = BTreeMap<&'i str, Person>;

/// Section 5, step 4.
pub(super) fn people<'i>(item: &'i ItemContents, table: &Table<'i>) -> People<'i> {
    let mut people = People::new();
    for role in roles(table) {
        let candidates = candidates(table, role);
        // The first of those that are best, as they are in order of preference.
        let mut best: Option<((usize, usize), Person)> = None;
        for person in candidates {
            people.insert(role, person.clone());
            let reached = reached(item, table, &people);
            if best.as_ref().is_none_or(|(most, _)| reached > *most) {
                best = Some((reached, person));
            }
        }
        match best {
            Some((_, person)) => _ = people.insert(role, person),
            None => _ = people.remove(role),
        }
    }
    people
}

/// The roles in the order of their first evidence.
fn roles<'i>(table: &Table<'i>) -> Vec<&'i str> {
    let mut seen = BTreeSet::new();
    let roles = table
        .rows
        .iter()
        .map(|row| row.evidence.holder.role.as_str());
    roles.filter(|role| seen.insert(*role)).collect()
}

/// Everybody to whom a licence belongs that proves evidence of the role: codes before keys before licences alone, each in
/// the order of the licences.
fn candidates(table: &Table<'_>, role: &str) -> Vec<Person> {
    let mut found: Vec<(u8, usize, usize, &Person)> = Vec::new();
    let mut seen = BTreeSet::new();
    let rows = table.rows.iter();
    for row in rows.filter(|row| row.evidence.holder.role == role) {
        for (licence, proof) in row.proofs() {
            for (at, belonging) in proof.belongs.iter().enumerate() {
                let person = &belonging.person;
                if seen.insert((licence, person)) {
                    found.push((rank(person), licence, at, person));
                }
            }
        }
    }
    found.sort_by_key(|(rank, licence, at, _)| (*rank, *licence, *at));
    let mut once = BTreeSet::new();
    let people = found.into_iter().map(|(_, _, _, person)| person);
    people.filter(|p| once.insert(*p)).cloned().collect()
}

const fn rank(person: &Person) -> u8 {
    match person {
        Person::Code { .. } => 0,
        Person::Device { .. } => 1,
        Person::Alone { .. } => 2,
    }
}

/// How many requirements are proven for these people, and how many would be as far as their roles go.
fn reached(item: &ItemContents, table: &Table<'_>, people: &People<'_>) -> (usize, usize) {
    let decided = |row: &&Row<'_>| people.contains_key(row.evidence.holder.role.as_str());
    let mut rest = table.rows.as_slice();
    let (mut proven, mut so_far) = (0, 0);
    for requirement in &item.requirements {
        let (mut whole, mut part) = (false, false);
        for set in &requirement.alternatives {
            let (rows, others) = rest.split_at_checked(set.all.len()).unwrap_or_default();
            rest = others;
            let mut own = rows.iter().filter(decided).peekable();
            let any = own.peek().is_some();
            let holds = any && own.all(|row| is_proven(row, people));
            part |= holds;
            whole |= holds && rows.iter().all(|row| decided(&row));
        }
        proven += usize::from(whole);
        so_far += usize::from(part);
    }
    (proven, so_far)
}

/// Whether some licence of the role's person proves it.
pub(super) fn is_proven(row: &Row<'_>, people: &People<'_>) -> bool {
    let person = people.get(row.evidence.holder.role.as_str());
    person.is_some_and(|person| row.of(person).next().is_some())
}
