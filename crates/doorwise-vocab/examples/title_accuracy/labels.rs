//! What the labels of other people mean in our functions and seniorities.

use doorwise_vocab::title::{Function, Seniority};

/// Returns the functions that a snapaddy department takes in.
///
/// Their eleven departments are coarser and cut otherwise: Other is everything not named,
/// consultants stand apart, and a business developer may sit with us in sales or strategy.
pub(crate) fn departments(label: &str) -> &'static [Function] {
    use Function::*;
    match label {
        "Marketing" => &[Marketing],
        "Sales" => &[Sales, Revops],
        "Business Development" => &[Sales, Strategy, Executive, Revops],
        "Consulting" => &[Other, Strategy, Customer, It],
        "Customer Support" => &[Customer, It],
        "Human Resources" => &[Hr],
        "Information Technology" => &[It, Engineering, Data, Security, Revops],
        "Project Management" => &[Operations, Strategy],
        "Purchasing" => &[Procurement],
        "Administrative" => &[Admin],
        _ => &[
            Executive,
            Product,
            Engineering,
            Finance,
            Legal,
            Operations,
            Design,
            Research,
            Other,
        ],
    }
}

/// Returns the seniorities that a snapaddy level takes in.
pub(crate) fn levels(label: &str) -> &'static [Seniority] {
    use Seniority::*;
    match label {
        "Junior" => &[Intern, Entry, Ic],
        "Professional" => &[Ic],
        // Their lists call a manager senior.
        "Senior" => &[Senior, Manager],
        "Lead" => &[Lead, Head],
        "Director" => &[Director],
        _ => &[Founder, CLevel, Partner, Board, Vp],
    }
}

/// Returns the functions of an occupation code of the United States, where it is plain.
///
/// By major and minor group of the SOC; managers of whole plants or firms and the groups that
/// cut across our functions are left out.
pub(crate) fn occupation(code: &str) -> Option<&'static [Function]> {
    use Function::*;
    let detailed: &[(&str, &[Function])] = &[
        ("11-1011", &[Executive]),
        ("11-2011", &[Marketing]),
        ("11-2021", &[Marketing, Product]),
        ("11-2022", &[Sales]),
        ("11-203", &[Marketing]),
        ("11-3012", &[Admin, Operations]),
        ("11-3013", &[Operations]),
        ("11-3021", &[It, Engineering, Data]),
        ("11-3031", &[Finance]),
        ("11-305", &[Operations]),
        ("11-3061", &[Procurement]),
        ("11-307", &[Operations]),
        ("11-31", &[Hr]),
        ("11-9041", &[Engineering]),
        ("13-102", &[Procurement]),
        ("13-1041", &[Legal, Security]),
        ("13-107", &[Hr]),
        ("13-1081", &[Operations]),
        ("13-1082", &[Operations]),
        ("13-1141", &[Hr]),
        ("13-1151", &[Hr]),
        ("13-1161", &[Marketing, Research]),
        ("13-20", &[Finance]),
        ("15-1212", &[Security]),
        ("15-123", &[It, Customer]),
        ("15-124", &[It, Data, Engineering]),
        ("15-125", &[Engineering, It, Design]),
        ("15-205", &[Data]),
        ("17-20", &[Engineering]),
        ("19-1", &[Research]),
        ("19-2", &[Research]),
        ("23-", &[Legal]),
        ("25-", &[Other]),
        ("27-1021", &[Design]),
        ("27-1024", &[Design]),
        ("27-1025", &[Design]),
        ("27-2", &[Other]),
        ("27-3031", &[Marketing]),
        ("29-", &[Other]),
        ("31-", &[Other]),
        ("33-", &[Other]),
        ("35-", &[Other]),
        ("37-", &[Other, Operations]),
        ("39-", &[Other]),
        ("41-", &[Sales]),
        ("43-3", &[Finance]),
        ("43-4051", &[Customer]),
        ("43-5", &[Operations]),
        ("43-6", &[Admin]),
        ("47-", &[Other, Operations]),
        ("49-", &[Operations, Other]),
        ("51-", &[Operations, Other]),
        ("53-", &[Operations, Other]),
    ];
    detailed
        .iter()
        .find(|(prefix, _)| code.starts_with(prefix))
        .map(|(_, functions)| *functions)
}
