//! What an edit says about itself: language, state, layout, codes; what people lose; and law 11.

use bitext::Document;
use bitext::edit::{CodeHalf, Edit, EditState, EditText, Edits};
use bitext::format::{Limits, UnitWriter, XliffVersion, XliffWriter, read_xliff};
use bitext::inline::Protectable;
use bitext::merge::{MergeOptions, Note, Outcome, Verdict};
use bitext::{Locale, Settings, export::Export};
use proptest::prelude::*;

use crate::merge::{changed, one, refused, unit};
use crate::pages;

const ID: &str = "0a1b2-101";

fn verdicts(page: &str, edits: impl IntoIterator<Item = Edit>, options: MergeOptions) -> Vec<Verdict> {
    let edits: Edits = edits.into_iter().collect();
    let document = Document::parse(page);
    edits.merge_with("a.md", &document, options).outcomes().iter().map(|outcome| outcome.verdict).collect()
}

#[track_caller]
fn only(page: &str, edit: Edit) -> (String, Outcome) {
    let document = Document::parse(page);
    let merged = Edits::from_iter([edit]).merge("a.md", &document);
    let [outcome] = merged.outcomes() else { panic!() };
    (Document::parse(merged.text()).units()[0].target.to_owned(), outcome.clone())
}

#[test]
fn an_outcome_names_the_page_of_its_edit_and_what_a_refused_one_wanted() {
    let edit = Edit::new(ID, "Labdien").in_page("docs/gone.md");
    let outcome = Outcome::unknown_path(&edit);
    assert_eq!(
        outcome.to_string(),
        "unit 0a1b2-101 belongs to a page that was not given, or could not be read (docs/gone.md)"
    );
    assert_eq!((outcome.path.as_deref(), outcome.wanted.as_deref()), (Some("docs/gone.md"), Some("Labdien")));
    let json = serde_json::to_value(&outcome).unwrap();
    assert_eq!((&json["path"], &json["id"]), (&"docs/gone.md".into(), &ID.into()));
    let (_, outcome) = only(&unit("Sveiki", "Hello"), Edit::new(ID, "Labdien"));
    assert_eq!((outcome.path, outcome.wanted), (None, None));
    let (_, outcome) = only(&unit("Sveiki", "Hello"), Edit::new(ID, "Labdien").in_page("a.md").for_source("Other"));
    assert_eq!((outcome.path.as_deref(), outcome.wanted.as_deref()), (Some("a.md"), Some("Labdien")));
}

#[test]
fn another_language_is_refused_unless_it_is_asked_for() {
    let page = format!("---\nms.contentlocale: ja-jp\n---\n{}\n", unit("Vecchio", "Old"));
    let edit = |tag: &str| [Edit::new(ID, "Neu").with_locale(tag)];
    for (tag, expect) in [
        ("de-DE", Verdict::OtherLanguage),
        ("ja-JP", Verdict::Changed),
        ("ja", Verdict::Changed),
        ("JA_jp", Verdict::Changed),
    ] {
        assert_eq!(verdicts(&page, edit(tag), MergeOptions::new()), [expect], "{tag}");
    }
    assert_eq!(verdicts(&page, edit("de-DE"), MergeOptions::new().with_any_language()), [Verdict::Changed]);
    assert_eq!(verdicts(&unit("a", "b"), edit("de-DE"), MergeOptions::new()), [Verdict::Changed], "not known");
    // What changes nothing is no edit in another language.
    let same = [Edit::new(ID, "Vecchio").with_locale("de")];
    assert_eq!(verdicts(&page, same, MergeOptions::new()), [Verdict::Unchanged]);
}

#[test]
fn what_is_not_approved_is_passed_over_if_asked() {
    let page = unit("Vecchio", "Old");
    let edit = |state| [Edit::new(ID, "Nuovo").with_state(state)];
    let options = MergeOptions::new().with_only_approved();
    for state in [EditState::Unknown, EditState::Untranslated, EditState::Translated] {
        assert_eq!(verdicts(&page, edit(state), options), [Verdict::NotApproved]);
    }
    assert_eq!(verdicts(&page, edit(EditState::Approved), options), [Verdict::Changed]);
    assert!(!Verdict::NotApproved.is_refused());
}

