//! The commands `review` and `show`, and published pages and XLIFF files given to all commands, as processes.

use std::fs;
use std::path::Path;

use crate::cli::{code, err, folder, out, page, run};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn published_pages_are_known_by_their_content_or_their_name() {
    let text = read(Path::new(EXAMPLES), "published.html");
    let folder = folder(&[("page.md", &text), ("piece.htm", &page(101).replace("# ", "<p>"))]);
    let done = run(folder.path(), &["extract", "page.md"]);
    code(&done, 0);
    assert_eq!(out(&done).lines().count(), 14);
    assert!(out(&done).contains("\"target_locale\":\"lv-LV\",\"translation_type\":\"MT\",\"context\":\"heading\""));
    assert_eq!(err(&done), "1 file, 14 units, 0 damaged places, 0 files not read, 0 files without target locale\n");
    let done = run(folder.path(), &["extract", "piece.htm"]);
    assert!(out(&done).contains("\"context\":\"paragraph\""), "{}", out(&done));
    let done = run(folder.path(), &["render", "page.md", "--view", "source"]);
    code(&done, 0);
    assert!(out(&done).contains("<h1 id=\"making-tea\">Making tea</h1>"), "{}", out(&done));
}

#[test]
fn an_edited_target_goes_back_into_a_published_page() {
    let text = read(Path::new(EXAMPLES), "published.html");
    let folder = folder(&[("page.html", &text)]);
    code(&run(folder.path(), &["extract", "-q", "--to", "xliff12", "-o", "edits.xlf", "page.html"]), 0);
    let edits = read(folder.path(), "edits.xlf").replace(">Garšīgi.<", ">Ļoti garšīgi.<");
    fs::write(folder.path().join("edits.xlf"), edits).unwrap();
    code(&run(folder.path(), &["merge", "--edits", "edits.xlf", "--in-place", "page.html"]), 0);
    assert_eq!(read(folder.path(), "page.html"), text.replace(">Garšīgi.<", ">Ļoti garšīgi.<"));
}

#[test]
fn an_xliff_file_that_is_named_like_a_page_is_said() {
    let folder = folder(&[("back.md", "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\"><file/></xliff>\n")]);
    for command in [&["extract"][..], &["render", "--view", "target"], &["review"], &["show"]] {
        let done = run(folder.path(), &[command, &["back.md"]].concat());
        code(&done, 3);
        assert!(err(&done).contains("back.md: is an XLIFF file, not a page"), "{}", err(&done));
    }
}

#[test]
fn a_review_is_one_file_or_a_folder_with_an_index() {
    let folder = folder(&[("docs/a.md", &page(101)), ("docs/sub/b c.md", &page(102))]);
    let done = run(folder.path(), &["review", "-o", "all.html", "docs"]);
    code(&done, 0);
    assert_eq!(err(&done), "2 pages, 2 units\n");
    let all = read(folder.path(), "all.html");
    assert!(all.starts_with("<!DOCTYPE html>") && all.ends_with("</body></html>\n"));
    assert!(all.contains("id=\"d1-0a1b2-101\"") && all.contains("id=\"d2-0a1b2-102\""));
    code(&run(folder.path(), &["review", "-o", "review/", "docs"]), 0);
    let index = read(folder.path(), "review/index.html");
    assert!(index.contains("href=\"./a.md.html\"") && index.contains("href=\"./sub/b%20c.md.html\""), "{index}");
    let inner = read(folder.path(), "review/sub/b c.md.html");
    assert!(inner.contains("href=\"../index.html\"") && inner.contains("id=\"0a1b2-102\""));
    let done = run(folder.path(), &["review", "-o", "docs/a.md", "docs/a.md"]);
    code(&done, 2);
}

#[test]
fn a_review_shows_what_a_merge_would_do() {
    let folder = folder(&[("a.md", &page(101))]);
    let edit = "{\"path\":\"a.md\",\"id\":\"0a1b2-101\",\"source\":\"S\",\"target\":\"Tas\"}\n";
    fs::write(folder.path().join("edits.jsonl"), edit).unwrap();
    code(&run(folder.path(), &["review", "--edits", "edits.jsonl", "-o", "a.html", "a.md"]), 0);
    let html = read(folder.path(), "a.html");
    assert!(html.contains("<del>T</del>") && html.contains("<ins>Tas</ins>") && html.contains("Edit: taken"), "{html}");
    assert_eq!(read(folder.path(), "a.md"), page(101));
    code(&run(folder.path(), &["review", "--edits", "none.jsonl", "-o", "b.html", "a.md"]), 3);
    assert!(!folder.path().join("b.html").exists());
}

#[test]
fn show_prints_both_sides() {
    let text = read(Path::new(EXAMPLES), "published.html");
    let folder = folder(&[("page.html", &text), ("odd.md", &page(101).replace(">T<", ">T\u{1b}[2J<"))]);
    let done = run(folder.path(), &["show", "page.html", "0a1b2-103"]);
    code(&done, 0);
    assert_eq!(
        out(&done),
        "0a1b2-103  18:4  paragraph\n  en-US  Boil the <strong>water</strong>.\n  lv-LV  Uzvāriet <strong>ūdeni</strong>.\n\n"
    );
    assert_eq!(out(&run(folder.path(), &["show", "page.html"])).matches("\n\n").count(), 14);
    assert!(out(&run(folder.path(), &["show", "odd.md"])).contains("T\\u{1b}[2J\n"));
    let done = run(folder.path(), &["show", "page.html", "0a1b2-999"]);
    code(&done, 3);
    assert_eq!(err(&done), "page.html: has no unit 0a1b2-999\n");
}
