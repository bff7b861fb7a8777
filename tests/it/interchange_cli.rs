//! `bitext extract` to XLIFF and TMX, as a process.

use std::fs;

use crate::cli::{code, err, folder, out, page, run};
use crate::reread::reread;

/// A page in this locale.
fn page_in(tag: &str, id: u32) -> String {
    format!("---\nms.contentlocale: {tag}\nms.translationtype: HT\n---\n{}", page(id))
}

#[test]
fn many_pages_go_into_one_output_or_each_into_its_own() {
    let folder = folder(&[("docs/a.md", &page_in("lv-LV", 101)), ("docs/sub/b.md", &page_in("lv-lv", 102))]);
    let here = folder.path();
    for (format, extension) in
        [("xliff", "xlf"), ("xliff12", "xlf"), ("xliff20", "xlf"), ("xliff21", "xlf"), ("tmx", "tmx")]
    {
        let one = run(here, &["extract", "--to", format, "docs"]);
        code(&one, 0);
        let units: Vec<_> = reread(&out(&one)).into_iter().map(|unit| (unit.path, unit.id)).collect();
        let expect = [("docs/a.md", "0a1b2-101"), ("docs/sub/b.md", "0a1b2-102")];
        assert_eq!(units, expect.map(|(path, id)| (path.to_owned(), id.to_owned())));
        assert!(err(&one).ends_with(" 0 units left out, 0 characters replaced\n"), "{}", err(&one));
        code(&run(here, &["extract", "--to", format, "-o", "out/", "docs"]), 0);
        let each = fs::read_to_string(here.join(format!("out/sub/b.md.{extension}"))).unwrap();
        assert_eq!(reread(&each).len(), 1);
    }
}

#[test]
fn two_locales_in_one_xliff_2_are_wrong_usage_and_keep_the_old_file() {
    let folder = folder(&[
        ("a.md", &page_in("lv-LV", 101)),
        ("b.md", &page_in("de-de", 102)),
        ("c.md", &page_in("fr-FR", 103)),
        ("d.md", &page_in("LV-lv", 104)),
        ("e.md", "no unit"),
        ("out.xlf", "old"),
    ]);
    let here = folder.path();
    for format in ["xliff20", "xliff21"] {
        let output = run(here, &["extract", "--to", format, "-o", "out.xlf", "a.md", "b.md", "c.md", "d.md", "e.md"]);
        code(&output, 2);
        let message = "error: XLIFF 2 has one target language, and these pages have 3:\n  de-DE: b.md\n  fr-FR: c.md\n  \
                       lv-LV: a.md, d.md\nWrite a file for each page (-o DIR/), or XLIFF 1.2 (--to xliff), or take the \
                       pages of one language (--locale)\n\nUsage: bitext extract ";
        assert!(err(&output).starts_with(message), "{}", err(&output));
        assert_eq!(fs::read_to_string(here.join("out.xlf")).unwrap(), "old");
        // Of its own for each, and in the other formats: no conflict.
        code(&run(here, &["extract", "--to", format, "-o", "out/", "a.md", "b.md"]), 0);
    }
    for format in ["xliff", "xliff12", "tmx"] {
        let output = run(here, &["extract", "--to", format, "-o", "out.xlf", "a.md", "b.md"]);
        code(&output, 0);
        assert_eq!(reread(&fs::read_to_string(here.join("out.xlf")).unwrap()).len(), 2);
    }
}

