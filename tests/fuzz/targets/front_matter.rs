//! Looks for an input on which the property `front_matter` does not hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| archbook_fuzz::hold("front_matter", data));
