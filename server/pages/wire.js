// One socket to the village, kept open: it comes back by itself, first soon, then less often, asks
// for what it missed, and says plainly when it is not live. A page that nobody looks at for a
// minute hangs up and returns with its reader.

const FIRST_MS = 500;
const LONGEST_MS = 15_000;
const SILENCE_MS = 10_000;
const AWAY_MS = 60_000;

// `since()` gives the tick from which to resume, or null. `onState` gets "live", or "waiting" and
// the seconds until the next try.
export function connect({ path, since, onMessage, onState }) {
  const wire = { socket: null, tries: 0, heard: 0, timer: 0, away: 0 };

  const open = () => {
    clearTimeout(wire.timer);
    const from = since?.();
    const query = from == null ? "" : `?since=${from}`;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${path}${query}`);
    wire.socket = socket;
    wire.heard = performance.now();
    socket.addEventListener("message", (event) => {
      if (wire.socket !== socket) return;
      wire.heard = performance.now();
      if (wire.tries !== 0 || !wire.live) onState("live");
      wire.live = true;
      wire.tries = 0;
      onMessage(JSON.parse(event.data));
    });
    socket.addEventListener("close", () => {
      if (wire.socket === socket) again();
    });
  };

  const again = () => {
    wire.socket = null;
    wire.live = false;
    if (document.hidden) return; // the reader's return opens it
    const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** wire.tries);
    const wait = longest * (0.5 + Math.random() / 2);
    wire.tries += 1;
    onState("waiting", wait / 1000);
    clearTimeout(wire.timer);
    wire.timer = setTimeout(open, wait);
  };

  const hangUp = () => {
    const socket = wire.socket;
    wire.socket = null;
    wire.live = false;
    socket?.close();
  };

  setInterval(() => {
    if (wire.socket && !document.hidden && performance.now() - wire.heard > SILENCE_MS) {
      hangUp();
      again();
    }
  }, 2_000);

  document.addEventListener("visibilitychange", () => {
    clearTimeout(wire.away);
    if (document.hidden) wire.away = setTimeout(hangUp, AWAY_MS);
    else if (!wire.socket) open();
    else wire.heard = performance.now();
  });

  open();
}

// The notice that goes with a state.
export function notice(element) {
  return (state, seconds = 0) => {
    if (!element) return;
    element.hidden = state === "live";
    const soon = Math.max(1, Math.round(seconds));
    element.textContent =
      state === "live" ? "" : `The village is out of reach. Trying again in ${soon} s.`;
  };
}
