//! Which columns of a table fit into a terminal.

/// A column of prose is not narrower than this: narrower lines cannot be read.
const NARROWEST: usize = 24;

/// Between two columns.
pub(super) const GAP: usize = 2;

/// How a table fits.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fit {
    /// The columns that fit, in their order.
    pub(super) columns: Vec<usize>,
    /// Whether prose has to be broken into lines for that.
    pub(super) breaks: bool,
}

/// Which columns of `rows` with `titles` fit into `width`: first those that nobody can do without, then the others, in
/// their order. `None` if not even the first ones fit.
pub(super) fn fit(titles: &[&str], rows: &[Vec<String>], width: usize) -> Option<Fit> {
    let sizes: Vec<Size> = (0..titles.len())
        .map(|index| size(titles, rows, index))
        .collect();
    let is_key = keys(titles);
    let (needed, others): (Vec<usize>, Vec<usize>) =
        (0..titles.len()).partition(|index| is_key.get(*index) == Some(&true));
    let (mut columns, mut least, mut whole) = (Vec::new(), 0, 0);
    for index in needed.iter().chain(&others) {
        let Some(size) = sizes.get(*index) else {
            continue;
        };
        let gap = if columns.is_empty() { 0 } else { GAP };
        if least + gap + size.least <= width {
            least += gap + size.least;
            whole += gap + size.whole;
            columns.push(*index);
        } else if needed.contains(index) {
            return None;
        }
    }
    columns.sort_unstable();
    let breaks = whole > width;
    Some(Fit { columns, breaks })
}

/// How wide a column is.
struct Size {
    /// With prose broken into lines.
    least: usize,
    /// With each value on one line.
    whole: usize,
}

fn size(titles: &[&str], rows: &[Vec<String>], index: usize) -> Size {
    let title = titles.get(index).copied().unwrap_or_default();
    let title = console::measure_text_width(title);
    let longest = cells(rows, index).map(console::measure_text_width).max();
    let whole = longest.unwrap_or(0).max(title);
    let least = match has_prose(rows, index) {
        true => whole.min(NARROWEST.max(title)),
        false => whole,
    };
    Size { least, whole }
}

/// Which of the columns nobody can do without: the first one, and the first that is an id, a name, and a state. Of the
/// results of a flow: what became of each, and of which log of which host.
fn keys(titles: &[&str]) -> Vec<bool> {
    let mut is_key = vec![false; titles.len()];
    let first = |is_it: fn(&str) -> bool| titles.iter().position(|title| is_it(title));
    let found = [
        first(|_| true),
        first(|title| ends(title, &["id", "Id"])),
        first(|title| ends(title, &["name", "Name"])),
        first(|title| ends(title, &["STATE", "state", "State", "status", "Status"])),
        first(|title| title == "outcome"),
        first(|title| title == "host"),
        first(|title| title == "log"),
    ];
    for index in found.into_iter().flatten() {
        if let Some(key) = is_key.get_mut(index) {
            *key = true;
        }
    }
    is_key
}

/// Whether the last word of `title` is one of `words`.
fn ends(title: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        let rest = title.strip_suffix(word);
        let is_upper = word.starts_with(char::is_uppercase);
        rest.is_some_and(|rest| is_upper || rest.is_empty() || rest.ends_with('_'))
    })
}

fn cells(rows: &[Vec<String>], index: usize) -> impl Iterator<Item = &str> {
    rows.iter()
        .filter_map(move |row| row.get(index).map(String::as_str))
}

/// Whether a column has sentences, which may be broken. An id must be one to copy.
pub(super) fn has_prose(rows: &[Vec<String>], index: usize) -> bool {
    cells(rows, index).any(is_prose)
}

/// Whether it is a sentence, or part of one.
pub(super) fn is_prose(text: &str) -> bool {
    text.matches(' ').count() > 2
}

#[cfg(test)]
mod tests {
    use super::{fit, keys};

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn columns_that_do_not_fit_are_left_out_but_not_the_ones_that_matter() {
        let rows = [row(&[
            "0123456789",
            "a long address of some kind",
            "x",
            "é",
        ])];
        let titles = ["id", "address", "count", "STATE"];
        let columns = |width| fit(&titles, &rows, width).map(|fit| fit.columns);
        // Ten, two and twenty-four, two and five, two and five.
        assert_eq!(columns(50), Some(vec![0, 1, 2, 3]));
        assert_eq!(columns(49), Some(vec![0, 1, 3]));
        // There is room for a column behind one that is too wide.
        assert_eq!(columns(42), Some(vec![0, 2, 3]));
        assert_eq!(columns(23), Some(vec![0, 3]));
        assert_eq!(columns(16), None);
        assert_eq!(columns(53).map(|all| all.len()), Some(4));
        assert!(!fit(&titles, &rows, 53).unwrap().breaks);
        assert!(fit(&titles, &rows, 52).unwrap().breaks);
    }

    #[test]
    fn id_name_and_state_matter() {
        let told = |titles: &[&'static str]| {
            let all = titles.iter().zip(keys(titles));
            all.filter(|(_, is_key)| *is_key)
                .map(|(title, _)| *title)
                .collect::<Vec<_>>()
        };
        for (titles, important) in [
            (
                &["id", "STATE", "snapshotId", "createdAt"][..],
                &["id", "STATE"][..],
            ),
            (
                &["status", "projectName", "createTime"],
                &["status", "projectName"],
            ),
            (
                &["region", "paid", "username", "backup_id", "backup_name"],
                &["region", "backup_id", "backup_name"],
            ),
            (
                &["file", "bytes", "outcome", "jobId"],
                &["file", "outcome", "jobId"],
            ),
            (
                &["file", "bytes", "outcome", "log", "host"],
                &["file", "outcome", "log", "host"],
            ),
            (&[], &[]),
        ] {
            assert_eq!(told(titles), important, "{titles:?}");
        }
    }
}
