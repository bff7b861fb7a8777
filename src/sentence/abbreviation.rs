//! Abbreviations after which a sentence goes on, by language: those that documentation uses and that a capital may follow.
//!
//! What mostly ends a sentence (`etc.`, `usw.`) is left out: a missing end leaves a unit whole, and so does a wrong one
//! if the other side does not have it too.

/// With their full stop, in lower case, by the first subtag; the first entry is for all languages.
const LISTS: &[(&str, &[&str])] = &[
    ("", &["e.g.", "i.e.", "vs.", "cf.", "dr.", "no.", "nr."]),
    ("en", &["mr.", "mrs.", "ms.", "prof.", "st.", "fig.", "approx.", "incl.", "u.s."]),
    ("de", &["z.b.", "d.h.", "u.a.", "abb.", "bzw.", "ca.", "evtl.", "ggf.", "inkl.", "max.", "min.", "prof.", "vgl."]),
    ("fr", &["ex.", "m.", "mme.", "p.ex.", "fig.", "env.", "max.", "min."]),
    ("es", &["ej.", "p.ej.", "núm.", "pág.", "sr.", "sra.", "aprox.", "máx.", "mín."]),
    ("it", &["es.", "ad.", "p.es.", "sig.", "dott.", "fig.", "pag."]),
    ("pt", &["ex.", "p.ex.", "sr.", "sra.", "pág.", "máx.", "mín."]),
    ("nl", &["bijv.", "d.w.z.", "m.b.t.", "o.a.", "incl.", "ca.", "max.", "min."]),
    ("sv", &["t.ex.", "d.v.s.", "bl.a.", "s.k.", "max.", "min."]),
    ("da", &["f.eks.", "dvs.", "bl.a.", "ca.", "maks.", "min."]),
    ("nb", &["f.eks.", "dvs.", "bl.a.", "ca.", "maks.", "min."]),
    ("pl", &["np.", "tj.", "tzn.", "m.in.", "itp.", "ok.", "prof.", "rys."]),
    ("cs", &["např.", "tj.", "tzn.", "č.", "obr.", "max.", "min."]),
    ("sk", &["napr.", "tj.", "t.j.", "č.", "obr.", "max.", "min."]),
    ("hu", &["pl.", "ill.", "kb.", "max.", "min."]),
    ("ro", &["ex.", "nr.", "fig.", "max.", "min."]),
    ("lv", &["piem.", "t.i.", "att.", "maks.", "min."]),
    ("lt", &["pvz.", "t.y.", "pav.", "maks.", "min."]),
    ("et", &["nt.", "st.", "vt.", "joon.", "maks.", "min."]),
    ("fi", &["esim.", "ts.", "mm.", "ks.", "enint.", "väh."]),
    ("tr", &["örn.", "bkz.", "maks.", "min."]),
    ("ru", &["т.е.", "т.д.", "напр.", "рис.", "см.", "стр.", "макс.", "мин."]),
    ("uk", &["напр.", "рис.", "див.", "стор.", "макс.", "мін."]),
    ("bg", &["напр.", "фиг.", "вж.", "макс.", "мин."]),
    ("el", &["π.χ.", "δηλ.", "βλ.", "αρ.", "μέγ."]),
];

/// No abbreviation has more bytes.
const LONGEST: usize = 24;

/// Whether a sentence that ends here would end in an abbreviation, or in one letter with a full stop.
pub(super) fn ends_in_one(sentence: &str, language: Option<&str>) -> bool {
    let sentence = sentence.trim_end();
    let Some(before) = sentence.strip_suffix('.') else { return false };
    let start =
        before.rfind(char::is_whitespace).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = sentence[start..].trim_start_matches(|char: char| !char.is_alphanumeric());
    let mut chars = word.chars();
    if matches!((chars.next(), chars.next(), chars.next()), (Some(letter), Some('.'), None) if letter.is_alphabetic()) {
        return true;
    }
    if word.len() > LONGEST {
        return false;
    }
    let word = word.to_lowercase();
    let first = language.unwrap_or_default().split('-').next().unwrap_or_default();
    let lists = LISTS.iter().filter(|(of, _)| of.is_empty() || of.eq_ignore_ascii_case(first));
    lists.into_iter().any(|(_, list)| list.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold_lower_case_words_with_a_full_stop_once() {
        for (language, list) in LISTS {
            for (at, word) in list.iter().enumerate() {
                assert!(
                    word.ends_with('.') && word.to_lowercase() == *word && word.len() <= LONGEST,
                    "{language} {word}"
                );
                assert!(!list[at + 1..].contains(word), "{language} {word}");
            }
        }
    }

    #[test]
    fn brackets_before_an_abbreviation_do_not_count() {
        assert!(ends_in_one("Azure (e.g. ", None));
        assert!(ends_in_one("J. ", None) && ends_in_one("(Abb.", Some("de-AT")) && ends_in_one("ABB. ", Some("DE")));
        assert!(!ends_in_one("Azure. ", None) && !ends_in_one("Abb.", Some("en")) && !ends_in_one("e.g", None));
    }
}
