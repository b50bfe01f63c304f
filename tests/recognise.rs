//! Recognition: the rules of `spec/recognise.md` against a second evaluator, hard cases, attacks, and scenes from the field.

#[path = "../examples/elicence/pki.rs"]
#[expect(
    dead_code,
    reason = "the certificate maker has parts that only other users need"
)]
mod pki;

#[path = "regions/offices.rs"]
#[expect(dead_code, reason = "the makers have parts that only other users need")]
mod offices;

#[path = "recognise/agreeing.rs"]
mod agreeing;
#[path = "recognise/asking.rs"]
mod asking;
#[path = "recognise/attacks/mod.rs"]
mod attacks;
#[path = "recognise/chance.rs"]
mod chance;
#[path = "recognise/dice.rs"]
mod dice;
#[path = "recognise/edges.rs"]
mod edges;
#[path = "recognise/field.rs"]
mod field;
#[path = "recognise/hard.rs"]
mod hard;
#[path = "recognise/monotone.rs"]
mod monotone;
#[path = "recognise/naive/mod.rs"]
mod naive;
#[path = "recognise/onward.rs"]
mod onward;
#[path = "recognise/papers.rs"]
mod papers;
#[path = "recognise/pool.rs"]
mod pool;
#[path = "recognise/programmes.rs"]
mod programmes;
#[path = "recognise/random.rs"]
mod random;
#[path = "recognise/subsets.rs"]
mod subsets;
#[path = "recognise/world.rs"]
mod world;
