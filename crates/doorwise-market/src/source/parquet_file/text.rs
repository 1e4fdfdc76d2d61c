//! Arrow values as text, as they would stand in a CSV export.
//!
//! The crate `arrow-cast` turns every type into every other and took a seventh of the whole build with
//! what it needs; a table wants one way, to text, of the types that a Parquet file can have.

use std::fmt::{self, Write as _};

use arrow_array::builder::LargeStringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::NANOSECONDS;
use arrow_array::types::{
    ArrowPrimitiveType, ArrowTemporalType, Date32Type, Date64Type, Decimal32Type, Decimal64Type,
    Decimal128Type, Decimal256Type, DecimalType, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, Float16Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, IntervalDayTimeType, IntervalMonthDayNanoType,
    IntervalYearMonthType, Time32MillisecondType, Time32SecondType, Time64MicrosecondType,
    Time64NanosecondType, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, LargeStringArray};
use arrow_schema::{ArrowError, DataType, IntervalUnit, TimeUnit};

/// Returns an array as text, missing values kept.
///
/// Dates and times are written as ISO 8601 has them, those of a time zone in UTC; numbers as the
/// shortest text that reads back to the same number, 5 for 5.0; bytes that are no text in hexadecimal;
/// the items of a list with a bar between them, as CSV cells with several values have it.
pub(crate) fn as_text(array: &dyn Array) -> Result<LargeStringArray, ArrowError> {
    use DataType::{
        Binary, BinaryView, Boolean, Date32, Date64, Decimal32, Decimal64, Decimal128, Decimal256,
        Dictionary, Duration, FixedSizeBinary, FixedSizeList, Float16, Float32, Float64, Int8,
        Int16, Int32, Int64, Interval, LargeBinary, LargeList, LargeUtf8, List, Map, Null, Struct,
        Time32, Time64, Timestamp, UInt8, UInt16, UInt32, UInt64, Utf8, Utf8View,
    };
    use TimeUnit::{Microsecond, Millisecond, Nanosecond, Second};
    Ok(match array.data_type() {
        Null => LargeStringArray::new_null(array.len()),
        LargeUtf8 => array.as_string::<i64>().clone(),
        Utf8 => array.as_string::<i32>().iter().collect(),
        Utf8View => array.as_string_view().iter().collect(),
        Boolean => shown(array.as_boolean().iter()),
        Int8 => numbers::<Int8Type>(array),
        Int16 => numbers::<Int16Type>(array),
        Int32 => numbers::<Int32Type>(array),
        Int64 => numbers::<Int64Type>(array),
        UInt8 => numbers::<UInt8Type>(array),
        UInt16 => numbers::<UInt16Type>(array),
        UInt32 => numbers::<UInt32Type>(array),
        UInt64 => numbers::<UInt64Type>(array),
        Float16 => fractions(array.as_primitive::<Float16Type>().iter(), |it| {
            it.is_finite()
        }),
        Float32 => fractions(array.as_primitive::<Float32Type>().iter(), |it| {
            it.is_finite()
        }),
        Float64 => fractions(array.as_primitive::<Float64Type>().iter(), |it| {
            it.is_finite()
        }),
        Decimal32(..) => decimals::<Decimal32Type>(array),
        Decimal64(..) => decimals::<Decimal64Type>(array),
        Decimal128(..) => decimals::<Decimal128Type>(array),
        Decimal256(..) => decimals::<Decimal256Type>(array),
        Date32 => times::<Date32Type>(array, At::Day),
        Date64 => times::<Date64Type>(array, At::Day),
        Time32(Second) => times::<Time32SecondType>(array, At::Clock),
        Time32(_) => times::<Time32MillisecondType>(array, At::Clock),
        Time64(Microsecond) => times::<Time64MicrosecondType>(array, At::Clock),
        Time64(_) => times::<Time64NanosecondType>(array, At::Clock),
        Timestamp(unit, zone) => {
            let at = zone.as_ref().map_or(At::Local, |_| At::Instant);
            match unit {
                Second => times::<TimestampSecondType>(array, at),
                Millisecond => times::<TimestampMillisecondType>(array, at),
                Microsecond => times::<TimestampMicrosecondType>(array, at),
                Nanosecond => times::<TimestampNanosecondType>(array, at),
            }
        }
        Duration(Second) => times::<DurationSecondType>(array, At::Length),
        Duration(Millisecond) => times::<DurationMillisecondType>(array, At::Length),
        Duration(Microsecond) => times::<DurationMicrosecondType>(array, At::Length),
        Duration(Nanosecond) => times::<DurationNanosecondType>(array, At::Length),
        Interval(unit) => intervals(array, *unit),
        Binary => bytes(array.as_binary::<i32>().iter()),
        LargeBinary => bytes(array.as_binary::<i64>().iter()),
        BinaryView => bytes(array.as_binary_view().iter()),
        FixedSizeBinary(_) => bytes(array.as_fixed_size_binary().iter()),
        Dictionary(..) => {
            let coded = array.as_any_dictionary();
            let (keys, values) = (coded.normalized_keys(), as_text(coded.values())?);
            let value = |(row, &key): (usize, &usize)| {
                let is_there = !array.is_null(row) && values.is_valid(key);
                is_there.then(|| values.value(key))
            };
            keys.iter().enumerate().map(value).collect()
        }
        List(_) => joined(array.as_list::<i32>().iter())?,
        LargeList(_) => joined(array.as_list::<i64>().iter())?,
        FixedSizeList(..) => joined(array.as_fixed_size_list().iter())?,
        Struct(_) => {
            let structs = array.as_struct();
            let fields = structs.fields().iter().map(|field| field.name().as_str());
            let columns = structs.columns().iter().map(|column| as_text(column));
            let columns: Vec<_> = columns.collect::<Result<_, _>>()?;
            let fields: Vec<_> = fields.zip(&columns).collect();
            entries(array, |row| {
                let value = |(name, column): &(&str, &LargeStringArray)| {
                    let value = column.is_valid(row).then(|| column.value(row));
                    format!("{name}: {}", value.unwrap_or_default())
                };
                fields.iter().map(value).collect()
            })
        }
        Map(..) => {
            let map = array.as_map();
            let (keys, values) = (as_text(map.keys())?, as_text(map.values())?);
            let ends = map.value_offsets();
            entries(array, |row| {
                let value = |at: usize| {
                    let value = values.is_valid(at).then(|| values.value(at));
                    format!("{}: {}", keys.value(at), value.unwrap_or_default())
                };
                (ends[row] as usize..ends[row + 1] as usize)
                    .map(value)
                    .collect()
            })
        }
        other => {
            let error = format!("values of the type {other} cannot be read as text");
            return Err(ArrowError::NotYetImplemented(error));
        }
    })
}

