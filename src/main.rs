//! The command `bitext`.

fn main() {}
