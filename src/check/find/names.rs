//! Names that stay as they are: the rules `identifier-changed` and `product-name-changed`.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr3_iter;
use regex::Regex;

use crate::check::about::{About, Example};
use crate::check::address::without_addresses;
use crate::check::chars::{at, before, byte_table, is_word};
use crate::check::finding::Finding;
use crate::check::rule::Rule;
use crate::check::side::SideText;
use crate::check::terms::Terms;
use crate::check::unit::Unit;
use crate::check::words::is_english;
use crate::inline::{PairKind, Piece, PieceKind, StandaloneKind};

pub(in crate::check) const IDENTIFIER: About = About {
    text: "Identifiers outside code spans stay letter by letter: names with underscores, names of three capitalised parts with \
           dots, camelCase, names of commands such as Get-Item, and names of files with code or data. Ordinary English words \
           with such marks between them are no identifiers, nor is the last word of a data file's name of several words \
           (`Cheques printing format.xml`); case alone may differ in names of files and commands.",
    fires: Example::new("zh-TW", "Call FWPM_LAYER_INBOUND first.", "先呼叫 FWPM \\_ 圖層 \\_ INBOUND。"),
    quiet: Example::new("fr-FR", "Open Read_Me and Web.config.", "Ouvrez Lisez_moi et web.config."),
};

pub(in crate::check) const PRODUCT: About = About {
    text: "Names of products of the source are in the target, without regard to case: the names of the list in the settings. \
           Names that are ordinary words as well (Word, Access, Teams) are not in the built-in list.",
    fires: Example::new("he-IL", "Open Power BI now.", "פתח עכשיו את הכוח."),
    quiet: Example::new("fr-FR", "Use Skype for Business.", "Utilisez Skype Entreprise."),
};

/// The extensions of files whose names are identifiers.
const EXTENSIONS: [&str; 22] = [
    "exe", "dll", "xml", "json", "config", "ps1", "psd1", "psm1", "cs", "vb", "aspx", "csproj", "vbproj", "inf", "sys",
    "cshtml", "nuspec", "msi", "xsd", "xaml", "resx", "yaml",
];

/// The approved verbs of commands, as far as they are not mostly written with English nouns.
const VERBS: [&str; 66] = [
    "Add",
    "Approve",
    "Backup",
    "Clear",
    "Compare",
    "Complete",
    "Confirm",
    "Connect",
    "Convert",
    "ConvertFrom",
    "ConvertTo",
    "Copy",
    "Debug",
    "Disable",
    "Disconnect",
    "Enable",
    "Enter",
    "Exit",
    "Export",
    "Find",
    "Format",
    "Get",
    "Grant",
    "Group",
    "Import",
    "Initialize",
    "Install",
    "Invoke",
    "Measure",
    "Merge",
    "Mount",
    "Move",
    "New",
    "Protect",
    "Publish",
    "Receive",
    "Register",
    "Remove",
    "Rename",
    "Repair",
    "Reset",
    "Resolve",
    "Restart",
    "Restore",
    "Resume",
    "Revoke",
    "Save",
    "Search",
    "Select",
    "Send",
    "Set",
    "Show",
    "Start",
    "Stop",
    "Submit",
    "Suspend",
    "Sync",
    "Test",
    "Trace",
    "Uninstall",
    "Unregister",
    "Update",
    "Wait",
    "Write",
    "Read",
    "Out",
];

/// What follows a verb in ordinary compounds.
const NO_NOUNS: [&str; 22] = [
    "In", "Ins", "Off", "On", "Up", "Out", "Only", "To", "Time", "Run", "Down", "Side", "Back", "Over", "Through",
    "By", "Based", "Level", "And", "Or", "For", "Date",
];

/// The most names of a unit that are looked for; each costs a search in the target.
const MOST: usize = 256;

/// The kinds of identifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameKind {
    Snake,
    Dotted,
    File,
    Command,
    Camel,
}

