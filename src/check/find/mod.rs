//! The rules. Each looks at one unit and adds what it finds; none knows of another.

pub(super) mod brackets;
pub(super) mod codes;
pub(super) mod debris;
pub(super) mod doubled;
pub(super) mod ends;
pub(super) mod joints;
pub(super) mod length;
pub(super) mod markup;
pub(super) mod names;
pub(super) mod numbers;
pub(super) mod placeholder;
pub(super) mod script;
pub(super) mod unchanged;
