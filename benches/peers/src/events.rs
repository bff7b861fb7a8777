//! Libraries that give one tag after the other.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use lol_html::{HtmlRewriter, Settings, element, end_tag};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::walk::{Open, Walk};
use crate::{Give, bare};

/// A search for the four spellings of tags, with a count of the open ones.
pub fn aho_corasick(page: &str, give: &mut Give<'_>) -> bool {
    static TAGS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            .build(["<span data-ttu-id=", "<span data-stu-id=", "<span", "</span>"])
            .expect("sound patterns")
    });
    let mut walk = Walk::new(page);
    for found in TAGS.find_iter(page) {
        let rest = &page.as_bytes()[found.end()..];
        if found.pattern().as_usize() == 3 {
            walk.close(found.start(), give);
        } else if let Some(len) = memchr::memchr(b'>', rest) {
            let end = found.end() + len + 1;
            match found.pattern().as_usize() {
                0 => walk.open(Open::Target(&page[found.end()..end - 1]), end),
                1 => walk.open(Open::Source, end),
                _ if rest[0].is_ascii_alphanumeric() => {}
                _ => walk.open(Open::Other, end),
            }
        }
    }
    true
}

/// The WHATWG tokenizer, by its callback.
pub fn html5gum(page: &str, give: &mut Give<'_>) -> bool {
    let mut walk = Walk::new(page);
    let (mut is_span, mut is_source, mut is_target, mut is_id) = (false, false, false, false);
    let mut id = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: Span<usize>| -> Option<()> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                (is_span, is_source, is_target) = (name == b"span", false, false);
            }
            CallbackEvent::AttributeName { name } if is_span => {
                is_id = name == b"data-ttu-id";
                is_target |= is_id;
                is_source |= name == b"data-stu-id";
            }
            CallbackEvent::AttributeValue { value } if is_span && is_id => {
                id.clear();
                id.push_str(std::str::from_utf8(value).unwrap_or_default());
            }
            CallbackEvent::CloseStartTag { .. } if is_span => {
                let tag = match (is_target, is_source) {
                    (true, _) => Open::Target(&id),
                    (_, true) => Open::Source,
                    _ => Open::Other,
                };
                walk.open(tag, span.end);
                is_span = false;
            }
            CallbackEvent::EndTag { name: b"span" } => walk.close(span.start, give),
            _ => {}
        }
        None
    });
    Tokenizer::new_with_emitter(page, emitter).for_each(drop);
    true
}

/// The XML reader, told to be as forgiving as it can be.
pub fn quick_xml(page: &str, give: &mut Give<'_>) -> bool {
    let mut walk = Walk::new(page);
    let mut reader = Reader::from_str(page);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        let start = position(&reader);
        match reader.read_event() {
            Ok(Event::Start(tag)) if tag.name().as_ref() == "span" => {
                let end = position(&reader);
                match (attribute(&tag, "data-ttu-id"), attribute(&tag, "data-stu-id")) {
                    (Some(id), _) => walk.open(Open::Target(&id), end),
                    (_, Some(_)) => walk.open(Open::Source, end),
                    _ => walk.open(Open::Other, end),
                }
            }
            Ok(Event::End(tag)) if tag.name().as_ref() == "span" => walk.close(start, give),
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.html_attributes();
    let found = attributes.with_checks(false).flatten().find(|found| found.key.as_ref() == name)?;
    Some(found.value.into_owned())
}

/// What the handlers of [`lol_html`] share.
struct Rewriting<'r, 'g> {
    id: String,
    target: (usize, usize),
    page: &'r str,
    give: &'r mut Give<'g>,
}

/// The streaming rewriter, by selectors; the texts are cut out of the page by the places of the tags.
pub fn lol_html(page: &str, give: &mut Give<'_>) -> bool {
    let shared = Rc::new(RefCell::new(Rewriting { id: String::new(), target: (0, 0), page, give }));
    // The handlers of end tags have to be `'static`, so they leave places for those of the next opening tag.
    let ends = Rc::new(RefCell::new(Ends::default()));
    let (targets, target_ends) = (Rc::clone(&shared), Rc::clone(&ends));
    let (sources, source_ends) = (Rc::clone(&shared), Rc::clone(&ends));
    let settings = Settings::new()
        .append_element_content_handler(element!("span[data-ttu-id]", move |tag| {
            flush(&targets, &target_ends);
            let mut unit = targets.borrow_mut();
            unit.id = tag.get_attribute("data-ttu-id").unwrap_or_default();
            unit.target.0 = tag.source_location().bytes().end;
            let ends = Rc::clone(&target_ends);
            tag.on_end_tag(end_tag!(move |end| {
                ends.borrow_mut().target = Some(end.source_location().bytes().start);
                Ok(())
            }))?;
            Ok(())
        }))
        .append_element_content_handler(element!("span[data-stu-id]", move |tag| {
            sources.borrow_mut().target.1 = source_ends.borrow_mut().target.take().unwrap_or_default();
            let start = tag.source_location().bytes().end;
            let ends = Rc::clone(&source_ends);
            tag.on_end_tag(end_tag!(move |end| {
                ends.borrow_mut().source = Some((start, end.source_location().bytes().start));
                Ok(())
            }))?;
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let is_done = rewriter.write(page.as_bytes()).is_ok() && rewriter.end().is_ok();
    flush(&shared, &ends);
    is_done
}

#[derive(Default)]
struct Ends {
    target: Option<usize>,
    source: Option<(usize, usize)>,
}

/// Gives the unit whose source has ended.
fn flush(unit: &Rc<RefCell<Rewriting<'_, '_>>>, ends: &Rc<RefCell<Ends>>) {
    let Some(source) = ends.borrow_mut().source.take() else { return };
    let unit = &mut *unit.borrow_mut();
    let texts = (unit.page.get(unit.target.0..unit.target.1), unit.page.get(source.0..source.1));
    if let (Some(target), Some(source)) = texts {
        (unit.give)(bare(&unit.id), target, source);
    }
}
