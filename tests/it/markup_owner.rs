//! The markup of units is spelled in `src/scan` alone: everything else asks `bounds` or `part` where units are.

use std::fs;
use std::path::{Path, PathBuf};

/// What occurs in no code outside of `src/scan`.
const MARKUP: [&str; 4] = ["data-ttu-id", "data-stu-id", "sxs-lookup", "</span></span>"];

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The lines of code that spell the markup, by number. Comments, messages (lines of `diagnostic.rs`) and test modules
/// are left out.
fn spelling_lines(text: &str) -> Vec<usize> {
    let code = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    let spells = |line: &str| MARKUP.iter().any(|markup| line.replace('\\', "").contains(markup));
    lines.filter(|(_, line)| spells(line)).map(|(number, _)| number + 1).collect()
}

/// Whether a whole file is a module of tests: its declaration has `#[cfg(test)]`, or that and features, before it.
fn is_test_module(file: &Path) -> bool {
    let declaration = format!("mod {};", file.file_stem().unwrap().to_str().unwrap());
    let parents = ["mod.rs", "lib.rs"].map(|parent| fs::read_to_string(file.with_file_name(parent)));
    parents.into_iter().flatten().any(|text| {
        let lines: Vec<_> = text.lines().collect();
        let is_for_tests = |before: &str| before == "#[cfg(test)]" || before.starts_with("#[cfg(all(test, ");
        lines.windows(2).any(|pair| pair[1] == declaration && is_for_tests(pair[0]))
    })
}

#[test]
fn only_the_scanner_spells_the_markup() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let (mut spelling, mut scanner) = (Vec::new(), 0);
    for file in files {
        let inner = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
        let lines = spelling_lines(&fs::read_to_string(&file).unwrap());
        if inner.starts_with("scan/") {
            scanner += lines.len();
        } else if inner != "diagnostic.rs" && !is_test_module(&file) && !lines.is_empty() {
            spelling.push((inner, lines));
        }
    }
    assert!(scanner >= 3, "the scanner spells it, so the search is right");
    assert!(spelling.is_empty(), "{spelling:?}");
}

#[test]
fn comments_and_test_modules_may_spell_it() {
    let text = "// sxs-lookup\nconst A: &str = \"</span></span>\";\nlet b = \"class=\\\"sxs-lookup\\\"\";\n\
                #[cfg(test)]\nmod tests {\n// data-ttu-id\nlet c = \"data-ttu-id\"; }";
    assert_eq!(spelling_lines(text), [2, 3]);
}
