"""`sample.py CORPUS N` prints the paths of the bilingual files, grouped by folder; N in all of them, spread evenly (all for 0)."""
import os
import sys

corpus, wanted = sys.argv[1], int(sys.argv[2])
paths = sorted(
    os.path.join(folder, name) for folder, _, names in os.walk(corpus) for name in names if ".sxs." in name
)
step = max(1, len(paths) // wanted) if wanted else 1
print("\n".join(paths[::step]))
