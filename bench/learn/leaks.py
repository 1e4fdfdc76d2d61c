"""How many leaking columns the learner refuses, and how many honest ones, over public tables.

    cargo build --release -p doorwise
    python3 bench/learn/leaks.py --data ../shared/data

A column leaks where it is known only once a deal has ended; which ones do is a judgement of ours,
written below. Columns of which that can be argued about are counted on neither side.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import tempfile

OLIST = ["business_segment", "lead_type", "lead_behaviour_profile", "has_company", "has_gtin", "average_stock",
         "business_type", "declared_product_catalog_size", "declared_monthly_revenue", "seller_id", "sdr_id", "sr_id", "won_date"]
TABLES = [
    # table, outcome, won, columns that leak, columns that can be argued about
    ("x_education_leads/Leads.csv", "Converted", "1",
     ["Tags", "Lead Quality", "Lead Profile", "Last Activity", "Last Notable Activity"],
     ["Asymmetrique Activity Index", "Asymmetrique Profile Index", "Asymmetrique Activity Score", "Asymmetrique Profile Score"]),
    ("olist.csv", "won", "1", OLIST, []),
    ("startup_success/startup_data.csv", "status", "acquired", ["labels", "closed_at"], ["is_top500", "relationships"]),
    ("maven_crm/sales_pipeline.csv", "deal_stage", "Won", ["close_value"], []),
    ("bank_marketing/bank-additional-full.csv", "output", "yes", ["duration"], []),
    ("telco_churn/WA_Fn-UseC_-Telco-Customer-Churn.csv", "Churn", "Yes", [], []),
    ("salvirt_b2b_deals/Salvirt_B2B_ML_dataset.csv", "Status", "Won", [], ["Up_sale", "Posit_statm", "Att_t_client", "Client"]),
]
LEAK_WORDS = ("it seems", "known only during or after")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--doorwise", type=pathlib.Path, default=pathlib.Path("target/release/doorwise"))
    args = parser.parse_args()
    caught, leaks, refused, honest = 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as place:
        for name, outcome, won, leaking, arguable in TABLES:
            path = args.data / name
            if name == "olist.csv":
                path = olist(args.data, pathlib.Path(place))
            found = subprocess.run(
                [args.doorwise.resolve(), "learn", "icp", "--table", path, "--outcome", outcome, "--won", won, "--format", "json"],
                capture_output=True, text=True,
            )
            view = json.loads(found.stdout)
            left_out = {column["column"]: column["why"] for column in view["left_out"]}
            of_leaks = [column for column, why in left_out.items() if any(word in why for word in LEAK_WORDS)]
            with open(path, encoding="utf-8", errors="replace", newline="") as file:
                head = file.readline()
                delimiter = ";" if head.count(";") > head.count(",") else ","
                headers = next(csv.reader([head], delimiter=delimiter))
            # Whatever is left out, for whatever reason, cannot leak.
            missed = [column for column in leaking if column not in left_out]
            fair = [column for column in headers if column not in [*leaking, *arguable, outcome]]
            fair = [column for column in fair if column not in left_out or column in of_leaks]
            wrong = [column for column in fair if column in of_leaks]
            caught += len(leaking) - len(missed)
            leaks += len(leaking)
            refused += len(wrong)
            honest += len(fair)
            print(f"{name}: {len(leaking) - len(missed)} of {len(leaking)} leaking columns left out"
                  f"{' (not ' + ', '.join(missed) + ')' if missed else ''}; "
                  f"{len(wrong)} of {len(fair)} honest ones refused{' (' + ', '.join(wrong) + ')' if wrong else ''}")
    print(f"in all: {caught} of {leaks} leaking columns left out, {refused} of {honest} honest ones refused")


def olist(data, place):
    """Leads with the columns that only closed deals have, as an export of the CRM joins them."""
    folder = data / "olist_b2b_funnel"
    with open(folder / "olist_closed_deals_dataset.csv", newline="") as file:
        closed = {row["mql_id"]: row for row in csv.DictReader(file)}
    more = [column for column in next(iter(closed.values())) if column != "mql_id"]
    path = place / "olist.csv"
    with open(folder / "olist_marketing_qualified_leads_dataset.csv", newline="") as file, open(path, "w", newline="") as out:
        rows = list(csv.DictReader(file))
        writer = csv.DictWriter(out, [*rows[0], *more, "won"])
        writer.writeheader()
        for row in rows:
            deal = closed.get(row["mql_id"], {})
            writer.writerow({**row, **{column: deal.get(column, "") for column in more}, "won": int(bool(deal))})
    return path


if __name__ == "__main__":
    main()
