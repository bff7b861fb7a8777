//! Review pages, read by an independent HTML parser: nothing of a text is lost, and nothing of it becomes markup.

use std::path::Path;

use bitext::edit::{Edit, Edits};
use bitext::html::HtmlPage;
use bitext::review::{FindingLevel, ReviewDocument, ReviewEdit, ReviewFinding, ReviewIndex, ReviewPage, ReviewUnit};
use bitext::{Document, Locale, Markup};
use proptest::prelude::*;
use scraper::{ElementRef, Html, Selector};

fn english() -> Locale<'static> {
    Locale::parse("en-US").unwrap()
}

fn page(documents: &[ReviewDocument<'_>]) -> Html {
    let mut out = Vec::new();
    ReviewPage::new().write(documents, &mut out).unwrap();
    Html::parse_document(&String::from_utf8(out).unwrap())
}

fn all<'t>(tree: &'t Html, selector: &str) -> Vec<ElementRef<'t>> {
    tree.select(&Selector::parse(selector).unwrap()).collect()
}

fn texts(tree: &Html, selector: &str) -> Vec<String> {
    all(tree, selector).into_iter().map(|element| element.text().collect()).collect()
}

#[test]
fn each_text_of_the_examples_is_there_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let mut units = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.to_str().unwrap();
        let published = path.extension().is_some_and(|it| it == "html").then(|| HtmlPage::parse(&text));
        let document = published.as_ref().map_or_else(|| Document::parse(&text), Document::from_html);
        let tree = page(&[ReviewDocument::of(name, &document, english())]);
        let shown =
            |text: &str, empty: &str| if text.is_empty() { empty.to_owned() } else { text.replace("\r\n", "\n") };
        let targets: Vec<_> = document.units().iter().map(|unit| shown(unit.target, "empty")).collect();
        let sources: Vec<_> = document
            .units()
            .iter()
            .map(|unit| unit.source.map_or("no source".into(), |it| shown(it, "empty")))
            .collect();
        assert_eq!(texts(&tree, "p.t"), targets, "{name}");
        assert_eq!(texts(&tree, "p.s"), sources, "{name}");
        units += targets.len();
    }
    assert!(units > 80, "{units}");
}

#[test]
fn a_unit_shows_its_place_its_findings_and_what_differs() {
    let mut unit = ReviewUnit::new("407fb-102", Some("Wait 3 **minutes**"), "Pagaidiet 4 minūtes");
    let mut finding = ReviewFinding::new("number-mismatch", FindingLevel::Warning, "3 and 4 <differ>");
    finding.in_target.push(10..11);
    unit.findings.push(finding);
    let mut document = ReviewDocument::new("a.md", Markup::Markdown);
    document.target_locale = Locale::parse("lv-lv").ok();
    document.units.push(unit);
    let tree = page(&[document]);
    assert_eq!(texts(&tree, "p.s mark.d, p.s code.d"), ["3", "**", "**"]);
    assert_eq!(texts(&tree, "p.t mark.d.warning[title='3 and 4 <differ>']"), ["4"]);
    assert_eq!(texts(&tree, ".f li.warning"), ["warning 3 and 4 <differ> number-mismatch"]);
    assert_eq!(all(&tree, "p.t[lang=lv-LV][dir=ltr]").len(), 1);
    assert_eq!(all(&tree, "#\\34 07fb-102.u.F").len(), 1);
}

#[test]
fn edits_show_what_a_merge_would_do() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/basic.md")).unwrap();
    let document = Document::parse(&text);
    let mut edits = Edits::new();
    edits.push(Edit::new("0a1b2-103", "Uzvāriet **svaigu ūdeni**."));
    edits.push(Edit::new("0a1b2-104", "Cits.").for_source("Another source."));
    edits.push(Edit::new("0a1b2-105", document.units()[3].target));
    edits.push(Edit::new("0a1b2-999", "Neviens."));
    let mut review = ReviewDocument::of("basic.md", &document, english());
    review.add_edits(&edits, &document);
    let tree = page(&[review]);
    assert_eq!(all(&tree, ".u.E").len(), 2);
    assert_eq!(texts(&tree, ".n"), ["Uzvāriet **svaigu ūdeni**.", "Cits."]);
    assert_eq!(texts(&tree, ".o"), ["Uzvāriet **ūdeni**.", "Pagaidiet trīs minūtes."]);
    assert_eq!(texts(&tree, "ins")[0], "svaigu ");
    assert_eq!(
        texts(&tree, ".e"),
        ["Edit: taken", "Edit: refused: has another source than when the edit was made; the old target is kept"]
    );
    assert_eq!(texts(&tree, ".N li"), ["edit of unit 0a1b2-999: refused: is not in the page"]);
}

