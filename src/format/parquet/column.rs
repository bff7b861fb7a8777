//! One column of rows in memory, with the levels that say where a value is missing.
//!
//! A definition level counts how much of the optional path to a value is there: of a plain column 0 for a missing value and 1 for
//! a value; of a list 0 for no list, 1 for an empty one, 2 for a text in it. A repetition level is 1 for each further text of
//! one list.

use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::writer::SerializedColumnWriter;

/// The values of one column that are there, and the levels of all rows.
#[derive(Debug, Clone)]
pub(super) struct Column {
    values: Values,
    definitions: Vec<i16>,
    /// Empty but in a list.
    repetitions: Vec<i16>,
    is_required: bool,
}

/// Texts are one after the other in one buffer; each has its end there.
#[derive(Debug, Clone)]
enum Values {
    Texts { bytes: Vec<u8>, ends: Vec<usize> },
    Numbers(Vec<i64>),
    Truths(Vec<bool>),
}

impl Column {
    /// A column of texts, of which none may be missing.
    pub(super) const fn required() -> Self {
        let mut column = Self::texts();
        column.is_required = true;
        column
    }

    /// A column of texts or of lists of texts.
    pub(super) const fn texts() -> Self {
        Self::new(Values::Texts { bytes: Vec::new(), ends: Vec::new() })
    }

    /// A column of numbers.
    pub(super) const fn numbers() -> Self {
        Self::new(Values::Numbers(Vec::new()))
    }

    /// A column of yes and no.
    pub(super) const fn truths() -> Self {
        Self::new(Values::Truths(Vec::new()))
    }

    const fn new(values: Values) -> Self {
        Self { values, definitions: Vec::new(), repetitions: Vec::new(), is_required: false }
    }

    pub(super) fn push_text(&mut self, text: Option<&str>) {
        self.definitions.push(text.is_some().into());
        if let Some(text) = text {
            self.push_bytes(text.as_bytes());
        }
    }

    pub(super) fn push_list(&mut self, texts: Option<&[String]>) {
        let Some([first, others @ ..]) = texts else {
            self.definitions.push(texts.is_some().into());
            self.repetitions.push(0);
            return;
        };
        for (repetition, text) in std::iter::once((0, first)).chain(others.iter().map(|text| (1, text))) {
            self.definitions.push(2);
            self.repetitions.push(repetition);
            self.push_bytes(text.as_bytes());
        }
    }

    /// A number that is too large for the column is missing: no file has 2^63 bytes.
    pub(super) fn push_number(&mut self, number: Option<u64>) {
        let number = number.and_then(|number| i64::try_from(number).ok());
        self.definitions.push(number.is_some().into());
        if let Values::Numbers(numbers) = &mut self.values {
            numbers.extend(number);
        }
    }

    pub(super) fn push_truth(&mut self, truth: Option<bool>) {
        self.definitions.push(truth.is_some().into());
        if let Values::Truths(truths) = &mut self.values {
            truths.extend(truth);
        }
    }

    fn push_bytes(&mut self, text: &[u8]) {
        if let Values::Texts { bytes, ends } = &mut self.values {
            bytes.extend_from_slice(text);
            ends.push(bytes.len());
        }
    }

    /// Adds the rows of another column of the same kind.
    pub(super) fn append(&mut self, other: &Self) {
        self.definitions.extend_from_slice(&other.definitions);
        self.repetitions.extend_from_slice(&other.repetitions);
        match (&mut self.values, &other.values) {
            (Values::Texts { bytes, ends }, Values::Texts { bytes: other_bytes, ends: other_ends }) => {
                ends.extend(other_ends.iter().map(|end| bytes.len() + end));
                bytes.extend_from_slice(other_bytes);
            }
            (Values::Numbers(numbers), Values::Numbers(others)) => numbers.extend_from_slice(others),
            (Values::Truths(truths), Values::Truths(others)) => truths.extend_from_slice(others),
            _ => unreachable!("columns are appended to those at the same place"),
        }
    }

    /// Writes the rows, and empties the column.
    pub(super) fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let definitions = (!self.is_required).then_some(&*self.definitions);
        let repetitions = (!self.repetitions.is_empty()).then_some(&*self.repetitions);
        let (written, expected) = match &mut self.values {
            Values::Texts { bytes, ends } => {
                let whole = ByteArray::from(std::mem::take(bytes));
                let mut start = 0;
                let text = |end| {
                    let text = whole.slice(start, end - start);
                    start = end;
                    text
                };
                let texts: Vec<ByteArray> = ends.drain(..).map(text).collect();
                (writer.typed::<ByteArrayType>().write_batch(&texts, definitions, repetitions)?, texts.len())
            }
            Values::Numbers(numbers) => {
                (writer.typed::<Int64Type>().write_batch(numbers, definitions, repetitions)?, numbers.len())
            }
            Values::Truths(truths) => {
                (writer.typed::<BoolType>().write_batch(truths, definitions, repetitions)?, truths.len())
            }
        };
        if written != expected {
            return Err(ParquetError::General(format!("{written} of {expected} values were written")));
        }
        self.clear();
        Ok(())
    }

    fn clear(&mut self) {
        self.definitions.clear();
        self.repetitions.clear();
        match &mut self.values {
            Values::Texts { bytes, ends } => {
                bytes.clear();
                ends.clear();
            }
            Values::Numbers(numbers) => numbers.clear(),
            Values::Truths(truths) => truths.clear(),
        }
    }
}
