//! What a piece can be.

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum PieceKind {
    /// Text to translate.
    Text,
    /// The opening half of a code that encloses text.
    Open(PairKind),
    /// The closing half.
    Close(PairKind),
    /// A code without a second half.
    Standalone(StandaloneKind),
}

/// The codes that enclose text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum PairKind {
    /// `**` or `__`; `<strong>` or `<b>` in HTML.
    Strong,
    /// `*` or `_`; `<em>` or `<i>` in HTML.
    Emphasis,
    /// `~~`; `<del>`, `<s>` or `<strike>` in HTML.
    Strikethrough,
    /// `[` and `](url)`, `][name]` or `][]`; `<a href>` in HTML.
    Link,
    /// An HTML tag and its closing tag.
    Html,
}

/// The codes that are one piece each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum StandaloneKind {
    /// `` `code` ``, backticks included; in HTML a `<code>` element that holds no other tag.
    CodeSpan,
    /// A backslash and the ASCII punctuation that it escapes.
    Escape,
    /// A named or numeric character reference of HTML5, such as `&amp;`.
    Entity,
    /// An address in angle brackets.
    Autolink,
    /// `<xref:…>`: a reference to an API page by its name.
    Xref,
    /// `[!INCLUDE[…](…)]`, and other inclusions of this form (`[!code-cs[…](…)]`).
    Include,
    /// `![alternative text](url)`, or with `[name]` or `[]` after it; `<img>` in HTML.
    Image,
    /// A single HTML tag or comment.
    Html,
    /// `:::name …:::` on one line.
    TripleColon,
    /// A bare address; only where that is [protected](super::Protectable::Url).
    Url,
    /// `[^1]`; only where that is [protected](super::Protectable::Footnote).
    Footnote,
    /// `{0}`, `%s`, `{{…}}`, `{%…%}`; only where that is [protected](super::Protectable::Placeholder).
    Placeholder,
}
