//! Small charts: what a reader looks at before the texts. Each is an SVG with its numbers as text in it.

use maud::{PreEscaped, html};

use super::characters::Escaped;
use super::counts::{Ratios, ReviewCounts};

/// The width of a chart, in units of its own.
const WIDTH: u64 = 360;

/// The height of a line of text.
const LINE: u64 = 22;

/// The most lines of a chart.
const MOST: usize = 12;

/// The charts of what was counted.
pub(super) fn charts(counts: &ReviewCounts) -> PreEscaped<String> {
    html! {
        section class="G" aria-label="Overview" {
            (words(counts))
            @if counts.ratios.values().any(|ratios| ratios.count > 0) { (ratios(counts)) }
            @if counts.findings() > 0 { (findings(counts)) }
        }
    }
}

/// `part` of `whole`, on a width.
fn share(part: u64, whole: u64, width: u64) -> u64 {
    (u128::from(part) * u128::from(width) / u128::from(whole.max(1))).try_into().unwrap_or(width)
}

fn figure(caption: &str, lines: u64, inside: &PreEscaped<String>) -> PreEscaped<String> {
    html! {
        figure {
            figcaption { (caption) }
            svg role="img" aria-label=(caption) viewBox={ "0 0 " (WIDTH) " " (lines * LINE + 4) } {
                (inside)
            }
        }
    }
}

/// Words of the sources by who translated them.
fn words(counts: &ReviewCounts) -> PreEscaped<String> {
    let all = counts.words();
    let kinds = [("human translation", "x1"), ("machine translation", "x2"), ("not stated", "x3")];
    let lines: Vec<_> = counts.words.iter().zip(kinds).filter(|(words, _)| **words > 0).collect();
    let mut at = 0;
    let bars: Vec<_> = lines
        .iter()
        .map(|(words, (_, class))| {
            let width = share(**words, all, WIDTH);
            at += width;
            (at - width, width, *class)
        })
        .collect();
    let inside = html! {
        @for (x, width, class) in bars { rect class=(class) x=(x) y="0" width=(width) height="14" {} }
        @for (line, (words, (name, class))) in (1_u64..).zip(&lines) {
            rect class=(class) x="0" y=(line * LINE + 1) width="10" height="10" {}
            text x="16" y=(line * LINE + 11) { (name) }
            text class="r" x=(WIDTH) y=(line * LINE + 11) { (words) " (" (share(**words, all, 100)) " %)" }
        }
    };
    figure("Source words by translation type", 1 + lines.len() as u64, &inside)
}

/// The lengths of targets to those of their sources, by locale: quartiles in a box, 5 to 95 % as a line.
fn ratios(counts: &ReviewCounts) -> PreEscaped<String> {
    const LEFT: u64 = 90;
    const MOST_PERCENT: u64 = 250;
    let mut all: Vec<_> = counts.ratios.iter().filter(|(_, ratios)| ratios.count > 0).collect();
    all.sort_by_key(|(_, ratios)| std::cmp::Reverse(ratios.count));
    let place = |percent: u64| LEFT + share(percent.min(MOST_PERCENT), MOST_PERCENT, WIDTH - LEFT - 50);
    let at = |ratios: &Ratios, percent| ratios.quantile(percent) as u64;
    let rows = all.len().min(MOST) as u64;
    let inside = html! {
        line class="g" x1=(place(100)) x2=(place(100)) y1="0" y2=(rows * LINE + 2) {}
        @for (line, (locale, ratios)) in (0_u64..).zip(all.iter().take(MOST)) {
            @let y = line * LINE;
            text x="0" y=(y + 13) { (Escaped(locale)) }
            line class="w" x1=(place(at(ratios, 5))) x2=(place(at(ratios, 95))) y1=(y + 9) y2=(y + 9) {}
            rect class="x2" x=(place(at(ratios, 25))) y=(y + 3)
                width=((place(at(ratios, 75)) - place(at(ratios, 25))).max(2)) height="12" {}
            line class="q" x1=(place(at(ratios, 50))) x2=(place(at(ratios, 50))) y1=(y + 2) y2=(y + 16) {}
            text class="r" x=(WIDTH) y=(y + 13) { (at(ratios, 50)) " %" }
        }
        text class="y" x=(place(100)) y=(rows * LINE + 14) { "as long as the source" }
    };
    figure("Length of targets to sources, by locale", rows + 1, &inside)
}

/// Findings by rule.
fn findings(counts: &ReviewCounts) -> PreEscaped<String> {
    const LEFT: u64 = 190;
    let mut rules: Vec<_> = counts.findings.iter().collect();
    rules.sort_by_key(|(name, rule)| (std::cmp::Reverse((rule.level, rule.count)), *name));
    let most = rules.iter().map(|(_, rule)| rule.count).max().unwrap_or(1);
    let rest: u64 = rules.iter().skip(MOST).map(|(_, rule)| rule.count).sum();
    let rows = rules.len().min(MOST) as u64 + u64::from(rest > 0);
    let inside = html! {
        @for (line, (name, rule)) in (0_u64..).zip(rules.iter().take(MOST)) {
            text x="0" y=(line * LINE + 13) { (Escaped(name)) }
            rect class=(rule.level.as_str()) x=(LEFT) y=(line * LINE + 3)
                width=(share(rule.count, most, WIDTH - LEFT - 60).max(2)) height="12" {}
            text class="r" x=(WIDTH) y=(line * LINE + 13) { (rule.count) }
        }
        @if rest > 0 { text x="0" y=(rows * LINE - 9) { "and " (rest) " of other rules" } }
    };
    figure("Findings by rule", rows, &inside)
}
