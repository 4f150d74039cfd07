#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    maillage_tests::fuzz::run("replacement-basis", bytes);
});
