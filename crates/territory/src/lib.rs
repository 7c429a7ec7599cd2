//! The official referential of territories, inside the binary: communes with their articles, codes, populations, limits.
//!
//! It reads no database and no network, and guesses nothing: a name borne by several communes is a question, not an answer.
