//! Which columns of a table fit into a terminal.

/// A column of prose is not narrower than this: narrower lines cannot be read.
const NARROWEST: usize = 24;

/// Between two columns.
pub(super) const GAP: usize = 2;

/// How a table fits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// How many columns fit, at least one.
    pub(super) columns: usize,
    /// Whether prose has to be broken into lines for that.
    pub(super) breaks: bool,
    /// Which columns may be broken: those of prose. An id must be one to copy.
    pub(super) is_prose: Vec<bool>,
}

/// Which columns of `rows` with `titles` fit into `width`.
pub(super) fn fit(titles: &[&str], rows: &[Vec<String>], width: usize) -> Fit {
    let is_prose: Vec<bool> = (0..titles.len()).map(|index| prose(rows, index)).collect();
    let (mut least, mut whole) = (0, 0);
    let mut columns = titles.len();
    for (index, title) in titles.iter().enumerate() {
        let title = console::measure_text_width(title);
        let longest = cells(rows, index).map(console::measure_text_width).max();
        let longest = longest.unwrap_or(0).max(title);
        let gap = if index == 0 { 0 } else { GAP };
        let narrow = if is_prose.get(index) == Some(&true) {
            longest.min(NARROWEST.max(title))
        } else {
            longest
        };
        if least + narrow + gap > width {
            columns = index.max(1);
            break;
        }
        least += narrow + gap;
        whole += longest + gap;
    }
    Fit {
        columns,
        breaks: whole > width,
        is_prose,
    }
}

fn cells(rows: &[Vec<String>], index: usize) -> impl Iterator<Item = &str> {
    rows.iter()
        .filter_map(move |row| row.get(index).map(String::as_str))
}

/// Whether a column has sentences.
fn prose(rows: &[Vec<String>], index: usize) -> bool {
    cells(rows, index).any(is_prose)
}

/// Whether it is a sentence, or part of one.
pub(super) fn is_prose(text: &str) -> bool {
    text.matches(' ').count() > 2
}

#[cfg(test)]
mod tests {
    use super::fit;

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_that_do_not_fit_are_left_out() {
        let rows = [row(&["0123456789", "x", "é"])];
        let titles = ["id", "state", "name"];
        let columns = |width| fit(&titles, &rows, width).columns;
        // Ten, two and five, two and four.
        assert_eq!(columns(23), 3);
        assert_eq!(columns(22), 2);
        assert_eq!(columns(16), 1);
        assert_eq!(columns(3), 1);
        assert!(!fit(&titles, &rows, 23).breaks);
    }

    #[test]
    fn prose_is_broken_before_a_column_is_left_out() {
        let text = "one two three four five six seven eight nine ten";
        let rows = [row(&["0123456789", text, "x"])];
        let titles = ["id", "summary", "also"];
        let whole = fit(&titles, &rows, 80);
        assert_eq!((whole.columns, whole.breaks), (3, false));
        // Ten, two and twenty-four, two and four.
        let broken = fit(&titles, &rows, 42);
        assert_eq!((broken.columns, broken.breaks), (3, true));
        assert_eq!(broken.is_prose, [false, true, false]);
        assert_eq!(fit(&titles, &rows, 41).columns, 2);
        assert_eq!(fit(&titles, &rows, 35).columns, 1);
    }
}
