//! The candidates of a window with the processor's vector instructions.
use crate::scan::candidates::Fill;
/// The fill for this processor, if there is one.
pub(crate) fn fill() -> Option<Fill> {
    None
}
