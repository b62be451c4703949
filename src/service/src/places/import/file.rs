//! The rows of a file as people publish and save them: in UTF-8, UTF-16 or Windows-1252, between commas, semicolons or tabs, with any
//! line ends.

use std::io::{self, Read, Seek};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use csv::{ReaderBuilder, StringRecord};
use domain::kit::tidy;
use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

use super::ImportError;

/// The longest row that is read, in bytes of UTF-8; a longer one is no register's.
pub(super) const LONGEST_ROW: usize = 64 * 1024;
/// Bytes of the file that are looked at together.
const AT_ONCE: usize = 64 * 1024;
/// Follows the last line. Where it is not a row of its own, the file ends inside quotation marks.
const END: &str = "\u{1}the end\u{1}";

pub(super) struct Row {
    /// The line that it begins on, from 1.
    pub line: u64,
    /// Its cells, as they are.
    pub cells: StringRecord,
    /// Why its cells can't be trusted.
    pub fault: Option<String>,
}

impl Row {
    /// Whether there is nothing in it: spreadsheets write such rows below and between others.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| tidy::line(cell).is_empty())
    }
}

pub(super) struct Rows<F> {
    reader: csv::Reader<Text<F>>,
    /// How the text is encoded, in words.
    pub encoding: &'static str,
    is_over: bool,
}

impl<F: Read + Seek> Rows<F> {
    /// Looks through the file to find how it is encoded, and begins.
    pub(super) fn of(mut file: F) -> Result<Self, ImportError> {
        let (encoding, head) = look_through(&mut file)?;
        file.rewind()?;
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter(&encoding.decode(&head).0))
            .from_reader(Text::new(file, encoding));
        Ok(Self {
            reader,
            encoding: encoding.name(),
            is_over: false,
        })
    }

    pub(super) fn next(&mut self) -> Result<Option<Row>, ImportError> {
        if self.is_over {
            return Ok(None);
        }
        let mut cells = StringRecord::new();
        let began_after = self.reader.position().line();
        let is_there = self
            .reader
            .read_record(&mut cells)
            .map_err(|error| why(error, began_after))?;
        self.reader.get_mut().allowed = LONGEST_ROW;
        if !is_there || cells.iter().eq([END]) {
            self.is_over = true;
            return Ok(None);
        }
        // The reader's position is the line below. It passes over empty lines, so where the row begins is counted from there.
        let breaks = cells.iter().flat_map(str::bytes);
        let breaks = breaks.filter(|byte| *byte == b'\n').count() as u64;
        let below = self.reader.position().line();
        self.is_over = cells.iter().any(|cell| cell.contains(END));
        let line = if self.is_over {
            below.saturating_sub(breaks)
        } else {
            below.saturating_sub(breaks + 1)
        };
        let fault = if self.is_over {
            let last = below.saturating_sub(2);
            Some(format!(
                "a quotation mark is missing, so lines {line} to {last} cannot be told apart"
            ))
        } else if breaks > 0 && cells.iter().any(|cell| cell.contains('"')) {
            Some(format!(
                "a quotation mark is missing or one too many in lines {line} to {}",
                line + breaks
            ))
        } else {
            None
        };
        Ok(Some(Row { line, cells, fault }))
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.reader.get_ref().bytes_read
    }
}

fn why(error: csv::Error, line: u64) -> ImportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            ImportError::RowTooLong(line)
        }
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            ImportError::Garbled(line)
        }
        csv::ErrorKind::Io(error) => error.into(),
        other => io::Error::other(format!("{other:?}")).into(),
    }
}

/// How the file is encoded, and how it begins.
fn look_through(file: &mut impl Read) -> Result<(&'static Encoding, Vec<u8>), ImportError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut head, mut chunk) = (Vec::new(), vec![0; AT_ONCE]);
    let (mut has_nul, mut is_ascii) = (false, true);
    loop {
        let count = file.read(&mut chunk)?;
        let read = &chunk[..count];
        has_nul |= read.contains(&0);
        is_ascii &= read.is_ascii();
        if head.len() < AT_ONCE {
            head.extend_from_slice(read);
        }
        detector.feed(read, count == 0);
        if count == 0 {
            break;
        }
    }
    if let Some((marked, _)) = Encoding::for_bom(&head) {
        return Ok((marked, head));
    }
    if has_nul {
        return Err(ImportError::NotText);
    }
    let guessed = detector.guess(Some(b"uk"), Utf8Detection::Allow);
    if is_ascii {
        Ok((UTF_8, head))
    } else if guessed == UTF_8 || guessed == WINDOWS_1252 {
        Ok((guessed, head))
    } else {
        Err(ImportError::UnknownEncoding(guessed.name()))
    }
}

