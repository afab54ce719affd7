// Applies the server's frames in order, once each, and fetches what a frame shows to be missing.
const LONGEST_PAGE = 500; // posts; what is missing beyond that loads as one scrolls back
const ATTEMPTS = 4;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Follower {
  #archive;
  #to;
  #seq = 0;
  #rev = 0;
  #epoch = null;
  #asking = null; // the changes under way

  /**
   * `to` is told: posts(posts, {span, others, last}) with posts oldest first, span in ms, the number of others
   * that exist and the newest number of all; touched([[id, likes, shares, replies, views]], [[id, like, …, sadness]]);
   * changed([{id, deleted?, likes?, reactions?, text?, edited?}]); typing(frame); drafts(frame), reports(frame), pins(frame), appeals(frame), lists(frame), safety(check), polls([{id, votes, over}]), groups([{group, posts, newest, members, joined}]), blocks([{mark, account}]) and, of a whole room, state(room);
   * trends(trends); symbol(id or null); reviews(counts of 1 to 5 stars); total(n); clock(face); afresh() when the server tells another history.
   */
  constructor(archive, to) {
    this.#archive = archive;
    this.#to = to;
  }

  get held() {
    return { last_seq: this.#seq, last_rev: this.#rev };
  }

  apply(frame) {
    if (frame.type === "welcome") this.#meet(frame.epoch);
    if (frame.clock) this.#to.clock(frame.clock);
    if (frame.type === "welcome") for (const room of frame.rooms) this.#snapshot(room);
    else if (frame.type === "caught_up") this.#catchUp(frame);
    else if (frame.type === "window") this.#window(frame);
    else if (frame.type === "posts") this.#posts(frame);
    else if (frame.type === "change") this.#change(frame);
    else if (frame.type === "typing") this.#to.typing(frame);
    else if (frame.type === "drafts") this.#to.drafts(frame);
    else if (frame.type === "reports") this.#to.reports(frame);
    else if (frame.type === "pins") this.#to.pins(frame);
    else if (frame.type === "appeals") this.#to.appeals(frame);
    else if (frame.type === "lists") this.#to.lists(frame);
    else if (frame.type === "blocks") this.#to.blocks(frame.blocked);
    else if (frame.type === "groups") this.#to.groups(frame.groups);
  }

  #meet(epoch) {
    if (this.#epoch !== null && this.#epoch !== epoch) this.#startAfresh();
    this.#epoch = epoch;
  }

  #startAfresh() {
    this.#seq = 0;
    this.#rev = 0;
    this.#to.afresh();
  }

  #catchUp(frame) {
    for (const room of frame.rooms) {
      const changes = frame.changes?.[room.room];
      if (changes) this.#applyChanges(changes, room.rev);
      this.#snapshot(room);
    }
  }

  #snapshot(room) {
    const first = this.#seq === 0;
    const missed = Math.max(0, room.seq - this.#seq);
    const between = first ? 0 : this.#seq;
    const posts = room.posts.filter(({ seq }) => seq > this.#seq);
    this.#seq = Math.max(this.#seq, room.seq);
    this.#to.posts(posts, { span: 0, others: first ? 0 : missed - posts.length, last: room.seq, first });
    if (between && posts.length < missed) this.#fetchMentions(between, posts[0]?.seq ?? room.seq + 1);
    this.#to.state(room);
    this.#to.total(room.total);
    this.#to.trends(room.trends);
    if (room.reviews) this.#to.reviews(room.reviews);
    this.#to.symbol(room.symbol ?? null);
    if (first) this.#rev = room.rev;
    else if (room.rev > this.#rev) this.#fetchChanges();
  }

  #window(frame) {
    this.#take(frame, 1000);
    if (frame.rev > this.#rev) this.#fetchChanges();
    if (frame.trends) this.#to.trends(frame.trends);
    if (frame.reviews) this.#to.reviews(frame.reviews);
    if (frame.symbol != null) this.#to.symbol(frame.symbol);
    if (frame.safety) this.#to.safety(frame.safety);
    if (frame.polls) this.#to.polls(frame.polls);
    if (frame.groups) this.#to.groups(frame.groups);
  }

  #posts(frame) {
    this.#take(frame, 0);
    if (frame.rev > this.#rev + 1) this.#fetchChanges();
    else this.#rev = Math.max(this.#rev, frame.rev);
  }

  /** Posts of a frame, unless they are held already; a hole before them is fetched. */
  #take(frame, span) {
    const [first, last] = frame.seq;
    const posts = frame.posts.filter(({ seq }) => seq > this.#seq);
    const held = this.#seq;
    if (last > held) {
      this.#seq = last;
      if (first > held + 1) this.#fillHole(held, first);
      this.#to.posts(posts, { span, others: last - Math.max(held, first - 1) - posts.length, last });
    }
    this.#to.touched(frame.touched ?? [], frame.reacted ?? []);
    this.#to.total(frame.total);
  }

  #change(frame) {
    if (frame.rev <= this.#rev) return;
    if (frame.rev > this.#rev + 1) return void this.#fetchChanges();
    this.#applyChanges([frame], frame.rev);
  }

  async #fillHole(after, before) {
    const limit = Math.min(LONGEST_PAGE, before - after - 1);
    const page = await this.#insist(() => this.#archive.page({ after, limit }));
    const posts = page.filter(({ seq }) => seq < before).reverse();
    this.#to.posts(posts, { span: 0, others: before - after - 1 - posts.length, late: true });
    if (before - after - 1 > limit) this.#fetchMentions(after + limit, before);
  }

  /** What concerns the team is fetched even when a long absence leaves the rest to scrolling. */
  async #fetchMentions(after, before) {
    const page = await this.#insist(() => this.#archive.page({ after, limit: LONGEST_PAGE }, { mentions: 1 }));
    this.#to.posts(page.filter(({ seq }) => seq < before).reverse(), { span: 0, others: 0, late: true });
  }

  #fetchChanges() {
    this.#asking ??= this.#insist(() => this.#archive.changes(this.#rev))
      .then(({ changes, rev }) => this.#applyChanges(changes, rev))
      .finally(() => (this.#asking = null));
    return this.#asking;
  }

  #applyChanges(changes, rev) {
    this.#rev = Math.max(this.#rev, rev);
    this.#to.changed(changes);
  }

  async #insist(ask) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask();
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        await pause(500 * 2 ** attempt);
      }
    }
  }
}
