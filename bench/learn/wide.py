"""A made-up table of 100,000 closed deals with 50 columns, eight of which say something, to time the learner on.

usage: python3 bench/learn/wide.py OUT.csv
needs: pip install numpy polars
then:  time doorwise learn icp --table OUT.csv --outcome Status --won Won --format json
       time doorwise backtest --table OUT.csv --outcome Status --won Won --date Closed --origins 10 --format json
"""
import datetime, sys
import numpy as np, polars as pl

rng, n = np.random.default_rng(5), 100_000
columns, log_odds = {}, np.zeros(n)
for i in range(25):
    numbers = rng.lognormal(3, 1, n).round(1 if i % 2 else 0)
    if i < 4:
        log_odds += (numbers > 25) * 0.5 - 0.25
    blank = rng.random(n) < 0.1
    columns[f"num{i}"] = [None if gone else float(number) for number, gone in zip(numbers, blank)]
for i in range(25):
    words = rng.integers(0, [3, 8, 20, 60, 200][i % 5], n)
    if i < 4:
        log_odds += (words % 3 == 0) * 0.6
    columns[f"cat{i}"] = [f"v{word}" for word in words]
won = rng.random(n) < 1 / (1 + np.exp(-(log_odds - 1.5)))
columns["Status"] = ["Won" if yes else "Lost" for yes in won]
first = datetime.date(2022, 1, 1)
columns["Closed"] = [(first + datetime.timedelta(days=int(day))).isoformat() for day in rng.integers(0, 1200, n)]
pl.DataFrame(columns).write_csv(sys.argv[1])
