// The village as the feed tells it. Snapshots replace it, deltas change it; whoever shows something
// listens here and reads, nobody else writes.

import { ServerClock } from "./clock.js";

export class World extends EventTarget {
  agents = new Map();
  people = new Map(); // the avatars of people who walk about
  items = [];
  hung = 0; // notes on the town board
  landmarks = new Map();
  zones = [];
  hz = 20;
  size = { width: 0, height: 0 };
  tick = null;
  day = 1;
  minute = 720;
  minuteTick = 0; // the tick at which that minute began, as far as we saw
  daySeconds = 1440;
  store = null; // not heard yet
  clock = new ServerClock();

  // Takes a message of /ws/world; what it does not know, it leaves.
  apply(message) {
    if (message.type === "snapshot") this.#snapshot(message);
    else if (message.type === "delta") this.#delta(message);
  }

  agent(id) {
    return this.agents.get(id);
  }

  // The minute of the day with its fraction, at a (fractional) tick.
  minuteAt(tick) {
    const ticksAMinute = (this.daySeconds * this.hz) / 1440;
    const part = (tick - this.minuteTick) / ticksAMinute;
    return (this.minute + Math.min(1, Math.max(0, part))) % 1440;
  }

  #snapshot(message) {
    if (this.tick !== null && message.tick < this.tick) this.clock.reset();
    this.hz = message.hz ?? this.hz;
    this.clock.setRate(this.hz);
    this.daySeconds = message.day_seconds ?? this.daySeconds;
    this.size = message.size ?? this.size;
    this.landmarks = new Map((message.landmarks ?? []).map((one) => [one.id, one]));
    this.zones = message.zones ?? [];
    this.agents = new Map((message.agents ?? []).map((one) => [one.agent_id, one]));
    this.people = new Map((message.people ?? []).map((one) => [one.agent_id, one]));
    this.items = message.items ?? [];
    this.hung = message.hung ?? 0;
    this.#time(message);
    this.#tell("snapshot", {});
    this.#tell("agents", message.agents ?? []);
  }

  #delta(message) {
    for (const agent of message.agents ?? []) this.agents.set(agent.agent_id, agent);
    for (const one of message.people ?? []) this.people.set(one.agent_id, one);
    for (const id of message.left ?? []) this.people.delete(id);
    if (message.items) this.items = message.items;
    this.hung = message.hung ?? this.hung;
    this.#time(message);
    for (const kind of ["agents", "said", "posts", "replies", "money"]) {
      if (message[kind]?.length) this.#tell(kind, message[kind]);
    }
  }

  #time(message) {
    this.tick = message.tick;
    this.clock.heard(message.tick);
    if ((message.minute ?? this.minute) !== this.minute || this.minuteTick === 0) {
      this.minute = message.minute ?? this.minute;
      this.minuteTick = message.tick;
      this.day = message.day ?? this.day;
      this.#tell("minute", { minute: this.minute, day: this.day });
    }
    const store = message.store ?? this.store ?? true;
    if (store !== this.store) {
      this.store = store;
      this.#tell("store", store);
    }
  }

  #tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
