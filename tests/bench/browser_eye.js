// What `bench browser` puts into the page before its own scripts: notes when frames of the screen came, which tasks were
// long and whose they were, when a post was painted, and when the pill counted. It draws and changes nothing.
window.eye = {
  frames: [], // ms between one frame of the screen and the next
  tasks: [], // {at, ms}: tasks over 50 ms
  scripts: {}, // who ran, in frames of the screen that took over 50 ms -> ms in all
  painted: [], // [seq, ms since 1970]
  counted: [], // ms since 1970
  forget() {
    this.frames = [];
    this.tasks = [];
    this.scripts = {};
    this.painted = [];
    this.counted = [];
  },
};
{
  const { eye } = window;
  const wall = () => performance.timeOrigin + performance.now();
  let before = performance.now();
  requestAnimationFrame(function next(at) {
    eye.frames.push(at - before);
    before = at;
    requestAnimationFrame(next);
  });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) eye.tasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  if (PerformanceObserver.supportedEntryTypes.includes("long-animation-frame")) {
    new PerformanceObserver((list) => list.getEntries().forEach(noteScripts)).observe({ type: "long-animation-frame" });
  }

  function noteScripts({ scripts, duration, startTime, styleAndLayoutStart }) {
    for (const { invoker, duration: ms, sourceFunctionName, sourceURL } of scripts) {
      const name = [invoker, sourceFunctionName, sourceURL.split("/").at(-1)].filter(Boolean).join(" ");
      eye.scripts[name] = (eye.scripts[name] ?? 0) + ms;
    }
    if (!styleAndLayoutStart) return;
    eye.scripts["style, layout, paint"] = (eye.scripts["style, layout, paint"] ?? 0) + startTime + duration - styleAndLayoutStart;
  }

  // The page changes its columns just before a frame is drawn: a message sent then is read when it is drawn.
  const drawn = new MessageChannel();
  let seqs = [];
  let hasCounted = false;
  drawn.port1.addEventListener("message", () => {
    const at = wall();
    for (const seq of seqs) eye.painted.push([seq, at]);
    if (hasCounted) eye.counted.push(at);
    seqs = [];
    hasCounted = false;
  });
  drawn.port1.start();
  document.addEventListener("DOMContentLoaded", () => {
    const feed = document.querySelector("[data-view=feed]");
    watch(feed.querySelector("[data-part=list]"), (records) => {
      for (const { addedNodes } of records) for (const { dataset } of addedNodes) seqs.push(Number(dataset.seq));
    });
    watch(feed.querySelector("[data-part=pillText]"), () => (hasCounted = true));
  });

  function watch(node, note) {
    const see = (records) => {
      note(records);
      if (seqs.length || hasCounted) drawn.port2.postMessage(null);
    };
    new MutationObserver(see).observe(node, { childList: true, characterData: true });
  }
}
