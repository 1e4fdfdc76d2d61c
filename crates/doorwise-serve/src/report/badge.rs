//! A badge for a README: what the clarity checklist earns, as an SVG that needs no network.

/// Width of a character of 11 px sans-serif, in px; generous, for fonts differ.
const CHARACTER: usize = 7;
/// Blank on each side of a label, in px.
const MARGIN: usize = 6;

/// Returns the badge: `clarity | 71 % usable`. Colours by level, and the words say the same.
pub fn badge(percent: u32, level: &str) -> String {
    let (label, says) = ("clarity", format!("{percent} % {level}"));
    let width = |text: &str| text.chars().count() * CHARACTER + 2 * MARGIN;
    let (left, right) = (width(label), width(&says));
    let all = left + right;
    let fill = match level {
        "sharp" => "#0a6a5a",
        "usable" => "#2f6f3e",
        "draft" => "#8a5a00",
        _ => "#6b6f73",
    };
    let (at_label, at_says) = (left / 2, left + right / 2);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"20\" role=\"img\" aria-label=\"{label}: {says}\">\n\
         <title>{label}: {says}</title>\n\
         <rect width=\"{all}\" height=\"20\" rx=\"3\" fill=\"#333a40\"/>\n\
         <path d=\"M{left} 0h{}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z\" fill=\"{fill}\"/>\n\
         <g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\" text-anchor=\"middle\">\n\
         <text x=\"{at_label}\" y=\"14\">{label}</text>\n\
         <text x=\"{at_says}\" y=\"14\">{says}</text>\n\
         </g>\n\
         </svg>\n",
        right - 3
    )
}
