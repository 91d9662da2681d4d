#!/usr/bin/env python3
"""Check the gold articles and tables of this folder.

    python3 check.py           errors, then counts by split
    python3 check.py --show    also every claim as aligned with its text
    python3 check.py --json    the articles as NDJSON with code point offsets

Every annotated string must occur in its text: names from left to right, the
parts of a claim within a window, a nested claim inside its parent. The exit
status is 1 if there are errors. Standard library only.
"""
import csv
import datetime
import glob
import itertools
import json
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NAME_KINDS = "PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE".split()
VALUE_KINDS = "DATE TIME MONEY PERCENT".split()
CLAIM_KINDS = "says accuses denies demands promises believes predicts reports asks declines".split()
FLAGS = "anonymous direct indirect mixed denies hedged".split()
BLOCKS = "text names entities roles claims values unsourced".split()
WINDOW = 1500
ISO = re.compile(
    r"\d{4}(-(\d\d(-\d\d(T(\d\d:\d\d|MO|AF|EV|NI))?)?|W\d\d|SP|SU|FA|WI|Q[1-4]))?$"
)


def occurrences(text, s, lo=0, hi=None):
    """Return the (start, end) of every occurrence of s in text as whole words."""
    hi = len(text) if hi is None else hi
    pat = re.escape(s)
    if s[0].isalnum():
        pat = r"(?<!\w)" + pat
    if s[-1].isalnum():
        pat += r"(?!\w)"
    return [m.span() for m in re.compile(pat).finditer(text, lo, hi)]


def parse(path):
    raw = open(path, encoding="utf-8").read()
    head, errors, doc = raw.split("```", 1)[0], [], {}
    doc["id"] = os.path.basename(path)[:-3]
    m = re.match(r"# (.+)\n", head)
    doc["title"] = m.group(1) if m else errors.append("no title line")
    for key in ("split", "published"):
        m = re.search(r"^%s: (\S+)$" % key, head, re.M)
        doc[key] = m.group(1) if m else None
    if doc["split"] not in ("tune", "report"):
        errors.append("split is neither tune nor report")
    if doc["published"]:
        try:
            datetime.date.fromisoformat(doc["published"])
        except ValueError:
            errors.append("published is not a date")
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", raw, re.M | re.S)
    if [b for b, _ in blocks] != BLOCKS:
        errors.append("blocks are %s" % [b for b, _ in blocks])
    for name, body in blocks:
        doc[name] = body[:-1] if name == "text" else [x for x in body.split("\n") if x.strip()]
    return doc, errors


def resolve_names(doc, errors):
    text, pos, out = doc["text"], 0, []
    for line in doc["names"]:
        kind, _, surface = line.partition(" ")
        if kind not in NAME_KINDS:
            errors.append("name kind: " + line)
            continue
        found = occurrences(text, surface, pos)
        if not found:
            errors.append("name not found after %d: %s" % (pos, line))
            continue
        start, pos = found[0]
        out.append({"start": start, "end": pos, "kind": kind, "surface": surface})
    return out


def resolve_entities(doc, names, errors):
    surfaces = {(n["kind"], n["surface"]) for n in names}
    covered, out = set(), []
    for line in doc["entities"]:
        parts = [p.strip() for p in line.split("|")]
        if len(parts) != 3:
            errors.append("entity fields: " + line)
            continue
        kind, full, rest = parts
        forms = [full] + [f.strip() for f in rest.split(";") if f.strip()]
        for form in forms:
            if (kind, form) not in surfaces:
                errors.append("entity form is not a name of the text: %s %s" % (kind, form))
            covered.add((kind, form))
        out.append({"kind": kind, "name": full, "forms": forms})
    for kind, form in sorted(surfaces - covered):
        errors.append("name belongs to no entity: %s %s" % (kind, form))
    full = [e["name"] for e in out]
    for n in set(full):
        if full.count(n) > 1:
            errors.append("two entities named " + n)
    return out


