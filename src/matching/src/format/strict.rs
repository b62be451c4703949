//! Reading text and JSON without guessing: what is given twice, or written in another encoding, is said.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::FormatError;

/// Most characters of a file that a message repeats.
const ECHO: usize = 60;

/// The text of a file in UTF-8, without the mark that some editors begin it with.
///
/// # Errors
/// When it is in another encoding.
pub(super) fn text(bytes: &[u8]) -> Result<&str, FormatError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(FormatError::Encoding("it is UTF-16".to_owned()));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let row = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        FormatError::Encoding(format!("row {row} is not UTF-8"))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// The words of a message, without the middle of what is too long to repeat.
pub(super) fn abridged(words: &str) -> String {
    let count = words.chars().count();
    if count <= 4 * ECHO {
        return words.to_owned();
    }
    let first: String = words.chars().take(2 * ECHO).collect();
    let last: String = words.chars().skip(count - ECHO).collect();
    format!("{first} … {last}")
}

/// A cell or key as a message repeats it.
pub(super) fn echo(cell: &str) -> String {
    let mut start: String = cell.chars().take(ECHO).collect();
    if start.len() < cell.len() {
        start.push('…');
    }
    start
}

/// JSON in which no object gives a key twice.
pub(super) struct Strict(pub Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything).map(Self)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let Strict(value) = entries.next_value()?;
            if object.contains_key(&key) {
                return Err(Error::custom(format!("'{}' is given twice", echo(&key))));
            }
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}
