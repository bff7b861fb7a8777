//! Reports of findings, one finding after the other: what is written does not depend on how many follow.
//!
//! | writer | for |
//! |---|---|
//! | [`TextReport`] | people, as compilers write it (feature `cli`) |
//! | [`JsonLinesReport`] | programs, one object per finding and line (feature `json`) |
//! | [`SarifReport`] | code scanning: SARIF 2.1.0 (feature `json`) |
//! | [`GithubReport`] | annotations of a workflow run |

mod finding;
mod github;
#[cfg(feature = "json")]
mod jsonl;
#[cfg(feature = "json")]
mod sarif;
#[cfg(feature = "cli")]
mod text;

pub use finding::{FindingWriter, PageFinding, Sides};
pub use github::GithubReport;
#[cfg(feature = "json")]
pub use jsonl::JsonLinesReport;
#[cfg(feature = "json")]
pub use sarif::SarifReport;
#[cfg(feature = "cli")]
pub use text::TextReport;
