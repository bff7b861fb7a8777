//! What `--explain` and `--list-rules` write.

use std::io::{self, Write};

use bitext::check::Rule;
use bitext::front_matter::Translator;

/// What a rule looks for, with examples.
pub(super) fn explain(rule: Rule, out: &mut dyn Write) -> io::Result<()> {
    let about = rule.about();
    let human = rule.level(Some(Translator::Human));
    writeln!(out, "{rule}: {}", rule.summary())?;
    match rule.level(None) {
        level if level == human => writeln!(out, "Level: {level}")?,
        level => writeln!(out, "Level: {level}; {human} where a person translated")?,
    }
    writeln!(out, "\n{}\n", about.text)?;
    for (what, example) in [("Found", about.fires), ("Right", about.quiet)] {
        writeln!(out, "{what} ({}):\n  source: {}\n  target: {}", example.locale, example.source, example.target)?;
    }
    Ok(())
}

/// All rules and how serious they are.
pub(super) fn list(out: &mut dyn Write) -> io::Result<()> {
    for rule in Rule::ALL {
        let human = rule.level(Some(Translator::Human));
        writeln!(
            out,
            "{:<22} {:<8} {:<8} {}",
            rule.as_str(),
            rule.level(None).as_str(),
            human.as_str(),
            rule.summary()
        )?;
    }
    Ok(())
}
