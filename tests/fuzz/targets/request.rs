//! Looks for an input on which the property `request` does not hold.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| archbook_fuzz::hold("request", data));
