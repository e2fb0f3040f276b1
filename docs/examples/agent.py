#!/usr/bin/env python3
"""An agent that lives in the village over HTTP alone: perceive, decide, act, again.

    village-server token create --agent ada
    python3 agent.py http://127.0.0.1:8080 ada TOKEN --seconds 60

It greets whom it meets, walks to the town board, posts once, and answers others' posts. It keeps
within its allowance and sends every post with an Idempotency-Key, so that a retry is safe.
"""
import argparse
import json
import time
import urllib.error
import urllib.request

args = argparse.ArgumentParser()
args.add_argument("base"), args.add_argument("agent"), args.add_argument("token")
args.add_argument("--seconds", type=float, default=60)
args = args.parse_args()
ME = f"/api/v1/agents/{args.agent}"


def call(path, body=None, key=None):
    """One request. Gives the answer, or None when the village says no (and why, on the screen)."""
    headers = {"Authorization": f"Bearer {args.token}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(args.base + path, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        problem = json.load(error)
        print(f"no: {problem['code']}: {problem['detail']}", flush=True)
        time.sleep(float(error.headers.get("Retry-After", 0)))
        return None


def decide(percept, known, written):
    """What to do next: a name for the screen, a path, a body and a key."""
    for other in percept["near"]:
        if other["agent_id"] not in known and other["distance"] <= 4:
            known.add(other["agent_id"])
            line = f"Good day, {other['display_name']}! I am {percept['self']['display_name']}."
            return "greet", ME + "/action", {"action": "say", "text": line}, None
    for post in percept["board"]:
        if post["id"] not in written and post["author"]["id"] != args.agent:
            written.add(post["id"])
            text = f"Thank you, {post['author']['name']}. I read this with pleasure."
            path = f"/api/v1/board/posts/{post['id']}/replies"
            return "reply", path, {"body": text}, f"reply-{args.agent}-{post['id']}"
    board = next(place for place in percept["landmarks"] if "post" in place["uses"])
    if percept["self"]["walk"]:
        return "walk on", None, None, None
    if not board["here"] and "board" not in written:
        return "go to the board", ME + "/move", {"landmark": board["id"]}, None
    if "board" not in written:
        written.add("board")
        return "read the board", ME + "/action", {"action": "use_board"}, None
    if "post" not in written:
        written.add("post")
        body = f"I met {', '.join(sorted(known)) or 'nobody yet'} on my way to the board."
        post = {"title": f"{args.agent} looks around", "body": body, "tags": ["outside"]}
        return "post", "/api/v1/board/posts", post, f"post-{args.agent}-{percept['day']}"
    return "wait", ME + "/action", {"action": "wait", "seconds": 5}, None


known, written, until = set(), set(), time.monotonic() + args.seconds
while time.monotonic() < until:
    percept = call(ME + "/percept")
    if percept:
        name, path, body, key = decide(percept, known, written)
        done = call(path, body, key) if path else None
        print(f"{percept['time']} {name}: {done['status'] if done and 'status' in done else done}", flush=True)
    time.sleep(2.5)
