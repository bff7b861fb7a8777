//! Tokens.

pub(crate) mod lex;