def resolve_claim(text, parts, cue, source, regions, taken):
    """Return the tightest arrangement of content parts, cue and source.

    Content is anchored first; cue and source are then placed as near as
    possible, without overlapping the content or each other.
    """

    def inside(span):
        return any(a <= span[0] and span[1] <= b for a, b in regions)

    def overlap(a, b):
        return a[0] < b[1] and b[0] < a[1]

    chains = []
    first = [s for s in occurrences(text, parts[0]) if inside(s)]
    for f in first:
        chain, ok = [f], True
        for p in parts[1:]:
            nxt = [s for s in occurrences(text, p, chain[-1][1]) if inside(s)]
            if not nxt or nxt[0][0] - chain[0][0] > WINDOW:
                ok = False
                break
            chain.append(nxt[0])
        if ok:
            chains.append(chain)
    best, second = None, None
    for chain in chains:
        cues = [[]]
        if cue != "-":
            lists = [
                [s for s in (occurrences(text, c)) if inside(s)]
                if c != ":"
                else [m.span() for m in re.finditer(":", text) if inside(m.span())]
                for c in cue.split(" … ")
            ]
            cues = [list(c) for c in itertools.product(*lists)]
        sources = [None]
        if source != "-":
            sources = [s for s in occurrences(text, source) if inside(s)]
        for c in cues:
            if any(overlap(x, y) for x in c for y in chain):
                continue
            if any(x[0] >= y[0] for x, y in zip(c, c[1:])):
                continue
            for s in sources:
                # a passive's subject may be both content and no source
                if s and any(overlap(s, x) for x in c + chain):
                    continue
                every = chain + c + ([s] if s else [])
                if (tuple(c), tuple(chain)) in taken:
                    continue
                span = max(e for _, e in every) - min(b for b, _ in every)
                gap = 0
                if s and c:
                    gap = max(c[0][0] - s[1], s[0] - c[0][1], 0)
                if cue == ":" and s and c[0][0] != s[1]:
                    gap += 1000
                # on a tie the cue nearest to the content, then the earlier one
                near = min((max(x[0] - y[1], y[0] - x[1], 0) for x in c for y in chain), default=0)
                key = (span + gap, near, every[0][0])
                cand = (key, chain, c, s)
                if best is None or key < best[0]:
                    best, second = cand, best
                elif second is None or key < second[0]:
                    second = cand
    if best is None or best[0][0] > WINDOW + 1000:
        return None, False
    close = second is not None and second[0][0] <= best[0][0] * 1.1
    return best, close


def resolve_claims(doc, entities, errors):
    text, out, taken = doc["text"], [], set()
    full = {e["name"] for e in entities}
    for line in doc["claims"]:
        f = [x.strip() for x in line.split(" | ")]
        if len(f) != 7:
            errors.append("claim has %d fields: %s" % (len(f), line))
            continue
        number, source, cue, content, kind, entity, flags = f
        if number != str(len(out) + 1):
            errors.append("claim number: " + line)
        if kind not in CLAIM_KINDS:
            errors.append("claim kind: " + line)
        for e in entity.split(" & "):
            if e != "-" and e not in full:
                errors.append("claim entity: " + line)
        flags = [x.strip() for x in flags.split(",")]
        parent = None
        for x in flags:
            if x.startswith("parent="):
                parent = int(x[7:])
            elif x not in FLAGS:
                errors.append("claim flag %r: %s" % (x, line))
        if sum(x in flags for x in ("direct", "indirect", "mixed")) != 1:
            errors.append("claim needs one of direct, indirect, mixed: " + line)
        if source == "-" and cue == "-":
            errors.append("claim without source and cue: " + line)
        regions = [(0, len(text))]
        if parent is not None:
            if not 1 <= parent <= len(out) or out[parent - 1] is None:
                errors.append("no parent: " + line)
            else:
                c = out[parent - 1]["content"]
                regions = [(c[0]["start"], c[-1]["end"])]
        best, close = resolve_claim(text, content.split(" … "), cue, source, regions, taken)
        if best is None:
            errors.append("claim not found: " + line)
            out.append(None)
            continue
        _, chain, cues, src = best
        taken.add((tuple(cues), tuple(chain)))
        span = lambda s: {"start": s[0], "end": s[1]}
        out.append(
            {
                "id": len(out) + 1,
                "source": span(src) if src else None,
                "cue": [span(c) for c in cues],
                "content": [span(c) for c in chain],
                "kind": kind,
                "entity": None if entity == "-" else entity.split(" & "),
                "anonymous": "anonymous" in flags,
                "quote": next((x for x in ("direct", "indirect", "mixed") if x in flags), None),
                "polarity": "denies" if "denies" in flags else "affirms",
                "hedged": "hedged" in flags,
                "parent": parent,
                "close": close,
            }
        )
    return out


