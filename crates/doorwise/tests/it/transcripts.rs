//! Transcripts of commands, in `tests/cmd/*.md`, over the golden workspaces.

#[test]
fn transcripts_hold() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .default_bin_name("doorwise")
        .case("tests/cmd/*.md");
}
