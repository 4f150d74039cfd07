//! An attacker against published figures. It must get through suppression that is known to be too weak, in every way that it knows.
//!
//! `MAILLAGE_DATA=folder` takes another folder of the format of `tests/data/network`; `MAILLAGE_SEEDS=1000..2000` other random operators;
//! `MAILLAGE_PUBLICATIONS=file.json` attacks what `maillage publication export --json` wrote. `MAILLAGE_PATIENT=1` tries harder.
//!
//! * `known_answers`: tables of others, with what is known to follow from them
//! * `control`: suppression that is too weak, on the sample network and on random operators
//! * `over_time`: what one attack after another finds in small stories
//! * `engine`: what the program publishes, under all of them
//! * `program`: what the program publishes of a folder, from its own document
//! * `from_inside`: what one permanence tells about its neighbours
//! * `by_replay`: what running the program on every possible table tells
//! * `documents`: what a document says and should not
//! * `given`: the sizes, seeds and folders that are asked for

#[path = "."]
mod disclosure {
    mod by_replay;
    mod control;
    mod documents;
    mod engine;
    mod from_inside;
    mod given;
    mod known_answers;
    mod over_time;
    mod program;
}
