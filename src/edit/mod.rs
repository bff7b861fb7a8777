//! Edits: new targets for units. They know no format: files of edits are read by [`format`](crate::format), and edits can be
//! made by hand.
//!
//! An [`Edit`] names its unit by an id, and may name its page, and holds the new target; it may hold the source for which it
//! was made. Whether it is good for its unit is for [`merge`](crate::merge) to decide. [`Edits`] finds the edits of a page.
//!
//! ```
//! use bitext::edit::{Edit, Edits};
//!
//! let edits: Edits = [("407fb-102", "Labdien"), ("407fb-103", "Uz redzēšanos")]
//!     .into_iter()
//!     .map(|(id, target)| Edit::new(id, target).in_page("docs/a.md"))
//!     .collect();
//! assert_eq!(edits.len(), 2);
//! assert_eq!(edits.iter().next().unwrap().target().as_deref(), Some("Labdien"));
//! ```

mod edits;
mod single;
mod text;

pub use edits::Edits;
pub use single::{Edit, EditState, MadeFor};
pub use text::{CodeHalf, EditText, TextFault};

#[cfg(feature = "merge")]
pub(crate) use text::{EditCode, TextRun};