fn shown<T: fmt::Display>(cells: impl Iterator<Item = Option<T>>) -> LargeStringArray {
    let mut out = LargeStringBuilder::new();
    for cell in cells {
        match cell {
            Some(cell) => {
                // Writing into memory cannot fail.
                let _ = write!(out, "{cell}");
                out.append_value("");
            }
            None => out.append_null(),
        }
    }
    out.finish()
}

fn numbers<T: ArrowPrimitiveType<Native: fmt::Display>>(array: &dyn Array) -> LargeStringArray {
    shown(array.as_primitive::<T>().iter())
}

/// What is infinite or no number is blank.
fn fractions<T: fmt::Display>(
    cells: impl Iterator<Item = Option<T>>,
    is_finite: fn(&T) -> bool,
) -> LargeStringArray {
    shown(cells.map(|cell| {
        cell.map(|number| match is_finite(&number) {
            true => number.to_string(),
            false => String::new(),
        })
    }))
}

fn decimals<T: DecimalType>(array: &dyn Array) -> LargeStringArray {
    let cells = array.as_primitive::<T>();
    let (precision, scale) = (cells.precision(), cells.scale());
    let shows = |value| T::format_decimal(value, precision, scale);
    shown(cells.iter().map(|cell| cell.map(shows)))
}

/// What a number of seconds or days stands for.
#[derive(Clone, Copy)]
enum At {
    Day,
    Clock,
    /// A date and a time of no told zone.
    Local,
    /// A moment.
    Instant,
    Length,
}

/// Times beyond the calendar are shown as the number that stands there.
fn times<T>(array: &dyn Array, at: At) -> LargeStringArray
where
    T: ArrowTemporalType<Native: fmt::Display>,
    i64: From<T::Native>,
{
    let cells = array.as_primitive::<T>();
    let text = |row: usize| {
        let text = match at {
            At::Day => cells.value_as_date(row).map(|day| day.to_string()),
            At::Clock => cells.value_as_time(row).map(|time| time.to_string()),
            At::Local => cells.value_as_datetime(row).map(|time| format!("{time:?}")),
            At::Instant => cells
                .value_as_datetime(row)
                .map(|time| format!("{time:?}Z")),
            At::Length => cells
                .value_as_duration(row)
                .map(|length| length.to_string()),
        };
        text.unwrap_or_else(|| cells.value(row).to_string())
    };
    shown((0..cells.len()).map(|row| cells.is_valid(row).then(|| text(row))))
}

fn intervals(array: &dyn Array, unit: IntervalUnit) -> LargeStringArray {
    let length = |months: i32, days: i32, seconds: f64| format!("P{months}M{days}DT{seconds}S");
    match unit {
        IntervalUnit::YearMonth => {
            let cells = array.as_primitive::<IntervalYearMonthType>().iter();
            shown(cells.map(|cell| cell.map(|months| length(months, 0, 0.0))))
        }
        IntervalUnit::DayTime => {
            let cells = array.as_primitive::<IntervalDayTimeType>().iter();
            shown(
                cells.map(|cell| {
                    cell.map(|it| length(0, it.days, f64::from(it.milliseconds) / 1000.0))
                }),
            )
        }
        IntervalUnit::MonthDayNano => {
            let cells = array.as_primitive::<IntervalMonthDayNanoType>().iter();
            shown(cells.map(|cell| {
                cell.map(|it| {
                    length(
                        it.months,
                        it.days,
                        it.nanoseconds as f64 / NANOSECONDS as f64,
                    )
                })
            }))
        }
    }
}

fn bytes<'a>(cells: impl Iterator<Item = Option<&'a [u8]>>) -> LargeStringArray {
    shown(cells.map(|cell| {
        cell.map(|bytes| match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }))
}

/// The items of each list with a bar between them; missing ones are left out.
fn joined(lists: impl Iterator<Item = Option<ArrayRef>>) -> Result<LargeStringArray, ArrowError> {
    let mut out = LargeStringBuilder::new();
    for list in lists {
        match list {
            Some(items) => {
                let items = as_text(&items)?;
                let items: Vec<&str> = items.iter().flatten().collect();
                out.append_value(items.join("|"));
            }
            None => out.append_null(),
        }
    }
    Ok(out.finish())
}

fn entries(array: &dyn Array, of_row: impl Fn(usize) -> Vec<String>) -> LargeStringArray {
    let row = |row: usize| (!array.is_null(row)).then(|| format!("{{{}}}", of_row(row).join(", ")));
    shown((0..array.len()).map(row))
}
