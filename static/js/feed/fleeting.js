// Posts that are gone after their time of exercise. PURE.
import { ago, fill } from "../words.js";

/** Whether only staff sees `post` any more; `now` is exercise time (s). */
export const isGone = (post, now) => post.expires != null && post.expires <= now;

/** Whether `post` is a story that one looks at: not what answers one, nor a screenshot. */
export const isStory = (post) => post.expires != null && post.kind !== "reply" && !post.deleted;

/** How long `post` can still be seen: "7 min left". */
export function timeLeft(post, now, strings) {
  const left = Math.max(0, post.expires - now);
  const rounded = left < 60 ? Math.ceil(left) : Math.round(left / 60) * 60;
  return fill(strings.stories.left, { time: ago(Math.max(5, rounded), strings.ago) });
}

/** Those who show stories, {handle, stories} with the oldest story first: whoever has one that `isSeen` does not
 *  know comes first, and then whoever showed something last. */
export function byAuthor(posts, isSeen) {
  const authors = new Map();
  for (const post of [...posts].sort((one, other) => one.seq - other.seq)) {
    if (!authors.has(post.handle)) authors.set(post.handle, []);
    authors.get(post.handle).push(post);
  }
  const rows = [...authors].map(([handle, stories]) => ({ handle, stories, isNew: stories.some(({ id }) => !isSeen(id)) }));
  return rows.sort((one, other) => other.isNew - one.isNew || other.stories.at(-1).seq - one.stories.at(-1).seq);
}
