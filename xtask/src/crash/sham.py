# A sham village for the tests of the torment: it knows just the calls that the torment makes.
# MODE, set in a line before this text, says how it treats its promises:
#   honest     commits, then answers
#   forgetful  answers, and commits with every 25th write
#   doubling   takes no notice of the idempotency key
import http.server, json, os, sqlite3, sys, threading, urllib.parse

folder = os.environ["VILLAGE_DATA"]
os.makedirs(folder, exist_ok=True)
db = sqlite3.connect(folder + "/sham.db", check_same_thread=False)
db.execute("pragma journal_mode=wal")
db.execute("create table if not exists post (id integer primary key, title text, author text)")
db.execute("create table if not exists entry"
           " (id integer primary key, agent text, amount text, kind text, note text,"
           "  post integer, other text)")
db.execute("create table if not exists work (post integer primary key, amount text, worker text)")
db.execute("create table if not exists key (key text primary key, reply text)")
lock, writes = threading.Lock(), 0


def enter(agent, amount, kind, note, post, other="treasury"):
    db.execute("insert into entry (agent, amount, kind, note, post, other)"
               " values (?, ?, ?, ?, ?, ?)", [agent, amount, kind, note, post, other])


def do(path, who, body):
    if path.endswith("/posts"):
        made = db.execute("insert into post (title, author) values (?, ?)", [body["title"], who])
        return made.lastrowid
    if path.endswith("/reward"):
        enter(body["agent_id"], body["amount"], "reward", body["reason"], body["post_id"])
    elif path.endswith("/pay"):
        enter(who, "-" + body["amount"], "transfer", body["note"], None, "agent:" + body["to"])
        enter(body["to"], body["amount"], "transfer", body["note"], None, "agent:" + who)
    elif path.endswith("/purchase"):
        note = f"{body['tier']} for {body['hours']} h"
        enter(who, "-0.001", "purchase_compute", note, None)
    else:
        work(int(path.split("/")[-2]), body["step"], who, body.get("amount"))


def work(post, step, who, amount):
    if step == "offer":
        db.execute("insert or ignore into work values (?, ?, '')", [post, amount])
        enter(who, "-" + amount, "bounty_escrow", "", post)
    elif step == "claim":
        db.execute("update work set worker = ? where post = ?", [who, post])
    elif step == "accept":
        found = db.execute("select amount, worker from work where post = ?", [post]).fetchone()
        if found:
            enter(found[1], found[0], "bounty_payout", "", post)


def write(path, key, who, body):
    global writes
    with lock:
        known = db.execute("select reply from key where key = ?", [key]).fetchone()
        if known and MODE != "doubling":
            return known[0]
        made = do(path, who.removeprefix("agent-"), body)
        reply = json.dumps({"post_id": made})
        db.execute("insert or replace into key values (?, ?)", [key, reply])
        writes += 1
        if MODE != "forgetful" or writes % 25 == 0:
            db.commit()
        return reply


def read(path, query):
    at = int(query.get("cursor", ["0"])[0])
    if path == "/readyz":
        return {}
    if path == "/api/v1/agents":
        return {"items": [{"agent_id": name} for name in ("ada", "bo", "cyd", "dov")],
                "next_cursor": None}
    if path == "/api/v1/economy/accounts":
        return {"items": [{"balance": "1.5"}, {"balance": "-1.5"}], "next_cursor": None}
    with lock:
        if path == "/api/v1/board/posts":
            rows = db.execute("select id, title, author from post where id > ? order by id limit 50",
                              [at]).fetchall()
            items = [{"post_id": i, "title": t, "author": a} for i, t, a in rows]
        else:
            rows = db.execute("select id, amount, kind, note, post, other from entry"
                              " where id > ? and agent = ? order by id limit 50",
                              [at, path.rsplit("/", 1)[1]]).fetchall()
            items = [{"id": i, "amount": a, "reason": k, "note": n, "related_post_id": p,
                      "counterparty": o} for i, a, k, n, p, o in rows]
    return {"items": items, "next_cursor": str(rows[-1][0]) if len(rows) == 50 else None}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def do_GET(self):
        address = urllib.parse.urlparse(self.path)
        self.answer(200, json.dumps(read(address.path, urllib.parse.parse_qs(address.query))))

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        who = self.headers["authorization"].removeprefix("Bearer ")
        self.answer(201, write(self.path, self.headers["idempotency-key"], who, body))


if sys.argv[1] == "token":
    print("admin" if sys.argv[3] == "--admin" else "agent-" + sys.argv[4])
elif sys.argv[1] == "audit":
    print("audit: 1 signed checkpoints hold")
elif sys.argv[1] == "serve":
    import signal
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(f"village ready at http://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever()