pub(in crate::check) fn find_identifiers(unit: &Unit<'_>, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    if !may_have_identifier(source.raw.as_bytes()) {
        return;
    }
    let text = without_addresses(source.text);
    let mut presence = Presence::new(target);
    let all = runs(&text, source.link_edges()).filter_map(|run| identifier(&text, run));
    for (kind, range) in all.take(MOST) {
        let name = &text[range.clone()];
        let Some(is_case) = presence.lacks(name, kind) else { continue };
        let what = if is_case { "is written otherwise" } else { "is missing or changed" };
        let message = format!("the name `{name}` {what}");
        let finding = Finding::at(Rule::IdentifierChanged, target.end(), message);
        found.push(finding.with_source(source.raw_range(range)));
        return;
    }
}

/// Whether a byte sequence occurs that every identifier has: a capital after a small letter, a `_` or `.` with a letter or
/// digit after it, or a `-` with a capital after it.
fn may_have_identifier(bytes: &[u8]) -> bool {
    let is_mark = |at: usize| match (bytes[at], bytes.get(at + 1)) {
        (b'-', Some(next)) => next.is_ascii_uppercase(),
        (_, Some(next)) => next.is_ascii_alphanumeric(),
        (_, None) => false,
    };
    memchr3_iter(b'.', b'-', b'_', bytes).any(is_mark) || has_inner_capital(bytes)
}

/// Whether a capital follows a small letter. Blocks are looked at as a whole, without a branch for each byte.
fn has_inner_capital(bytes: &[u8]) -> bool {
    const BLOCK: usize = 32;
    let is_it = |small: u8, capital: u8| (small.wrapping_sub(b'a') < 26) & (capital.wrapping_sub(b'A') < 26);
    let Some(after) = bytes.get(1..) else { return false };
    let (blocks, rest) = after.as_chunks::<BLOCK>();
    let before = bytes.as_chunks::<BLOCK>().0;
    let in_block = |(small, capital): (&[u8; BLOCK], &[u8; BLOCK])| {
        small.iter().zip(capital).fold(0, |found, (&small, &capital)| found | u8::from(is_it(small, capital))) != 0
    };
    let tail = &bytes[bytes.len() - rest.len() - 1..];
    before.iter().zip(blocks).any(in_block) || tail.windows(2).any(|pair| is_it(pair[0], pair[1]))
}

/// Letters and digits of ASCII, and `_`.
static IN_NAME: [bool; 256] = byte_table!(|byte| byte.is_ascii_alphanumeric() || byte == b'_');

/// Runs of letters, digits and `_` with single `.` and `-` between them, as far as they have what words lack: a mark inside,
/// or a capital after a small letter. A link ends a run. In one pass the rule takes 10.6 in place of 11.9 of 328 million
/// instructions (callgrind, 318 real pages).
fn runs<'t>(text: &'t str, edges: &'t [usize]) -> impl Iterator<Item = Range<usize>> + 't {
    let bytes = text.as_bytes();
    let is_name = |byte: u8| IN_NAME[usize::from(byte)];
    let (mut at, mut edges) = (0, edges.iter().copied().peekable());
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes[at..].iter().position(|&byte| is_name(byte))?;
            while edges.next_if(|&edge| edge <= start).is_some() {}
            let limit = edges.peek().map_or(bytes.len(), |&edge| edge.min(bytes.len()));
            let (mut end, mut is_marked, mut before) = (start + 1, false, bytes[start]);
            while let Some(&byte) = bytes[..limit].get(end) {
                let joins = matches!(byte, b'.' | b'-');
                if joins {
                    if !bytes[..limit].get(end + 1).is_some_and(|&next| is_name(next)) {
                        break;
                    }
                } else if !is_name(byte) {
                    break;
                }
                is_marked |= joins || byte == b'_' || before.is_ascii_lowercase() && byte.is_ascii_uppercase();
                before = byte;
                end += 1;
            }
            at = end;
            if is_marked {
                return Some(start..end);
            }
        }
    })
}

