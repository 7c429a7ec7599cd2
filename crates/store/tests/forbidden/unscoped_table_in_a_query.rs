//! Reading a table itself, in whatever case, and not what a viewer may see of it.
//! Refused: E0080 a query reads scoped names: write `action`, never `unscoped_action`

store::query! {
    /// The titles of a plan.
    pub Titles() -> String
    reading ["action"]
    "SELECT title FROM Unscoped_Action" // forbidden
    // allowed: "SELECT title FROM action"
}
