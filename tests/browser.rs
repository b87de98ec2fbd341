//! The site as a reader meets it: in a browser, with scripts and without, from the disk and served.

mod host;
mod pdf;
pub(crate) mod tools;

use archbook::method::Method;
use host::Host;
use serde_json::json;
use tools::{Built, root, tools};

/// Runs a scenario over a page of every kind: on the disk, and the two that only the preview shows.
#[track_caller]
fn every_kind_of_page(scenario: &str) {
    let Some(tools) = tools() else { return };
    let book = Built::every_kind();
    let preview = book.serve();
    let mut question = book.on_disk();
    question["also"] = json!([
        format!("{}no-such-page", preview.url),
        format!("{}decisions/0008-classic.html", preview.url),
    ]);
    tools.run(scenario, question);
}

#[test]
fn everyone_can_use_every_kind_of_page() {
    every_kind_of_page("axe");
}

#[test]
fn everyone_can_use_our_own_handbook() {
    let Some(tools) = tools() else { return };
    let book = Built::own();
    let mut question = book.on_disk();
    question["inTurn"] = json!(true);
    tools.run("axe", question);
}

#[test]
fn no_page_is_wider_than_its_window() {
    every_kind_of_page("narrow");
}

#[test]
fn paper_shows_the_record_and_nothing_around_it() {
    let Some(tools) = tools() else { return };
    tools.run("print", Built::every_kind().on_disk());
}

#[test]
fn high_contrast_keeps_what_colours_say() {
    let Some(tools) = tools() else { return };
    tools.run("contrast", Built::every_kind().on_disk());
}

#[test]
fn a_book_from_right_to_left_is_laid_out_so() {
    let Some(tools) = tools() else { return };
    let book = Built::every_kind_with("language = \"ar\"\n");
    let mut question = book.on_disk();
    question["side"] = json!("right");
    tools.run("narrow", question);
}

#[test]
fn pages_on_the_disk_load_quietly() {
    let Some(tools) = tools() else { return };
    tools.run("quiet", Built::every_kind().on_disk());
}

#[test]
fn pages_of_the_preview_load_quietly_under_a_strict_policy() {
    let Some(tools) = tools() else { return };
    let book = Built::every_kind();
    let preview = book.serve();
    let mut question = book.served(&preview);
    question["also"] = json!([format!("{}no-such-page", preview.url)]);
    tools.run("quiet", question);
}

/// As on GitHub Pages: below a path of a host, with the page for what is missing at any depth.
#[test]
fn a_site_below_a_path_of_a_host_loads_quietly_and_is_searched() {
    let Some(tools) = tools() else { return };
    let book = Built::every_kind_at(&format!("https://example.org{}", host::BASE));
    let host = Host::of(book.site());
    let mut question = book.hosted(&host.url);
    tools.run("search", question.clone());
    question["also"] = json!(
        ["no-such-page", "decisions/no/such/page.html"].map(|it| { format!("{}{it}", host.url) })
    );
    tools.run("quiet", question);
}

#[test]
fn nothing_that_strangers_write_runs_even_without_a_policy() {
    let Some(tools) = tools() else { return };
    let files = crate::hostile::planted::book(&Method::standard(), 14);
    let built = Built::of(&files);
    tools.run("hostile", built.on_disk());
}

#[test]
fn without_scripts_nothing_to_read_is_lost() {
    let Some(tools) = tools() else { return };
    tools.run("plain", Built::every_kind().on_disk());
}

#[test]
fn lists_are_sorted_and_filtered_and_remembered() {
    let Some(tools) = tools() else { return };
    tools.run("lists", Built::every_kind().on_disk());
}

#[test]
fn a_graph_dims_what_nobody_looks_at() {
    let Some(tools) = tools() else { return };
    tools.run("graph", Built::every_kind().on_disk());
}

#[test]
fn a_keyboard_is_enough() {
    let Some(tools) = tools() else { return };
    tools.run("keys", Built::every_kind().on_disk());
}

#[test]
fn search_finds_things_on_the_disk() {
    let Some(tools) = tools() else { return };
    tools.run("search", Built::every_kind().on_disk());
}

#[test]
fn search_finds_things_in_the_preview() {
    let Some(tools) = tools() else { return };
    let book = Built::every_kind();
    let preview = book.serve();
    tools.run("search", book.served(&preview));
}

#[test]
fn a_link_says_what_it_leads_to() {
    let Some(tools) = tools() else { return };
    tools.run("cards", Built::every_kind().on_disk());
}

#[test]
fn a_save_shows_by_itself_and_keeps_the_readers_place() {
    let Some(tools) = tools() else { return };
    let book = Built::every_kind();
    let preview = book.serve();
    tools.run("save", book.served(&preview));
}

#[test]
fn a_mistake_leaves_the_last_good_site_up_and_says_so() {
    let Some(tools) = tools() else { return };
    let book = Built::every_kind();
    let preview = book.serve();
    let mut question = book.served(&preview);
    question["template"] = json!(root().join("theme/page.html"));
    tools.run("trouble", question);
}

#[test]
fn a_chosen_colour_theme_is_kept_and_never_flashes() {
    let Some(tools) = tools() else { return };
    let book = Built::every_kind();
    let preview = book.serve();
    tools.run("theme", book.served(&preview));
}

#[test]
fn what_drives_the_browser_is_pinned_and_names_no_host() {
    let lock = include_str!("browser/package-lock.json");
    assert!(lock.contains("\"integrity\": \"sha512-") && !lock.contains("\"resolved\""));
    let package = include_str!("browser/package.json");
    assert!(!package.contains(['^', '~']), "{package}");
}
