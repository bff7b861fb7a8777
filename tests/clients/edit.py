"""What a person does with translate-toolkit: `edit.py FILE...` appends " ZZ" to each target of an XLIFF 1.2 file that has no inline
codes, marks it as approved, and writes the file anew."""
import sys

from translate.storage import xliff

for name in sys.argv[1:]:
    store = xliff.xlifffile.parsefile(name)
    for unit in store.units:
        node = unit.xmlelement.find("{*}target")
        if unit.isheader() or node is None or len(node) or not unit.target:
            continue
        unit.target = unit.target + " ZZ"
        unit.markapproved()
    store.savefile(name)
