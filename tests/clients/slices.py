"""`slices.py DIR FILE...` cuts XLIFF 2 files into files of 200 units each, and prints their paths: the Schematron takes the
square of a file's units. Ids are asked to be unique in the whole file here, because a slice cannot show it."""
import os
import re
import sys

target, names = sys.argv[1], sys.argv[2:]
os.makedirs(target, exist_ok=True)
for number, name in enumerate(names):
    with open(name, encoding="utf-8", newline="") as file:
        text = file.read()
    first, last = text.index("<unit "), text.rindex("</unit>\n") + len("</unit>\n")
    units = re.findall(r"<unit .*?</unit>\n", text[first:last], re.S)
    assert "".join(units) == text[first:last], f"{name}: something stands between units"
    ids = [re.match(r'<unit id="([^"]*)"', unit).group(1) for unit in units]
    assert len(set(ids)) == len(ids), f"{name}: an id is repeated"
    for start in range(0, len(units), 200):
        path = os.path.join(target, f"{number}-{start}.xlf")
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text[:first] + "".join(units[start : start + 200]) + text[last:])
        print(path)
