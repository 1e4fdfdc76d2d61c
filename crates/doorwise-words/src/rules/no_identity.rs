use doorwise_model::diagnostic::Level;

use super::context::{CopyContext, Outcome};

declare_rule! {
    /// ## What it does
    /// Looks in a mail for the sender: the name, the product or the company that the workspace names, and
    /// where the address is known whether it stands there. Does not run where no workspace names a
    /// sender.
    ///
    /// ## Why is this bad?
    /// A stranger who does not say who they are is not answered. Law asks for it too: a postal address in
    /// the US, who sends in the EU and the UK. This is information, not advice.
    ///
    /// ## Example
    /// ```copy
    /// Half of your deals have no source. Shall I send the page?
    /// ```
    ///
    /// Use instead:
    /// ```copy
    /// Half of your deals have no source. Shall I send the page?
    ///
    /// Arjun Rao, Co-founder, Tallyroom
    /// 4 Invented Lane, Bengaluru 560000, India
    /// ```
    pub(super) static NO_IDENTITY = {
        name: "copy/no-identity",
        summary: "nobody signs",
        level: Level::Warning,
        since: "0.1.0",
        reads: copy,
    }
}

fn check(cx: &CopyContext<'_>) -> Outcome {
    let channel = cx.channel()?;
    if !channel.is_mail() {
        return Ok(Vec::new());
    }
    cx.sender_is_known()?;
    let says = cx.copy.body.to_lowercase();
    let offer = &cx.workspace.offer;
    let has_name = offer
        .sender
        .name
        .iter()
        .chain(&offer.product)
        .any(|name| says.contains(&name.to_lowercase()));
    let has_who = offer.sender.name.as_ref().is_none_or(|name| {
        name.split_whitespace()
            .next()
            .is_some_and(|first| says.contains(&first.to_lowercase()))
    });
    if has_name && has_who {
        return Ok(Vec::new());
    }
    let missing = match (&offer.sender.name, has_who) {
        (Some(name), false) => format!("`{name}`"),
        _ => "the sender".to_owned(),
    };
    Ok(vec![
        NO_IDENTITY
            .at(
                cx.whole(),
                format!("the mail does not say who sends it: {missing} is missing"),
            )
            .label("who writes?")
            .help("sign with name, company and postal address"),
    ])
}
