import { LiveSocket } from "/static/js/socket.js";
import { holds, rest, same, until } from "/check.js";

/** Stands in for the browser's WebSocket: the server's side is played by the test. */
class Line extends EventTarget {
  static OPEN = 1;
  static all = [];
  sent = [];
  readyState = 0;

  constructor(url) {
    super();
    this.url = url;
    Line.all.push(this);
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  says(frame) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  breaks(code = 1006) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }

  close() {
    this.breaks(1000);
  }
}

const welcome = { type: "welcome", ack_every: 3 };

function connected() {
  window.WebSocket = Line;
  Line.all = [];
  const seen = { frames: [], statuses: [], held: 7 };
  const socket = new LiveSocket({
    path: "/ws/room/x/",
    hello: () => ({ type: "hello", last_seq: seen.held }),
    ack: () => ({ type: "ack", seq: seen.held }),
    onFrame: (frame) => seen.frames.push(frame.type),
    onStatus: (status, code) => seen.statuses.push(code ? `${status} ${code}` : status),
  });
  socket.open();
  Line.all[0].opens();
  Line.all[0].says(welcome);
  return { socket, seen, line: Line.all[0] };
}

export default {
  "it greets with what the page holds, over plain http"() {
    const { line } = connected();
    same([line.url, line.sent], ["ws://units.test/ws/room/x/", [{ type: "hello", last_seq: 7 }]]);
  },
  "it acknowledges as often as the server asks"() {
    const { line } = connected();
    for (let i = 0; i < 6; i += 1) line.says({ type: "window" });
    same(line.sent.filter(({ type }) => type === "ack").length, 2);
  },
  async "an answer settles the question that it names"() {
    const { socket, line, seen } = connected();
    const asked = socket.request({ type: "like", key: "k1" });
    line.says({ type: "done", ref: "k1", result: { likes: 3 } });
    same([await asked, seen.frames], [{ likes: 3 }, ["welcome"]]);
  },
  async "a refusal carries the server's words"() {
    const { socket, line } = connected();
    const asked = socket.request({ type: "publish", key: "k1" });
    line.says({ type: "error", ref: "k1", code: "too_long", message: "Too long." });
    const error = await asked.catch((refused) => refused);
    same([error.code, error.message], ["too_long", "Too long."]);
  },
  async "what was not answered is sent again with the same key, after the greeting"() {
    const { socket, line } = connected();
    void socket.request({ type: "publish", key: "k1" });
    line.breaks();
    await until(() => Line.all.length > 1);
    const again = Line.all[1];
    again.opens();
    same(again.sent.map(({ type }) => type), ["hello"]);
    again.says(welcome);
    same(again.sent.map(({ key }) => key ?? "-"), ["-", "k1"]);
  },
  async "what is asked while the line is down goes out when it is back"() {
    const { socket, line } = connected();
    line.breaks();
    void socket.request({ type: "publish", key: "k2" });
    await until(() => Line.all.length > 1);
    Line.all[1].opens();
    Line.all[1].says(welcome);
    same(Line.all[1].sent.at(-1).key, "k2");
  },
  async "a removed seat does not come back"() {
    const { socket, line, seen } = connected();
    const asked = socket.request({ type: "publish", key: "k1" }).catch(({ code }) => code);
    line.breaks(4409);
    await rest(500);
    same([Line.all.length, seen.statuses.at(-1), await asked], [1, "closed 4409", "closed"]);
  },
  async "an old line's last words are not heard"() {
    const { socket, line, seen } = connected();
    socket.reopen();
    line.says({ type: "window" });
    same([Line.all.length, seen.frames], [2, ["welcome"]]);
    holds(!seen.statuses.includes("lost 1000"));
  },
};