#[test]
fn halves_of_one_export_by_two_translators_go_together() {
    let page = format!("{}\n\n{}\n", unit("Viens", "One"), unit("Divi", "Two").replace("101", "102"));
    let edit = |id: &str, target: &str| Edit::new(id, target);
    let first = [edit(ID, "1"), edit("0a1b2-102", "Divi")];
    let second = [edit(ID, "Viens"), edit("0a1b2-102", "2")];
    assert_eq!(
        verdicts(&page, first.into_iter().chain(second), MergeOptions::new()),
        [Verdict::Changed, Verdict::Unchanged, Verdict::Unchanged, Verdict::Changed]
    );
    // With codes or flat, with or without source.
    let page = unit("**Viens**", "**One**");
    let mut coded = EditText::new();
    coded.push_code("1", CodeHalf::Open, Some("**"));
    coded.push_text("1");
    coded.push_code("1", CodeHalf::Close, Some("**"));
    let edits = [Edit::new(ID, coded), edit(ID, "**1**"), edit(ID, "**1**").for_source("**One**")];
    assert_eq!(verdicts(&page, edits, MergeOptions::new()), [Verdict::Changed, Verdict::Agreeing, Verdict::Agreeing]);
}

#[test]
fn many_files_with_the_same_edits_agree() {
    let page = unit("Viens", "One");
    // Half of the translators have changed the unit, all in the same way.
    let edits: Vec<_> = (0..1000).map(|number| Edit::new(ID, if number % 2 == 0 { "1" } else { "Viens" })).collect();
    let found = verdicts(&page, edits.clone(), MergeOptions::new());
    let count = |verdict: Verdict| found.iter().filter(|found| **found == verdict).count();
    assert_eq!([Verdict::Changed, Verdict::Agreeing, Verdict::Unchanged].map(count), [1, 499, 500]);
    // One that differs contradicts those that change, and none else.
    let found = verdicts(&page, edits.into_iter().chain([Edit::new(ID, "2")]), MergeOptions::new());
    let count = |verdict: Verdict| found.iter().filter(|found| **found == verdict).count();
    assert_eq!([Verdict::RepeatedId, Verdict::Unchanged].map(count), [501, 500]);
    // More than 256 that differ are not judged one by one.
    let found = verdicts(&page, (0..300).map(|number| Edit::new(ID, number.to_string())), MergeOptions::new());
    assert_eq!(found, [Verdict::RepeatedId; 300]);
}

/// An export in which protected texts are codes, returned by a tool that drops `<originalData>`.
#[test]
fn protected_codes_come_back_without_their_data() {
    let page = unit("Skat [^1] **un** https://x.example/a {0}", "See https://x.example/a **and** {0} [^1]");
    let new = "Lasi [^1] **un** https://x.example/a {0}";
    for bits in 0..8 {
        let kinds: Vec<_> = Protectable::ALL.into_iter().filter(|kind| bits >> *kind as u32 & 1 == 1).collect();
        let mut writer = XliffWriter::new(Vec::new()).with_version(XliffVersion::V21).with_protected(kinds.clone());
        let settings = Settings::default().with_locale(Some(Locale::parse("lv-LV").unwrap()));
        let export = Export::new("a.md", Locale::parse("en-US").unwrap()).with_settings(settings);
        let _ = export.text(&page, &mut writer, &mut ()).unwrap();
        let file = String::from_utf8(writer.finish().unwrap()).unwrap();
        let (head, rest) = file.split_once("<originalData>").unwrap();
        let (_, tail) = rest.split_once("</originalData>").unwrap();
        let lost = format!("{head}{tail}");
        let merged = |file: &str| {
            let edits = read_xliff(file.as_bytes(), Limits::default()).unwrap();
            let document = Document::parse(&page);
            let merged = edits.merge("a.md", &document);
            let target = Document::parse(merged.text()).units()[0].target.to_owned();
            (merged.outcomes()[0].verdict, target)
        };
        let same = "Skat [^1] **un** https://x.example/a {0}".to_owned();
        assert_eq!(merged(&lost), (Verdict::Unchanged, same.clone()), "{kinds:?}");
        let edited = lost.replace("Skat", "Lasi");
        assert_eq!(merged(&edited), (Verdict::Changed, new.to_owned()), "{kinds:?}: {edited}");
        // A code that neither side of the unit has.
        let (before, target) = edited.rsplit_once("<target").unwrap();
        let alien =
            format!("{before}<target{}", target.replace("</target>", "<ph id=\"99\" dataRef=\"d99\"/></target>"));
        assert_eq!(merged(&alien), (Verdict::LostCode, same.clone()), "{kinds:?}");
        // Without its source, an edit does not say which texts were protected.
        if !kinds.is_empty() {
            let start = edited.find("<source").unwrap();
            let end = edited.find("</source>").unwrap() + "</source>".len();
            let bare = [&edited[..start], &edited[end..]].concat();
            assert_eq!(merged(&bare), (Verdict::LostCode, same), "{kinds:?}");
        }
    }
}

