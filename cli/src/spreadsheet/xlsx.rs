//! Workbooks.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Sheet};

/// Widest column, in pixels.
const WIDTH: u32 = 420;

/// What the two sheets are called.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'n> {
    pub(crate) figures: &'n str,
    pub(crate) about: &'n str,
}

/// A workbook: the table, its headings standing still, and a second sheet that says what it is. The same table gives the same bytes.
///
/// # Errors
/// [`XlsxError`] for more rows or longer texts than a workbook can have.
pub(crate) fn bytes(sheet: &Sheet, names: Names<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let date = sheet.made_on.date();
    let made = ExcelDateTime::from_ymd(date.year().unsigned_abs(), date.month().unsigned_abs(), date.day().unsigned_abs())?;
    workbook.set_properties(&DocProperties::new().set_title(&sheet.title).set_creation_datetime(&made));
    figures(workbook.add_worksheet().set_name(names.figures)?, sheet)?;
    about(workbook.add_worksheet().set_name(names.about)?, sheet)?;
    workbook.save_to_buffer()
}

fn figures(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let heading = Format::new().set_bold();
    let whole = Format::new().set_num_format("#,##0");
    let share = Format::new().set_num_format("0.0%");
    for (column, text) in (0..).zip(&sheet.headings) {
        worksheet.write_string_with_format(0, column, text, &heading)?;
    }
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => worksheet.write_string(row, column, text)?,
                Cell::Number(number) => worksheet.write_number_with_format(row, column, as_float(*number), &whole)?,
                Cell::Share(tenths) => worksheet.write_number_with_format(row, column, f64::from(*tenths) / 1_000.0, &share)?,
                Cell::Empty => worksheet,
            };
        }
    }
    worksheet.set_freeze_panes(1, 0)?;
    worksheet.set_autofit_max_width(WIDTH).autofit();
    Ok(())
}

fn about(worksheet: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    worksheet.write_string_with_format(0, 0, &sheet.title, &Format::new().set_bold())?;
    for (row, (word, what)) in (1..).zip(&sheet.about) {
        worksheet.write_string(row, 0, word)?;
        worksheet.write_string(row, 1, what)?;
    }
    worksheet.set_autofit_max_width(WIDTH).autofit();
    Ok(())
}

/// A workbook knows no other numbers; visits are far fewer than it can tell apart.
#[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
fn as_float(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader as _, Xlsx};

    use super::{Names, bytes};
    use crate::spreadsheet::tests::sample;

    const NAMES: Names<'static> = Names { figures: "Chiffres", about: "À propos" };

    fn cells(book: Vec<u8>, sheet: &str) -> Vec<Vec<Data>> {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).unwrap();
        assert!(book.worksheet_formula(sheet).unwrap().is_empty(), "nobody's text becomes a formula");
        book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn a_workbook_holds_numbers_as_numbers_and_says_what_they_are() {
        let text = |text: &str| Data::String(text.to_owned());
        let book = bytes(&sample(), NAMES).unwrap();
        let figures = [
            vec![text("Opérateur"), text("Visites"), text("Part")],
            vec![text("ARC; \"asbl\""), Data::Float(1_234.0), Data::Float(0.123)],
            vec![text("=HYPERLINK(\"x\")"), Data::Empty, Data::Float(1.0)],
        ];
        assert_eq!(cells(book.clone(), "Chiffres"), figures);
        let about = [vec![text("Chiffres, 2025"), Data::Empty], vec![text("Couverture"), text("opérateurs 2 sur 2")]];
        assert_eq!(cells(book, "À propos"), about);
    }

    #[test]
    fn the_same_table_gives_the_same_workbook() {
        assert_eq!(bytes(&sample(), NAMES).unwrap(), bytes(&sample(), NAMES).unwrap());
    }
}
