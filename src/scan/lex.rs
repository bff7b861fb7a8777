//! The markup, and nothing but the markup.

/// The length of the unit id at the start of `text`, if there is one.
pub(crate) fn id_len(text: &[u8]) -> Option<usize> {
    let (hex, rest) = text.split_at_checked(5)?;
    if !hex.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) || rest.first() != Some(&b'-') {
        return None;
    }
    let merged = usize::from(rest.get(1) == Some(&b'p'));
    let digits = rest[1 + merged..].iter().take_while(|b| b.is_ascii_digit()).count();
    (3..=9).contains(&digits).then_some(6 + merged + digits)
}