#[test]
fn a_page_without_locale_is_said_and_the_others_are_done() {
    let folder = folder(&[("a.md", &page(101)), ("b.md", &page_in("lv-LV", 102)), ("c.md", "no unit")]);
    let here = folder.path();
    for format in ["xliff", "xliff12", "xliff20", "xliff21", "tmx"] {
        let output = run(here, &["extract", "--to", format, "."]);
        code(&output, 3);
        let message = "a.md: states no target locale, so its 1 unit is left out; --target-locale TAG states one\n";
        assert!(err(&output).starts_with(message), "{}", err(&output));
        assert_eq!(reread(&out(&output)).len(), 1);
        let output = run(here, &["extract", "--to", format, "--target-locale", "lv-LV", "."]);
        code(&output, 0);
        assert_eq!(reread(&out(&output)).len(), 2);
        // A page of its own that cannot be written has no output.
        code(&run(here, &["extract", "--to", format, "-o", "out/", "a.md", "b.md"]), 3);
        let names: Vec<_> = fs::read_dir(here.join("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names.len(), 1, "{names:?}");
        fs::remove_dir_all(here.join("out")).unwrap();
    }
}

#[test]
fn what_is_left_out_is_counted_and_said() {
    let empty = page_in("lv-LV", 101).replace(">S<", "><");
    let folder = folder(&[("a.md", &(empty + &page(102).replace(">S<", ">a\u{1B}b<")))]);
    let output = run(folder.path(), &["extract", "--to", "xliff12", "a.md"]);
    code(&output, 0);
    let expect = "a.md:5:3: note: empty-source: unit 0a1b2-101 has an empty source\n\
        a.md:5:3: note: left-out-no-source: unit 0a1b2-101 is left out of the output: its source is empty or missing\n\
        a.md:6:97: note: illegal-character: unit 0a1b2-102 holds a character that XML cannot hold; written as U+FFFD\n\
        1 file, 1 unit, 0 damaged places, 0 files not read, 0 files without target locale, 1 unit left out, \
        1 character replaced\n";
    assert_eq!(err(&output), expect);
}

#[test]
fn options_are_for_the_formats_that_have_them() {
    let folder = folder(&[("a.md", &page_in("lv-LV", 101).replace(">T<", "><").replace(">S<", ">**S**<"))]);
    let here = folder.path();
    for args in [
        &["extract", "--inline", "none", "a.md"][..],
        &["extract", "--to", "json", "--inline", "codes", "a.md"],
        &["extract", "--copy-source", "a.md"],
        &["extract", "--to", "tmx", "--copy-source", "a.md"],
        &["extract", "--to", "tmx", "--notes", "a.md"],
        &["extract", "--protect", "urls", "a.md"],
        &["extract", "--to", "xliff", "--protect", "words", "a.md"],
    ] {
        code(&run(here, args), 2);
    }
    let flat = out(&run(here, &["extract", "--to", "xliff12", "--inline", "none", "a.md"]));
    assert!(flat.contains("<source>**S**</source>\n<target state=\"new\"></target>"), "{flat}");
    let copied = out(&run(here, &["extract", "--to", "xliff12", "--copy-source", "a.md"]));
    let target = "<target state=\"new\"><bpt id=\"p1\" ctype=\"bold\">**</bpt>S<ept id=\"p1\">**</ept></target>";
    assert!(copied.contains(target), "{copied}");
}

#[test]
fn an_empty_folder_gives_a_valid_output() {
    let folder = folder(&[]);
    for format in ["xliff", "xliff12", "xliff20", "xliff21", "tmx"] {
        let output = run(folder.path(), &["extract", "--to", format, "."]);
        code(&output, 0);
        assert_eq!(reread(&out(&output)), []);
    }
}

#[test]
fn notes_and_protected_texts_are_in_xliff_where_asked_for() {
    let text = page_in("lv-LV", 101).replace(">S<", ">{0} at https://a.b [^1]<");
    let folder = folder(&[("a.md", &text)]);
    let here = folder.path();
    let plain = out(&run(here, &["extract", "--to", "xliff", "a.md"]));
    assert!(!plain.contains("<note") && plain.contains("<source>{0} at https://a.b [^1]</source>"), "{plain}");
    let noted = out(&run(here, &["extract", "--to", "xliff", "--notes", "--protect", "urls,placeholders", "a.md"]));
    assert!(noted.contains("line 5") && noted.contains("<note"), "{noted}");
    let codes = |text: &str| text.matches("<ph ").count();
    assert_eq!(codes(&noted), 2, "{noted}");
    let all = out(&run(here, &["extract", "--to", "tmx", "--protect", "urls,footnotes,placeholders", "a.md"]));
    assert_eq!(codes(&all), 3, "{all}");
}
