// Press releases and infographics: their fields as one text, in paragraphs, and back. As feed.forms reads it. PURE.

const DASH = " — "; // between place and date, and what is said
const LONGEST_PLACE = 80; // characters of place and date
export const MOST_ITEMS = 5;
/** Networks on which each may be published. */
export const NETWORKS = {
  release: new Set(["press"]),
  infographic: new Set(["microblog", "page", "professional", "photo", "stories", "wall"]),
};

const line = (text) => text.replace(/\s+/g, " ").trim();
/** Several lines, without an empty one: an empty line ends a paragraph. */
const lines = (text) => text.split("\n").map(line).filter(Boolean).join("\n");

/** The paragraphs of a text, at least one. */
export function paragraphs(text) {
  return text.trim().split(/\n[ \t]*\n\s*/u).map((part) => part.trim());
}

/** The text of a press release; none while only the place stands there. */
export function releaseText({ headline, place, body, contact }) {
  const said = paragraphs(body).map(lines).filter(Boolean).join("\n\n");
  if (!line(headline) && !said && !lines(contact)) return "";
  const begun = line(place) ? `${line(place)}${DASH}${said}` : said;
  return [line(headline), begun, lines(contact)].join("\n\n");
}

/** The fields of a press release; what is missing is empty. */
export function releaseOf(text) {
  const [headline, ...rest] = paragraphs(text);
  const contact = rest.length > 1 ? rest.pop() : "";
  const whole = rest.join("\n\n");
  const at = whole.indexOf(DASH);
  const isBegun = at > 0 && at <= LONGEST_PLACE && !whole.slice(0, at).includes("\n");
  const place = isBegun ? whole.slice(0, at) : "";
  return { headline, place, body: isBegun ? whole.slice(at + DASH.length) : whole, contact };
}

/** Whether nothing is missing that a press release must have. */
export function isRelease({ headline, body, contact }) {
  return [headline, body, contact].every((part) => part.trim());
}

/** The text of an infographic; `items` are {label, text}, and those without a label are left out. */
export function infographicText({ title, items }) {
  const parts = items.filter(({ label }) => line(label)).map(({ label, text }) => lines(`${line(label)}\n${line(text)}`));
  return [line(title), ...parts].filter(Boolean).join("\n\n");
}

export function infographicOf(text) {
  const [title, ...rest] = paragraphs(text);
  const items = rest.slice(0, MOST_ITEMS).map((part) => {
    const [label, ...others] = part.split("\n");
    return { label: line(label), text: line(others.join(" ")) };
  });
  return { title, items };
}

/** Whether it has a title and a figure or step, and none is explained that has no label. */
export function isInfographic({ title, items }) {
  const used = items.filter(({ label, text }) => label.trim() || text.trim());
  return title.trim() !== "" && used.length > 0 && used.every(({ label }) => label.trim());
}

/** What a card shows of a text that has a form: of an infographic the picture says the rest. */
export function shownOf(form, text) {
  if (form === "infographic") return { title: "", body: infographicOf(text).title, contact: "" };
  const { headline, place, body, contact } = releaseOf(text);
  return { title: headline, body: place ? `${place}${DASH}${body}` : body, contact };
}