/// The identifier in a run.
fn identifier(text: &str, run: Range<usize>) -> Option<(NameKind, Range<usize>)> {
    let token = &text[run.clone()];
    let (left, right) = (before(text, run.start), at(text, run.end));
    if left.is_some_and(|char| is_word(char) || "./\\@".contains(char))
        || right.is_some_and(|char| is_word(char) || char == '@')
    {
        return None;
    }
    if let Some(kind) = whole(text, &run, left, right) {
        return Some((kind, run));
    }
    // A name before a full stop or a hyphen.
    let part = token.split(['.', '-']).next().unwrap_or(token);
    let is_cut = part.len() < token.len();
    let dashed = is_cut && token.as_bytes()[part.len()] == b'-';
    if left.is_some_and(|char| "<{$%-".contains(char)) || !is_cut && right.is_some_and(|char| "}>%*-".contains(char)) {
        return None;
    }
    let range = run.start..run.start + part.len();
    if is_snake(part) && !dashed {
        return Some((NameKind::Snake, range));
    }
    (is_camel(part) && left != Some('#')).then_some((NameKind::Camel, range))
}

/// An identifier that is the whole run.
fn whole(text: &str, run: &Range<usize>, left: Option<char>, right: Option<char>) -> Option<NameKind> {
    let token = &text[run.clone()];
    let parts = token.split('.').count();
    if let Some((stem, extension)) = token.rsplit_once('.')
        && EXTENSIONS.contains(&extension)
        && left != Some('*')
        && left != Some('-')
        && right != Some('-')
        && token.starts_with(|char: char| char.is_ascii_alphabetic())
    {
        let (is_data, before) = (extension == "xml", &text[..run.start]);
        let is_last_of_several = is_data
            && stem.starts_with(|char: char| char.is_ascii_lowercase())
            && is_english(stem)
            && before.ends_with(' ')
            && before.trim_end().ends_with(char::is_alphabetic);
        return (!is_last_of_several).then_some(NameKind::File);
    }
    let is_capital = |part: &str| part.starts_with(|char: char| char.is_ascii_uppercase()) && !part.contains('-');
    if parts >= 3 && right != Some('/') && left != Some('-') && token.split('.').all(is_capital) {
        return (!parts_are_english(token)).then_some(NameKind::Dotted);
    }
    let (verb, noun) = token.split_once('-')?;
    let is_command = VERBS.contains(&verb)
        && is_capital(noun)
        && noun.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && noun.bytes().any(|byte| byte.is_ascii_lowercase())
        && !NO_NOUNS.contains(&noun)
        && right != Some('-')
        && left.is_none_or(|char| char != '#' && char != '-');
    is_command.then_some(NameKind::Command)
}

/// `A_b`, `a_b_c`, `a_b`, but no ordinary words.
fn is_snake(part: &str) -> bool {
    let letters = part.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let is_joined = part.contains('_') && part.split('_').all(|piece| !piece.is_empty());
    if !letters || !is_joined {
        return false;
    }
    let is_name = part.bytes().any(|byte| byte.is_ascii_uppercase())
        || part.matches('_').count() >= 2
        || part.split('_').all(|piece| piece.bytes().all(|byte| byte.is_ascii_lowercase()));
    let is_upper = !part.bytes().any(|byte| byte.is_ascii_lowercase());
    is_name && (is_upper || part.starts_with("App_") || !parts_are_english(part))
}

