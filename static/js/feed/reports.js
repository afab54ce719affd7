// The team's reports: what the network makes of each, the list that one sees, and the answers that are news.
import { ago, fill } from "../words.js";

const OPEN = new Set(["received", "review"]);
const TONES = { received: "", review: "badge--accent", removed: "badge--good", labelled: "badge--warn", left: "badge--warn" };
const SHOWN = 99;

export class Reports {
  #page;
  #list;
  #empty;
  #badges;
  #say;
  #rows = new Map(); // number -> {report, node}
  #unseen = new Set(); // numbers of what was answered while nobody looked
  #inSight = false;

  /** `panel` is the view, badges count answers that nobody has seen; say(text) tells of one. */
  constructor(page, panel, badges, say) {
    this.#page = page;
    this.#list = panel.querySelector("[data-part=list]");
    this.#empty = panel.querySelector("[data-part=empty]");
    this.#badges = badges;
    this.#say = say;
  }

  /** The report of a post, if there is one. */
  of(id) {
    return [...this.#rows.values()].find(({ report }) => report.post === id)?.report;
  }

  /** A room's state: these are all that it tells. */
  snapshot({ reports }) {
    const there = new Set(reports.map(({ report }) => report));
    for (const number of this.#rows.keys()) if (!there.has(number)) this.#remove(number);
    this.#takeAll(reports);
  }

  /** A `reports` frame. */
  apply({ reports }) {
    this.#takeAll(reports, true);
  }

  /** The server tells another history. */
  forget() {
    for (const number of this.#rows.keys()) this.#remove(number);
    this.#show();
  }

  /** The view is in sight, or no longer. */
  enter(isInSight) {
    this.#inSight = isInSight;
    if (isInSight) this.#unseen.clear();
    this.#show();
  }

  tick(now) {
    for (const { report, node } of this.#rows.values()) {
      const text = fill(this.#page.strings.reports.by, {
        name: report.who_name || this.#page.strings.drafts.somebody,
        when: ago(Math.max(0, now - report.t), this.#page.strings.ago),
      });
      const slot = node.querySelector("[data-slot=by]");
      if (slot.textContent !== text) slot.textContent = text;
    }
  }

  /** What somebody is told who reports a post that the team has reported before. */
  again(state) {
    return this.#page.strings.reports.again[state];
  }

  #takeAll(reports, areNews = false) {
    for (const report of reports) {
      const before = this.#rows.get(report.report)?.report;
      if (before && before.step >= report.step) continue;
      this.#take(report);
      const isAnswer = !OPEN.has(report.state) && (!before || OPEN.has(before.state));
      if (areNews && isAnswer) this.#tell(report);
    }
    this.#show();
  }

  #take(report) {
    const held = this.#rows.get(report.report);
    const node = held?.node ?? this.#page.reportTemplate.content.firstElementChild.cloneNode(true);
    this.#rows.set(report.report, { report, node });
    this.#fill(node, report);
    if (!held) this.#list.prepend(node);
  }

  #remove(number) {
    this.#rows.get(number)?.node.remove();
    this.#rows.delete(number);
    this.#unseen.delete(number);
  }

  #fill(node, report) {
    const { strings, channels, icons } = this.#page;
    const said = strings.reports;
    const slot = (name) => node.querySelector(`[data-slot=${name}]`);
    node.dataset.state = report.state;
    slot("title").id = `report-${report.report}`;
    node.setAttribute("aria-labelledby", slot("title").id);
    slot("title").textContent = `@${report.handle}`;
    slot("state").textContent = said.states[report.state];
    slot("state").className = `badge report__state ${TONES[report.state]}`;
    slot("reason").textContent = said.reasons[report.reason];
    slot("channel").textContent = channels[report.channel] ?? report.channel;
    slot("channelIcon").setAttribute("href", `${icons}#${report.channel}`);
    const unread = report.until && !report.text ? strings.stories.gone : "";
    slot("text").textContent = report.gone ? strings.deleted : report.text || unread;
    slot("text").classList.toggle("report__text--gone", report.gone || Boolean(unread));
    slot("answer").textContent = this.#answer(report);
    slot("show").dataset.post = report.post;
    slot("show").hidden = report.gone;
  }

  #answer(report) {
    const { answers } = this.#page.strings.reports;
    if (report.by_author) return answers.author;
    const given = answers[report.state];
    return typeof given === "string" ? given : given[report.reason];
  }

  #tell(report) {
    const { strings, channels } = this.#page;
    if (!this.#inSight) this.#unseen.add(report.report);
    const told = report.by_author ? strings.reports.news.author : strings.reports.news[report.state];
    this.#say(fill(told, { network: channels[report.channel] ?? report.channel, handle: `@${report.handle}` }));
  }

  #show() {
    this.#empty.hidden = this.#rows.size > 0;
    const number = this.#unseen.size;
    for (const badge of this.#badges) {
      badge.hidden = !number;
      badge.textContent = number > SHOWN ? `${SHOWN}+` : String(number);
    }
    this.#page.unseen.reports = number;
  }
}
