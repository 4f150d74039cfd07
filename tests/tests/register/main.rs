//! The register under attack and in every interleaving. Run all of it with `cargo test -p maillage-tests register`.
//!
//! * `register_attacks`: what a stolen key, a lying secretary or a lying minority can do, and who is named for it
//! * `register_omissions`: a secretary that leaves something out, and those who saw it
//! * `register_assemblies`: what happens when members install another secretary
//! * `register_model`: the real fold explored state by state, with honest members and one that lies
//!
//! The search of `register_model` stops early here where there is much to see, and says so. All of it takes some minutes in a release
//! build: `MAILLAGE_MODEL=long cargo test --release -p maillage-tests --test register register_model -- --nocapture`

mod register_assemblies;
mod register_attacks;
mod register_model;
mod register_omissions;
mod stage;
