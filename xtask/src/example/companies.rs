//! The invented market: what is true of each company, and the dirty cell that reports it.

use super::csv;
use super::random::Random;
use super::words;

/// Share of cells left blank in each column a person fills by hand.
pub(super) const BLANK_PERCENT: u64 = 8;

const COLUMNS: [&str; 10] = [
    "company_id",
    "Company",
    "Website",
    "Industry",
    "Model",
    "Employees",
    "Last round",
    "HQ",
    "Tags",
    "Tech",
];

/// Funding as it truly is; the sheet spells it in several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Bootstrapped,
    PreSeed,
    Seed,
    SeriesA,
    SeriesB,
    SeriesC,
    Later,
}

/// One company: the truth that decides deals, and the row that a reader sees.
pub(super) struct Company {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) domain: String,
    /// Passes every gate and hits no exclusion of the example's ICP, in truth.
    pub(super) inside: bool,
    /// Has 10 to 50 people, in truth.
    pub(super) exact_size: bool,
    /// Last raised a Series A, in truth.
    pub(super) exact_stage: bool,
    row: Vec<String>,
}

const SAAS_SPELLINGS: [(u64, &str); 4] = [
    (50, "SaaS"),
    (25, "B2B SaaS"),
    (15, "Software as a Service"),
    (10, "Computer Software"),
];
const OTHER_INDUSTRIES: [&str; 8] = [
    "IT Services",
    "Financial Services",
    "Logistics",
    "E-commerce",
    "Education",
    "Health Care",
    "Manufacturing",
    "Retail",
];
const SUB_TYPES: [&str; 10] = [
    "hr",
    "payroll",
    "logistics",
    "edtech",
    "healthtech",
    "lending",
    "sales",
    "support",
    "retail",
    "security",
];
const INDIAN_PLACES: [(u64, &str); 15] = [
    (18, "Bengaluru"),
    (8, "Bangalore, India"),
    (10, "Mumbai"),
    (9, "Pune"),
    (4, "Pune, Maharashtra"),
    (8, "Chennai"),
    (4, "Chennai, Tamil Nadu"),
    (9, "Hyderabad"),
    (5, "Gurgaon"),
    (5, "Gurugram"),
    (5, "New Delhi"),
    (5, "Noida"),
    (4, "Ahmedabad"),
    (3, "Kochi"),
    (3, "India"),
];
const OTHER_PLACES: [&str; 5] = [
    "Singapore",
    "Dubai",
    "London",
    "San Francisco, USA",
    "Berlin, Germany",
];
const CRMS: [(u64, &str); 4] = [
    (35, "HubSpot"),
    (30, "Zoho CRM"),
    (20, "Freshsales"),
    (15, "Salesforce"),
];
const OTHER_TOOLS: [&str; 5] = [
    "Google Analytics",
    "WordPress",
    "Razorpay",
    "Intercom",
    "Mailchimp",
];
const LINKEDIN_BANDS: [(u64, u64, &str); 9] = [
    (1, 1, "1"),
    (2, 10, "2-10"),
    (11, 50, "11-50"),
    (51, 200, "51-200"),
    (201, 500, "201-500"),
    (501, 1000, "501-1000"),
    (1001, 5000, "1001-5000"),
    (5001, 10_000, "5001-10000"),
    (10_001, u64::MAX, "10001+"),
];

/// Returns `count` companies with their rows.
pub(super) fn invent(count: usize, random: &mut Random) -> Vec<Company> {
    words::company_names(count, random)
        .into_iter()
        .enumerate()
        .map(|(index, name)| company(index + 1, name, random))
        .collect()
}

