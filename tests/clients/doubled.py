"""Doubled targets as translate-toolkit makes them: `doubled.py BITEXT CORPUS [PAGES]` takes 20 pages with codes of each of 5 locales, or PAGES of them.

The tool's `unit.target = text` replaces what is before the first code of a target and leaves the rest. Each unit with codes is
set so, to texts of three kinds: its words without codes, its words with the codes as plain text, and the words of its
source; always with another first word. What merge takes of that and is clearly doubled (longer than 1.3 times the text that
was set, the old end, which has words that a reader sees, again after it) is counted: 1 in 1,000 at most. Then the same units get honest texts, in which the codes
keep their places: of these, merge may refuse 0.5 % at most. Exits 1 if one of both is not so.
"""
import collections
import copy
import json
import os
import re
import subprocess
import sys
import tempfile

from lxml import etree
from translate.storage import xliff

NAMESPACE = "{urn:oasis:names:tc:xliff:document:1.2}"
LOCALES = 5
WORDS = {"zh": "新的", "ja": "新しい"}


def pages_of(corpus):
    """Folders by locale, in a fixed order, and their pages."""
    by_locale = collections.defaultdict(list)
    for folder, _, names in sorted(os.walk(corpus)):
        for name in sorted(names):
            if ".sxs.md" in name:
                by_locale[os.path.basename(folder).rsplit(".", 1)[-1].lower()].append(os.path.join(folder, name))
    return by_locale


def codes(target):
    return [child for child in target if isinstance(child.tag, str)]


def flat(element):
    return "".join(element.itertext())


def words(element):
    return (element.text or "") + "".join(child.tail or "" for child in element)


def tail_of(target):
    """The flat text from the first code on."""
    return flat(target)[len(target.text or ""):]


def has_words(text):
    """Whether a reader sees words: tags, such as anchors, are none."""
    return any(c.isalnum() for c in re.sub("<[^>]*>", "", text))


def with_other_start(text, locale):
    """The text with another first word, and its blanks trimmed."""
    text = text.strip()
    first, blank, rest = text.partition(" ")
    new = WORDS.get(locale[:2], "Nuovo")
    return new + blank + rest if blank else new + text


def honest(target, locale, number):
    """Changes the words of a target in place; the codes and the white space at the ends of each text stay."""
    nodes = [(target, "text")] + [(child, "tail") for child in codes(target)]
    new = WORDS.get(locale[:2], "nuovo")
    changed = False
    for index, (element, name) in enumerate(nodes):
        text = getattr(element, name) or ""
        inside = text.strip()
        if not any(c.isalpha() for c in inside):
            continue
        start = text[: len(text) - len(text.lstrip())]
        end = text[len(text.rstrip()):]
        parts = inside.split(" ")
        # Turn by turn: another word in the middle, one word less, or a word more.
        kind = (number + index) % 3
        if kind == 0 or len(parts) < 3:
            parts.insert(len(parts) // 2, new)
        elif kind == 1:
            del parts[len(parts) // 2]
        else:
            parts[len(parts) // 2] = new
        setattr(element, name, start + " ".join(parts) + end)
        changed = True
        if number % 2:
            break
    return changed


def merge(bitext, file, page, folder):
    report = os.path.join(folder, "report.jsonl")
    run = subprocess.run(
        [bitext, "merge", "--quiet", "--edits", file, "-o", os.path.join(folder, "out.md"), "--report", report, page],
        capture_output=True, text=True)
    if run.returncode > 1:
        sys.exit(f"merge of {page}: {run.stderr}")
    with open(report, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main(bitext, corpus, pages="20"):
    pages = int(pages)
    by_locale = pages_of(corpus)
    chosen = sorted(by_locale, key=lambda locale: (-len(by_locale[locale]), locale))[:LOCALES]
    set_count = accepted = clearly = honest_count = 0
    refusals = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        for locale in chosen:
            taken = 0
            for page in by_locale[locale][:: max(1, len(by_locale[locale]) // (3 * pages))]:
                if taken == pages:
                    break
                export = os.path.join(folder, "page.xlf")
                subprocess.run([bitext, "extract", "--quiet", "--to", "xliff12", "--target-locale", locale, "-o", export, page])
                if not os.path.exists(export):
                    continue
                store = xliff.xlifffile.parsefile(export)
                units = [u for u in store.units if u.xmlelement.find(NAMESPACE + "target") is not None]
                coded = [u for u in units if codes(u.xmlelement.find(NAMESPACE + "target"))]
                if not coded:
                    continue
                taken += 1
                originals = {u.getid(): copy.deepcopy(u.xmlelement.find(NAMESPACE + "target")) for u in coded}
                ids = {u.getid(): u.xmlelement.get("id") for u in coded}
                for kind in ("words", "flat", "source"):
                    store = xliff.xlifffile.parsefile(export)
                    wanted = {}
                    for unit in store.units:
                        if unit.getid() not in originals:
                            continue
                        old = originals[unit.getid()]
                        source = unit.xmlelement.find(NAMESPACE + "source")
                        text = (flat if kind == "flat" else words)(source if kind == "source" else old)
                        if not any(c.isalnum() for c in text):
                            continue
                        text = with_other_start(text, locale)
                        unit.target = text
                        now = flat(unit.xmlelement.find(NAMESPACE + "target"))
                        if now != text:
                            wanted[ids[unit.getid()]] = (text, now, tail_of(old))
                    edited = os.path.join(folder, "edited.xlf")
                    store.savefile(edited)
                    for outcome in merge(bitext, edited, page, folder):
                        if outcome["id"] not in wanted:
                            continue
                        text, now, tail = wanted[outcome["id"]]
                        set_count += 1
                        if outcome["outcome"] == "changed":
                            accepted += 1
                            if len(now) > 1.3 * len(text) and now.endswith(tail) and has_words(tail):
                                clearly += 1
                                if clearly <= 40:
                                    print(f"DOUBLED {kind} {outcome['id']}: {now!r} of {flat(originals[[k for k, v in ids.items() if v == outcome['id']][0]])!r}")
                store = xliff.xlifffile.parsefile(export)
                made = {}
                for number, unit in enumerate(store.units):
                    if unit.getid() in originals:
                        target = unit.xmlelement.find(NAMESPACE + "target")
                        if honest(target, locale, number):
                            made[ids[unit.getid()]] = flat(target)
                edited = os.path.join(folder, "edited.xlf")
                store.savefile(edited)
                for outcome in merge(bitext, edited, page, folder):
                    if outcome["id"] in made:
                        honest_count += 1
                        if outcome["outcome"] not in ("changed", "unchanged"):
                            refusals[outcome["outcome"]] += 1
                            if sum(refusals.values()) <= 40:
                                print(f"REFUSED {outcome['outcome']} {outcome['id']}: {made[outcome['id']]!r}")
    refused = sum(refusals.values())
    print(f"{', '.join(chosen)}: {set_count} targets set before their old end, {accepted} taken, {clearly} of them clearly doubled")
    print(f"{honest_count} honest texts, {refused} refused ({100 * refused / max(1, honest_count):.2f} %): {dict(refusals)}")
    sys.exit(1 if clearly * 1000 > set_count or refused * 200 >= honest_count or not set_count else 0)


main(*sys.argv[1:])
