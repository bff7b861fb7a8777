//! Reports for programs.

use bitext::Document;
use bitext::check::report::{FindingWriter, GithubReport, JsonLinesReport, PageFinding, SarifReport};
use bitext::check::{Checker, Finding, Rules, UnitTexts};
use serde_json::Value;

const PAGE: &str = "---\nms.contentlocale: fr-fr\n---\n\
<span data-ttu-id=\"407fb-102\">Première ligne\ncliquez sur**Suivant**, s'il vous plaît.</span><span class=\"sxs-lookup\">\
<span data-stu-id=\"407fb-102\">First line\nclick **Next**, please.</span></span>\n\n\
<span data-ttu-id=\"407fb-103\">Voir.</span><span class=\"sxs-lookup\">\
<span data-stu-id=\"407fb-103\">See [Help](a.md).</span></span>\n";

/// Writes what is found in the page, with damage at the end.
fn report(writer: &mut dyn FindingWriter) {
    let document = Document::parse(PAGE);
    let mut checker = Checker::new(Rules::default());
    checker.begin_page(document.front_matter());
    for unit in document.located_units() {
        let mut all = Vec::new();
        checker.unit(&unit, |finding| all.push(finding));
        for finding in &all {
            writer.finding(&PageFinding::of_unit("docs/a b,c.md", &unit, finding)).unwrap();
        }
    }
    let damaged = Document::parse("<span data-ttu-id=\"407fb-104\">A</span>");
    let mut diagnostics: Vec<(bitext::Diagnostic, bitext::Position)> = Vec::new();
    let export = bitext::export::Export::new("d.md", bitext::Locale::parse("en").unwrap());
    let mut none = bitext::format::JsonLinesWriter::new(std::io::sink());
    let summary = export.text(damaged.text(), &mut none, &mut diagnostics).unwrap();
    assert!(summary.error.is_none());
    for (diagnostic, position) in &diagnostics {
        writer.finding(&PageFinding::of_diagnostic("d.md", diagnostic, *position)).unwrap();
    }
}

#[test]
fn annotations_have_escaped_properties() {
    let mut writer = GithubReport::new(Vec::new());
    report(&mut writer);
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    let expect = "\
::warning file=docs/a b%2Cc.md,line=5,endLine=5,col=12,title=glued-markup::unit 407fb-102: a word is glued to the markup
::error file=docs/a b%2Cc.md,line=8,endLine=8,col=36,title=missing-code::unit 407fb-103: the link to `a.md` is missing
::error file=d.md,line=1,endLine=1,col=1,title=no-source::unit 407fb-104 has no source; kept with the target alone
";
    assert_eq!(text, expect);
}

#[test]
fn lines_of_json_have_all_keys() {
    let mut writer = JsonLinesReport::new(Vec::new());
    report(&mut writer);
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys = |line: &Value| line.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert!(lines.iter().all(|line| keys(line) == keys(&lines[0])));
    assert_eq!(lines.len(), 3);
    let (start, end) = (lines[0]["start"].as_u64().unwrap() as usize, lines[0]["end"].as_u64().unwrap() as usize);
    assert_eq!((start, &PAGE[start..start + 11]), (end, "**Suivant**"));
    assert_eq!(lines[1]["source_range"], serde_json::json!([9, 16]));
    assert_eq!(lines[2]["target"], Value::Null);
}

#[test]
fn sarif_has_one_run_with_rules_and_results() {
    let mut writer = SarifReport::new(Vec::new());
    report(&mut writer);
    let text = String::from_utf8(writer.finish().unwrap()).unwrap();
    let log: Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!((log["version"].as_str(), results.len()), (Some("2.1.0"), 3));
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "docs/a%20b%2Cc.md");
    assert_eq!(place["region"]["startColumn"], 12);
    let empty = SarifReport::new(Vec::new()).finish().unwrap();
    let log: Value = serde_json::from_slice(&empty).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn a_closed_report_is_closed_once() {
    let mut log = SarifReport::new(Vec::new());
    log.close().unwrap();
    let closed = log.get_ref().clone();
    assert_eq!(log.finish().unwrap(), closed);
    assert!(serde_json::from_slice::<Value>(&closed).is_ok());
    assert_eq!(GithubReport::new(Vec::new()).finish().unwrap(), b"");
}

