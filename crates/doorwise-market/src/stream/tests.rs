//! The scan over codes, the pieces and the market in memory say the same of one table.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{
    ArrayRef, BooleanArray, Float64Array, Int32Array, Int64Array, RecordBatch, StringArray,
};
use doorwise_model::card::reference::Decision;
use doorwise_model::icp::Icp;
use doorwise_model::market::{Market, Scored};
use doorwise_model::money::Rates;
use doorwise_model::workspace::load;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::Encoding;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::SerializedFileReader;

use super::{Best, Found, Job, Rows, Tally, best, coded, pages, pieces, select, tally};
use crate::mapping;
use crate::open::open_table;
use crate::prepared;
use crate::source::{self, ReadOptions};
use crate::write::BatchWriter;
use doorwise_model::diagnostic::Place;
use doorwise_model::tables::{OutcomeWords, TableKind, TableMap};

mod joint;

const ICP: &str = "icp: icp
types: { custom.hiring: category, custom.growth: number }
gates:
  - employees: 20..
  - place: [US, DE]
exclusions:
  - keywords: [agency]
  - stage: public
points:
  - employees: { 50..500: 20, 501..2000: 12, 20..49: 5 }
  - revenue: { 10M.. USD: 10, 1M..10M USD: 5 }
  - custom.hiring: { \"true\": 7 }
  - custom.growth: { 0.5..2.25: 4, ..0.25: -3, unknown: 1 }
  - tools: { salesforce: 8, hubspot: 4 }
  - both: [founded, stage]
    lines:
      - { founded: 2015.., stage: seed, points: 3 }
      - { founded: ..2000, points: -2 }
tiers: { A: 25, B: 12, C: 0 }
";

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }
}

fn batch(rows: usize) -> RecordBatch {
    let mut dice = Dice(7);
    let mut some = |chance: u64| dice.below(10) < chance;
    let there: Vec<[bool; 8]> = (0..rows)
        .map(|_| {
            [
                some(9),
                some(8),
                some(5),
                some(8),
                some(9),
                some(7),
                some(8),
                some(9),
            ]
        })
        .collect();
    let mut dice = Dice(11);
    let ids: Int64Array = (0..rows as i64).map(Some).collect();
    let employees: Int32Array = there
        .iter()
        .map(|there| {
            there[0].then(|| dice.of(&[-4, 0, 7, 19, 20, 49, 50, 51, 300, 500, 501, 2000, 2001]))
        })
        .collect();
    let places: StringArray = there
        .iter()
        .map(|there| {
            there[1].then(|| dice.of(&["US", "Berlin", "Germany", "FR", "Atlantis", "n/a"]))
        })
        .collect();
    let revenues: Float64Array = there
        .iter()
        .map(|there| there[2].then(|| dice.of(&[0.5, 999_999.0, 1e6, 5e6, 1e7, 1e9, f64::NAN])))
        .collect();
    let stages: StringArray = there
        .iter()
        .map(|there| there[3].then(|| dice.of(&["Seed", "series a", "Public", "VC-backed", "??"])))
        .collect();
    let founded: Int64Array = there
        .iter()
        .map(|there| there[4].then(|| dice.of(&[1999, 2000, 2001, 2015, 2020, 20_150_101, 3, -1])))
        .collect();
    let hiring: BooleanArray = there
        .iter()
        .map(|there| there[5].then(|| dice.of(&[true, false])))
        .collect();
    let growth: Float64Array = there
        .iter()
        .map(|there| there[6].then(|| dice.of(&[-1.5, 0.0, 0.25, 0.3, 0.5, 2.25, 7.125])))
        .collect();
    let mut tools = ListBuilder::new(StringBuilder::new());
    for there in &there {
        for _ in 0..dice.below(4) {
            let word = dice.of(&["Salesforce", "hubspot", "slack", "n/a", "", "aws;hubspot"]);
            tools
                .values()
                .append_option(Some(word).filter(|_| dice.below(9) > 0));
        }
        tools.append(there[7]);
    }
    let keywords: StringArray = there
        .iter()
        .map(|there| there[6].then(|| dice.of(&["agency", "b2b|crm", "crm", "shop, agency"])))
        .collect();
    // Several companies have one name.
    let names: StringArray = (0..rows)
        .map(|row| (row % 7 > 0).then(|| format!("Firm {}", row % 1_000)))
        .collect();
    let sites: StringArray = (0..rows)
        .map(|row| (row % 5 > 0).then(|| format!("https://www.firm{row}.example/de")))
        .collect();
    RecordBatch::try_from_iter_with_nullable([
        ("id", Arc::new(ids) as ArrayRef, true),
        ("employees", Arc::new(employees), true),
        ("country", Arc::new(places), true),
        ("revenue", Arc::new(revenues), true),
        ("stage", Arc::new(stages), true),
        ("founded", Arc::new(founded), true),
        ("hiring", Arc::new(hiring), true),
        ("growth", Arc::new(growth), true),
        ("tools", Arc::new(tools.finish()), true),
        ("keywords", Arc::new(keywords), true),
        ("name", Arc::new(names), true),
        ("domain", Arc::new(sites), true),
    ])
    .expect("a batch")
}

