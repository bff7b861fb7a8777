//! The work done, counted in tests and when fuzzing, to show that it is linear; in other builds nothing is counted.

#[cfg(any(test, fuzzing))]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Counts `n` steps.
#[cfg(any(test, fuzzing))]
pub(super) fn step(n: usize) {
    STEPS.set(STEPS.get() + n);
}

/// Counts nothing.
#[cfg(not(any(test, fuzzing)))]
#[inline]
pub(super) const fn step(_: usize) {}

/// The steps that `work` takes on this thread.
#[cfg(any(test, fuzzing))]
pub fn steps_of<T>(work: impl FnOnce() -> T) -> usize {
    let before = STEPS.get();
    std::hint::black_box(work());
    STEPS.get() - before
}

#[cfg(test)]
mod tests {
    use super::steps_of;
    use crate::inline::{pair, pieces, plain_text};
    use crate::markup::Markup;

    /// What makes a careless reader pay the square of its length, again and again.
    const HOSTILE: [&str; 30] = [
        "[",
        "*",
        "<",
        "`",
        "&",
        "_",
        "~",
        "\\",
        "![",
        "[a](",
        "[a][b]",
        "[!a",
        "[!a[x](",
        ":::a ",
        ":::a=",
        "<b>",
        "</b>",
        "<b></c>",
        "*a **b ",
        "&amp;",
        "&a",
        "\n> ",
        "<b>*a</b>*",
        "~a~",
        "\\[!a[b](c)]",
        "<code>",
        "<code>a</code>",
        "<a b=\"",
        "<!--",
        "</",
    ];

    /// Twice as long may take twice as much, and a little for sorting.
    #[track_caller]
    fn is_linear(what: &str, steps: impl Fn(usize) -> usize) {
        let (short, long) = (steps(1 << 16), steps(1 << 20));
        assert!(long <= short * 22 + 100, "{what}: {short} steps for 64 KiB, {long} for 1 MiB");
        assert!(long <= 100 << 20, "{what}: {long} steps for 1 MiB");
    }

    #[test]
    fn hostile_texts_take_linear_work() {
        for pattern in HOSTILE {
            let text = |length: usize| pattern.repeat(length / pattern.len());
            is_linear(pattern, |length| steps_of(|| pieces(&text(length)).count()));
            is_linear(pattern, |length| steps_of(|| plain_text(&text(length)).len()));
            is_linear(pattern, |length| steps_of(|| Markup::Html.pieces(&text(length)).count()));
        }
    }

    #[test]
    fn hostile_units_take_linear_work() {
        let sides = [("<b>", "</b>"), ("<b>x</b>", "<i>x</i><b>x</b>"), ("`a` ", "`b` "), ("*a* `b`", "`b` *a*")];
        for (source, target) in sides {
            let side = |pattern: &str, length: usize| format!("x{}", pattern.repeat(length / pattern.len()));
            is_linear(source, |length| steps_of(|| pair(&side(source, length), &side(target, length)).codes()));
        }
    }

    #[test]
    fn overlapping_tags_take_linear_work() {
        let text = |length: usize| {
            let n = length / 16;
            ["*a ".repeat(n), "<b>".repeat(n), "a*".repeat(n), "</b>".repeat(n)].concat()
        };
        is_linear("emphasis across tags", |length| steps_of(|| pair(&text(length), "").codes()));
    }
}
