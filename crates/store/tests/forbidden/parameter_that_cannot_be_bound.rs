//! Binding a figure that is exact on neither engine.
//! Refused: E0277 the trait bound `f64: Nullable` is not satisfied

store::query! {
    /// The amounts above one.
    pub Amounts(
        above: f64, // forbidden
        // allowed: above: i64,
    ) -> i64
    reading ["amount"]
    "SELECT cents FROM amount WHERE cents > $4"
}