fn write(path: &Path, batch: &RecordBatch, version: WriterVersion) {
    let properties = WriterProperties::builder()
        .set_writer_version(version)
        .set_max_row_group_row_count(Some(700))
        .set_data_page_row_count_limit(90)
        .set_write_batch_size(64)
        .set_dictionary_enabled(version == WriterVersion::PARQUET_1_0)
        .set_encoding(parquet::basic::Encoding::PLAIN)
        .build();
    let file = std::fs::File::create(path).expect("created");
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).expect("opened");
    writer.write(batch).expect("written");
    writer.close().expect("closed");
}

fn icp(folder: &Path) -> Icp {
    let path = folder.join("icp.yaml");
    std::fs::write(&path, ICP).expect("written");
    let (loaded, _) = load::load_icp(&path, &Rates::default()).expect("read");
    loaded.value.expect("an ICP")
}

fn map(path: &Path, fields: &[&str]) -> TableMap {
    let header = |field: &str| if field == "place" { "country" } else { field }.to_owned();
    TableMap {
        kind: TableKind::Companies,
        path: path.to_owned(),
        columns: fields
            .iter()
            .map(|field| ((*field).to_owned(), vec![header(field)]))
            .collect(),
        partial: vec!["tools".to_owned()],
        currency: Some("USD".parse().expect("a code")),
        sheet: None,
        encoding: None,
        joined: Vec::new(),
        column_places: Vec::new(),
        outcomes: OutcomeWords::default(),
        place: Place::Workspace,
    }
}

const FIELDS: [&str; 10] = [
    "id",
    "employees",
    "place",
    "revenue",
    "stage",
    "founded",
    "tools",
    "keywords",
    "name",
    "domain",
];

