//! The facts of a page's head, written as front matter.
//!
//! The pipeline writes the keys of a page's front matter into its head as `<meta name="KEY" content="VALUE">`. Here they
//! become front matter again, so that whoever reads facts of Markdown pages reads these: the title of the page first,
//! then the names in their order. Left out are names that front matter cannot have (`og:title` is a `property`), and
//! metadata outside of the head.

use ego_tree::NodeRef;
use scraper::{Html, Node};

/// What the head says.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// The facts as front matter, or an empty text where there are none.
    pub(super) front_matter: String,
    /// The `lang` of the page.
    pub(super) language: Option<String>,
}

impl Head {
    pub(super) fn of(tree: &Html) -> Self {
        let mut head = Self::default();
        let Some(root) = child(tree.tree.root(), "html") else { return head };
        head.language = attribute(root, "lang").filter(|lang| !lang.is_empty()).map(str::to_owned);
        let Some(inside) = child(root, "head") else { return head };
        if let Some(title) = child(inside, "title") {
            let text: String = title.children().filter_map(|node| node.value().as_text().map(|text| &**text)).collect();
            head.push("title", text.trim());
        }
        for node in inside.children() {
            if let (Some(name), Some(content)) = (attribute(node, "name"), attribute(node, "content")) {
                head.push(name, content);
            }
        }
        if !head.front_matter.is_empty() {
            head.front_matter.push_str("---\n");
        }
        head
    }

    fn push(&mut self, key: &str, value: &str) {
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if !key.starts_with(|first: char| first.is_ascii_alphabetic()) || !key.bytes().all(is_key) {
            return;
        }
        let text = &mut self.front_matter;
        if text.is_empty() {
            text.push_str("---\n");
        }
        text.push_str(key);
        text.push_str(": \"");
        for char in value.chars() {
            match char {
                '"' | '\\' => text.extend(['\\', char]),
                '\n' => text.push_str("\\n"),
                '\r' => text.push_str("\\r"),
                _ => text.push(char),
            }
        }
        text.push_str("\"\n");
    }
}

fn child<'t>(node: NodeRef<'t, Node>, name: &str) -> Option<NodeRef<'t, Node>> {
    node.children().find(|child| child.value().as_element().is_some_and(|element| element.name() == name))
}

fn attribute<'t>(node: NodeRef<'t, Node>, name: &str) -> Option<&'t str> {
    node.value().as_element()?.attr(name)
}
