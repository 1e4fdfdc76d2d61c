"""More splits in the shape of ../shared/learn, made of the public tables in ../shared/data.

    python3 bench/learn/splits.py --data ../shared/data --out /tmp/splits

Random splits: 70/30, stratified, seed 7. Splits in time: the first 70 % train, the last 30 % test.
"""

import argparse
import json
import pathlib

import numpy as np
import pandas as pd


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    cb13(args.data, args.out)
    olist(args.data, args.out)
    salvirt(args.data, args.out)


def cb13(data, out):
    """Companies of the Crunchbase export of 2013: bought or on the stock exchange, or not."""
    text = (data / "crunchbase_2013/crunchbase-companies.csv").read_bytes().decode("mac_roman")
    import io

    frame = pd.read_csv(io.StringIO(text.replace("\r", "\n")), dtype=str, keep_default_na=False, low_memory=False)
    frame = frame[frame["founded_at"].str.len() == 10].copy()
    frame["label"] = frame["status"].isin(["acquired", "ipo"]).astype(int)
    founded, funded = (pd.to_datetime(frame[column], errors="coerce") for column in ("founded_at", "first_funding_at"))
    frame["years_to_funding"] = ((funded - founded).dt.days / 365.25).round(1).astype(str).replace("nan", "")
    frame["founded_month"] = founded.dt.month.astype("Int64").astype(str)
    numeric = ["funding_total_usd", "funding_rounds", "founded_year", "years_to_funding"]
    words = ["category_code", "state_code", "region", "city", "founded_month"]
    write(out, "cb13", frame, numeric, words, founded)


def olist(data, out):
    """Leads of the Olist sellers' funnel: closed or not, by what the first contact tells."""
    leads = pd.read_csv(data / "olist_b2b_funnel/olist_marketing_qualified_leads_dataset.csv", dtype=str, keep_default_na=False)
    won = pd.read_csv(data / "olist_b2b_funnel/olist_closed_deals_dataset.csv", dtype=str)["mql_id"]
    leads["label"] = leads["mql_id"].isin(set(won)).astype(int)
    first = pd.to_datetime(leads["first_contact_date"], format="%m/%d/%Y", errors="coerce")
    leads["weekday"] = first.dt.day_name().fillna("")
    leads["month"] = first.dt.month_name().fillna("")
    leads["day"] = first.dt.day.astype("Int64").astype(str)
    write(out, "olist", leads, ["day"], ["origin", "weekday", "month"], first)


def salvirt(data, out):
    """Deals of one seller of software, without what is known only with hindsight."""
    frame = pd.read_csv(data / "salvirt_b2b_deals/Salvirt_B2B_ML_dataset.csv", sep=";", dtype=str, keep_default_na=False)
    frame["label"] = (frame["Status"] == "Won").astype(int)
    late = ["Status", "label", "Up_sale", "Posit_statm", "Att_t_client", "Client", "Seller"]
    write(out, "salvirt", frame, [], [column for column in frame if column not in late], None)


def write(out, name, frame, numeric, words, time):
    rng = np.random.default_rng(7)
    test = np.zeros(len(frame), dtype=bool)
    for label in (0, 1):
        rows = np.flatnonzero((frame["label"] == label).to_numpy())
        test[rng.permutation(rows)[: int(0.3 * len(rows))]] = True
    put(out / name, frame, numeric, words, test)
    if time is not None:
        rank = time.rank(method="first").to_numpy()
        put(out / f"{name}_time", frame, numeric, words, rank > 0.7 * np.nanmax(rank))


def put(folder, frame, numeric, words, test):
    folder.mkdir(parents=True, exist_ok=True)
    kept = frame[["label", *numeric, *words]]
    kept[~test].to_csv(folder / "train.csv", index=False)
    kept[test].to_csv(folder / "test.csv", index=False)
    (folder / "meta.json").write_text(json.dumps({"name": folder.name, "numeric": numeric, "categorical": words}))


if __name__ == "__main__":
    main()
