// The five reactions and how many gave them, in the order of EMOTIONS. PURE but for Chips and dress, which draw them.
import { compact, fill } from "../words.js";
import { drawIcon } from "./icons.js";

export const EMOTIONS = ["like", "fear", "anger", "mockery", "sadness"];

/** Places of the reactions, the most frequent first. */
export function ordered(counts) {
  return EMOTIONS.map((_name, place) => place).sort((one, other) => counts[other] - counts[one] || one - other);
}

/** The counts once somebody gives `after` in place of `before`; null is none. */
export function moved(counts, before, after) {
  return counts.map((count, place) => Math.max(0, count + (place === after) - (place === before)));
}

/** How many gave which reaction to one post: five buttons, the most frequent first. All are there from the
 *  first, so that nothing moves when somebody reacts. */
export class Chips {
  #node;
  #page;
  #buttons;

  constructor(node, page) {
    this.#node = node;
    this.#page = page;
    this.#buttons = EMOTIONS.map((_name, place) => this.#make(place));
    node.append(...this.#buttons);
    node.hidden = false;
  }

  /** `counts` in the order of EMOTIONS, `mine` one's own (null: none). Under a hand nothing changes its place. */
  show(counts, mine) {
    for (const [place, button] of this.#buttons.entries()) this.#fill(place, button, counts[place], place === mine);
    if (!this.#node.matches(":hover, :focus-within")) this.#arrange(ordered(counts));
  }

  /** Moves a button only where it stands elsewhere: most frames change counts alone. */
  #arrange(order) {
    const wanted = order.map((place) => this.#buttons[place]);
    if (wanted.some((button, index) => this.#node.children[index] !== button)) this.#node.append(...wanted);
  }

  #make(place) {
    const button = this.#page.reactionTemplate.content.firstElementChild.cloneNode(true);
    button.dataset.reaction = place;
    button.dataset.emotion = EMOTIONS[place];
    button.title = this.#page.strings.reactions[place];
    drawIcon(button.querySelector("use"), this.#page.icons, `emotion-${EMOTIONS[place]}`);
    return button;
  }

  #fill(place, button, count, isMine) {
    const { strings, lang } = this.#page;
    const said = compact(count, lang);
    button.querySelector(".reaction__count").textContent = count ? said : "";
    button.classList.toggle("reaction--none", !count);
    button.setAttribute("aria-label", fill(strings.reaction, { name: strings.reactions[place], n: said }));
    button.setAttribute("aria-pressed", String(isMine));
  }
}

/** Shows on a like button which reaction one gave (null: none): its shape and name instead of the heart. */
export function dress(button, mine, page) {
  const { strings, reactionTemplate, icons } = page;
  const worn = button.dataset.emotion ?? "";
  const wanted = mine > 0 ? EMOTIONS[mine] : "";
  button.setAttribute("aria-pressed", String(mine !== null));
  button.setAttribute("aria-label", mine === null ? strings.like : strings.reactions[mine]);
  button.querySelector(".deed__word").textContent = mine === null ? strings.like : strings.reactions[mine];
  if (worn === wanted) return;
  button.querySelector(".emotion__shape")?.remove();
  delete button.dataset.emotion;
  if (!wanted) return;
  button.dataset.emotion = wanted;
  const shape = reactionTemplate.content.querySelector("svg").cloneNode(true);
  button.prepend(shape);
  drawIcon(shape.querySelector("use"), icons, `emotion-${wanted}`);
}