fn company(number: usize, name: String, random: &mut Random) -> Company {
    let saas = random.percent(86);
    let model = random.weighted(&[(87, "B2B"), (7, "B2C"), (3, "B2B2C"), (3, "Marketplace")]);
    let (fewest, most) = random.weighted(&[
        (4, (1, 4)),
        (10, (5, 9)),
        (60, (10, 50)),
        (14, (51, 100)),
        (9, (101, 400)),
        (3, (401, 3000)),
    ]);
    let employees = random.between(fewest, most);
    let stage = random.weighted(&[
        (8, Stage::Bootstrapped),
        (4, Stage::PreSeed),
        (26, Stage::Seed),
        (36, Stage::SeriesA),
        (16, Stage::SeriesB),
        (6, Stage::SeriesC),
        (4, Stage::Later),
    ]);
    let indian = random.percent(88);
    let agency = random.percent(5);

    let id = format!("c{number:05}");
    let domain = format!("{}.example", name.to_lowercase().replace(' ', "-"));
    let industry = if saas {
        random.weighted(&SAAS_SPELLINGS)
    } else {
        random.pick(&OTHER_INDUSTRIES)
    };
    let place = if indian {
        random.weighted(&INDIAN_PLACES)
    } else {
        random.pick(&OTHER_PLACES)
    };
    let cells = [
        domain.clone(),
        industry.to_owned(),
        spell_model(model, random),
        spell_employees(employees, random),
        spell_stage(stage, random).to_owned(),
        place.to_owned(),
        tags(agency, random),
        tools(random),
    ];
    let mut row = vec![id.clone(), name.clone()];
    row.extend(cells.map(|cell| {
        if random.percent(BLANK_PERCENT) {
            String::new()
        } else {
            cell
        }
    }));

    Company {
        inside: saas
            && model == "B2B"
            && (5..=100).contains(&employees)
            && matches!(stage, Stage::Seed | Stage::SeriesA | Stage::SeriesB)
            && indian
            && !agency,
        exact_size: (10..=50).contains(&employees),
        exact_stage: stage == Stage::SeriesA,
        id,
        name,
        domain,
        row,
    }
}

fn spell_model(model: &str, random: &mut Random) -> String {
    if random.percent(15) {
        model.to_lowercase()
    } else {
        model.to_owned()
    }
}

fn spell_employees(employees: u64, random: &mut Random) -> String {
    match random.below(100) {
        0..=59 => employees.to_string(),
        60..=91 => LINKEDIN_BANDS
            .iter()
            .find(|(fewest, most, _)| (*fewest..=*most).contains(&employees))
            .map_or_else(|| employees.to_string(), |(_, _, band)| (*band).to_owned()),
        92..=95 => format!("~{employees}"),
        _ => format!("{employees} employees"),
    }
}

fn spell_stage(stage: Stage, random: &mut Random) -> &'static str {
    let spellings: &[&str] = match stage {
        Stage::Bootstrapped => &["Bootstrapped", "bootstrapped", "Self funded"],
        Stage::PreSeed => &["Pre-Seed", "pre seed"],
        Stage::Seed => &["Seed", "seed", "Seed Round"],
        Stage::SeriesA => &[
            "Series A",
            "Series A",
            "series a",
            "Series-A",
            "Series A Round",
        ],
        Stage::SeriesB => &["Series B", "series b", "Series-B"],
        Stage::SeriesC => &["Series C", "Series-C"],
        Stage::Later => &["Series D", "Public"],
    };
    random.pick(spellings)
}

fn tags(agency: bool, random: &mut Random) -> String {
    let mut tags = vec![random.pick(&SUB_TYPES)];
    let second = random.pick(&SUB_TYPES);
    if random.percent(50) && second != tags[0] {
        tags.push(second);
    }
    if agency {
        tags.push("agency");
    }
    tags.join("; ")
}

fn tools(random: &mut Random) -> String {
    let mut tools = vec![random.weighted(&CRMS)];
    for tool in OTHER_TOOLS {
        if random.percent(30) {
            tools.push(tool);
        }
    }
    tools.join("; ")
}

/// Returns the companies as CSV.
pub(super) fn table(companies: &[Company]) -> String {
    let mut table = String::new();
    csv::push_row(&mut table, &COLUMNS);
    for company in companies {
        csv::push_row(&mut table, &company.row);
    }
    table
}