def resolve_rest(doc, names, entities, errors):
    text = doc["text"]
    forms = {e["name"]: set(e["forms"]) for e in entities}
    full = {e["name"] for e in entities}
    roles, values, unsourced, pos = [], [], [], 0
    for line in doc["roles"]:
        person, _, role = line.partition(" | ")
        found = occurrences(text, role)
        if person not in full:
            errors.append("role of an unknown person: " + line)
        if not found or re.match(r"(the|an?) ", role):
            errors.append("role: " + line)
        else:
            # the one nearest to a mention of the person
            own = [n for n in names if n["surface"] in forms.get(person, ())]
            start, end = min(
                found,
                key=lambda s: min((max(n["start"] - s[1], s[0] - n["end"], 0) for n in own), default=0),
            )
            roles.append({"entity": person, "role": role, "start": start, "end": end})
    for line in doc["values"]:
        kind, _, rest = line.partition(" ")
        m = re.match(r"(.+?)(?: \[(\S+)\])?$", rest)
        surface, iso = m.groups()
        i = text.find(surface, pos)
        if kind not in VALUE_KINDS or i < 0 or (iso and not ISO.match(iso)):
            errors.append("value: " + line)
            continue
        pos = i + len(surface)
        values.append({"start": i, "end": pos, "type": kind, "iso": iso})
    for line in doc["unsourced"]:
        i = text.find(line)
        if i < 0 or len(line.split()) < 3:
            errors.append("unsourced: " + line)
        elif i and not re.search(r"(?:[\n.!?:–—)-] ?|[.!?][\"”’'] )$", text[:i]):
            errors.append("unsourced does not start a sentence: " + line)
        else:
            unsourced.append(i)
    return roles, values, unsourced


def load(path):
    """Return an article with offsets, and its errors."""
    doc, errors = parse(path)
    if errors:
        return doc, errors
    names = resolve_names(doc, errors)
    entities = resolve_entities(doc, names, errors)
    claims = resolve_claims(doc, entities, errors)
    roles, values, unsourced = resolve_rest(doc, names, entities, errors)
    words = len(doc["text"].split())
    if not 110 <= words <= 260:
        errors.append("%d words" % words)
    spans = [(n["start"], n["end"]) for n in names]
    for surface in {n["surface"] for n in names}:
        for a, b in occurrences(doc["text"], surface):
            if not any(x <= a and b <= y for x, y in spans):
                if not any(v["start"] <= a and b <= v["end"] for v in values):
                    errors.append("name left out at %d: %s" % (a, surface))
    if not claims:
        errors.append("no claims")
    return {
        "id": doc["id"], "title": doc["title"], "split": doc["split"],
        "published": doc["published"], "text": doc["text"], "names": names,
        "entities": entities, "roles": roles, "claims": claims,
        "values": values, "unsourced": unsourced,
    }, errors


def articles():
    for path in sorted(glob.glob(os.path.join(HERE, "articles", "*.md"))):
        yield load(path)


TABLES = {
    "metonyms.tsv": ("split sentence surface label".split(), "label", {"government", "place", "other"}),
    "checkworthy.tsv": ("split label sentence".split(), "label", {"check-worthy", "not-factual", "unimportant"}),
    "pronouns.tsv": ("split text pronoun cue entity".split(), None, None),
    "roles.tsv": ("split text person role".split(), None, None),
    "sources.tsv": ("split text source cue anonymous".split(), "anonymous", {"yes", "no"}),
}


