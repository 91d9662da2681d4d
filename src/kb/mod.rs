//! The embedded knowledge base: countries, cities, bodies, offices and who holds them.
