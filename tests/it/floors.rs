//! Which module may use which: the list of allowed edges, one line each, and no circle among the files of the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules at the top of the crate, from below, and what each may use besides itself. A new module takes its place here.
const EDGES: &[(&str, &[&str])] = &[
    ("position", &[]),
    ("tag", &[]),
    ("markup", &[]),
    ("context", &[]),
    ("error", &["position"]),
    ("diagnostic", &["position"]),
    ("locale", &["error"]),
    ("work", &[]),
    ("xml_char", &[]),
    ("hash", &[]),
    ("window", &[]),
    ("inline", &["markup", "tag", "window"]),
    ("sentence", &["inline", "markup"]),
    ("scan", &["markup", "position", "tag", "work"]),
    ("bounds", &["diagnostic", "markup", "position", "scan", "work"]),
    ("front_matter", &["bounds", "locale", "position", "scan"]),
    ("part", &["bounds", "diagnostic", "error", "front_matter", "locale", "markup", "position", "scan", "work"]),
    ("document", &["context", "diagnostic", "error", "front_matter", "locale", "markup", "part", "position"]),
    (
        "place",
        &[
            "bounds",
            "context",
            "diagnostic",
            "document",
            "error",
            "front_matter",
            "locale",
            "markup",
            "part",
            "position",
            "scan",
            "work",
        ],
    ),
    ("html", &["context", "diagnostic", "document", "front_matter", "inline", "locale", "markup", "part", "position"]),
    ("english", &["document", "front_matter", "locale", "part", "place", "position", "sentence"]),
    ("view", &["diagnostic", "document", "markup", "part", "place", "position"]),
    ("edit", &["part", "position"]),
    (
        "format",
        &[
            "diagnostic",
            "document",
            "edit",
            "error",
            "front_matter",
            "hash",
            "inline",
            "locale",
            "markup",
            "part",
            "place",
            "position",
            "sentence",
            "window",
        ],
    ),
    (
        "export",
        &[
            "diagnostic",
            "document",
            "error",
            "format",
            "front_matter",
            "locale",
            "part",
            "place",
            "position",
            "xml_char",
        ],
    ),
    (
        "filter",
        &[
            "diagnostic",
            "document",
            "english",
            "format",
            "front_matter",
            "hash",
            "locale",
            "markup",
            "part",
            "place",
            "position",
            "scan",
            "sentence",
        ],
    ),
    ("check", &["diagnostic", "front_matter", "hash", "inline", "locale", "markup", "part", "place", "position"]),
    ("stats", &["front_matter", "hash", "inline", "locale", "part", "place"]),
    ("merge", &["document", "edit", "inline", "locale", "markup", "part", "place", "position", "work", "xml_char"]),
    (
        "review",
        &[
            "check",
            "diagnostic",
            "document",
            "edit",
            "front_matter",
            "inline",
            "locale",
            "markup",
            "merge",
            "part",
            "place",
            "position",
        ],
    ),
    // Tests of the whole way.
    ("linear", &["check", "document", "edit", "export", "format", "inline", "locale", "view", "work"]),
];

/// A source file: its module path (`place::line`) and its code without comments, tests and strings that span lines.
struct Source {
    module: Vec<String>,
    code: String,
}

fn sources(folder: &Path, module: &[String], all: &mut Vec<Source>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut inner = module.to_vec();
        if path.is_dir() {
            inner.push(name);
            sources(&path, &inner, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            if name != "mod" {
                inner.push(name);
            }
            all.push(Source { module: inner, code: code(&fs::read_to_string(&path).unwrap()) });
        }
    }
}

/// The text without comments and without the tests at its end.
fn code(text: &str) -> String {
    let code = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or(text);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The module paths that a source names after `crate::` or `super::`, or imports from modules within it, as far as they are in
/// lower case, the heads of lists included: `crate::a::{b, C}` gives `a::b` and `a`. What is only re-exported is not named.
fn named(source: &Source) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let parents = [("crate::", 0), ("super::super::", 2), ("super::", 1)];
    for (prefix, up) in parents {
        for (at, _) in source.code.match_indices(prefix) {
            let before = source.code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let depth = if up == 0 { 0 } else { source.module.len().saturating_sub(up) };
            collect(&source.code[at + prefix.len()..], &source.module[..depth], &mut found);
        }
    }
    for line in source.code.lines() {
        let child = line.strip_prefix("use ").filter(|path| {
            let word = path.split(':').next().unwrap_or_default();
            source.code.lines().any(|line| line.ends_with(&format!("mod {word};")))
        });
        if let Some(path) = child {
            collect(path, &source.module, &mut found);
        }
    }
    found
}

