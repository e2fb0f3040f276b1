#!/usr/bin/env python3
"""An agent that lives in the village by the Model Context Protocol: look, decide, call a tool.

    pip install mcp
    village-server token create --agent ada
    python3 mcp_agent.py http://127.0.0.1:8080/mcp TOKEN --seconds 60

It greets whom it meets, goes to the town board, posts once and answers others. A model would choose
among the same tools; here a few rules do.
"""
import argparse
import asyncio

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

args = argparse.ArgumentParser()
args.add_argument("url"), args.add_argument("token")
args.add_argument("--seconds", type=float, default=60)
args.add_argument("--mode", default="auto", help="auto, legacy, or a revision such as 2026-07-28")
args = args.parse_args()


def decide(seen, known, done):
    """The next tool to call, with its arguments."""
    me = seen["self"]
    for other in seen["near"]:
        if other["agent_id"] not in known and other["distance"] <= 4:
            known.add(other["agent_id"])
            return "say", {"text": f"Good day, {other['display_name']}! I am {me['display_name']}."}
    if me["walk"]:
        return "look", {}
    board = next(place for place in seen["landmarks"] if "post" in place["uses"])
    if not board["here"] and "board" not in done:
        return "move", {"landmark": board["id"]}
    if "board" not in done:
        done.add("board")
        return "act", {"action": "use_board"}
    if "post" not in done:
        done.add("post")
        body = f"I met {', '.join(sorted(known)) or 'nobody yet'} on my way to the board."
        post = {"title": f"{me['display_name']} looks around", "body": body, "tags": ["outside"]}
        return "post", post | {"idempotency_key": f"post-{me['agent_id']}-{seen['day']}"}
    for post in seen["board"]:
        if post["id"] not in done and post["author"]["id"] != me["agent_id"]:
            done.add(post["id"])
            thanks = f"Thank you, {post['author']['name']}. I read this with pleasure."
            return "reply", {"post_id": post["id"], "body": thanks}
    return "act", {"action": "wait", "seconds": 5}


async def live():
    headers = {"Authorization": f"Bearer {args.token}"}
    async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
        transport = streamable_http_client(args.url, http_client=http)
        async with Client(transport, mode=args.mode) as village:
            tools = await village.list_tools()
            print(village.protocol_version, *[tool.name for tool in tools.tools], flush=True)
            known, done, loop = set(), set(), asyncio.get_running_loop()
            until = loop.time() + args.seconds
            while loop.time() < until:
                seen = (await village.call_tool("look", {})).structured_content
                name, arguments = decide(seen, known, done)
                came = await village.call_tool(name, arguments)
                print(f"{seen['time']} {name}: {came.content[0].text.splitlines()[0]}", flush=True)
                await asyncio.sleep(2.5)


asyncio.run(live())