#[test]
fn codes_pieces_and_memory_agree() {
    let folder = tempfile::tempdir().expect("a folder");
    let icp = icp(folder.path());
    let rows = 3_000;
    let batch = batch(rows);
    for (name, version) in [
        ("one.parquet", Some(WriterVersion::PARQUET_1_0)),
        ("two.parquet", Some(WriterVersion::PARQUET_2_0)),
        ("ours.parquet", None),
    ] {
        let path = folder.path().join(name);
        match version {
            Some(version) => write(&path, &batch, version),
            None => write_differences(&path, &batch),
        }
        let options = ReadOptions::default();
        let head = source::head(&path, &options, 100).expect("read");
        let map = map(&path, &FIELDS);
        let job = Job {
            path: &path,
            options: &options,
            head: &head,
            map: &map,
            icp: &icp,
            currency: map.currency,
        };
        assert!(
            pages::Pages::new(&job).expect("opened").is_some(),
            "{name} is scanned as codes"
        );
        let jobs = std::slice::from_ref(&job);
        let joint = tally(jobs).expect("scored").expect("scanned");
        let by_codes = joint.tallies[0].clone();
        let mut in_order = Vec::new();
        let by_pieces = pieces(jobs, &mut |piece, _| {
            in_order.extend(
                piece.scorings[0]
                    .iter()
                    .map(|scoring| (scoring.decision, scoring.tiers, scoring.score, scoring.seen)),
            );
            ControlFlow::Continue(())
        })
        .expect("scored");
        assert_eq!(vec![by_codes.clone()], by_pieces, "{name}");

        let table = source::read(&path, &options).expect("read");
        let scored = open_table(&table, &map, &[&icp], map.currency)
            .market
            .score(&icp);
        compare(&scored, &by_codes);
        let mut in_memory = scored.list;
        in_memory.sort_by_key(|scoring| scoring.row);
        let in_memory: Vec<_> = in_memory
            .iter()
            .map(|scoring| (scoring.decision, scoring.tiers, scoring.score, scoring.seen))
            .collect();
        assert_eq!(in_order, in_memory, "{name}");
        // Every kind of answer occurs, so that agreeing means something.
        assert!(
            by_codes.counts.pursue > 20 && by_codes.counts.find_out > 20,
            "{:?}",
            by_codes.counts
        );

        let out = folder.path().join("out.parquet");
        let kept = ["id".to_owned(), "growth".to_owned()];
        for wanted in [Rows::All, Rows::Tier(0), Rows::Decision(Decision::FindOut)] {
            select(jobs, &[wanted], Some(&kept), &out)
                .expect("written")
                .expect("scanned");
            let written = source::read(&out, &options).expect("read back");
            let expected: Vec<String> = in_memory
                .iter()
                .enumerate()
                .filter(|(_, (decision, tiers, ..))| wanted.takes(*decision, *tiers))
                .map(|(row, _)| row.to_string())
                .collect();
            let ids = written.column("id").expect("kept");
            let found: Vec<&str> = (0..written.rows()).map(|row| ids.value(row)).collect();
            assert_eq!(found, expected, "{wanted:?}");
            assert_eq!(
                written.columns.len(),
                7,
                "two of the table's own and five of ours"
            );
        }

        // Prepared, the table says the same, and every column comes out as it was.
        let from_pages: Vec<RecordBatch> = [Rows::All, Rows::Tier(0)]
            .map(|wanted| selected(&job, wanted, &out))
            .into();
        prepared::prepare(&path, &options).expect("prepared");
        assert!(
            coded::Coded::new(&job).expect("opened").is_some(),
            "{name} is prepared"
        );
        assert_eq!(
            tally(jobs).expect("scored").as_ref(),
            Some(&joint),
            "{name}"
        );
        let from_prepared: Vec<RecordBatch> = [Rows::All, Rows::Tier(0)]
            .map(|wanted| selected(&job, wanted, &out))
            .into();
        assert_eq!(from_prepared, from_pages, "{name}");
    }
}

/// Writes a table as we do where nothing repeats: numbers and lengths as differences.
fn write_differences(path: &Path, batch: &RecordBatch) {
    let schema = batch.schema();
    let names: Vec<String> = schema.fields().iter().map(|of| of.name().clone()).collect();
    let mut writer = BatchWriter::create(path, &schema, &names).expect("opened");
    writer.write(batch.columns()).expect("written");
    writer.finish().expect("finished");
    let file = std::fs::File::open(path).expect("opened");
    let reader = SerializedFileReader::new(file).expect("read");
    let columns = reader.metadata().row_group(0).columns();
    for encoding in [
        Encoding::DELTA_BINARY_PACKED,
        Encoding::DELTA_LENGTH_BYTE_ARRAY,
    ] {
        let has = |column: &ColumnChunkMetaData| column.encodings().any(|of| of == encoding);
        assert!(columns.iter().any(has), "{encoding}");
    }
}

/// Returns what is written of the wanted rows, all columns kept.
fn selected(job: &Job<'_>, wanted: Rows, out: &Path) -> RecordBatch {
    select(std::slice::from_ref(job), &[wanted], None, out)
        .expect("written")
        .expect("scanned");
    let file = std::fs::File::open(out).expect("opened");
    let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("read");
    let mut batches = reader.with_batch_size(1 << 20).build().expect("read");
    batches.next().expect("rows").expect("read")
}

