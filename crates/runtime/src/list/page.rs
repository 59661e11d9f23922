//! What all pages of lists have in common.

/// One page of a list. Generated code implements it.
pub trait Page {
    /// What the list is made of.
    type Item;

    /// The items of this page, in the provider's order.
    fn items(&self) -> &[Self::Item];

    /// The items alone.
    fn into_items(self) -> Vec<Self::Item>;

    /// How many items all pages have together, if the provider says so.
    fn total(&self) -> Option<u64>;
}

/// What the position of a page means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageStyle {
    /// The number of the page, from 1.
    Number,
    /// The number of items before the page.
    Offset,
}
