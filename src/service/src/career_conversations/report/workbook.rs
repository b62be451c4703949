//! The report as a workbook: a sheet for each table, with numbers that can be counted with.

use domain::career_conversations::report::{Kind, Table};
use domain::kit::instant::Instant;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::{Cell, Report, cells, counted_up_to, headings, leaves_out, left_out_note, rows, title};

/// The widest column, in pixels.
const WIDEST: u32 = 300;

/// The workbook's bytes.
pub(super) fn write(report: &Report, now: Instant) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Its library would take the time from the air.
    let made_at = ExcelDateTime::from_timestamp(now.timestamp().as_second())?;
    let properties = DocProperties::new()
        .set_title(title(report))
        .set_creation_datetime(&made_at);
    workbook.set_properties(&properties);
    for table in &report.tables {
        write_sheet(workbook.add_worksheet(), report, table)?;
    }
    workbook.save_to_buffer()
}

/// The name of a table's sheet; one has 31 characters at most.
fn name(table: &Table) -> String {
    let kind = match table.kind {
        Kind::Use => "By",
        Kind::LedTo => "Led to, by",
    };
    format!("{kind} {}", table.by.words().to_lowercase())
}

fn write_sheet(sheet: &mut Worksheet, report: &Report, table: &Table) -> Result<(), XlsxError> {
    sheet.set_name(name(table))?;
    let heading = Format::new().set_bold().set_text_wrap();
    for (column, words) in (0..).zip(headings(table)) {
        sheet.write_string_with_format(0, column, words, &heading)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    let mut below = 1;
    for (row, is_total) in rows(table) {
        for (column, cell) in (0..).zip(cells(report, table, row, is_total)) {
            write_cell(sheet, (below, column), &cell, is_total)?;
        }
        below += 1;
    }
    sheet.set_autofit_max_width(WIDEST).autofit();
    // After the widths: these lines may run over the columns beside them.
    sheet.write_string(below + 1, 0, title(report))?;
    sheet.write_string(below + 2, 0, counted_up_to(report))?;
    if leaves_out(report) {
        sheet.write_string(below + 3, 0, left_out_note())?;
    }
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    is_total: bool,
) -> Result<(), XlsxError> {
    let format = if is_total {
        Format::new().set_bold()
    } else {
        Format::new()
    };
    let in_sheet = |number: i64| i32::try_from(number).map_or(f64::INFINITY, f64::from);
    match cell {
        Cell::Group(name) => {
            // Text is never a formula, whatever it begins with.
            sheet.write_string_with_format(row, column, name, &format)?;
        }
        Cell::Count(number) | Cell::Days(number) => {
            let format = format.set_num_format("#,##0");
            sheet.write_number_with_format(row, column, in_sheet(*number), &format)?;
        }
        Cell::Percent(number) => {
            let format = format.set_num_format("0%");
            sheet.write_number_with_format(row, column, in_sheet(*number) / 100.0, &format)?;
        }
        Cell::LeftOut | Cell::Nothing(_) => {
            let format = format.set_align(FormatAlign::Right);
            sheet.write_string_with_format(row, column, cell.to_string(), &format)?;
        }
    }
    Ok(())
}
