//! Changing something under the name of a query.
//! Refused: E0080 a query starts with SELECT or WITH: what changes something is a fact, recorded

store::query! {
    /// The titles of a plan.
    pub Titles() -> String
    reading ["action"]
    "DELETE FROM action" // forbidden
    // allowed: "SELECT title FROM action"
}
