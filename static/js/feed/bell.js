// Mentions that one has not looked at yet: on the tab, in the page's title, and now and then out loud.

export class Bell {
  #badges;
  #herald;
  #unseen = 0;

  constructor(badges, herald) {
    this.#badges = badges;
    this.#herald = herald;
  }

  ring(number) {
    if (!number) return;
    this.#unseen += number;
    this.#show();
    this.#herald.mention(number);
  }

  seen() {
    this.#unseen = 0;
    this.#show();
    this.#herald.seen();
  }

  #show() {
    this.#herald.count("mentions", this.#unseen);
    for (const badge of this.#badges) {
      badge.hidden = !this.#unseen;
      badge.textContent = this.#unseen > 99 ? "99+" : String(this.#unseen);
    }
  }
}
