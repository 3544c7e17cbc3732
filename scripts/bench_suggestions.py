"""What `scripts/bench --of suggestions` measures: the public list and search, the queues of each post, a suggestion with its
letter, the annual report, and the acts from a draft to the unit that signs for it."""

import json
import re
import time
import urllib.parse

from bench import ABSENT, Act, Load, Page, PublicList, Wrong, form_token, in_turn, sign_in

# Who looks at 代表建议; the deputy's own list beside it.
QUEUES = [
    ("deputy", "/work/suggestions"), ("deputy", "/work/suggestions/own"), ("unit", "/work/suggestions"),
    ("unithead", "/work/suggestions"), ("drafter", "/work/suggestions"), ("clerk", "/work/suggestions"),
    ("director", "/work/suggestions"), ("director", "/work/suggestions/all"), ("committee", "/work/suggestions"),
    ("govoffice", "/work/suggestions"), ("unit", "/work/suggestions/ledger"),
]

# A draft with other words each time.
DRAFT = """
local count = 0
request = function()
  count = count + 1
  local body = before .. "&title=" .. title .. run .. "-" .. count .. "&text=" .. text .. run .. "-" .. count
  return wrk.format("POST", nil, headers, body)
end
"""

# The same page from another cursor behind the newest each time, so that none is answered from pages that are kept.
ANEW = """
local count = 0
request = function()
  count = count + 1
  return wrk.format("GET", path .. "&before=9" .. string.format("%02d%015d", run, count))
end
"""


def searched(name, path):
    return Page(name, path, "</html>", script=f"path = {json.dumps(path)}\n" + ANEW)


def person(databases, username):
    return databases.column(f"SELECT person_id FROM accounts WHERE username = '{username}'")[0]


def unit(databases, username):
    holder = person(databases, username)
    return databases.column(f"SELECT unit_id FROM posts WHERE person_id = {holder} AND unit_id IS NOT NULL")[0]


def acts_of(databases):
    """In the order in which they make suggestions ready for one another: only those drafted here have these revisions."""
    mine = f"SELECT id FROM suggestions WHERE proposer_id = {person(databases, 'deputy')}"
    at = unit(databases, "unit")
    page = "/work/suggestions/{}"
    return [
        Act("submit", "deputy", f"{mine} AND state = 'drafting' AND revision = 1", page, kind="suggestion"),
        Act("register", "clerk", f"{mine} AND state = 'submitted' AND revision = 2", page, kind="suggestion"),
        Act(
            "hand-over", "clerk", f"{mine} AND state = 'registered' AND revision = 3", page, kind="suggestion",
            fields=lambda form: {"kind": "sole", "lead": at}),
        Act(
            "sign-for", "unit", f"{mine} AND state = 'handling' AND revision = 4", page, kind="suggestion",
            path=page + "/parts/1"),
    ]


def draft_page(server, headers):
    token, _ = form_token(server, "/work/suggestions/new", headers)
    fields = urllib.parse.urlencode({"form": token, "matters": "", "category": ""})
    text = urllib.parse.quote("全县七十岁以上的老人有三万多，赶集看病要走几里路，村口没有候车亭。建议在通公交的村口各修一个候车亭。")
    script = f"before, title, text = {json.dumps(fields)}, {json.dumps(urllib.parse.quote('关于修候车亭的建议'))}, {json.dumps(text)}\n"
    script += "headers = {['Content-Type'] = 'application/x-www-form-urlencoded', "
    script += ", ".join(f"['{name}'] = {json.dumps(value)}" for name, value in headers.items()) + "}\n"
    return Page("deputy: draft", "/work/suggestions/new", 'name="title"', headers, script=script + DRAFT)


def pages_of(server, databases):
    public = PublicList(server, "/suggestions", "before")
    find = lambda words, **more: "/suggestions?" + urllib.parse.urlencode({"q": words, **more})
    clerk, director, at = sign_in(server, "clerk"), sign_in(server, "director"), unit(databases, "unit")
    handled, part, round_ = databases.column(
        "SELECT l.suggestion_id || ',' || l.part || ',' || l.round FROM suggestion_letters l "
        f"JOIN suggestion_parts p ON p.suggestion_id = l.suggestion_id AND p.part = l.part WHERE p.unit_id = {at} "
        "AND l.signed_on IS NOT NULL ORDER BY l.suggestion_id DESC LIMIT 1")[0].split(",")
    letter = f"/work/suggestions/{handled}/parts/{part}/letters/{round_}"
    session = databases.column("SELECT session_id FROM suggestion_publications WHERE is_public ORDER BY 1 DESC LIMIT 1")[0]
    words = [("2 characters", public.two), ("4 characters", public.four), ("rare", public.rare), ("absent", ABSENT)]
    return [
        Page("yardstick `/healthz`", "/healthz", "ok"),
        Page("public list `/suggestions`", "/suggestions", "</html>"),
        Page(f"public list, page {public.pages:,}", public.deep, "</html>"),
        Page("one published `/suggestions/…`", public.one, "</html>"),
    ] + [
        searched(f"public search `/suggestions?q=…`, {name}", find(text)) for name, text in words
    ] + [
        searched("public search, words and unit", find(public.two, unit=at)),
        searched("public search, session", find("", session=session)),
        Page("public search, the same again", find(public.two), "</html>"),
        Page("search `/search?q=…&kind=suggestions`", "/search?" + urllib.parse.urlencode(
            {"q": public.two, "kind": "suggestions"}), "</html>"),
    ] + [
        Page(f"{name}'s `{path}`", path, "</html>", sign_in(server, name)) for name, path in QUEUES
    ] + [
        Page("clerk: one suggestion", f"/work/suggestions/{handled}", "</html>", clerk),
        Page("unit: one suggestion", f"/work/suggestions/{handled}", "</html>", sign_in(server, "unit")),
        Page("letter `…/letters/…`", letter, "</html>", clerk),
        Page("letter, PDF", letter + "/pdf", "%PDF", clerk, connections=2),
        Page("annual report", "/work/suggestions/report", "</html>", director, connections=2),
    ]


class Drafts(Load):
    made = "SELECT count(*) FROM suggestions"


def rounds_of(server, folder, options, databases):
    acts = acts_of(databases)
    for act in acts:
        act.headers = sign_in(server, act.actor)
    pages = pages_of(server, databases)
    for path in ["/work/suggestions/report", "/work/suggestions/report/pdf"]:
        alone = []
        for _ in range(5):
            started = time.monotonic()
            if server.ask(path, pages[-1].headers).status != 200:
                raise Wrong(f"{path} was refused")
            alone.append(time.monotonic() - started)
        print(f"{path}, alone, five times: {min(alone) * 1000:.0f} to {max(alone) * 1000:.0f} ms", flush=True)
    load = Drafts(server, folder, options, databases, None, acts)
    load.submit_page = draft_page(server, acts[0].headers)
    return in_turn(server, folder, options, load, pages)