def table(name):
    """Return the rows of a table, and their errors."""
    columns, labelled, labels = TABLES[name]
    path, errors, rows = os.path.join(HERE, name), [], []
    if not os.path.exists(path):
        return rows, errors
    with open(path, encoding="utf-8", newline="") as f:
        reader = csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE)
        if reader.fieldnames != columns:
            return rows, ["%s: columns are %s" % (name, reader.fieldnames)]
        seen = {}
        for n, row in enumerate(reader, 2):
            at = "%s:%d: " % (name, n)
            if None in row or None in row.values():
                errors.append(at + "wrong number of columns")
                continue
            if row["split"] not in ("tune", "report"):
                errors.append(at + "split")
            if labelled and row[labelled] not in labels:
                errors.append(at + "label " + row[labelled])
            text = row.get("text") or row["sentence"]
            key = (text, row.get("surface"), row.get("person"), row.get("pronoun"))
            if key in seen:
                errors.append(at + "the same as line %d" % seen[key])
            seen[key] = n
            for column in ("surface", "person", "role", "entity", "source"):
                if row.get(column) and not occurrences(text, row[column]):
                    errors.append(at + "%s not in the text: %s" % (column, row[column]))
            if row.get("surface") and len(occurrences(text, row["surface"])) != 1:
                errors.append(at + "surface occurs more than once: " + row["surface"])
            if "pronoun" in row:
                near = r"\b%s\b\W+(\w+\W+){0,3}?%s(?!\w)|(?<!\w)%s\W+(\w+\W+){0,2}?%s\b" % (
                    re.escape(row["pronoun"]), re.escape(row["cue"]),
                    re.escape(row["cue"]), re.escape(row["pronoun"]))
                if len(re.findall(near, text)) != 1:
                    errors.append(at + "pronoun next to cue %d times: %s %s" % (
                        len(re.findall(near, text)), row["pronoun"], row["cue"]))
            if "role" in row and re.match(r"(the|an?) ", row["role"]):
                errors.append(at + "role starts with an article")
            rows.append(row)
    return rows, errors


def main():
    wrong, total, kinds = 0, {}, {}
    for doc, errors in articles():
        if "--json" in sys.argv:
            print(json.dumps(doc, ensure_ascii=False))
        for e in errors:
            wrong += 1
            print("%s: %s" % (doc["id"], e), file=sys.stderr)
        if "names" not in doc or not doc["split"] or errors:
            continue
        t = total.setdefault(doc["split"], {})
        add = lambda k, n: t.__setitem__(k, t.get(k, 0) + n)
        add("articles", 1)
        add("words", len(doc["text"].split()))
        for k in ("names", "entities", "roles", "claims", "values", "unsourced"):
            add(k, len(doc[k]))
        add("nested", sum(c["parent"] is not None for c in doc["claims"]))
        add("anonymous", sum(c["anonymous"] for c in doc["claims"]))
        add("resolved", sum(c["entity"] is not None for c in doc["claims"]))
        for c in doc["claims"]:
            k = kinds.setdefault(doc["split"], {})
            k[c["kind"]] = k.get(c["kind"], 0) + 1
        if "--show" in sys.argv:
            cut = lambda s: doc["text"][s["start"] : s["end"]]
            at = lambda s: "%d:%s" % (s["start"], cut(s))
            print("==", doc["id"])
            for c in doc["claims"]:
                print(
                    " ", c["id"], "CLOSE" if c["close"] else "",
                    at(c["source"]) if c["source"] else "-", "|",
                    " … ".join(at(x) for x in c["cue"]) or "-", "|",
                    " … ".join("%d:%s" % (x["start"], cut(x)[:40]) for x in c["content"]),
                )
    if "--json" in sys.argv:
        return wrong
    for split in sorted(total, reverse=True):
        print(split, " ".join("%s %d" % x for x in total[split].items()))
        print("   ", " ".join("%s %d" % x for x in sorted(kinds[split].items(), key=lambda x: -x[1])))
    for name, (_, labelled, _) in TABLES.items():
        rows, errors = table(name)
        for e in errors:
            wrong += 1
            print(e, file=sys.stderr)
        count = {}
        for r in rows:
            k = r["split"] + (" " + r[labelled] if labelled else "")
            count[k] = count.get(k, 0) + 1
        if rows:
            print(name, len(rows), ", ".join("%s %d" % x for x in sorted(count.items(), reverse=True)))
    print("errors", wrong)
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
