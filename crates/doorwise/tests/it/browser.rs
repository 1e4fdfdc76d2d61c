//! The report in a real browser: nothing runs, nothing is fetched, nothing sticks out.
//!
//! Chromium comes from the system; `cargo xtask test` installs it. Without it these tests say so
//! and pass, but not in CI, where `CI` is set.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{doorwise_ok, repository};
use crate::several_icps::two_icps;

#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
fn chromium() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|file| file.is_file());
    assert!(
        found.is_some() || std::env::var_os("CI").is_none(),
        "no Chromium in CI: `cargo xtask test` installs it"
    );
    if found.is_none() {
        eprintln!("skipped: no Chromium on this machine");
    }
    found
}

struct Page {
    dom: String,
    console: String,
}

/// Opens a page and returns its document and what it complained about.
fn open(chromium: &Path, page: &Path, width: u32) -> Page {
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            "--virtual-time-budget=4000",
            // The harnesses look into the page that they hold in a frame.
            "--allow-file-access-from-files",
            "--dump-dom",
        ])
        .arg(format!("--window-size={width},900"))
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .expect("Chromium runs");
    let stderr = String::from_utf8_lossy(&output.stderr);
    Page {
        dom: String::from_utf8_lossy(&output.stdout).into_owned(),
        console: stderr
            .lines()
            .filter(|line| line.contains("CONSOLE"))
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

/// Wraps the page in a frame of this width that measures how wide its content wants to be.
fn framed(page: &Path, width: u32) -> PathBuf {
    let html = fs::read_to_string(page).expect("the page");
    let text = serde_json::to_string(&html)
        .expect("JSON")
        .replace("</", "<\\/");
    let frame = page.with_file_name(format!("frame-{width}.html"));
    let harness = format!(
        "<!doctype html><iframe id=f style=\"width:{width}px;height:900px;border:0\"></iframe><output id=o>not measured</output>\n\
         <script>const f=document.getElementById('f');f.onload=()=>{{const e=f.contentDocument.documentElement;\
         document.getElementById('o').textContent='content '+e.scrollWidth+' of '+e.clientWidth}};f.srcdoc={text};</script>"
    );
    fs::write(&frame, harness).expect("written");
    frame
}

/// Opens the page in a frame of this width, lets `steps` (JavaScript) act in it, and returns what they say.
///
/// `steps` find the window of the page as `w`, its document as `d`, and wait with `await settle()`.
fn act(chromium: &Path, page: &Path, width: u32, steps: &str) -> serde_json::Value {
    let harness = page.with_file_name("act.html");
    let frame = format!(
        "<!doctype html><iframe id=f style=\"width:{width}px;height:844px;border:0\" src=\"{}\"></iframe><output id=o></output>\n\
         <script>const f=document.getElementById('f');\
         const settle=()=>new Promise(done=>setTimeout(done,150));\
         f.onload=async()=>{{f.onload=null;const w=f.contentWindow,d=f.contentDocument;let said;\
         try{{said=await(async()=>{{{steps}}})()}}catch(fault){{said={{fault:String(fault)}}}}\
         document.getElementById('o').textContent=encodeURIComponent(JSON.stringify(said))}};</script>",
        page.file_name().expect("a name").to_string_lossy()
    );
    fs::write(&harness, frame).expect("written");
    let dom = open(chromium, &harness, width.max(600)).dom;
    let said = dom
        .split("<output id=\"o\">")
        .nth(1)
        .and_then(|rest| rest.split('<').next())
        .unwrap_or_default();
    let text = percent_decoded(said);
    serde_json::from_str(&text).unwrap_or_else(|fault| panic!("{fault}: `{text}`"))
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        if byte == b'%' {
            let digits =
                [rest.next(), rest.next()].map(|digit| char::from(*digit.expect("a digit")));
            let digits = String::from_iter(digits);
            bytes.push(u8::from_str_radix(&digits, 16).expect("hexadecimal"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn report(workspace: &Path, out: &Path) -> PathBuf {
    doorwise_ok(
        &repository(),
        &[
            "plan",
            &workspace.to_string_lossy(),
            "--out",
            &out.to_string_lossy(),
        ],
    );
    out.join("report.html")
}

#[test]
fn the_report_opens_without_a_complaint_and_fits_a_phone() {
    let Some(chromium) = chromium() else { return };
    let out = tempfile::tempdir().expect("a folder");
    let page = report(&repository().join("examples/saas-india"), out.path());
    let opened = open(&chromium, &page, 1440);
    assert!(
        opened.dom.contains("pursue") && opened.dom.contains("Meera"),
        "{}",
        opened.dom
    );
    assert_eq!(opened.console, "", "the page complains");
    fits(&chromium, &page);
}

#[test]
fn the_other_pages_fit_a_phone_too() {
    let Some(chromium) = chromium() else { return };
    let out = tempfile::tempdir().expect("a folder");
    two_icps(out.path());
    let joint = report(out.path(), &out.path().join("out"));
    let learned = out.path().join("learned.html");
    let example = repository().join("examples/saas-india");
    let words = [
        &*example.to_string_lossy(),
        "--html",
        &learned.to_string_lossy(),
    ]
    .map(str::to_owned);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    doorwise_ok(
        &repository(),
        &[&["learn", "icp"], words.as_slice()].concat(),
    );
    let say = out.path().join("say.html");
    doorwise_ok(&example, &["say", "--html", &say.to_string_lossy()]);
    for page in [joint, learned, say] {
        let opened = open(&chromium, &page, 1440);
        assert_eq!(opened.console, "", "{} complains", page.display());
        fits(&chromium, &page);
    }
}

/// Nothing is wider than the window, on a phone and on a desk.
fn fits(chromium: &Path, page: &Path) {
    for width in [390, 1440] {
        let measured = open(chromium, &framed(page, width), 1600).dom;
        let said = measured
            .split("<output id=\"o\">")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .unwrap_or_default();
        let widths: Vec<u32> = said
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect();
        // The frame's own scroll bar takes a few pixels of the width.
        assert!(
            widths.len() == 2 && widths[0] == widths[1] && widths[1] > width - 20,
            "{} at {width} px: {said}",
            page.display()
        );
    }
}

/// Clicks what opens, reads its panel, goes on inside it, and closes it again.
const CLICK_A_NUMBER: &str = "
    const shown = () => [...d.querySelectorAll('.why')].filter(p => w.getComputedStyle(p).display !== 'none');
    const link = d.querySelector('a[href=\"#why-count.find_out\"]');
    link.scrollIntoView({block: 'center', behavior: 'instant'});
    const before = {shown: shown().length, scroll: w.scrollY};
    link.focus({preventScroll: true});
    link.click();
    await settle();
    const panel = shown()[0];
    const box = panel.getBoundingClientRect();
    const open = {
        shown: shown().map(p => p.id), text: panel.innerText, scroll: w.scrollY,
        focused: d.activeElement === panel,
        inside: box.left >= 0 && box.right <= w.innerWidth && box.top >= 0 && box.bottom <= w.innerHeight,
        wide: [d.documentElement.scrollWidth - d.documentElement.clientWidth, panel.scrollWidth - panel.clientWidth],
    };
    panel.querySelector('a[href^=\"#why-gate\"]').click();
    await settle();
    const next = shown().map(p => p.id);
    d.dispatchEvent(new w.KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
    await settle();
    const closed = {shown: shown().length, scroll: w.scrollY, focused: d.activeElement === link};
    const hrefs = [...d.querySelectorAll('a[href]')].map(a => a.getAttribute('href'));
    const lost = hrefs.filter(h => !h.startsWith('#') || !d.getElementById(h.slice(1)));
    return {before, open, next, closed, links: hrefs.length, lost};
";

#[test]
fn a_number_opens_to_its_rows_inside_the_page() {
    let Some(chromium) = chromium() else { return };
    let out = tempfile::tempdir().expect("a folder");
    let root = repository().join("examples/saas-india");
    let page = report(&root, out.path());
    let why = doorwise_ok(&root, &["why", "count.find_out", "--format", "json"]);
    let why: serde_json::Value = serde_json::from_str(&why.stdout).expect("JSON");
    for width in [390, 1440] {
        let said = act(&chromium, &page, width, CLICK_A_NUMBER);
        assert_eq!(
            said["fault"],
            serde_json::Value::Null,
            "at {width} px: {said}"
        );
        assert_eq!(said["before"]["shown"], 0, "nothing is open at first");
        let open = &said["open"];
        assert_eq!(open["shown"], serde_json::json!(["why-count.find_out"]));
        let text = open["text"].as_str().expect("a text");
        let rows = why["rows"].as_array().expect("rows");
        assert!(!rows.is_empty());
        for row in rows {
            for part in ["says", "place"] {
                let part = row[part].as_str().expect("a text");
                assert!(
                    text.contains(part),
                    "at {width} px `{part}` is not in {text}"
                );
            }
        }
        assert!(text.contains("doorwise why count.find_out --all"), "{text}");
        for (what, wanted) in [("focused", true), ("inside", true)] {
            assert_eq!(open[what], wanted, "{what} at {width} px: {said}");
        }
        assert_eq!(
            open["wide"],
            serde_json::json!([0, 0]),
            "sticks out at {width} px"
        );
        assert_eq!(
            open["scroll"], said["before"]["scroll"],
            "the page stays where it was"
        );
        assert_eq!(
            said["next"].as_array().map(Vec::len),
            Some(1),
            "one after the other"
        );
        let closed = &said["closed"];
        assert_eq!(
            (&closed["shown"], &closed["focused"]),
            (&0.into(), &true.into()),
            "{said}"
        );
        assert_eq!(
            closed["scroll"], said["before"]["scroll"],
            "back to where it was read"
        );
        assert_eq!(
            said["lost"],
            serde_json::json!([]),
            "links that lead nowhere"
        );
        assert!(said["links"].as_u64() > Some(300), "{}", said["links"]);
    }
}

#[test]
fn a_hostile_name_stays_text() {
    let Some(chromium) = chromium() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let put = |file: &str, text: &str| {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    };
    put(
        "doorwise.yaml",
        "name: \"<script>alert(1)</script>\"\ntables:\n  companies:\n    path: list.csv\n    columns: { name: Name }\n",
    );
    put(
        "icps/all.yaml",
        "icp: all\nname: \"</style><img src=x onerror=alert(2)>\"\n",
    );
    put(
        "list.csv",
        "Name,Size\n<img src=x onerror=alert(3)>,1\n\"\"\"><svg onload=alert(4)>\",2\n",
    );
    let page = report(folder.path(), &folder.path().join("out"));
    let opened = open(&chromium, &page, 1440);
    assert!(
        opened.dom.contains("&lt;img src=x onerror=alert(3)&gt;"),
        "the name is shown as text"
    );
    for element in ["<img", "<svg onload", "<script>alert"] {
        assert!(
            !opened.dom.contains(element),
            "`{element}` became an element"
        );
    }
    assert_eq!(opened.console, "");
}
