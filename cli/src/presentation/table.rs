//! Tables: columns without borders, as wide as the terminal.

use comfy_table::{CellAlignment, ContentArrangement, presets};
use maillage_shared::text;

/// A table being filled. Cells may come from other nodes: they are made safe for a terminal here.
#[derive(Debug)]
pub struct Table {
    table: comfy_table::Table,
}

impl Table {
    /// A table with these headings, in the reader's language.
    #[must_use]
    pub fn new(headings: impl IntoIterator<Item = String>) -> Self {
        let mut table = comfy_table::Table::new();
        table.load_style(presets::NOTHING).force_no_tty();
        table.set_header(headings.into_iter().collect::<Vec<_>>());
        Self { table }
    }

    /// Writes the columns with these numbers, from 0, flush right, as figures are.
    #[must_use]
    pub fn with_figures(mut self, columns: impl IntoIterator<Item = usize>) -> Self {
        for number in columns {
            if let Some(column) = self.table.column_mut(number) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        self
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.table.add_row(cells.into_iter().map(|cell| text::printable(cell.as_ref())).collect::<Vec<_>>());
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// The table as text that ends with a line feed; wrapped to `width` columns when it is given.
    #[must_use]
    pub fn to_text(&self, width: Option<u16>) -> String {
        let mut table = self.table.clone();
        match width {
            Some(width) => table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width),
            None => table.set_content_arrangement(ContentArrangement::Disabled),
        };
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        let mut text = table.trim_fmt();
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn two_permanences() -> Table {
        let mut table = Table::new(["Permanence".to_owned(), "Visites".to_owned()]).with_figures([1]);
        table.row(["forest-cpas", "8"]);
        table.row(["liege\u{1b}[31m-maison", "120"]);
        table
    }

    #[test]
    fn figures_stand_right_and_foreign_control_characters_are_gone() {
        let text = two_permanences().to_text(None);
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines, ["Permanence        Visites", "forest-cpas             8", "liege[31m-maison      120"], "{text}");
    }

    #[test]
    fn a_narrow_terminal_wraps_the_cells() {
        let text = two_permanences().to_text(Some(20));
        assert!(text.lines().all(|line| line.chars().count() <= 20), "{text}");
        assert!(text.lines().count() > 3, "{text}");
    }
}
