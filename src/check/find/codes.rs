//! Codes that were lost, added or changed: the rules `missing-code`, `extra-code`, `code-span-changed` and
//! `link-target-changed`.

use crate::check::about::{About, Example};
use crate::check::finding::Finding;
use crate::check::inventory::{CodeKind, Difference, Item, normal_address};
use crate::check::rule::Rule;
use crate::check::unit::Unit;

pub(in crate::check) const MISSING: About = About {
    text: "Links, images, code spans, references, includes and HTML tags of the source are counted by kind and value; \
           each has to be in the target as often. Where the target has another one of that kind in its place, the rules \
           for changes report it. Language tags in addresses may differ.",
    fires: Example::new("lv-LV", "See [Help](help.md).", "Skatiet palīdzību."),
    quiet: Example::new(
        "lv-LV",
        "See [Help](https://a.example/en-us/help).",
        "Skatiet [palīdzību](https://a.example/lv-lv/help).",
    ),
};

pub(in crate::check) const EXTRA: About = About {
    text: "The target has a link, image, code span, reference, include or HTML tag that the source lacks. A link whose \
           address is text in the source is right.",
    fires: Example::new("fr-FR", "Run the tool.", "Exécutez l'outil `setup`."),
    quiet: Example::new("fr-FR", "Go to https://a.example/b.", "Allez à <https://a.example/b>."),
};

pub(in crate::check) const CODE_SPAN: About = About {
    text: "A code span of the source is missing in the target, which has one that the source lacks. Blanks do not count.",
    fires: Example::new("fr-FR", "Set `Timeout` to `5`.", "Définissez `Délai` sur `5`."),
    quiet: Example::new("fr-FR", "Set `Timeout` to `5`.", "Donnez la valeur `5` à `Timeout`."),
};

pub(in crate::check) const LINK_TARGET: About = About {
    text: "A link, image, reference or include of the source is missing in the target, which has one of the same kind that \
           leads elsewhere. Language tags in paths and in queries, `http` for `https`, and a slash at the end do not count.",
    fires: Example::new("ja-JP", "See [Help](help.md).", "[ヘルプ](ヘルプ.md)を参照してください。"),
    quiet: Example::new("ja-JP", "See [Help](http://a.example/en-us/).", "[ヘルプ](https://a.example/ja-jp)を参照"),
};

/// The most codes without a partner that are looked at one by one.
const MOST: usize = 256;

pub(in crate::check) fn find(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if !source.has_codes && !target.has_codes {
        return;
    }
    let difference = Difference::of(source, target);
    let is_loss = |item: &&Item<'_>| !difference.is_change(item.kind) || item.kind == CodeKind::Tag;
    let missing: Vec<_> = difference.source.iter().filter(is_loss).collect();
    if let [item, others @ ..] = &missing[..] {
        let message = format!("{} `{}` is missing{}", item.kind.name(), short(item.value), and_more(others.len()));
        found.push(Finding::at(Rule::MissingCode, target.end(), message).with_source(item.range.clone()));
    }
    let extra: Vec<_> =
        difference.target.iter().filter(is_loss).take(MOST).filter(|item| !is_bare_in(unit, item)).collect();
    if let [item, others @ ..] = &extra[..] {
        let message =
            format!("{} `{}` is not in the source{}", item.kind.name(), short(item.value), and_more(others.len()));
        found.push(Finding::at(Rule::ExtraCode, item.range.clone(), message));
    }
    for kind in [CodeKind::Code, CodeKind::Link, CodeKind::Image, CodeKind::Xref, CodeKind::Include] {
        let (mut lost, mut new) = (of(&difference.source, kind), of(&difference.target, kind));
        if let (Some(lost), Some(new)) = (lost.next(), new.next()) {
            let rule = if kind == CodeKind::Code { Rule::CodeSpanChanged } else { Rule::LinkTargetChanged };
            let message = format!("{} `{}` became `{}`", kind.name(), short(lost.value), short(new.value));
            found.push(Finding::at(rule, new.range.clone(), message).with_source(lost.range.clone()));
        }
    }
}

fn and_more(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => ", and one more code".to_owned(),
        _ => format!(", and {others} more codes"),
    }
}

fn of<'i, 'a>(items: &'i [Item<'a>], kind: CodeKind) -> impl Iterator<Item = &'i Item<'a>> {
    items.iter().filter(move |item| item.kind == kind)
}

/// Whether a link leads to an address that is text in the source.
fn is_bare_in(unit: &Unit<'_>, item: &Item<'_>) -> bool {
    let normal = |text: &str| text.to_lowercase().replace("http://", "https://");
    item.kind == CodeKind::Link && {
        let address = normal_address(item.value).to_lowercase();
        let address = address.trim_start_matches("mailto:").trim_start_matches("https://");
        !address.is_empty() && normal(unit.source.raw).contains(address)
    }
}

/// A value that fits in a line of a report.
fn short(value: &str) -> String {
    const LONGEST: usize = 80;
    let mut chars = value.chars().map(|char| if char.is_control() { ' ' } else { char });
    let mut short: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}
