//! Lists that are read a page at a time.

use super::{Conn, FromRow, Query, Statement, StoreError};

/// More pages than any list has.
const MOST_PAGES: i64 = 100_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedPage {
    page: i64,
    on_a_page: i64,
}

impl AskedPage {
    /// The page, from 1, of a list with so many rows on a page.
    #[must_use]
    pub fn new(page: i64, on_a_page: i64) -> Self {
        Self {
            page: page.clamp(1, MOST_PAGES),
            on_a_page,
        }
    }

    /// So many rows from the beginning.
    #[must_use]
    pub fn first(rows: i64) -> Self {
        Self::new(1, rows)
    }

    /// The page that is shown of so many rows: one that is no more, because the list has become shorter since the link to it was
    /// made, is the last one.
    pub(crate) fn among(self, total: i64) -> Shown {
        let pages = ((total + self.on_a_page - 1) / self.on_a_page).max(1);
        let page = self.page.min(pages);
        Shown {
            page,
            pages,
            total,
            limit: self.on_a_page,
            offset: (page - 1) * self.on_a_page,
        }
    }
}

/// The page that is shown of a list whose rows are counted.
pub(crate) struct Shown {
    page: i64,
    pages: i64,
    total: i64,
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

impl Shown {
    pub(crate) fn with<T>(self, rows: Vec<T>) -> Paged<T> {
        Paged {
            rows,
            total: self.total,
            page: self.page,
            pages: self.pages,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<T> {
    pub rows: Vec<T>,
    /// How many there are on all pages.
    pub total: i64,
    /// The page, from 1: the last, where a later one was asked for.
    pub page: i64,
    /// How many pages there are, at least one.
    pub pages: i64,
}

impl<T> Paged<T> {
    /// A list that is short enough for one page.
    #[must_use]
    pub fn whole(rows: Vec<T>) -> Self {
        Self {
            total: i64::try_from(rows.len()).unwrap_or(i64::MAX),
            rows,
            page: 1,
            pages: 1,
        }
    }

    #[must_use]
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Paged<U> {
        Paged {
            rows: self.rows.into_iter().map(turn).collect(),
            total: self.total,
            page: self.page,
            pages: self.pages,
        }
    }
}

/// Counts a list and reads a page of it. `bind` gives both statements what they look for; the one that reads rows takes how many,
/// and how many come before them, after that.
pub(crate) async fn paged<T: FromRow>(
    conn: &mut Conn,
    asked: AskedPage,
    count: &'static Statement,
    rows: &'static Statement,
    bind: impl for<'c> Fn(Query<'c>) -> Query<'c>,
) -> Result<Paged<T>, StoreError> {
    let shown = asked.among(bind(conn.q(count)).count().await?);
    let rows = bind(conn.q(rows)).bind(shown.limit).bind(shown.offset);
    Ok(shown.with(rows.all().await?))
}

#[cfg(test)]
mod tests {
    use super::AskedPage;

    #[test]
    fn a_page_that_is_no_more_is_the_last_one() {
        let shown = |page, total| {
            let shown = AskedPage::new(page, 25).among(total);
            (shown.page, shown.pages, shown.offset)
        };
        assert_eq!(shown(1, 0), (1, 1, 0));
        assert_eq!(shown(1, 25), (1, 1, 0), "a full page is one page");
        assert_eq!(shown(2, 26), (2, 2, 25));
        assert_eq!(shown(9, 26), (2, 2, 25));
        assert_eq!(shown(-3, 26), (1, 2, 0));
        assert_eq!(shown(i64::MAX, 26), (2, 2, 25));
    }
}