fn compare(scored: &Scored, tally: &Tally) {
    assert_eq!(scored.counts, tally.counts);
    assert_eq!(scored.falls, tally.falls);
    assert_eq!(scored.worth_finding, tally.worth_finding);
    assert_eq!(scored.unchecked, tally.unchecked);
    assert_eq!(scored.no_column, tally.no_column);
}

#[test]
fn a_csv_in_pieces_is_the_csv_as_a_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let icp = icp(folder.path());
    let path = folder.path().join("list.csv");
    let mut text = "id,employees,country,stage,keywords\n".to_owned();
    let mut dice = Dice(3);
    for row in 0..80_000 {
        let employees = dice.of(&["30", "11-50", "1,200", "", "many"]);
        let place = dice.of(&["US", "Berlin", "FR", ""]);
        let stage = dice.of(&["Seed", "Public", ""]);
        // Known for a tenth of the rows or so: the ninth part decides whether the exclusion is open.
        let keywords = if dice.below(100) < 12 { "agency" } else { "" };
        text.push_str(&format!(
            "{row},\"{employees}\",{place},{stage},{keywords}\n"
        ));
    }
    text.push_str("1,2,3,4,5,6,7\n");
    std::fs::write(&path, text).expect("written");
    let options = ReadOptions::default();
    let head = source::head(&path, &options, 1_000).expect("read");
    let guess = mapping::guess_as(&head, TableKind::Companies);
    assert!(
        guess
            .columns
            .iter()
            .any(|column| column.field == "employees")
    );
    let map = map(&path, &["id", "employees", "place", "stage", "keywords"]);
    let job = Job {
        path: &path,
        options: &options,
        head: &head,
        map: &map,
        icp: &icp,
        currency: map.currency,
    };
    let mut n_pieces = 0;
    let by_pieces = pieces(std::slice::from_ref(&job), &mut |_, _| {
        n_pieces += 1;
        ControlFlow::Continue(())
    })
    .expect("scored")
    .remove(0);
    assert!(n_pieces > 2, "{n_pieces} pieces");
    assert_eq!(by_pieces.skipped.len(), 1, "{:?}", by_pieces.skipped);
    prepared::prepare(&path, &options).expect("prepared");
    assert!(
        coded::Coded::new(&job).expect("opened").is_some(),
        "it is scanned as codes, and loses no row that could not be read"
    );
    let joint = tally(std::slice::from_ref(&job)).expect("scored");
    assert_eq!(joint.expect("scanned").tallies[0], by_pieces);
    let table = source::read(&path, &options).expect("read");
    compare(
        &open_table(&table, &map, &[&icp], map.currency)
            .market
            .score(&icp),
        &by_pieces,
    );
}

#[test]
fn a_damaged_parquet_file_is_an_error_and_never_a_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let icp = icp(folder.path());
    let path = folder.path().join("list.parquet");
    write_differences(&path, &batch(300));
    let of_differences = std::fs::read(&path).expect("read");
    write(&path, &batch(300), WriterVersion::PARQUET_1_0);
    let options = ReadOptions::default();
    let head = source::head(&path, &options, 100).expect("read");
    let map = map(&path, &FIELDS);
    let sound = std::fs::read(&path).expect("read");
    let mut dice = Dice(5);
    let mut n_refused = 0;
    for round in 0..600 {
        let mut bytes = [&sound, &of_differences][round % 2].clone();
        for _ in 0..1 + dice.below(3) {
            let at = dice.below(bytes.len() as u64 - 8) as usize;
            bytes[at] = dice.below(256) as u8;
        }
        std::fs::write(&path, bytes).expect("written");
        let job = Job {
            path: &path,
            options: &options,
            head: &head,
            map: &map,
            icp: &icp,
            currency: map.currency,
        };
        n_refused += usize::from(tally(std::slice::from_ref(&job)).is_err());
    }
    assert!(n_refused > 0, "some damage shows");
}
