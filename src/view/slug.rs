//! Whether the name of an anchor is the slug of a heading.
//!
//! The pipeline made names of source headings: lower case, punctuation dropped, a hyphen for a blank, `-1`, `-2` after
//! repeats. Until 2020 the address of a link in a heading ran into its name, since then it is left out. Whether `_` was
//! kept, and whether several blanks made several hyphens, changed more than once, so hyphens and underscores are not
//! compared: a name is a slug if its letters and digits are those of the heading.

/// Whether `name` is the slug of the heading `text`, in either generation of the rule, a repeat's number allowed.
pub(super) fn is_slug(name: &str, text: &str) -> bool {
    if name.contains(char::is_uppercase) {
        return false;
    }
    let flat = letters(text);
    let without_urls = letters(&without_urls(text));
    [Some(name), without_number(name)].into_iter().flatten().any(|name| {
        let name = letters(name);
        !name.is_empty() && (name == flat || name == without_urls)
    })
}

/// `name` without the number that tells a repeat from the first.
fn without_number(name: &str) -> Option<&str> {
    let (stem, number) = name.rsplit_once('-')?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(stem)
}

/// The letters and digits in lower case.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `[text](url)` and `![text](url)` as `text`.
fn without_urls(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let after = &rest[at + 2..];
        let Some(end) = after.find(')') else { break };
        kept.push_str(&rest[..at]);
        rest = &after[end + 1..];
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_generations_and_repeats() {
        for (name, heading) in [
            ("hello-world", "Hello, world!"),
            ("hello-world-2", "Hello, world!"),
            ("fluent-apitabfluent-api", "[Fluent API](#tab/fluent-api)"),
            ("fluent-api", "[Fluent API](#tab/fluent-api)"),
            ("pot--kettle", "Pot & Kettle"),
            ("sp_brew", "sp\\_Brew"),
            ("spbrew", "sp_Brew"),
            ("chapter-3", "Chapter 3"),
        ] {
            assert!(is_slug(name, heading), "{name}: {heading}");
        }
    }

    #[test]
    fn the_names_of_authors_are_none() {
        for (name, heading) in
            [("tea", "Tea and coffee"), ("Tea", "Tea"), ("tea-x", "Tea"), ("-1", "?"), ("", "?"), ("tea-", "")]
        {
            assert!(!is_slug(name, heading), "{name}: {heading}");
        }
    }
}