/// What is found in a unit of which only the texts are known.
fn findings_of(source: &str, target: &str) -> Vec<Finding> {
    let texts = UnitTexts::new(source, target).with_locale(bitext::Locale::parse("fr-FR").ok());
    let mut found = Vec::new();
    Checker::new(Rules::default()).texts(&texts, |finding| found.push(finding));
    found
}

#[test]
fn a_finding_of_another_unit_is_put_at_the_nearest_place_of_the_unit() {
    let document = Document::parse(PAGE);
    let units: Vec<_> = document.located_units().collect();
    let unit = &units[0];
    let findings =
        findings_of("Click **Next**.", "Cliquez sur un bouton qui est loin, tr\u{e8}s loin de tout, sur**Suivant**.");
    assert!(!findings.is_empty());
    // Every place, also those within a character and after the text.
    for (start, length) in (0..80).flat_map(|start| [(start, 0), (start, 1), (start, 40)]) {
        let mut finding = findings[0].clone();
        finding.target = start..start + length;
        finding.source = Some(start..start + length);
        let shown = PageFinding::of_unit("a.md", unit, &finding);
        let sides = shown.sides.clone().unwrap();
        assert!(unit.target.get(sides.target_range.clone()).is_some(), "{start}");
        assert!(unit.source.unwrap().get(sides.source_range.unwrap()).is_some(), "{start}");
        assert_eq!(shown.span.of(PAGE), Some(&unit.target[sides.target_range]));
    }
}

/// The fields of a finding are public, so anything may be in them.
#[cfg(feature = "cli")]
#[test]
fn excerpts_of_any_range_can_be_shown() {
    let document = Document::parse(PAGE);
    let unit = document.located_units().next().unwrap();
    let finding = findings_of("Click **Next**.", "Cliquez sur**Suivant**.").remove(0);
    let mut finding = PageFinding::of_unit("a.md", &unit, &finding);
    let mut text = bitext::check::report::TextReport::new(Vec::new());
    for start in (0..90).chain([usize::MAX]) {
        for end in [0, start.saturating_add(1), usize::MAX] {
            let sides = finding.sides.as_mut().unwrap();
            (sides.target_range, sides.source_range) = (start..end, Some(start..end));
            text.finding(&finding).unwrap();
        }
    }
}

#[test]
fn a_finding_in_a_text_that_is_not_of_the_page_is_at_its_unit() {
    let plain = "Premi\u{e8}re ligne cliquez surSuivant".to_owned();
    let document = Document::parse(PAGE);
    let mut unit = document.located_units().next().unwrap();
    unit.unit.target = &plain;
    let mut finding = findings_of("Click **Next**.", "Cliquez sur**Suivant**.").remove(0);
    finding.target = 5..9;
    let shown = PageFinding::of_unit("a.md", &unit, &finding);
    assert_eq!((shown.span, shown.position), (unit.span, unit.place.position()));
    let mut cursor = bitext::Cursor::new();
    cursor.pass(&PAGE.as_bytes()[..unit.span.range().end]);
    assert_eq!(shown.end, cursor.position());
    assert_eq!(shown.sides.unwrap().target_range, 5..9);
}

/// The schema is no part of this project: `SARIF_SCHEMA` names a copy of `sarif-schema-2.1.0.json`, and python3 with the
/// package jsonschema validates.
#[test]
fn sarif_is_valid_against_its_schema() {
    let Some(schema) = std::env::var_os("SARIF_SCHEMA") else {
        return eprintln!("SKIPPED: SARIF_SCHEMA names no copy of the SARIF schema");
    };
    let folder = tempfile::TempDir::new().unwrap();
    for is_empty in [false, true] {
        let mut writer = SarifReport::new(Vec::new());
        if !is_empty {
            report(&mut writer);
        }
        let path = folder.path().join("log.sarif");
        std::fs::write(&path, writer.finish().unwrap()).unwrap();
        let script = "import json, sys, jsonschema\n\
                      schema, log = (json.load(open(name)) for name in sys.argv[1:])\n\
                      jsonschema.validate(log, schema)\n\
                      assert 'runs' in log\n";
        let done =
            std::process::Command::new("python3").arg("-c").arg(script).arg(&schema).arg(&path).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}
