//! TMX 1.4b, element by element.

use bitext::export::Export;
use bitext::format::{InlineMode, TmxWriter};

use crate::exchange_laws::{Exchange, export, locale, page};

fn header(source_locale: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n\
         <header creationtool=\"bitext\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"bitext\" \
         adminlang=\"en\" srclang=\"{source_locale}\" datatype=\"x-markdown\"/>\n<body>\n",
        env!("CARGO_PKG_VERSION")
    )
}

#[test]
fn a_unit_tells_its_page_and_who_translated() {
    let text = format!("---\nms.translationtype: Human Translation\n---\n{}", page(&[("**S** `c`", "`c` **T**")]));
    let (xml, ..) = export("a&b.md", &text, Exchange::Tmx, InlineMode::Codes);
    let expect = "<tu tuid=\"a&amp;b.md#0a1b2-101\">\n<prop type=\"x-file\">a&amp;b.md</prop>\n\
        <prop type=\"x-translation-type\">HT</prop>\n\
        <tuv xml:lang=\"en-US\"><seg><bpt i=\"1\" x=\"1\" type=\"bold\">**</bpt>S<ept i=\"1\">**</ept> \
        <ph x=\"2\" type=\"x-code\">`c`</ph></seg></tuv>\n\
        <tuv xml:lang=\"lv-LV\"><seg><ph x=\"2\" type=\"x-code\">`c`</ph> \
        <bpt i=\"1\" x=\"1\" type=\"bold\">**</bpt>T<ept i=\"1\">**</ept></seg></tuv>\n</tu>\n</body>\n</tmx>\n";
    assert_eq!(xml, header("en-US") + expect);
}

#[test]
fn a_memory_holds_all_languages_and_states_each() {
    let mut writer = TmxWriter::new(Vec::new());
    for (source, target, kind) in [("en-US", "lv-LV", "MTE95"), ("en-GB", "de-DE", "HT")] {
        let front_matter = format!("---\nms.contentlocale: {target}\nms.translationtype: {kind}\n---\n");
        let text = format!("{front_matter}{}", page(&[("S", "T")]));
        let _ = Export::new("a.md", locale(source)).text(&text, &mut writer, &mut ()).unwrap();
    }
    let out = writer.finish().unwrap();
    let unit = |attribute: &str, source: &str, target: &str, kind: &str| {
        format!(
            "<tu{attribute} tuid=\"a.md#0a1b2-101\">\n<prop type=\"x-file\">a.md</prop>\n\
             <prop type=\"x-translation-type\">{kind}</prop>\n<tuv xml:lang=\"{source}\"><seg>S</seg></tuv>\n\
             <tuv xml:lang=\"{target}\"><seg>T</seg></tuv>\n</tu>\n"
        )
    };
    let units = unit("", "en-US", "lv-LV", "MT") + &unit(" srclang=\"en-GB\"", "en-GB", "de-DE", "HT");
    assert_eq!(String::from_utf8(out).unwrap(), format!("{}{units}</body>\n</tmx>\n", header("en-US")));
}

#[test]
fn a_unit_with_an_empty_target_is_left_out_and_said() {
    let (xml, summary, findings) =
        export("a.md", &page(&[("S", ""), ("One", "Viens")]), Exchange::Tmx, InlineMode::Codes);
    assert_eq!((xml.matches("<tu ").count(), xml.matches("<seg></seg>").count()), (1, 0), "{xml}");
    assert_eq!((summary.units, summary.left_out), (1, 1));
    assert_eq!(findings, ["1:1: empty-target", "1:1: left-out-no-target"]);
}

#[test]
fn a_memory_without_units_is_one_too() {
    let out = TmxWriter::new(Vec::new()).finish().unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), header("und") + "</body>\n</tmx>\n");
}
