//! What the guide says of the process and its kinds is what the standard method says.

use archbook::method::Method;
use std::{collections::BTreeSet, fs, path::PathBuf};

fn page(name: &str) -> String {
    let guide = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content/guide");
    fs::read_to_string(guide.join(name)).unwrap()
}

/// Where a link to each kind leads, and one to each rule.
fn kinds_and_rules(method: &Method) -> BTreeSet<String> {
    let kinds = method.kinds.iter().map(|it| format!("method.md#{}", it.name));
    kinds.chain(method.rules.iter().map(|it| format!("../rules/{}.md", it.name))).collect()
}

/// The paragraphs and items of a page, each on one line; headings are left out.
fn blocks(text: &str) -> Vec<String> {
    let text = text.replace("\n- ", "\n\n- ");
    let blocks = text.split("\n\n").map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
    blocks.filter(|it| !it.is_empty() && !it.starts_with('#')).collect()
}

fn targets(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).map(|it| it.split(')').next().unwrap())
}

#[test]
fn every_sentence_of_the_process_leads_to_what_carries_it() {
    let method = Method::standard();
    let known = kinds_and_rules(&method);
    let mut linked = BTreeSet::new();
    for block in blocks(&page("the-process.md")) {
        for sentence in block.split_inclusive(". ") {
            let targets: Vec<&str> = targets(sentence).collect();
            assert!(!targets.is_empty(), "nothing carries this sentence: {sentence}");
            for target in targets {
                assert!(known.contains(target), "{target} is no kind or rule: {sentence}");
                linked.insert(target.to_owned());
            }
        }
    }
    let forgotten: Vec<_> = known.difference(&linked).collect();
    assert!(forgotten.is_empty(), "the process does not speak of {forgotten:?}");
}

#[test]
fn the_process_is_walked_in_the_order_of_the_method() {
    let method = Method::standard();
    let text = page("the-process.md");
    let (_, way) = text.split_once("\n## ").unwrap();
    let first = |kind: &String| way.find(&format!("(method.md#{kind})")).unwrap();
    let met = method.sections.iter().map(|it| (it.kinds.iter().map(first).min(), &it.name));
    let mut walked: Vec<_> = met.collect();
    let drawn: Vec<_> = walked.iter().map(|(_, name)| *name).collect();
    walked.sort();
    assert_eq!(walked.iter().map(|(_, name)| *name).collect::<Vec<_>>(), drawn);
}

#[test]
fn the_guide_says_of_each_kind_what_the_method_says() {
    let text = page("method.md");
    for kind in &Method::standard().kinds {
        let definition = format!("\n{}\n: ", kind.name);
        let (_, said) = text.split_once(&definition).unwrap_or_else(|| panic!("{definition}"));
        let said = said.split("\n\n").next().unwrap().split_whitespace().collect::<Vec<_>>();
        assert!(said.join(" ").starts_with(&*kind.purpose), "{}", kind.name);
    }
}

#[test]
fn every_page_of_the_guide_has_its_place() {
    let guide = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content/guide");
    let there = fs::read_dir(guide).unwrap().map(|it| it.unwrap().file_name());
    let there: BTreeSet<String> = there.map(|it| it.into_string().unwrap()).collect();
    let summary = page("../SUMMARY.md");
    let listed: Vec<&str> = targets(&summary).filter_map(|it| it.strip_prefix("guide/")).collect();
    assert_eq!(listed.iter().map(|it| (*it).to_owned()).collect::<BTreeSet<_>>(), there);
    let index = page("index.md");
    let linked = targets(&index).filter(|it| listed.contains(it));
    let mut seen = BTreeSet::new();
    let linked: Vec<&str> = linked.filter(|it| seen.insert(*it)).collect();
    let order = listed.into_iter().filter(|it| linked.contains(it));
    assert_eq!(linked, order.collect::<Vec<_>>(), "both are in one order");
}