#[cfg(feature = "check")]
#[test]
fn a_published_page_shows_what_rules_find_in_it() {
    let unit = |id, source: &str, target: &str| {
        format!(
            "<p><span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">{source}</span></span></p>\n"
        )
    };
    let text = format!(
        "<!DOCTYPE html>\n<html><head><meta name=\"ms.contentlocale\" content=\"fr-FR\"></head><body>\n{}{}</body></html>\n",
        unit("407fb-102", "Open the file &amp; save it.", "Ouvrez &amp; enregistrez le le fichier."),
        unit("407fb-103", "See <a href=\"a\">Help</a>.", "Consultez l'aide."),
    );
    let published = HtmlPage::parse(&text);
    let document = Document::from_html(&published);
    let mut review = ReviewDocument::of("a.html", &document, english());
    review.add_findings(&mut bitext::check::Checker::new(bitext::check::Rules::default()), &document);
    let found: Vec<_> = review.units.iter().flat_map(|unit| unit.findings.iter().map(move |it| (unit, it))).collect();
    assert_eq!(found.iter().map(|(_, it)| &*it.code).collect::<Vec<_>>(), ["doubled-word", "missing-code"]);
    let (unit, doubled) = found[0];
    assert_eq!(&unit.target[doubled.in_target[0].clone()], "le le");
    let (unit, missing) = found[1];
    assert!(unit.source.unwrap()[missing.in_source[0].clone()].starts_with("<a href=\"a\">"));
    let tree = page(&[review]);
    assert_eq!(texts(&tree, "p.t mark.warning"), ["le le"]);
}

#[test]
fn refused_edits_without_a_position_show_their_own_text() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/basic.md")).unwrap();
    let document = Document::parse(&text);
    let unit = document.units()[2];
    let mut edits = Edits::new();
    edits.push(Edit::new(unit.id.as_str(), unit.target));
    edits.push(Edit::new(unit.id.as_str(), "Cits.").for_source("Another source."));
    let mut review = ReviewDocument::of("basic.md", &document, english());
    review.add_edits(&edits, &document);
    assert_eq!(review.units[2].edit.as_ref().unwrap().target, "Cits.");
}

#[test]
fn several_documents_have_an_index_and_names_of_their_own() {
    let unit = || ReviewUnit::new("407fb-102", Some("a"), "b");
    let document = |path| {
        let mut document = ReviewDocument::new(path, Markup::Markdown);
        document.units.extend([unit(), unit()]);
        document
    };
    let tree = page(&[document("a.md"), document("b.md")]);
    let ids: Vec<_> = all(&tree, ".u").iter().map(|it| it.attr("id").unwrap().to_owned()).collect();
    assert_eq!(ids, ["d1-407fb-102", "d1-407fb-102-2", "d2-407fb-102", "d2-407fb-102-2"]);
    assert_eq!(texts(&tree, ".I tbody th"), ["a.md", "b.md"]);
    let mut index = ReviewIndex::new("all");
    index.push(&document("a & b.md"), "./a%20b.html");
    let mut out = Vec::new();
    index.write(&mut out).unwrap();
    let tree = Html::parse_document(&String::from_utf8(out).unwrap());
    assert_eq!(all(&tree, "a[href='./a%20b.html']").len(), 1);
    assert_eq!(texts(&tree, ".I td"), ["2", "2", "0", "0"]);
}

/// What one would write who wants a page to run something, or to fall apart.
const HOSTILE: [&str; 12] = [
    "<script>run()</script>",
    "</script>",
    "</style>",
    "<!--",
    "-->",
    "\" onerror=\"run()",
    "' onload='run()",
    "<img src=x onerror=run()>",
    "[a](javascript:run())",
    "\u{202e}",
    "\0",
    "&lt;b&gt; `c` **d**",
];

fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        proptest::sample::select(HOSTILE.as_slice()).prop_map(str::to_owned),
        "[a-z <>&\"'0-9é\n]{0,8}".prop_map(|text| text),
    ];
    proptest::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_the_input_becomes_markup(
        [path, id, source, target, edited, message] in [hostile(), hostile(), hostile(), hostile(), hostile(), hostile()],
        (start, len) in (0_usize..40, 0_usize..40),
    ) {
        let mut unit = ReviewUnit::new(&id, Some(&source), &target);
        let mut finding = ReviewFinding::new(&*path, FindingLevel::Error, &*message);
        finding.in_target.extend([start..start + len, len..start]);
        finding.in_source.push(start..usize::MAX);
        unit.findings.push(finding);
        let mut other = unit.clone();
        other.edit = Some(ReviewEdit::new(&*edited, &*message));
        for markup in [Markup::Markdown, Markup::Html] {
            let mut document = ReviewDocument::new(&path, markup);
            document.units.extend([unit.clone(), other.clone()]);
            document.notes.push(message.clone());
            let tree = page(&[document]);
            prop_assert_eq!(all(&tree, "script").len(), 1);
            prop_assert_eq!(all(&tree, "style").len(), 1);
            prop_assert_eq!(all(&tree, ".u").len(), 2);
            prop_assert!(all(&tree, "main img, main svg, main iframe, main b b, main a:not([href^='#'])").is_empty());
            for element in all(&tree, "*") {
                prop_assert!(element.value().attrs().all(|(name, _)| !name.starts_with("on")), "{}", element.html());
            }
            let plain = |text: &str| {
                let text = text.replace('\0', "U+0000").replace('\u{202e}', "RLO");
                if text.is_empty() { "empty".to_owned() } else { text }
            };
            prop_assert_eq!(texts(&tree, "p.t"), [plain(&target)]);
            prop_assert_eq!(texts(&tree, ".o, .n"), [plain(&target), plain(&edited)]);
        }
    }
}
