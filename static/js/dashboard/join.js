/* The join page on the projector: how many people are in, live, and whether the lobby is open. */

import { LiveSocket } from "../socket.js";
import { count } from "../words.js";
import { readJson, show } from "./dom.js";

const data = readJson("join-data");
const texts = readJson("join-texts");
const locale = document.documentElement.lang;
let state = document.getElementById("join").dataset.state;
let lobby = null;

const socket = new LiveSocket({
  path: data.socket,
  hello: () => ({ type: "hello" }),
  ack: () => ({ type: "ack", seq: {} }),
  onFrame: receive,
  onStatus: () => {},
});
socket.open();
wireFullScreen();

function receive(frame) {
  if (frame.type === "resync") return socket.send({ type: "catch_up" });
  state = frame.clock?.state ?? state;
  lobby = frame.lobby ?? lobby;
  if (frame.lobby || frame.clock) render();
}

function render() {
  const joined = lobby?.joined ?? 0;
  setText("joined-count", joined);
  setText("joined-text", count(texts.joined, joined, locale));
  const locked = lobby?.locked && state !== "ended" && state !== "draft";
  setText("join-state", texts.states[locked ? "locked" : state]);
  document.getElementById("join").dataset.state = locked ? "locked" : state;
}

function setText(id, text) {
  const node = document.getElementById(id);
  if (node.textContent !== String(text)) node.textContent = text;
}

function wireFullScreen() {
  const button = document.getElementById("full-screen");
  if (!document.fullscreenEnabled) return show(button, false);
  button.addEventListener("click", () => document.documentElement.requestFullscreen());
  document.addEventListener("fullscreenchange", () => show(button, !document.fullscreenElement));
}