#[test]
fn an_export_with_copied_sources_is_no_edit() {
    let page = format!("{}\n\n{}\n", unit("", "One"), unit("Divi", "Two").replace("101", "102"));
    for version in [XliffVersion::V12, XliffVersion::V21] {
        let mut writer = XliffWriter::new(Vec::new()).with_version(version).with_copied_sources();
        let settings = Settings::default().with_locale(Some(Locale::parse("lv-LV").unwrap()));
        let export = Export::new("a.md", Locale::parse("en-US").unwrap()).with_settings(settings);
        let _ = export.text(&page, &mut writer, &mut ()).unwrap();
        writer.close().unwrap();
        let file = writer.finish().unwrap();
        assert!(String::from_utf8_lossy(&file).matches(">One<").count() == 2, "the source is copied");
        let edits = read_xliff(&file[..], Limits::default()).unwrap();
        let document = Document::parse(&page);
        let merged = edits.merge("a.md", &document);
        let found: Vec<_> = merged.outcomes().iter().map(|outcome| outcome.verdict).collect();
        assert_eq!(found, [Verdict::Untranslated, Verdict::Unchanged], "{version:?}");
        assert!(!merged.is_changed());
    }
}

#[test]
fn a_lost_character_is_not_guessed() {
    let page = unit("a\u{1}b\u{FFFD}c", "x");
    refused(&page, "a b\u{FFFD}c", Verdict::LostCharacter);
    refused(&page, "z a\u{FFFD}b\u{FFFD}c", Verdict::LostCharacter);
    assert_eq!(one(&page, "a\u{FFFD}b\u{FFFD}c").1, Verdict::Unchanged);
    changed(&page, "z a\u{1}b\u{FFFD}c", "z a\u{1}b\u{FFFD}c", &[]);
    changed(&unit("a\u{FFFD}b", "x"), "b\u{FFFD}", "b\u{FFFD}", &[]);
}

/// A text of which the file has lost the codes, by their ids.
fn with_lost(codes: &[(&str, CodeHalf)]) -> EditText {
    let mut text = EditText::from("z ");
    for (id, half) in codes {
        text.push_code(id, *half, None);
        text.push_text("y");
    }
    text
}

#[test]
fn lost_codes_of_a_text_are_numbered_in_one_way() {
    use CodeHalf::{Close, Open, Single};
    let page = unit("**a** `b` *c* `d`", "**a** `b` *c* `d`");
    let target = |codes: &[(&str, CodeHalf)]| {
        let (target, outcome) = only(&page, Edit::new(ID, with_lost(codes)));
        (outcome.verdict, target)
    };
    let changed = |text: &str| (Verdict::Changed, text.to_owned());
    // All codes of the unit together: 1 to 4.
    assert_eq!(target(&[("1", Open), ("1", Close), ("2", Single), ("4", Single)]), changed("z **y**y`b`y`d`y"));
    // Pairs and standalone codes apart.
    assert_eq!(target(&[("1", Open), ("1", Close), ("1", Single), ("2", Single)]), changed("z **y**y`b`y`d`y"));
    // In no one way.
    let (verdict, _) = target(&[("3", Open), ("3", Close), ("1", Single)]);
    assert_eq!(verdict, Verdict::LostCode);
}

