//! The kinds of all pages of the corpora, against their names, which are right there but for XML named `.md`.

use std::collections::BTreeMap;
use std::fs;

use bitext::place::FileKind;

use crate::shared::{corpora, sxs_files};

#[test]
fn kinds_told_by_content_equal_those_told_by_name() {
    let Some(corpora) = corpora() else { return };
    let mut counts = BTreeMap::<_, usize>::new();
    for file in [sxs_files(&corpora.join("dev")), sxs_files(&corpora.join("cases"))].concat() {
        let page = fs::read_to_string(&file).unwrap();
        let kind = match file.rsplit_once('.').unwrap().1 {
            "yml" => FileKind::Yaml,
            "json" => FileKind::Json,
            "xml" => FileKind::EcmaXml,
            _ if page.starts_with("<Type ") || page.starts_with("<Namespace ") => FileKind::EcmaXml,
            _ => FileKind::Markdown,
        };
        assert_eq!(FileKind::of(&page), kind, "{file}");
        *counts.entry(kind.as_str()).or_default() += 1;
    }
    println!("{counts:?}");
}