/// What stands between the cells of the first row: whatever makes the most of them. Excel writes semicolons where a comma is the
/// decimal point.
fn delimiter(head: &str) -> u8 {
    let columns = |delimiter: u8| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(head.as_bytes());
        let first = reader.records().next();
        first.and_then(Result::ok).map_or(0, |record| record.len())
    };
    let mut best = (b',', columns(b','));
    for other in [b';', b'\t'] {
        let count = columns(other);
        if count > best.1 {
            best = (other, count);
        }
    }
    best.0
}

/// The text of a file as UTF-8, with one kind of line end, so that the reader counts all lines.
struct Text<F> {
    file: F,
    decoder: Decoder,
    chunk: Vec<u8>,
    decoded: String,
    /// How much of `decoded` has been given out.
    given: usize,
    after_return: bool,
    /// Whether a line has begun and not ended.
    in_line: bool,
    has_ended: bool,
    bytes_read: u64,
    /// How many bytes may still be given before the row must be over.
    allowed: usize,
}

impl<F: Read> Text<F> {
    fn new(file: F, encoding: &'static Encoding) -> Self {
        Self {
            file,
            decoder: encoding.new_decoder_with_bom_removal(),
            chunk: vec![0; AT_ONCE],
            decoded: String::new(),
            given: 0,
            after_return: false,
            in_line: false,
            has_ended: false,
            bytes_read: 0,
            allowed: LONGEST_ROW,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = self.file.read(&mut self.chunk)?;
        self.bytes_read += count as u64;
        self.has_ended = count == 0;
        let most = self.decoder.max_utf8_buffer_length(count).unwrap_or(0);
        let mut text = String::with_capacity(most);
        let (_, _, is_garbled) =
            self.decoder
                .decode_to_string(&self.chunk[..count], &mut text, self.has_ended);
        if is_garbled {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.decoded.clear();
        self.given = 0;
        for c in text.chars() {
            match c {
                '\n' if self.after_return => {}
                '\r' => self.decoded.push('\n'),
                c => self.decoded.push(c),
            }
            self.after_return = c == '\r';
        }
        self.in_line = self
            .decoded
            .chars()
            .last()
            .map_or(self.in_line, |c| c != '\n');
        if self.has_ended {
            if self.in_line {
                self.decoded.push('\n');
            }
            self.decoded.push_str(END);
            self.decoded.push('\n');
        }
        Ok(())
    }
}

impl<F: Read> Read for Text<F> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.decoded.len() && !self.has_ended {
            self.fill()?;
        }
        let ready = &self.decoded.as_bytes()[self.given..];
        let count = ready.len().min(out.len());
        self.allowed = self
            .allowed
            .checked_sub(count)
            .ok_or(io::ErrorKind::FileTooLarge)?;
        out[..count].copy_from_slice(&ready[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    /// Its line, its cells, and what is wrong with it.
    type Read = (u64, Vec<String>, Option<String>);

    fn read(bytes: impl AsRef<[u8]>) -> (Vec<Read>, &'static str) {
        let mut rows = Rows::of(Cursor::new(bytes)).unwrap();
        let mut all = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            if !row.is_blank() {
                let cells = row.cells.iter().map(str::to_owned).collect();
                all.push((row.line, cells, row.fault));
            }
        }
        (all, rows.encoding)
    }

    fn lines(bytes: impl AsRef<[u8]>) -> Vec<(u64, Vec<String>)> {
        let rows = read(bytes).0.into_iter();
        rows.map(|(line, cells, fault)| {
            assert_eq!(fault, None);
            (line, cells)
        })
        .collect()
    }

    fn expected(rows: &[(u64, &[&str])]) -> Vec<(u64, Vec<String>)> {
        let rows = rows.iter();
        rows.map(|(line, cells)| (*line, cells.iter().map(|cell| (*cell).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn every_line_end_counts_as_one_line() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", ",", "c,d", "e,f"].join(end);
            for text in [
                text.clone(),
                format!("{text}{end}"),
                format!("{text}{end}{end}"),
            ] {
                let rows = expected(&[(1, &["a", "b"]), (4, &["c", "d"]), (5, &["e", "f"])]);
                assert_eq!(lines(text), rows, "{end:?}");
            }
        }
    }

    #[test]
    fn cells_are_told_apart_by_commas_semicolons_or_tabs() {
        for delimiter in [",", ";", "\t"] {
            let text = format!("a{delimiter}b\n1{delimiter}2\n");
            assert_eq!(lines(text)[1].1, ["1", "2"], "{delimiter:?}");
        }
        assert_eq!(lines("\"a;b;c;d\",x\n")[0].1, ["a;b;c;d", "x"]);
    }

    #[test]
    fn a_quoted_line_break_is_part_of_its_cell() {
        let rows = expected(&[(1, &["a", "b"]), (2, &["1", "one\ntwo"]), (4, &["3", "4"])]);
        assert_eq!(lines("a,b\r\n1,\"one\r\ntwo\"\r\n3,4\r\n"), rows);
        assert_eq!(lines("a,b\n1,12\" rule\n")[1].1, ["1", "12\" rule"]);
    }

    #[test]
    fn rows_swallowed_by_an_open_quotation_mark_are_told() {
        let (rows, _) = read("a,b\n1,\"open\n2,x\n3,y\n");
        assert_eq!(rows.len(), 2);
        assert_eq!(
            rows[1].2.as_deref(),
            Some("a quotation mark is missing, so lines 2 to 4 cannot be told apart")
        );
        let (rows, _) = read("a,b\n1,\"open\n2,\"closed\"\n3,y\n");
        assert_eq!(
            rows[1].2.as_deref(),
            Some("a quotation mark is missing or one too many in lines 2 to 3")
        );
        assert_eq!((rows.len(), rows[2].0), (3, 4));
    }

    #[test]
    fn text_is_read_in_the_encoding_that_it_is_in() {
        let text = "name,town\nSt Chad’s Café,Siân £5\n";
        let utf_16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let marked = format!("\u{feff}{text}");
            marked.encode_utf16().flat_map(to_bytes).collect()
        };
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (format!("\u{feff}{text}").into_bytes(), "UTF-8"),
            (utf_16(u16::to_le_bytes), "UTF-16LE"),
            (utf_16(u16::to_be_bytes), "UTF-16BE"),
            (WINDOWS_1252.encode(text).0.into_owned(), "windows-1252"),
        ] {
            let (rows, found) = read(bytes);
            assert_eq!(found, encoding);
            assert_eq!(rows[0].1, ["name", "town"], "{encoding}");
            assert_eq!(rows[1].1, ["St Chad’s Café", "Siân £5"], "{encoding}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let utf_16: Vec<u8> = "a,b\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let refused = |bytes: Vec<u8>| {
            let mut rows = Rows::of(Cursor::new(bytes))?;
            while rows.next()?.is_some() {}
            Ok::<_, ImportError>(())
        };
        assert!(matches!(refused(utf_16), Err(ImportError::NotText)));
        let marked = b"\xEF\xBB\xBFa,b\n1,caf\xe9,x\n".to_vec();
        assert!(matches!(refused(marked), Err(ImportError::Garbled(_))));
        let long = format!("a,b\n1,\"{}", "x\n".repeat(LONGEST_ROW));
        assert!(matches!(
            refused(long.into_bytes()),
            Err(ImportError::RowTooLong(2))
        ));
    }

    proptest! {
        #[test]
        fn what_a_spreadsheet_writes_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a-zé \"\n,;]{0,6}", 3), 1..20),
            delimiter in prop::sample::select(vec![b',', b';', b'\t']),
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
            writer.write_record(["one", "two", "three"]).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let bytes = writer.into_inner().unwrap();
            let mut reader = Rows::of(Cursor::new(bytes)).unwrap();
            let header = reader.next().unwrap().unwrap();
            prop_assert!(header.cells.iter().eq(["one", "two", "three"]));
            for row in &rows {
                let found = reader.next().unwrap().unwrap();
                prop_assert!(found.cells.iter().eq(row.iter()), "{:?} {row:?}", found.cells);
            }
            prop_assert!(reader.next().unwrap().is_none());
        }
    }
}
