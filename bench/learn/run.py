"""Doorwise's learner and its rivals on the same splits, in one run.

    cargo build --release -p doorwise
    python3 bench/learn/run.py --splits ../shared/learn --venv /tmp/learn-rivals

Each split is a folder with `train.csv`, `test.csv` (first column `label`, 0 or 1) and `meta.json`
(which columns are `numeric`, which `categorical`). Every tool gets the same columns of the same
rows. Rivals are installed from PyPI into the virtual environment named by --venv. Times are
processor seconds of fitting; for Doorwise those of the whole process: reading, search, significance,
cross-fitting, fifty redraws and writing the ICP.
"""

import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import venv

# FasterRisk asks for a scikit-learn of 2022 that no wheel of today's Python has, and breaks with NumPy
# 2.3; it runs with the newest of the one and the 2.2 of the other.
RIVALS = ["pandas", "numpy<2.3", "scikit-learn", "lightgbm", "optbinning", "interpret"]
WITHOUT_ITS_NEEDS = ["fasterrisk"]
METHODS = ["doorwise", "logistic", "naive_bayes", "lightgbm", "optbinning", "fasterrisk5", "fasterrisk10"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--splits", type=pathlib.Path, required=True)
    parser.add_argument("--venv", type=pathlib.Path, required=True)
    parser.add_argument("--doorwise", type=pathlib.Path, default=pathlib.Path("target/release/doorwise"))
    parser.add_argument("--sets", nargs="*", help="folders to run; else all but maven and leaky ones")
    parser.add_argument("--methods", nargs="*", default=METHODS, help="also: ebm, which is slow")
    parser.add_argument("--out", type=pathlib.Path, help="write every figure as JSON")
    args = parser.parse_args()
    if pathlib.Path(sys.prefix) != args.venv.resolve():
        # The same script goes on inside the environment that has the rivals.
        python = args.venv / "bin" / "python"
        if not python.exists():
            venv.create(args.venv, with_pip=True)
            subprocess.run([python, "-m", "pip", "install", "-q", *RIVALS], check=True)
            subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", *WITHOUT_ITS_NEEDS], check=True)
        os.execv(python, [str(python), *sys.argv])
    sets = args.sets or sorted(
        path.parent.name
        for path in args.splits.glob("*/meta.json")
        if not path.parent.name.startswith("maven") and not path.parent.name.endswith("leaky")
    )
    results = []
    for name in sets:
        for method in args.methods:
            result = run(args, name, method)
            results.append(result)
            print(json.dumps(result), flush=True)
    table(results, args.methods)
    if args.out:
        args.out.write_text(json.dumps(results, indent=1))


def run(args, name, method):
    folder = args.splits / name
    meta = json.loads((folder / "meta.json").read_text())
    import pandas as pd

    train, test = (pd.read_csv(folder / f"{part}.csv", dtype=str, keep_default_na=False) for part in ("train", "test"))
    try:
        if method == "doorwise":
            chances, lines, seconds = doorwise(args.doorwise, folder)
        else:
            chances, lines, seconds = rival(method, train, test, meta)
    except Exception as error:  # a rival that cannot be run is a result too
        return {"set": name, "method": method, "error": str(error)[:200]}
    won = (test["label"] == "1").to_numpy()
    return {"set": name, "method": method, **judge(chances, won), "lines": lines, "seconds": round(seconds, 3)}


def doorwise(binary, folder):
    import pandas as pd

    with tempfile.TemporaryDirectory() as place:
        icp = pathlib.Path(place) / "icp.yaml"
        scored = pathlib.Path(place) / "scored.csv"
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        found = subprocess.run(
            [binary, "learn", "icp", "--table", folder / "train.csv", "--outcome", "label", "--won", "1",
             "--out", icp, "--format", "json"],
            check=True, capture_output=True, text=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        view = json.loads(found.stdout)
        if not icp.exists():
            n = sum(1 for _ in open(folder / "test.csv")) - 1
            return [view["base"]["value"]] * n, 0, seconds
        subprocess.run(
            [binary, "score", "--table", folder / "test.csv", "--icp", icp, "--out", scored, "--brief", "--top", "0"],
            check=True, capture_output=True, text=True,
        )
        return pd.read_csv(scored)["probability"].to_numpy(), len(view["lines"]), seconds


def frames(train, test, meta):
    """Numbers as numbers with blanks, words as categories with blanks."""
    import pandas as pd

    numeric = [column for column in meta["numeric"] if column in train]
    words = [column for column in meta["categorical"] if column in train]
    out = []
    for frame in (train, test):
        made = pd.DataFrame({column: pd.to_numeric(frame[column], errors="coerce") for column in numeric})
        for column in words:
            made[column] = frame[column].replace("", None)
        out.append(made)
    return out[0], out[1], numeric, words


def rival(method, train, test, meta):
    import numpy as np
    import pandas as pd

    y = (train["label"] == "1").to_numpy().astype(int)
    a, b, numeric, words = frames(train, test, meta)
    if method in ("logistic", "naive_bayes"):
        from sklearn.linear_model import LogisticRegression
        from sklearn.naive_bayes import BernoulliNB

        def wide(frame, middle, spread):
            parts = []
            for column in numeric:
                blank = frame[column].isna()
                parts.append(((frame[column].fillna(middle[column]) - middle[column]) / spread[column]).rename(column))
                parts.append(blank.astype(float).rename(column + " blank"))
            dummies = pd.get_dummies(frame[words].fillna("(blank)"), dtype=float) if words else pd.DataFrame(index=frame.index)
            return pd.concat([*parts, dummies], axis=1)

        def binned(frame, edges):
            made = {column: pd.cut(frame[column], edges[column]).astype(str) for column in numeric}
            return pd.get_dummies(pd.DataFrame({**made, **{word: frame[word].fillna("(blank)") for word in words}}), dtype=float)

        if method == "logistic":
            middle = a[numeric].median().fillna(0)
            spread = a[numeric].std().replace(0, 1).fillna(1)
            x, z, model = wide(a, middle, spread), wide(b, middle, spread), LogisticRegression(C=1.0, max_iter=2000)
        else:
            edges = {
                column: [-np.inf, *np.unique(a[column].quantile(np.arange(0.1, 1, 0.1)).dropna()), np.inf]
                for column in numeric
            }
            x, z, model = binned(a, edges), binned(b, edges), BernoulliNB()
        z = z.reindex(columns=x.columns, fill_value=0.0)
        started = time.process_time()
        model.fit(x, y)
        seconds = time.process_time() - started
        return model.predict_proba(z)[:, 1], x.shape[1], seconds
    if method == "lightgbm":
        from lightgbm import LGBMClassifier

        for word in words:
            known = pd.CategoricalDtype(sorted(a[word].dropna().unique()))
            a[word], b[word] = a[word].astype(known), b[word].astype(known)
        model = LGBMClassifier(n_jobs=1, verbose=-1, random_state=7)
        a.columns = b.columns = [f"c{idx}" for idx in range(a.shape[1])]
        started = time.process_time()
        model.fit(a, y)
        seconds = time.process_time() - started
        return model.predict_proba(b)[:, 1], int(sum(tree["num_leaves"] for tree in model.booster_.dump_model()["tree_info"])), seconds
    if method == "ebm":
        from interpret.glassbox import ExplainableBoostingClassifier

        kinds = ["continuous" if column in numeric else "nominal" for column in a.columns]
        model = ExplainableBoostingClassifier(feature_types=kinds, n_jobs=1, random_state=7)
        started = time.process_time()
        model.fit(a, y)
        seconds = time.process_time() - started
        return model.predict_proba(b)[:, 1], int(sum(np.size(part) for part in model.term_scores_)), seconds
    if method == "optbinning":
        from optbinning import BinningProcess, Scorecard
        from sklearn.linear_model import LogisticRegression

        process = BinningProcess(list(a.columns), categorical_variables=words)
        card = Scorecard(process, LogisticRegression(max_iter=2000), scaling_method="min_max",
                         scaling_method_params={"min": 0, "max": 100}, rounding=True)
        for word in words:
            a[word], b[word] = a[word].fillna("(blank)").astype(object), b[word].fillna("(blank)").astype(object)
        started = time.process_time()
        card.fit(a, y)
        seconds = time.process_time() - started
        return card.predict_proba(b)[:, 1], int((card.table()["Points"] != 0).sum()), seconds
    if method.startswith("fasterrisk"):
        from fasterrisk.fasterrisk import RiskScoreClassifier, RiskScoreOptimizer

        columns = []
        for column in numeric:
            cuts = np.unique(a[column].quantile(np.linspace(0, 1, 101)[1:-1]).dropna())
            columns += [(column, "upto", cut) for cut in cuts]
            columns.append((column, "blank", None))
        for word in words:
            columns += [(word, "is", level) for level in sorted(a[word].dropna().unique())]
            columns.append((word, "blank", None))

        def truths(frame):
            made = []
            for column, how, what in columns:
                if how == "upto":
                    made.append((frame[column] <= what).to_numpy())
                elif how == "is":
                    made.append((frame[column] == what).to_numpy())
                else:
                    made.append(frame[column].isna().to_numpy())
            return np.array(made, dtype=float).T

        x, z = truths(a), truths(b)
        keep = (x.mean(axis=0) > 0) & (x.mean(axis=0) < 1)
        x, z = x[:, keep], z[:, keep]
        k = int(method.removeprefix("fasterrisk"))
        started = time.process_time()
        search = RiskScoreOptimizer(X=x, y=2 * y - 1, k=k)
        search.optimize()
        multiplier, intercept, weights = search.get_models(model_index=0)
        seconds = time.process_time() - started
        model = RiskScoreClassifier(multiplier, intercept, weights)
        return model.predict_prob(z), int((np.asarray(weights) != 0).sum()), seconds
    raise ValueError(f"no method {method}")


def judge(chances, won):
    import numpy as np
    from sklearn.metrics import roc_auc_score

    chances, won = np.asarray(chances, dtype=float), np.asarray(won, dtype=bool)
    # Ties at the end of the list count in proportion: order by chance, groups of one chance share.
    order = np.argsort(-chances, kind="stable")
    n_first = len(won) // 10
    edge = chances[order[n_first - 1]]
    above, at = chances > edge, chances == edge
    caught = won[above].sum() + won[at].mean() * (n_first - above.sum())
    lift = caught / n_first / won.mean()
    shared = np.empty(len(won))
    for chance in np.unique(chances):
        shared[chances == chance] = won[chances == chance].mean()
    groups = np.array_split(np.argsort(chances, kind="stable"), 10)
    error = sum(abs((chances[group] - shared[group]).sum()) for group in groups) / len(won)
    return {
        "auc": round(roc_auc_score(won, chances), 4),
        "lift10": round(float(lift), 2),
        "brier": round(float(((chances - won) ** 2).mean()), 4),
        "calibration_error": round(float(error), 4),
    }


def table(results, methods):
    known = {(result["set"], result["method"]): result for result in results}
    sets = sorted({result["set"] for result in results})
    for figure in ("auc", "lift10", "brier", "calibration_error", "lines", "seconds"):
        print(f"\n{figure}\n| set | " + " | ".join(methods) + " |\n|" + "---|" * (len(methods) + 1))
        groups = [("random", [name for name in sets if not name.endswith("_time")]),
                  ("time", [name for name in sets if name.endswith("_time")])]
        for group, names in groups:
            for name in names:
                cells = [str(known.get((name, method), {}).get(figure, "-")) for method in methods]
                print(f"| {name} | " + " | ".join(cells) + " |")
            if names:
                means = []
                for method in methods:
                    values = [known.get((name, method), {}).get(figure) for name in names]
                    means.append("-" if None in values else f"{sum(values) / len(values):.4f}")
                print(f"| **mean, {group}** | " + " | ".join(means) + " |")


if __name__ == "__main__":
    main()
