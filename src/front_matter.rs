//! stub
use crate::locale::Locale;
/// Front matter.
#[derive(Debug, Clone, Copy)]
pub struct FrontMatter<'a> {
    raw: &'a str,
}
impl<'a> FrontMatter<'a> {
    pub(crate) fn new(raw: &'a str) -> Self {
        Self { raw }
    }
    /// locale
    #[must_use]
    pub fn locale(&self) -> Option<Locale<'a>> {
        let i = self.raw.find("ms.contentlocale:")? + 17;
        Locale::parse(self.raw[i..].lines().next()?.trim()).ok()
    }
}
