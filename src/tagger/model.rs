//! The flat file of a trained model, read in place.
