//! What was probably meant by a name that nothing has.

/// *Did you mean*, to stand behind a sentence; empty where nothing is near.
pub(super) fn near<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let distance = |it: &&str| strsim::osa_distance(it, name);
    let near = known.into_iter().min_by_key(distance);
    let slips = if name.len() < 6 { 2 } else { 3 };
    let near = near.filter(|it| distance(it) <= slips);
    near.map(|it| format!("; did you mean `{it}`?")).unwrap_or_default()
}