/// `camelCase`, but not `eDiscovery` or `iPhone`.
fn is_camel(part: &str) -> bool {
    let bytes = part.as_bytes();
    let small = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let rest = &bytes[small..];
    small >= 2
        && !rest.is_empty()
        && rest[0].is_ascii_uppercase()
        && rest.iter().all(u8::is_ascii_alphanumeric)
        && !rest.windows(2).any(|pair| pair[0].is_ascii_uppercase() && pair[1].is_ascii_uppercase())
        && !rest[rest.len() - 1].is_ascii_uppercase()
        && !part.eq_ignore_ascii_case("fasttab")
}

fn parts_are_english(name: &str) -> bool {
    name.split(|char: char| !char.is_ascii_alphabetic()).all(|part| part.len() < 2 || is_english(part))
}

/// Whether names are in a target, as seen or as written.
struct Presence<'a> {
    target: &'a SideText<'a>,
    /// What is seen and what is written without backslashes, and both in lower case; made when asked for.
    all: Option<(String, String)>,
}

impl<'a> Presence<'a> {
    const fn new(target: &'a SideText<'a>) -> Self {
        Self { target, all: None }
    }

    /// `None` if it is there; else whether only its case differs.
    fn lacks(&mut self, name: &str, kind: NameKind) -> Option<bool> {
        if self.target.text.contains(name) || self.target.raw.contains(name) {
            return None;
        }
        let (all, lower) = self.all.get_or_insert_with(|| {
            let all = format!("{}\n{}", self.target.text, self.target.raw.replace('\\', ""));
            let lower = all.to_lowercase();
            (all, lower)
        });
        if all.contains(name) {
            return None;
        }
        let is_case = lower.contains(&name.to_lowercase());
        let may_differ = matches!(kind, NameKind::File | NameKind::Command | NameKind::Camel)
            || kind == NameKind::Dotted && name.len() < 12;
        (!(is_case && may_differ)).then_some(is_case)
    }
}

static BLANKS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\s+").expect("it is a constant"));

pub(in crate::check) fn find_products(unit: &Unit<'_>, terms: &Terms, found: &mut Vec<Finding>) {
    let (source, target) = (&unit.source, &unit.target);
    let mut shown: Option<String> = None;
    for (term, range) in terms.find(source.text).take(MOST) {
        let text = source.text;
        let (left, right) = (before(text, range.start), at(text, range.end));
        if left.is_some_and(|char| is_word(char) || "./-@".contains(char))
            || right.is_some_and(|char| is_word(char) || char == '-')
        {
            continue;
        }
        if target.text.contains(term.name()) {
            continue;
        }
        let shown = shown.get_or_insert_with(|| {
            let all = format!("{} {}", target.text, codes_with_text(target)).to_lowercase();
            BLANKS.replace_all(&all, " ").into_owned()
        });
        if term.is_in(shown, unit.language) || is_in_address(text, range.start) {
            continue;
        }
        let message = format!("the name `{}` is missing", term.name());
        let finding = Finding::at(Rule::ProductNameChanged, target.end(), message);
        found.push(finding.with_source(source.raw_range(range)));
        return;
    }
}

/// Code spans, images and tags: a name in an address is no name to a reader.
fn codes_with_text(side: &SideText<'_>) -> String {
    let is_shown = |piece: &&Piece<'_>| {
        matches!(
            piece.kind,
            PieceKind::Standalone(
                StandaloneKind::CodeSpan
                    | StandaloneKind::Image
                    | StandaloneKind::Html
                    | StandaloneKind::Include
                    | StandaloneKind::TripleColon
            ) | PieceKind::Open(PairKind::Html)
        )
    };
    side.pieces.iter().filter(is_shown).map(|piece| piece.raw).collect()
}

fn is_in_address(text: &str, at: usize) -> bool {
    let free = without_addresses(text);
    free.as_bytes()[at] == b' '
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_no_commands() {
        let is_command = |text: &str| whole(text, &(0..text.len()), None, None) == Some(NameKind::Command);
        assert!(is_command("Write-Output"));
        assert!(["Write-Side", "Read-Only", "Test-Run"].into_iter().all(|text| !is_command(text)));
    }
}
