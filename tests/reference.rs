//! The pages of the guide that are made from the program: every command, and every key of `book.toml`.
//!
//! `ARCHBOOK_UPDATE=1 cargo test reference` writes them again.

use crate::books::kept;
use archbook::{command, export};
use clap::{Arg, Command, CommandFactory};
use serde_json::{Map, Value};
use std::{fmt::Write, fs, path::Path};

/// The table of a command begins so.
const TABLE: &str = "| Argument or option | What it is | Without it |\n| --- | --- | --- |\n";
/// What stands before the words that say what is so without an argument, or without a key.
const WITHOUT_IT: &str = "; without it, ";
/// The block with all usages begins so.
const USAGES: &str = "```text\n";
/// From this line on, the page about `book.toml` is made from its schema.
const KEYS: &str = "## The keys\n";

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Every command that can be run, by its name, such as `export json`.
fn commands() -> Vec<(String, Command)> {
    let mut program = command::Command::command();
    program.build();
    let mut commands = Vec::new();
    for command in shown(&program) {
        let inner: Vec<&Command> = shown(command).collect();
        let whole = (command.get_name().to_owned(), command.clone());
        commands.extend(inner.is_empty().then_some(whole));
        let name = |it: &Command| format!("{} {}", command.get_name(), it.get_name());
        commands.extend(inner.iter().map(|&it| (name(it), it.clone())));
    }
    commands
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|it| !it.is_hide_set() && it.get_name() != "help")
}

#[test]
fn the_guide_has_every_command_with_all_it_takes() {
    const PAGE: &str = "content/guide/commands.md";
    let mut text = page(PAGE);
    let usages = commands().into_iter().map(|(_, mut it)| {
        let usage = it.render_usage().to_string();
        usage.trim_start_matches("Usage: ").to_owned() + "\n"
    });
    let usages = format!("{USAGES}{}", usages.collect::<String>());
    text = replaced(&text, USAGES, "```\n", &usages).expect("the page has a place for usages");
    for (name, command) in commands() {
        let heading = format!("# `{name}`\n");
        let (before, rest) = text.split_once(&heading).unwrap_or_else(|| panic!("no {heading}"));
        let end = rest.find("\n#").unwrap_or(rest.len());
        let (section, after) = rest.split_at(end);
        let example = format!("$ archbook {name}");
        assert!(section.contains(&example), "`{name}` has no example: {example} …");
        let table = format!("{TABLE}{}", rows(&command));
        let section = replaced(section, TABLE, "\n", &table);
        let section = section.unwrap_or_else(|| panic!("`{name}` has no place for its table"));
        text = format!("{before}{heading}{section}{after}");
    }
    kept(PAGE, &text);
}

/// A text with another one in the place of what begins with `head` and ends before `tail`.
fn replaced(text: &str, head: &str, tail: &str, with: &str) -> Option<String> {
    let (before, rest) = text.split_once(head)?;
    let mut lines = rest.split_inclusive('\n');
    let length = lines.by_ref().take_while(|it| *it != tail).map(str::len).sum::<usize>();
    Some(format!("{before}{with}{}", &rest[length..]))
}

fn rows(command: &Command) -> String {
    let arguments = command.get_arguments().filter(|it| it.get_id() != "help");
    arguments.fold(String::new(), |mut rows, argument| {
        let name = name(argument).replace('|', "\\|");
        let help = argument.get_help().unwrap_or_else(|| panic!("no help for {argument}"));
        let help = help.to_string();
        let (about, without) = help.split_once(WITHOUT_IT).unwrap_or((&help, ""));
        let (values, without) = (values(argument), default(argument, without));
        writeln!(rows, "| {name} | {about}{values} | {without} |").unwrap();
        rows
    })
}

fn name(argument: &Arg) -> String {
    let value = argument.get_value_names().unwrap_or_default().join(" ");
    let Some(long) = argument.get_long() else {
        return format!("`{value}`");
    };
    let short = argument.get_short().map(|it| format!("`-{it}`, ")).unwrap_or_default();
    let value = if takes_values(argument) { format!(" {value}") } else { String::new() };
    format!("{short}`--{long}{value}`")
}

fn takes_values(argument: &Arg) -> bool {
    argument.get_action().takes_values()
}

/// The words that it may be, each with what it means.
fn values(argument: &Arg) -> String {
    let values = argument.get_possible_values().into_iter().map(|it| {
        let about = it.get_help().map(|about| format!(" ({about})"));
        format!("`{}`{}", it.get_name(), about.unwrap_or_default())
    });
    let values = values.collect::<Vec<_>>().join(", ");
    let any = takes_values(argument) && !values.is_empty();
    if any { format!(": {values}") } else { String::new() }
}

