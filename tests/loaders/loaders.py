"""Loads every row format where the first thousand rows have no locale: loaders.py BITEXT."""

import csv
import json
import os
import subprocess
import sys
import tempfile

os.environ["HF_DATASETS_OFFLINE"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"

bitext = os.path.abspath(sys.argv[1])
work = tempfile.mkdtemp()
os.environ["HF_HOME"] = os.path.join(work, "hf")
os.environ["HF_DATASETS_CACHE"] = os.path.join(work, "hf-cache")


def unit(number, target, source):
    tag = f"0a1b2-{number}"
    return (
        f'<span data-ttu-id="{tag}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{tag}">{source}</span></span>\n\n'
    )


ODD = [("Jā, \"labi\"\tun\nvēl", "Yes, \"good\"\tand\nmore"), ("a\u2028b\u0085c\x0bd\x1ce", "x\ry"), ("", "Empty"), ("日本", "Japan")]


def make():
    pages = {
        "a/none.md": "".join(unit(101 + at, f"T {at}", f"S {at}") for at in range(1200)),
        "b/lv.md": "---\nms.translationtype: HT\nms.contentlocale: lv-LV\n---\n"
        + "".join(unit(101 + at, *pair) for at, pair in enumerate(ODD)),
    }
    for name, text in pages.items():
        os.makedirs(os.path.join(work, os.path.dirname(name)), exist_ok=True)
        with open(os.path.join(work, name), "w", newline="") as out:
            out.write(text)
    with open(os.path.join(work, "b/broken.md"), "wb") as out:
        out.write(b"\xff")


def extract(*args, codes=(3,)):
    run = subprocess.run([bitext, "extract", "-q", *args, "a", "b"], cwd=work, capture_output=True, text=True)
    assert run.returncode in codes, (args, run.returncode, run.stderr)
    return run


def path(name):
    return os.path.join(work, name)


def check_csv():
    extract("--to", "csv", "--hash", "-o", "x.csv")
    csv.field_size_limit(1 << 24)
    with open(path("x.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 1204 and set(rows[0]) >= {"source", "target", "path", "segment", "pair_hash"}
    assert (rows[1200]["target"], rows[1200]["source"]) == ODD[0]
    assert (rows[1201]["target"], rows[1201]["source"]) == ODD[1]
    assert rows[0]["target_locale"] == "" and rows[1200]["target_locale"] == "lv-LV"
    import pandas

    frame = pandas.read_csv(path("x.csv"), dtype={"target_locale": "string"}, keep_default_na=False)
    assert len(frame) == 1204 and frame["target"][1200] == ODD[0][0]
    return "csv: Python's csv, pandas"


def check_tsv():
    extract("--to", "tsv", "-o", "x.tsv")
    with open(path("x.tsv"), newline="\n") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    assert len(rows) == 1204 and {len(row) for row in rows} == {16}, {len(row) for row in rows}
    with open(path("x.tsv")) as file:
        assert len(file.read().splitlines()) == 1204
    assert rows[1200][:3] == ["Yes, \"good\" and more", "Jā, \"labi\" un vēl", "b/lv.md"]
    return "tsv: plain Python"


def check_moses():
    extract("--to", "moses", "-o", "m")
    sides = []
    for ending in ("en", "lv", "ids"):
        with open(path(f"m.en-lv.{ending}")) as file:
            sides.append(file.read().splitlines())
    assert [len(side) for side in sides] == [3, 3, 3], sides
    assert sides[2][0] == "b/lv.md#0a1b2-101"
    return "moses: equal line counts by splitlines"


def check_hf():
    import datasets

    extract("--to", "hf", "-o", "h.jsonl")
    data = datasets.load_dataset("json", data_files=path("h.jsonl"), split="train")
    assert len(data) == 4 and data[0]["translation"] == {"en": ODD[0][1], "lv": ODD[0][0]}
    typed = data.cast_column("translation", datasets.Translation(["en", "lv"]))
    assert typed[3]["translation"]["lv"] == "日本" and typed[0]["target_lang"] == "lv-LV"
    # All pages, by a locale that the caller states: a thousand rows and more before the first that states its own.
    extract("--to", "hf", "--target-locale", "lv-LV", "-o", "h2.jsonl")
    data = datasets.load_dataset("json", data_files=path("h2.jsonl"), split="train")
    assert len(data) == 1204 and data[1203]["translation"]["lv"] == "日本"
    return "hf: datasets"


TYPES = {"path": "string", "target_locale": "string", "index": "int64", "heading": "list", "merged": "bool", "error": "string"}


def check_parquet():
    import datasets
    import duckdb
    import pandas
    import polars
    import pyarrow.parquet

    extract("--to", "parquet", "--hash", "-o", "x.parquet")
    schema = pyarrow.parquet.read_schema(path("x.parquet"))
    for name, kind in TYPES.items():
        assert str(schema.field(name).type).startswith(kind), (name, schema.field(name))
    table = pyarrow.parquet.read_table(path("x.parquet"))
    assert table.num_rows == 1205
    stated = json.loads(subprocess.run([bitext, "schema", "--to", "arrow"], capture_output=True, check=True).stdout)
    assert [column["name"] for column in stated] == schema.names, schema.names

    data = datasets.load_dataset("parquet", data_files=path("x.parquet"), split="train")
    assert data.features["target_locale"].dtype == "string"
    # b/broken.md, an error row, is before b/lv.md.
    assert data[1200]["error"] and data[1201]["target"] == ODD[0][0]
    frame = pandas.read_parquet(path("x.parquet"))
    assert frame["target_locale"].notna().sum() == 4 and frame["error"].notna().sum() == 1
    frame = polars.read_parquet(path("x.parquet"))
    assert frame.schema["target_locale"] == polars.String and frame.schema["index"] == polars.Int64
    assert frame.filter(polars.col("target_locale") == "lv-LV").height == 4
    count = duckdb.sql(f"select count(*) from '{path('x.parquet')}' where target_locale = 'lv-LV'").fetchall()
    kinds = dict(row[:2] for row in duckdb.sql(f"describe select * from '{path('x.parquet')}'").fetchall())
    assert count == [(4,)] and kinds["target_locale"] == "VARCHAR" and kinds["heading"] == "VARCHAR[]", kinds
    return "parquet: pyarrow, datasets, pandas, polars, DuckDB"


def main():
    make()
    checks = [check_csv, check_tsv, check_moses, check_hf]
    formats = subprocess.run([bitext, "extract", "--help"], capture_output=True, text=True).stdout
    if "parquet" in formats.lower().split("possible values", 1)[-1]:
        checks.append(check_parquet)
    else:
        print("SKIPPED: Parquet, which this binary does not write")
    for check in checks:
        print("ok:", check())


main()
