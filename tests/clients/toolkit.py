"""What translate-toolkit makes of our XLIFF 1.2: `toolkit.py FILE...` prints, over all files, how many units it calls
translated and fuzzy, and exits 1 unless these are the units that are approved and those that are not."""
import sys

from lxml import etree
from translate.storage import xliff

UNIT = "{urn:oasis:names:tc:xliff:document:1.2}trans-unit"
translated = fuzzy = approved = other = empty = 0
for name in sys.argv[1:]:
    for unit in xliff.xlifffile.parsefile(name).units:
        if unit.isheader():
            continue
        if not unit.target:
            empty += 1
        elif unit.isfuzzy():
            fuzzy += 1
        else:
            translated += unit.istranslated()
    for _, unit in etree.iterparse(name, tag=UNIT, huge_tree=True):
        target = unit.find("{*}target")
        if target.get("state") == "new":
            pass
        elif unit.get("approved") == "yes":
            approved += 1
        else:
            other += 1
print(f"translate-toolkit: {translated} translated, {fuzzy} fuzzy, {empty} without target; approved {approved}, not {other}")
sys.exit((translated, fuzzy) != (approved, other))
