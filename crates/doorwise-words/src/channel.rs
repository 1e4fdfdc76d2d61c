//! Where a piece of copy is sent.

/// Where a piece is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SentBy {
    ColdEmail,
    FollowUp,
    LinkedinNote,
    Inmail,
    LandingHero,
    Ad,
    CallOpener,
    /// What is said to a doubt, in a mail or a call that goes on.
    Answer,
}

impl SentBy {
    pub(crate) fn parse(channel: &str) -> Option<Self> {
        Some(
            match channel
                .trim()
                .to_lowercase()
                .replace(['-', ' '], "_")
                .as_str()
            {
                "cold_email" | "email" | "cold_mail" | "mail" => Self::ColdEmail,
                "follow_up" | "followup" | "follow_up_email" => Self::FollowUp,
                "linkedin_note" | "linkedin" | "connection_note" | "linkedin_connection_note" => {
                    Self::LinkedinNote
                }
                "inmail" | "dm" | "linkedin_message" | "linkedin_inmail" => Self::Inmail,
                "landing_hero" | "landing" | "landing_page" | "hero" => Self::LandingHero,
                "ad" | "ads" | "linkedin_ad" | "google_ad" => Self::Ad,
                "call_opener" | "call" | "cold_call" => Self::CallOpener,
                "objection_answer" | "answer" => Self::Answer,
                _ => return None,
            },
        )
    }

    /// Whether it opens with a headline: a page or an ad.
    pub(crate) fn is_page(self) -> bool {
        matches!(self, Self::LandingHero | Self::Ad)
    }

    pub(crate) fn is_mail(self) -> bool {
        matches!(self, Self::ColdEmail | Self::FollowUp)
    }

    /// Written to one person: a mail, a note, a message.
    pub(crate) fn is_message(self) -> bool {
        self.is_mail() || matches!(self, Self::LinkedinNote | Self::Inmail)
    }
}