#[test]
fn honest_rewrites_are_taken() {
    changed(
        &unit("**注意** 保存。", "**Note** Save."),
        "请先备份数据。**注意** 保存。",
        "请先备份数据。**注意** 保存。",
        &[],
    );
    for text in ["2**8 = 256", "viens ` zīme", "a](b"] {
        changed(&unit("Viens", "One"), text, text, &[]);
    }
    // What had a pair has half of it then.
    refused(&unit("Spied **Labi**", "Press **OK**"), "Spied **Labi", Verdict::UnbalancedCodes);
    refused(&unit("Spied `Labi`", "Press `OK`"), "Spied `Labi", Verdict::UnbalancedCodes);
}

#[test]
fn a_text_that_loses_all_words_is_refused() {
    let page = unit("Spied **Labi**", "Press **OK**");
    for text in ["", "   ", "\u{a0}", "****", "<br>", "<b></b>", "** **", "\n"] {
        refused(&page, text, Verdict::EmptyEdit);
    }
    changed(&unit(".", "One"), "**", "**", &[]);
    changed(&unit("Jā", "Yes"), "✔", "✔", &[]);
}

#[test]
fn what_people_lose_is_noted() {
    for (old, new) in [
        ("Nota[^1].", "Nota nuova."),
        ("{{<ref \"a\">}} a", "testo"),
        ("{% b %} a", "testo"),
        ("{0} a", "testo"),
        ("%s a", "testo"),
        ("Vedi https://x.example/a_b.", "Vedi."),
        ("::: tip\nA\n:::", "::: tip B :::"),
    ] {
        changed(&unit(old, old), new, new, &[Note::CodesMissing]);
    }
}

#[test]
fn a_set_text_before_the_old_end_is_refused() {
    refused(&unit("`a` / `b` elementi", "`a` / `b` items"), "Voci nuove`a` / `b` elementi", Verdict::DoubledTarget);
    refused(&unit("Premi **OK**", "Press **OK**"), "Scegli OK**OK**", Verdict::DoubledTarget);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Law 11: each edit has one outcome or is unmatched, and without one of them the others have the same outcomes, but for
    /// edits of the same unit.
    #[test]
    fn each_edit_has_one_outcome_and_no_other_depends_on_it(
        page in pages::page(12),
        texts in prop::collection::vec((0_usize..8, "[a*`\\n\\\\|<>~ -]{0,8}", 0_u8..8), 0..10),
        left_out in 0_usize..10,
    ) {
        let document = Document::parse(&page);
        let ids: Vec<String> = document.units().iter().map(|unit| unit.id.to_string()).collect();
        let edits: Vec<Edit> = texts.iter().map(|(number, text, kind)| {
            let id = ids.get(*number).cloned().unwrap_or_else(|| "0a1b2-999".to_owned());
            let edit = Edit::new(id, text.as_str());
            if *kind == 0 { edit.in_page("b.md") } else { edit }
        }).collect();
        let all: Edits = edits.iter().cloned().collect();
        let merged = all.merge("a.md", &document);
        prop_assert_eq!(merged.outcomes().len() + merged.unmatched(), all.len());
        let Some(gone) = edits.get(left_out) else { return Ok(()) };
        let fewer: Edits = edits.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, edit)| edit.clone()).collect();
        let again = fewer.merge("a.md", &document);
        let others = |outcomes: &[Outcome]| -> Vec<Outcome> {
            outcomes.iter().filter(|outcome| &*outcome.id != gone.id()).cloned().collect()
        };
        prop_assert_eq!(others(merged.outcomes()), others(again.outcomes()));
    }
}
