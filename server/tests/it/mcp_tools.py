"""Calls tools of the village by the official client of MCP.

    python3 mcp_tools.py URL TOKEN MODE < calls.json

The calls are a list of [tool, arguments], where the argument "$post" stands for the last post that
was made. What came of them is told as one JSON object.
"""
import asyncio
import json
import sys

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

url, token, mode = sys.argv[1:]


async def call_all(village, calls):
    post, came = None, []
    for name, arguments in calls:
        filled = {key: post if value == "$post" else value for key, value in arguments.items()}
        result = await village.call_tool(name, filled)
        data = result.structured_content
        if name == "post" and not result.is_error:
            post = data["id"]
        text = result.content[0].text
        came.append({"tool": name, "refused": bool(result.is_error), "text": text, "data": data})
    return came


async def main():
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(headers=headers, timeout=30) as http:
        transport = streamable_http_client(url, http_client=http)
        async with Client(transport, mode=mode) as village:
            tools = [tool.name for tool in (await village.list_tools()).tools]
            came = await call_all(village, json.load(sys.stdin))
            print(json.dumps({"revision": village.protocol_version, "tools": tools, "came": came}))


asyncio.run(main())
