//! The trait of all pages.

/// One page of a list. Generated code implements it.
pub trait Page {
    /// The type of the list's items.
    type Item;

    /// The items of this page, in the provider's order.
    fn items(&self) -> &[Self::Item];

    /// The items, by value.
    fn into_items(self) -> Vec<Self::Item>;

    /// The total number of items on all pages, if the provider states it.
    fn total(&self) -> Option<u64>;
}

/// The meaning of a page's position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageStyle {
    /// The number of the page, from 1.
    Number,
    /// The number of items before the page.
    Offset,
}
