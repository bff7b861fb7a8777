//! XLIFF with several segments in a unit: what they hold, and that they come back as the unit's text.

use bitext::Document;
use bitext::export::Export;
use bitext::format::{Limits, XliffVersion, XliffWriter, read_xliff};
use bitext::inline::Protectable;

use crate::exchange_laws::{locale, page};
use crate::reread::reread;

const VERSIONS: [XliffVersion; 3] = [XliffVersion::V12, XliffVersion::V20, XliffVersion::V21];

/// The XLIFF in segments of a page in Latvian with this unit.
fn segmented(version: XliffVersion, source: &str, target: &str) -> String {
    let text = format!("---\nms.contentlocale: lv-LV\n---\n{}", page(&[(source, target)]));
    let mut writer = XliffWriter::new(Vec::new())
        .with_version(version)
        .with_segments()
        .with_protected([Protectable::Placeholder, Protectable::Url]);
    let _ = Export::new("a.md", locale("en-US")).text(&text, &mut writer, &mut ()).unwrap();
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

/// The number of segments in each version; the same in all.
#[track_caller]
fn count(source: &str, target: &str) -> usize {
    let counts = VERSIONS.map(|version| {
        let xml = segmented(version, source, target);
        let units = reread(&xml);
        assert_eq!((units[0].source.text.as_str(), units[0].target.text.as_str()), (source, target), "{xml}");
        let element = if version == XliffVersion::V12 { "<mrk mtype=\"seg\"" } else { "<segment " };
        let found = xml.matches(element).count();
        // Each is in the source and in the target of 1.2, and a unit of one segment has no `<mrk>`.
        if version == XliffVersion::V12 { (found / 2).max(1) } else { found }
    });
    assert!(counts.iter().all(|count| *count == counts[0]), "{counts:?}");
    counts[0]
}

#[test]
fn sentences_of_1_2_are_marks_in_source_and_target() {
    let xml = segmented(XliffVersion::V12, "**One.** Two & `c`.", "**Viens.**  Divi & `c`. ");
    let expect = "<source><bpt id=\"p1\" ctype=\"bold\">**</bpt>One.<ept id=\"p1\">**</ept> Two &amp; \
        <ph id=\"ph2\" ctype=\"x-code\">`c`</ph>.</source>\n\
        <seg-source><mrk mtype=\"seg\" mid=\"1\"><bpt id=\"p1\" ctype=\"bold\">**</bpt>One.<ept id=\"p1\">**</ept></mrk> \
        <mrk mtype=\"seg\" mid=\"2\">Two &amp; <ph id=\"ph2\" ctype=\"x-code\">`c`</ph>.</mrk></seg-source>\n\
        <target state=\"translated\"><mrk mtype=\"seg\" mid=\"1\"><bpt id=\"p1\" ctype=\"bold\">**</bpt>Viens.\
        <ept id=\"p1\">**</ept></mrk>  <mrk mtype=\"seg\" mid=\"2\">Divi &amp; <ph id=\"ph2\" ctype=\"x-code\">`c`</ph>.</mrk> \
        </target>\n";
    assert!(xml.contains(expect), "{xml}");
}

#[test]
fn sentences_of_2_are_segments_and_blanks_between_them_ignorable() {
    let xml = segmented(XliffVersion::V21, "One. Two.", "Viens.\nDivi.");
    let segment = |number, source, target| {
        format!(
            "<segment id=\"s{number}\" state=\"translated\">\n<source xml:space=\"preserve\">{source}</source>\n\
             <target xml:space=\"preserve\">{target}</target>\n</segment>\n"
        )
    };
    let ignorable = "<ignorable>\n<source xml:space=\"preserve\"> </source>\n\
                     <target xml:space=\"preserve\">\n</target>\n</ignorable>\n";
    assert!(xml.contains(&(segment(1, "One.", "Viens.") + ignorable + &segment(2, "Two.", "Divi."))), "{xml}");
    // Without blanks on both sides there is nothing between them.
    assert!(!segmented(XliffVersion::V21, "一。二。", "Viens。Divi。").contains("<ignorable>"));
}

#[test]
fn a_unit_without_as_many_sentences_on_both_sides_is_whole() {
    assert_eq!(count("One. Two. Three.", "Viens. Divi. Trīs."), 3);
    assert_eq!(count("One. Two.", "Viens un divi."), 1);
    assert_eq!(count("One.", "Viens."), 1);
    assert_eq!(count("One. Two.", ""), 1);
}

#[test]
fn a_code_that_changes_its_sentence_keeps_the_unit_whole() {
    assert_eq!(count("Use `c`. Stop.", "Lietot `c`. Beigt."), 2);
    assert_eq!(count("Use `c`. Stop.", "Lietot. Beigt `c`."), 1);
    // A code that only one side has belongs to no other.
    assert_eq!(count("Use. Stop.", "Lietot. Beigt `c`."), 2);
    assert_eq!(count("Use `c`. Stop.", "Lietot. Beigt."), 2);
}

#[test]
fn a_protected_code_is_not_cut() {
    assert_eq!(count("Use {{aa. Bb}} now. Stop.", "Lietot {{aa. Bb}} tagad. Beigt."), 1);
}

#[test]
fn an_edited_segment_arrives() {
    let text = format!("---\nms.contentlocale: lv-LV\n---\n{}", page(&[("One. Two `c`.", "Viens. Divi `c`.")]));
    for version in VERSIONS {
        let xml = segmented(version, "One. Two `c`.", "Viens. Divi `c`.").replace("Divi ", "Otrais ");
        let edits = read_xliff(xml.as_bytes(), Limits::default()).unwrap();
        let document = Document::parse(&text);
        let merged = edits.merge("a.md", &document);
        assert_eq!(merged.text(), text.replace("Divi `c`", "Otrais `c`"), "{:?}", merged.outcomes());
    }
}