fn default(argument: &Arg, without: &str) -> String {
    let values = argument.get_default_values().iter();
    let values: Vec<String> = values.map(|it| format!("`{}`", it.to_string_lossy())).collect();
    match values.is_empty() || !takes_values(argument) {
        true if argument.is_required_set() => "required".to_owned(),
        true => without.to_owned(),
        false => values.join(", "),
    }
}

#[test]
fn the_guide_has_every_key_of_a_book() {
    const PAGE: &str = "content/guide/configuration.md";
    let text = page(PAGE);
    let (by_hand, _) = text.split_once(KEYS).expect("the page has a place for the keys");
    let schema: Value =
        serde_json::from_str(&export::schema(&empty(), export::Schema::Book)).unwrap();
    let mut made = String::new();
    table(&mut made, &schema, "", &schema);
    kept(PAGE, &format!("{by_hand}{KEYS}{made}"));
}

fn empty() -> archbook::handbook::Handbook {
    crate::books::handbook(crate::books::sources([]), &crate::books::Memory::default())
}

/// The keys of a table with an example of all of them, then the tables in it.
fn table(page: &mut String, root: &Value, path: &str, at: &Value) {
    let (mut rows, mut example, mut inner) = (String::new(), Map::new(), Vec::new());
    for (key, about) in resolved(root, at)["properties"].as_object().into_iter().flatten() {
        let inside = format!("{path}.{key}").trim_start_matches('.').to_owned();
        if is_table(root, about) {
            inner.push((inside, about));
            continue;
        }
        let required = resolved(root, at)["required"].as_array();
        let required = required.is_some_and(|it| it.contains(&Value::from(key.as_str())));
        let sentence = sentence(about);
        let sentence = sentence.trim_end_matches('.');
        let (sentence, without) = sentence.split_once(WITHOUT_IT).unwrap_or((sentence, ""));
        let without = if required { "required" } else { without };
        writeln!(rows, "| `{key}` | {} | {sentence} | {without} |", value(about)).unwrap();
        example.insert(key.clone(), first_example(&inside, about));
    }
    if let Some(Value::Object(entries)) = at["examples"].get(0) {
        example.clone_from(entries);
    }
    if !example.is_empty() {
        let list = at["type"] == "array";
        let head = if list { format!("[[{path}]]") } else { format!("[{path}]") };
        write!(page, "\n### `{head}`\n\n{}\n", sentence(at)).unwrap();
        if !rows.is_empty() {
            let head = "| Key | Value | What it is | Without it |\n| --- | --- | --- | --- |\n";
            write!(page, "\n{head}{rows}").unwrap();
        }
        let example = toml::Table::try_from(Value::Object(example)).unwrap();
        write!(page, "\n```toml\n{head}\n{example}```\n").unwrap();
    }
    for (path, about) in inner {
        table(page, root, &path, about);
    }
}

/// The schema that another one stands for, or that of the items of a list of tables.
fn resolved<'a>(root: &'a Value, at: &'a Value) -> &'a Value {
    let reference = at["$ref"].as_str().or(at["items"]["$ref"].as_str());
    reference.map_or(at, |it| root.pointer(it.trim_start_matches('#')).unwrap())
}

fn is_table(root: &Value, at: &Value) -> bool {
    resolved(root, at)["type"] == "object"
}

fn sentence(about: &Value) -> String {
    about["description"].as_str().unwrap().replace('\n', " ")
}

fn first_example(key: &str, about: &Value) -> Value {
    about["examples"].get(0).unwrap_or_else(|| panic!("{key} has no example")).clone()
}

/// What may stand there, in words.
fn value(about: &Value) -> String {
    if let Some(words) = about["enum"].as_array() {
        let words = words.iter().filter_map(Value::as_str).map(|it| format!("`{it}`"));
        return words.collect::<Vec<_>>().join(", ");
    }
    let sort = match &about["type"] {
        Value::Array(sorts) => sorts[0].as_str().unwrap(),
        sort => sort.as_str().unwrap(),
    };
    let sort = match sort {
        "string" if about["format"] == "date" => "day",
        "string" => "text",
        "array" => "list of texts",
        "boolean" => "`true` or `false`",
        other => panic!("there is no word for `{other}`"),
    };
    sort.to_owned()
}
