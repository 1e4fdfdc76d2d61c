use doorwise_model::diagnostic::Level;

declare_rule! {
    /// ## What it does
    /// Finds an entry of `words: uses:` that in all interviews only those who ask have said. Without
    /// interviews it does not run.
    ///
    /// ## Why is this bad?
    /// It is your word put into the buyer's mouth. Copy that uses it sounds like every vendor.
    ///
    /// ## Example
    /// ```interview
    /// uses: attribution
    /// Interviewer: Do you do attribution?
    /// Rhea Nair: I look where they came from.
    /// ```
    ///
    /// Use instead:
    /// ```interview
    /// uses: where they came from
    /// Interviewer: Do you do attribution?
    /// Rhea Nair: I look where they came from.
    /// ```
    pub(super) static INTERVIEWER_WORDS = {
        name: "clarity/interviewer-words",
        summary: "a word that only the interviewer said",
        level: Level::Note,
        since: "0.1.0",
        reads: interviews,
    }
}
