//! Prints an article with its annotation, as the sheet that would be filled in.

use anyhow::Result;

use super::sheet;
use super::store::{ANNOTATIONS, Store};

/// Prints articles as filled sheets.
pub fn run(store: &Store, ids: &[String]) -> Result<()> {
    for article in store.matching(ids) {
        let text = store.text(article)?;
        let annotation = store.annotation(article, ANNOTATIONS)?;
        println!("{}", sheet::filled(&article.id, article.published.as_deref(), &text, &annotation));
    }
    Ok(())
}