/// Adds the module paths at the start of `rest`, which follow `base`.
fn collect(rest: &str, base: &[String], found: &mut BTreeSet<Vec<String>>) {
    if let Some(list) = rest.strip_prefix('{') {
        let end = list.find(';').unwrap_or(list.len());
        for head in list[..end].split([',', '{', '}', '\n']) {
            collect(head.trim(), base, found);
        }
        return;
    }
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if word.is_empty() || word.starts_with(char::is_uppercase) || word == "self" || word == "super" {
        found.insert(base.to_vec());
        return;
    }
    let inner: Vec<String> = base.iter().cloned().chain([word.clone()]).collect();
    match rest[word.len()..].strip_prefix("::") {
        Some(rest) => collect(rest, &inner, found),
        None => drop(found.insert(inner)),
    }
}

fn all_sources() -> Vec<Source> {
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &[], &mut all);
    all.retain(|source| !matches!(source.module.first().map(String::as_str), Some("lib" | "main")));
    all
}

/// Those of the library.
fn crate_sources() -> Vec<Source> {
    all_sources().into_iter().filter(|source| source.module[0] != "cli").collect()
}

#[test]
fn modules_use_only_what_the_list_allows() {
    let mut wrong = BTreeSet::new();
    for source in crate_sources() {
        let own = &source.module[0];
        let Some((_, allowed)) = EDGES.iter().find(|(module, _)| module == own) else {
            wrong.insert(format!("{own} is not in the list"));
            continue;
        };
        for path in named(&source) {
            match path.first() {
                Some(other) if other == own || allowed.contains(&other.as_str()) => {}
                Some(other) => drop(wrong.insert(format!("{} uses {other}", source.module.join("::")))),
                None => {}
            }
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn the_list_has_no_circle_and_every_edge_is_used() {
    for (place, (module, uses)) in EDGES.iter().enumerate() {
        for other in *uses {
            assert!(
                EDGES[..place].iter().any(|(below, _)| below == other),
                "{module} uses {other}, which is not below it"
            );
        }
    }
    let mut used = BTreeSet::new();
    for source in crate_sources() {
        for path in named(&source) {
            used.extend(path.first().map(|other| (source.module[0].clone(), other.clone())));
        }
    }
    let listed = EDGES.iter().flat_map(|(module, uses)| uses.iter().map(move |other| (*module, *other)));
    let unused: Vec<_> =
        listed.filter(|(module, other)| !used.contains(&((*module).to_owned(), (*other).to_owned()))).collect();
    assert_eq!(unused, [], "are in the list without use");
}

/// No two files of the library or of the command use each other, directly or by way of others. What a file takes from a `mod.rs` that only
/// re-exports counts as taken from no file; a function defined there counts.
#[test]
fn files_are_in_no_circle() {
    let all = all_sources();
    let modules: BTreeMap<&[String], usize> =
        all.iter().enumerate().map(|(place, source)| (source.module.as_slice(), place)).collect();
    let file_of = |path: &[String]| (1..=path.len()).rev().find_map(|len| modules.get(&path[..len]).copied());
    let defines = |place: usize| {
        ["fn ", "struct ", "enum ", "trait ", "const ", "static "].iter().any(|word| {
            all[place].code.lines().any(|line| {
                let line = line.trim_start_matches("pub").trim_start_matches("(crate)").trim_start_matches("(super)");
                line.trim_start().starts_with(word)
            })
        })
    };
    let edges: Vec<BTreeSet<usize>> = all
        .iter()
        .enumerate()
        .map(|(place, source)| {
            let others = named(source).into_iter().filter_map(|path| file_of(&path));
            others.filter(|&other| other != place && defines(other)).collect()
        })
        .collect();
    for start in 0..all.len() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<usize> = edges[start].iter().copied().collect();
        while let Some(place) = open.pop() {
            assert!(place != start, "{} is in a circle", all[start].module.join("::"));
            if seen.insert(place) {
                open.extend(&edges[place]);
            }
        }
    }
}

#[test]
fn paths_are_seen_in_lists_and_in_passing() {
    let text = "mod child;\nuse child::Kind;\nuse other::Kind;\npub use child::More;\nuse crate::part::Part;\nuse crate::{Locale, scan::Token, export};\n// crate::comment\nlet x = super::error::f();";
    let source = Source { module: vec!["a".into(), "b".into()], code: code(text) };
    let found: Vec<String> = named(&source).into_iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["", "a::b::child", "a::error::f", "export", "part", "scan"]);
}
