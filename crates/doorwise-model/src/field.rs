//! What can be known of a company.

use std::fmt;

/// One field of a company; the order is the order in which fields are shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Whom it sells to and how.
    BusinessModel,
    /// What it makes or does.
    Industry,
    /// Where it is.
    Place,
    /// People employed.
    Employees,
    /// Funding or ownership.
    Stage,
    /// Yearly revenue.
    Revenue,
    /// Year founded.
    Founded,
    /// Systems in use.
    Tools,
    /// Words that describe it.
    Keywords,
    /// Any other column, by its header.
    Custom(String, FieldKind),
}

/// How a field's values behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKind {
    /// Whole numbers: people, years.
    Whole,
    /// Any number.
    Number,
    /// An amount in a currency.
    Money,
    /// A node of the industry tree.
    Industry,
    /// A node of the place tree.
    Place,
    /// One word out of a list.
    Category,
    /// A set of words.
    Tags,
}

impl Field {
    /// The canonical fields in their order.
    pub const CANONICAL: [Self; 9] = [
        Self::BusinessModel,
        Self::Industry,
        Self::Place,
        Self::Employees,
        Self::Stage,
        Self::Revenue,
        Self::Founded,
        Self::Tools,
        Self::Keywords,
    ];

    /// Returns the name written in workspace files.
    pub fn name(&self) -> String {
        match self {
            Self::BusinessModel => "business_model".into(),
            Self::Industry => "industry".into(),
            Self::Place => "place".into(),
            Self::Employees => "employees".into(),
            Self::Stage => "stage".into(),
            Self::Revenue => "revenue".into(),
            Self::Founded => "founded".into(),
            Self::Tools => "tools".into(),
            Self::Keywords => "keywords".into(),
            Self::Custom(header, _) => format!("custom.{header}"),
        }
    }

    /// Returns the words people read: "business model", "employee count".
    pub fn label(&self) -> String {
        match self {
            Self::BusinessModel => "business model".into(),
            Self::Employees => "employee count".into(),
            Self::Founded => "year founded".into(),
            Self::Stage => "stage".into(),
            Self::Custom(header, _) => header.clone(),
            other => other.name(),
        }
    }

    /// Returns the canonical field with this name; `country` is the short form of `place`.
    pub fn canonical(name: &str) -> Option<Self> {
        if name == "country" {
            return Some(Self::Place);
        }
        Self::CANONICAL
            .into_iter()
            .find(|field| field.name() == name)
    }

    /// Returns how the field's values behave.
    pub fn kind(&self) -> FieldKind {
        match self {
            Self::BusinessModel | Self::Tools | Self::Keywords => FieldKind::Tags,
            Self::Industry => FieldKind::Industry,
            Self::Place => FieldKind::Place,
            Self::Employees | Self::Founded => FieldKind::Whole,
            Self::Stage => FieldKind::Category,
            Self::Revenue => FieldKind::Money,
            Self::Custom(_, kind) => *kind,
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}
