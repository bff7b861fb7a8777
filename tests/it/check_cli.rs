//! The command `bitext check`, as a process.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::cli::{code, err, out, run};

/// A page of French units, each in a paragraph.
fn page(units: &[(&str, &str)]) -> String {
    let unit = |(index, (source, target)): (usize, &(&str, &str))| {
        let id = format!("407fb-{}", 102 + index);
        format!(
            "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">{source}</span></span>\n\n"
        )
    };
    let front = "---\nms.contentlocale: fr-fr\nms.translationtype: MT\n---\n";
    front.to_owned() + &units.iter().enumerate().map(unit).collect::<String>()
}

const GLUED: (&str, &str) = ("Click **Next** now.", "Cliquez sur**Suivant** maintenant.");
const LOST: (&str, &str) = ("See [Help](a.md).", "Consultez l'aide.");
const CLEAN: (&str, &str) = ("Open the file.", "Ouvrez le fichier.");

fn folder(pages: &[(&str, String)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in pages {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn lines(folder: &Path, args: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["check", "-q", "--to", "jsonl"].iter().chain(args).copied().collect();
    let output = run(folder, &args);
    let line = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        format!(
            "{} {} {}",
            value["path"].as_str().unwrap(),
            value["rule"].as_str().unwrap(),
            value["level"].as_str().unwrap()
        )
    };
    out(&output).lines().map(line).collect()
}

#[test]
fn findings_are_shown_with_both_sides() {
    let folder = folder(&[("a.md", page(&[CLEAN, GLUED]))]);
    let output = run(folder.path(), &["check", "a.md"]);
    code(&output, 0);
    let expect = "\
a.md:7:42: warning[glued-markup]: unit 407fb-103: a word is glued to the markup
  target | Cliquez sur**Suivant** maintenant.
         |            ^
  source | Click **Next** now.
";
    assert_eq!(out(&output), expect);
    assert_eq!(err(&output), "1 file, 2 units, 0 errors, 1 warning, 0 notes\n");
}

#[test]
fn the_exit_code_follows_the_level() {
    let folder = folder(&[("warning.md", page(&[GLUED])), ("error.md", page(&[LOST])), ("clean.md", page(&[CLEAN]))]);
    for (args, expect) in [
        (&["clean.md"][..], 0),
        (&["warning.md"], 0),
        (&["error.md"], 1),
        (&["--fail-on", "warning", "warning.md"], 1),
        (&["--fail-on", "never", "error.md"], 0),
        (&["--rule", "missing-code=warning", "error.md"], 0),
        (&["--rule", "missing-code=off", "--fail-on", "note", "error.md"], 0),
        (&["--rule", "missing-cod=off", "error.md"], 2),
        (&["--rule", "missing-code", "error.md"], 2),
        (&["--jobs", "0", "error.md"], 2),
        (&["--jobs", "4000000000", "clean.md"], 2),
        (&["nothing.md"], 3),
        (&["nothing.md", "error.md"], 3),
    ] {
        let args: Vec<&str> = ["check", "-q"].iter().chain(args).copied().collect();
        code(&run(folder.path(), &args), expect);
    }
}

#[test]
fn what_is_written_does_not_depend_on_the_number_of_jobs() {
    let pages: Vec<(String, String)> = (0..100)
        .map(|index| (format!("{index:03}.md"), page(&[[CLEAN, GLUED, LOST][index % 3], [GLUED, LOST][index % 2]])))
        .collect();
    let pages: Vec<(&str, String)> = pages.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let folder = folder(&pages);
    for format in ["text", "jsonl", "sarif", "github"] {
        let one = run(folder.path(), &["check", "--to", format, "--jobs", "1", "."]);
        code(&one, 1);
        for jobs in ["2", "7"] {
            let several = run(folder.path(), &["check", "--to", format, "--jobs", jobs, "."]);
            assert_eq!(out(&one), out(&several), "{format}");
        }
    }
}

#[test]
fn a_file_of_settings_is_found_upwards() {
    let folder = folder(&[
        (
            "bitext.toml",
            "terms = [\"Contoso\"]\n[rules]\nglued-markup = \"error\"\n\
            [[pages]]\npaths = [\"docs/old/**\"]\nrules = { glued-markup = \"off\" }\n"
                .to_owned(),
        ),
        ("docs/a.md", page(&[GLUED])),
        ("docs/old/b.md", page(&[GLUED, ("Ask Contoso.", "Demandez.")])),
    ]);
    let path = folder.path();
    let expect = ["docs/a.md glued-markup error", "docs/old/b.md product-name-changed warning"];
    assert_eq!(lines(path, &["docs"]), expect);
    assert_eq!(lines(&path.join("docs/old"), &["b.md"]), ["b.md product-name-changed warning"]);
    let expect = [
        "docs/a.md glued-markup note",
        "docs/old/b.md glued-markup note",
        "docs/old/b.md product-name-changed warning",
    ];
    assert_eq!(lines(path, &["--rule", "glued-markup=note", "docs"]), expect);
    for (text, expect) in [
        ("[rules]\nx = \"off\"", "`x` is not a rule"),
        ("[rules]\nunchanged = \"loud\"", "`loud` is not a level"),
        ("rule = 1", "unknown field"),
        ("target-locale = \"e\"", "bitext.toml"),
        ("[", "bitext.toml"),
    ] {
        fs::write(path.join("bitext.toml"), text).unwrap();
        let output = run(path, &["check", "docs"]);
        code(&output, 2);
        assert!(err(&output).contains(expect), "{}", err(&output));
    }
}

#[test]
fn a_baseline_keeps_old_findings_quiet() {
    let folder = folder(&[("a.md", page(&[GLUED, LOST]))]);
    let path = folder.path();
    let output = run(path, &["check", "--write-baseline", "known.txt", "a.md"]);
    code(&output, 0);
    assert_eq!(out(&output), "");
    assert_eq!(fs::read_to_string(path.join("known.txt")).unwrap().lines().count(), 3);
    let output = run(path, &["check", "--baseline", "known.txt", "a.md"]);
    code(&output, 0);
    assert_eq!((out(&output), err(&output).contains("2 known findings")), (String::new(), true));
    // The first unit changed, the second has the same fault, and one is new.
    let changed = ("Click **Next** here.", "Cliquez sur**Suivant** ici.");
    fs::write(path.join("a.md"), page(&[changed, LOST, LOST])).unwrap();
    let all = lines(path, &["--baseline", "known.txt", "a.md"]);
    assert_eq!(all, ["a.md glued-markup warning", "a.md missing-code error"]);
    fs::write(path.join("known.txt"), "# bitext baseline 1\nrubbish\n").unwrap();
    let output = run(path, &["check", "--baseline", "known.txt", "a.md"]);
    code(&output, 2);
    assert!(err(&output).contains("known.txt:2: not a hash"), "{}", err(&output));
    let output = run(path, &["check", "--baseline", "nothing.txt", "a.md"]);
    code(&output, 2);
    assert!(err(&output).contains("nothing.txt: "), "{}", err(&output));
}

#[test]
fn only_changed_units_are_checked_against_a_folder_or_a_revision() {
    let folder =
        folder(&[("old/a.md", page(&[GLUED])), ("new/a.md", page(&[GLUED, LOST])), ("new/b.md", page(&[GLUED]))]);
    let path = folder.path();
    let expect = ["new/a.md missing-code error", "new/b.md glued-markup warning"];
    assert_eq!(lines(path, &["--diff", "old", "new"]), expect);
    let output = run(path, &["check", "--diff", "no-such-thing", "new"]);
    code(&output, 2);
    assert!(err(&output).contains("neither a folder nor a revision"), "{}", err(&output));
    let output = run(path, &["check", "--diff", "old", "-"]);
    code(&output, 2);
    assert!(err(&output).contains("standard input has no earlier state"), "{}", err(&output));

    let git = |args: &[&str]| {
        let identity = ["-c", "user.name=x", "-c", "user.email=x@example.com"];
        Command::new("git").current_dir(path).args(identity).args(args).output()
    };
    match git(&["init", "-q"]) {
        Ok(done) if done.status.success() => {}
        _ => return eprintln!("SKIPPED: there is no git"),
    }
    fs::remove_file(path.join("new/b.md")).unwrap();
    fs::write(path.join("new/a.md"), page(&[GLUED])).unwrap();
    for args in [&["add", "."][..], &["commit", "-q", "-m", "x"]] {
        assert!(git(args).unwrap().status.success());
    }
    fs::write(path.join("new/a.md"), page(&[GLUED, LOST])).unwrap();
    fs::write(path.join("new/b.md"), page(&[GLUED])).unwrap();
    assert_eq!(lines(path, &["--diff", "HEAD", "new"]), expect);
}

#[test]
fn rules_are_listed_and_explained() {
    let folder = folder(&[]);
    let output = run(folder.path(), &["check", "--list-rules"]);
    code(&output, 0);
    assert_eq!(out(&output).lines().count(), bitext::check::Rule::ALL.len());
    assert!(out(&output).contains("\nunchanged              warning  note     the target is the source\n"));
    let output = run(folder.path(), &["check", "--explain", "glued-markup"]);
    code(&output, 0);
    assert!(out(&output).starts_with("glued-markup: a word is glued to bold text, code or a link\nLevel: warning\n"));
    let wrong = ["--explain glued", "--rule glued=off ."];
    for args in wrong.map(|args| format!("check {args}")) {
        let output = run(folder.path(), &args.split(' ').collect::<Vec<_>>());
        code(&output, 2);
        assert!(err(&output).contains("`glued` is not a rule; --list-rules lists them"), "{}", err(&output));
    }
    code(&run(folder.path(), &["check"]), 2);
}

/// A published page of French units.
fn published(units: &[(&str, &str)]) -> String {
    let unit = |(index, (source, target)): (usize, &(&str, &str))| {
        let id = format!("407fb-{}", 102 + index);
        format!(
            "<p><span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">{source}</span></span></p>\n"
        )
    };
    let head = "<!DOCTYPE html>\n<html><head><meta name=\"ms.contentlocale\" content=\"fr-FR\">\
                <meta name=\"ms.translationtype\" content=\"MT\"></head><body>\n";
    head.to_owned() + &units.iter().enumerate().map(unit).collect::<String>() + "</body></html>\n"
}

#[test]
fn published_pages_are_checked_as_html() {
    let units = [
        ("See <a href=\"a\">Help</a>.", "Consultez l'aide."),
        ("Set <code>x</code> &amp; <code>y</code> *", "D&#233;finissez <code>y</code> &amp; <code>x</code> *"),
        ("Click <strong>Next</strong> now.", "Cliquez sur<strong>Suivant</strong> maintenant."),
        ("See <a href=\"a\">Help</a>.", "Consultez <a href=\"b\">l'aide</a>."),
        ("A picture: <img src=\"a.png\" alt=\"A\">", "Une image : <img src=\"b.png\" alt=\"B\">"),
        ("Set <code>x</code>.", "Définissez <code>z</code>."),
        ("Open the file.", "Ouvrez le le fichier."),
    ];
    let folder = folder(&[("a.html", published(&units)), ("b.md", published(&units[..2]))]);
    let expect = [
        "a.html missing-code error",
        "a.html glued-markup warning",
        "a.html link-target-changed error",
        "a.html link-target-changed error",
        "a.html code-span-changed error",
        "a.html doubled-word warning",
        "b.md missing-code error",
    ];
    assert_eq!(lines(folder.path(), &["."]), expect);
    let silent = published(&units[..1]).replace("</p>", "</p> <!-- bitext-ignore missing-code -->");
    fs::write(folder.path().join("a.html"), silent).unwrap();
    assert_eq!(lines(folder.path(), &["a.html"]), [""; 0]);
}

#[test]
fn published_pages_are_compared_with_earlier_ones() {
    let units = [
        ("Click <strong>Next</strong> now.", "Cliquez sur<strong>Suivant</strong> maintenant."),
        ("See <a href=\"a\">Help</a>.", "Consultez l'aide."),
    ];
    // Developer tools add attributes, which only pages in HTML may have.
    let page = |units| published(units).replace("-102\">", "-102\" class=\"x\">");
    let folder = folder(&[("old/a.html", page(&units[..1])), ("new/a.html", page(&units))]);
    assert_eq!(lines(folder.path(), &["--diff", "old", "new"]), ["new/a.html missing-code error"]);
}

#[test]
fn published_pages_are_counted_as_html() {
    let units = [("Set <code>x</code> &amp; see <a href=\"a\">Help</a>.", "D&#233;finissez, et consultez l'aide.")];
    let folder = folder(&[("a.html", published(&units))]);
    let output = run(folder.path(), &["stats", "--to", "json", "."]);
    code(&output, 0);
    let value: Value = serde_json::from_str(&out(&output)).unwrap();
    let total = &value["total"];
    assert_eq!((&total["units"], &total["machine"]), (&1.into(), &1.into()));
    assert_eq!((&total["source_words"], &total["target_words"]), (&4.into(), &4.into()));
}

#[test]
fn counts_do_not_depend_on_the_number_of_jobs() {
    let page = |index: usize| page(&[[CLEAN, GLUED, LOST][index % 3], [GLUED, CLEAN][index % 2]]);
    let pages: Vec<(String, String)> =
        (0..20).map(|index| (format!("{}/{index:03}.md", index % 3), page(index))).collect();
    let pages: Vec<(&str, String)> = pages.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let folder = folder(&pages);
    for by in ["locale", "folder", "context", "type"] {
        let one = run(folder.path(), &["stats", "--by", by, "--to", "csv", "--jobs", "1", ".", "nothing.md"]);
        code(&one, 3);
        for jobs in ["2", "7", "64"] {
            let several = run(folder.path(), &["stats", "--by", by, "--to", "csv", "--jobs", jobs, ".", "nothing.md"]);
            assert_eq!((out(&one), err(&one)), (out(&several), err(&several)), "{by}");
        }
    }
    code(&run(folder.path(), &["stats", "--jobs", "0", "."]), 2);
}

#[test]
fn damage_is_reported_too() {
    let damaged = page(&[CLEAN]).replace("<span data-stu-id=\"407fb-102\">", "<span data-stu-id=\"407fb-103\">");
    let folder = folder(&[("a.md", damaged)]);
    assert_eq!(lines(folder.path(), &["a.md"]), ["a.md ids-differ error"]);
    code(&run(folder.path(), &["check", "a.md"]), 1);
}

#[test]
fn other_pages_show_what_should_be_translated() {
    let page = |target: &str| page(&[("Description", target)]).replace("fr-fr", "ja-jp");
    let folder = folder(&[
        ("a.md", page("説明")),
        ("b.md", page("説明")),
        ("c.md", page("説明")),
        ("d.md", page("Description")),
    ]);
    assert_eq!(lines(folder.path(), &["."]), ["d.md unchanged-elsewhere warning"]);
    assert_eq!(lines(folder.path(), &["--rule", "unchanged-elsewhere=off", "."]), [""; 0]);
}

#[test]
fn counts_are_written_as_a_table_json_and_csv() {
    let folder = folder(&[("a/x.md", page(&[CLEAN, GLUED])), ("b/y.md", page(&[CLEAN]))]);
    let output = run(folder.path(), &["stats", "--by", "folder", "--to", "csv", "."]);
    code(&output, 0);
    let text = out(&output);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    let first: Vec<_> = rows.iter().map(|row| row[..4].join(" ")).collect();
    assert_eq!(first, ["group files units distinct", "a 1 2 2", "b 1 1 1", "total 2 3 2"]);
    let output = run(folder.path(), &["stats", "--to", "json", "."]);
    let value: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(value["groups"]["fr-FR"]["source_words"], 9);
    assert_eq!(value["total"]["new_words"], 6);
    let output = run(folder.path(), &["stats", "."]);
    assert!(out(&output).lines().all(|line| line.len() == out(&output).lines().next().unwrap().len()));
    code(&run(folder.path(), &["stats", "nothing"]), 3);
}
