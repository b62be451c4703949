//! The report as a workbook: a sheet for each table, in the smallest form of Office Open XML that spreadsheet programs read.

use std::fmt::Write as _;

use domain::report::Kind;

use super::{Report, cells, headings, no_formula, rows};

const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SHEETS: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The workbook's bytes.
#[must_use]
pub fn xlsx(report: &Report) -> Vec<u8> {
    let count = report.tables.len();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(count)),
        ("_rels/.rels".to_owned(), package_relations()),
        ("xl/workbook.xml".to_owned(), workbook(report)),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            workbook_relations(count),
        ),
    ];
    for (number, table) in (1..).zip(&report.tables) {
        let mut lines = vec![headings(table).into_iter().map(str::to_owned).collect()];
        lines.extend(rows(table).map(|(row, is_total)| cells(report, table, row, is_total)));
        files.push((format!("xl/worksheets/sheet{number}.xml"), sheet(&lines)));
    }
    archive(&files)
}

fn content_types(sheets: usize) -> String {
    let mut xml = format!(
        "{START}<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>"
    );
    for number in 1..=sheets {
        let _ = write!(
            xml,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{KIND}.worksheet+xml\"/>"
        );
    }
    xml + "</Types>"
}

fn package_relations() -> String {
    format!(
        "{START}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    )
}

fn workbook(report: &Report) -> String {
    let mut xml = format!("{START}<workbook xmlns=\"{SHEETS}\" xmlns:r=\"{RELATIONS}\"><sheets>");
    for (number, table) in (1..).zip(&report.tables) {
        // A sheet's name has 31 characters at most.
        let kind = match table.kind {
            Kind::Use => "By",
            Kind::LedTo => "Led to, by",
        };
        let name = escaped(&format!("{kind} {}", table.by.words().to_lowercase()));
        let _ = write!(
            xml,
            "<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"
        );
    }
    xml + "</sheets></workbook>"
}

fn workbook_relations(sheets: usize) -> String {
    let mut xml = format!("{START}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for number in 1..=sheets {
        let _ = write!(
            xml,
            "<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    xml + "</Relationships>"
}

/// Whole numbers are numbers; everything else is text, never a formula.
fn sheet(lines: &[Vec<String>]) -> String {
    let mut xml = format!("{START}<worksheet xmlns=\"{SHEETS}\"><sheetData>");
    for line in lines {
        xml.push_str("<row>");
        for cell in line {
            let _ = match cell.parse::<i64>() {
                Ok(number) => write!(xml, "<c><v>{number}</v></c>"),
                Err(_) => write!(
                    xml,
                    "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(&no_formula(cell))
                ),
            };
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData></worksheet>"
}

/// Text between tags or quotes, without what XML can't hold.
fn escaped(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A ZIP archive of texts, stored as they are.
fn archive(files: &[(String, String)]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let begins_at = four(all.len());
        let about = about(name, text.as_bytes());
        all.extend(b"PK\x03\x04");
        all.extend(&about);
        all.extend(name.as_bytes());
        all.extend(text.as_bytes());
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION);
        directory.extend(&about);
        // No comment, the first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(begins_at);
        directory.extend(name.as_bytes());
    }
    let (begins_at, length) = (four(all.len()), four(directory.len()));
    all.extend(directory);
    all.extend(b"PK\x05\x06");
    all.extend([0; 4]);
    all.extend([two(files.len()), two(files.len())].concat());
    all.extend([length, begins_at].concat());
    all.extend([0; 2]);
    all
}

/// The version of the format that reads it.
const VERSION: [u8; 2] = [20, 0];
/// Names are in UTF-8, what is stored is not made smaller, and the time is midnight on the first day that the format knows.
const PLAIN: [u8; 8] = [0x00, 0x08, 0, 0, 0, 0, 0x21, 0];

/// What both the file's own heading and the directory say.
fn about(name: &str, content: &[u8]) -> Vec<u8> {
    let length = four(content.len());
    let sum = checksum(content).to_le_bytes();
    let mut about = [VERSION.as_slice(), &PLAIN, &sum, &length, &length].concat();
    about.extend(two(name.len()));
    // Nothing more is said.
    about.extend([0; 2]);
    about
}

fn two(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_le_bytes()
}

fn four(length: usize) -> [u8; 4] {
    u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes()
}

/// CRC-32, as the format asks for.
fn checksum(content: &[u8]) -> u32 {
    let sum = content.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    });
    !sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_that_every_program_knows() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_sheet_holds_numbers_and_text_and_no_formula() {
        let line = ["=1+1", "<b>\u{7}", "6", "38%", ""]
            .map(str::to_owned)
            .to_vec();
        let xml = sheet(&[line]);
        assert!(xml.contains(">'=1+1</t>"), "{xml}");
        assert!(xml.contains(">&lt;b&gt;</t>"), "{xml}");
        assert!(xml.contains("<c><v>6</v></c>"), "{xml}");
        assert!(xml.contains(">38%</t>"), "{xml}");
        assert!(!xml.contains("<f>"), "{xml}");
    }

    #[test]
    fn an_archive_says_where_its_files_are() {
        let files = [("a.xml", "<a/>"), ("b/c.xml", "<c/>")];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let bytes = archive(&files);
        let end = &bytes[bytes.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        assert_eq!(end[10], 2, "two files");
        let at = usize::from(end[16]);
        assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert_eq!(&bytes[30..39], b"a.xml<a/>");
    }
}
