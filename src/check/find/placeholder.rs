//! Placeholders: the rule `placeholder-changed`.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::Regex;

use crate::check::about::{About, Example};
use crate::check::chars::{at, before, is_word};
use crate::check::finding::Finding;
use crate::check::rule::Rule;
use crate::check::unit::Unit;

pub(in crate::check) const ABOUT: About = About {
    text: "Placeholders in text outside code: `{0}`, `{0:N2}`, `{{name}}`, `%s`, `%1$s`, `%1`, `%NAME%`, `$(name)`, `${name}`. \
           One of the source has to be in the target letter by letter (`%NAME%` without regard to case); a new one with \
           braces or `$` is found, too. `%1` is left alone beside percentages.",
    fires: Example::new("zh-TW", "Delete %TEMP% now.", "立即刪除 % TEMP%。"),
    quiet: Example::new("zh-TW", "Delete %TEMP% now.", "立即刪除 %temp%。"),
};

/// A form of placeholders.
struct Form {
    regex: &'static str,
    /// What must not be before it: a character of this list, or one of a word where it begins with `w`.
    not_before: &'static str,
    not_after: &'static str,
    /// A new one is a fault, too.
    finds_new: bool,
    ignores_case: bool,
}

const FORMS: [Form; 7] = [
    Form { regex: r"\{\{[\w.$:-]+\}\}", not_before: "", not_after: "", finds_new: true, ignores_case: false },
    Form {
        regex: r"\{\d{1,3}(?:[,:][^{}\s]*)?\}",
        not_before: "w{$",
        not_after: "}",
        finds_new: true,
        ignores_case: false,
    },
    Form {
        regex: r"%(?:\d+\$)?(?:ll[du]|l[dux]|ls|[sdiuxXp@])",
        not_before: "w%\\",
        not_after: "w%",
        finds_new: false,
        ignores_case: false,
    },
    Form { regex: r"\$\([A-Za-z_][\w.:]*\)", not_before: "w$", not_after: "", finds_new: true, ignores_case: false },
    Form { regex: r"\$\{[\w.:]+\}", not_before: "", not_after: "", finds_new: true, ignores_case: false },
    Form {
        regex: r"%[A-Za-z_][A-Za-z0-9_()]*%",
        not_before: "w%",
        not_after: "",
        finds_new: false,
        ignores_case: true,
    },
    Form { regex: r"%\d{1,2}", not_before: "w%", not_after: "d.,%", finds_new: false, ignores_case: false },
];

/// The place of `%1` in the list.
const PERCENT_NUMBER: usize = 6;

static REGEXES: [OnceLock<Regex>; FORMS.len()] = [const { OnceLock::new() }; FORMS.len()];

/// The pattern of a form, compiled when it is first asked for: all of them take 9.5 million instructions (callgrind).
fn pattern(index: usize) -> &'static Regex {
    REGEXES[index].get_or_init(|| Regex::new(FORMS[index].regex).expect("it is a constant"))
}

/// The most placeholders of a form that are looked for; each costs a search in the other text.
const MOST: usize = 64;

static PERCENTAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d\s?[%٪]").expect("it is a constant"));

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    let mut has = [false; FORMS.len()];
    for (index, has) in has.iter_mut().enumerate() {
        let mark = [b'{', b'{', b'%', b'$', b'$', b'%', b'%'][index];
        *has = source.bytes.has(mark) || target.bytes.has(mark) && FORMS[index].finds_new;
    }
    if !has.contains(&true) {
        return;
    }
    let mut raw_target = None;
    for (index, form) in FORMS.iter().enumerate().filter(|(index, _)| has[*index]) {
        let regex = pattern(index);
        let (old, new) = (places(regex, form, source.text), places(regex, form, target.text));
        if index == PERCENT_NUMBER && !old.is_empty() && PERCENTAGE.is_match(source.text) {
            continue;
        }
        let word = |text: &str| if form.ignores_case { text.to_lowercase() } else { text.to_owned() };
        for place in &old {
            let placeholder = word(&source.text[place.clone()]);
            let raw = raw_target.get_or_insert_with(|| target.raw.replace('\\', ""));
            let is_there = word(target.text).contains(&placeholder) || word(raw).contains(&placeholder);
            if !is_there {
                let message = format!("the placeholder `{}` is missing or changed", &source.text[place.clone()]);
                let finding = Finding::at(Rule::PlaceholderChanged, target.end(), message);
                found.push(finding.with_source(source.raw_range(place.clone())));
                return;
            }
        }
        if !form.finds_new {
            continue;
        }
        for place in &new {
            let placeholder = &target.text[place.clone()];
            if !source.text.contains(placeholder) && !source.raw.replace('\\', "").contains(placeholder) {
                let message = format!("the placeholder `{placeholder}` is not in the source");
                found.push(Finding::at(Rule::PlaceholderChanged, target.raw_range(place.clone()), message));
                return;
            }
        }
    }
}

fn places(regex: &Regex, form: &Form, text: &str) -> Vec<Range<usize>> {
    let is_free = |char: Option<char>, list: &str| {
        let Some(char) = char else { return true };
        let is_in_class = match list.chars().next() {
            Some('w') => is_word(char),
            Some('d') => char.is_numeric(),
            _ => false,
        };
        !is_in_class && (char.is_alphanumeric() || !list.contains(char))
    };
    let places = regex.find_iter(text).map(|found| found.range());
    let is_placeholder = |place: &Range<usize>| {
        is_free(before(text, place.start), form.not_before) && is_free(at(text, place.end), form.not_after)
    };
    places.filter(is_placeholder).take(MOST).collect()
}
