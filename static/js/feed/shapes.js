// What a post can have and most have not. The template is cut once for each combination of what is left out, and
// cloned from then on: to clone everything and take most of it out again would cost twice as much for each post.
const HEADED = new Set(["press", "mailbox"]); // networks whose texts have a headline
const WORDED = new Set(["page", "press", "mailbox", "messaging"]); // those that write out what one can do
const LATE = ["muted", "hidden", "pinned", "label", "edited", "withheld"]; // what may befall a post once it is there

/** Whether this network's texts begin with a headline, or with what they are about. */
export function isHeaded({ channel, kind }) {
  return HEADED.has(channel) && kind === "original";
}

/** A share that stands for what it shares; a screenshot stands for itself. */
export function isPlainShare({ kind, screenshot }) {
  return kind === "share" && !screenshot;
}

/** Whose words a post brings: of a share, the one who is shared. */
export function authorOf(post) {
  if (!isPlainShare(post) || !post.parent_handle) return post;
  return { handle: post.parent_handle, name: post.parent_name, verified: post.parent_verified };
}

/** The names of the parts that `post` does without; those of LATE until something befalls it. `reacts` are the
 *  networks that have reactions. PURE. */
export function lacking(post, reacts) {
  const { verified } = authorOf(post);
  const hasWords = WORDED.has(post.channel) || reacts.has(post.channel);
  const needed = {
    context: isPlainShare(post),
    replying: post.kind === "reply",
    quoted: post.kind === "quote" || post.screenshot,
    stars: post.stars,
    form: post.form || post.story != null,
    contact: post.form,
    title: post.form || isHeaded(post),
    asking: post.request,
    media: post.picture,
    left: post.expires != null,
    channel: post.channel !== "microblog",
    group: post.group,
    reactions: reacts.has(post.channel),
    react: reacts.has(post.channel),
    verified,
    mark: verified,
    face: !verified,
    replyWord: hasWords,
    shareWord: hasWords,
    likeWord: hasWords,
  };
  return [...LATE, ...Object.keys(needed).filter((name) => !needed[name])];
}

const shapes = new WeakMap(); // template -> names that are left out -> what is cloned

/** A clone of what is in `template` without the slots of these `names`. */
export function shaped(template, names) {
  if (!shapes.has(template)) shapes.set(template, new Map());
  const cut = shapes.get(template);
  const key = names.join();
  if (!cut.has(key)) cut.set(key, without(template, names));
  return cut.get(key).cloneNode(true);
}

/** Puts the part `name` into `node`, a shape that was cut without it, where it stands in the template; the part. */
export function restored(node, template, name) {
  const model = template.content.querySelector(`[data-slot=${name}]`);
  const around = model.parentElement.classList[0];
  const place = node.classList.contains(around) ? node : node.querySelector(`.${around}`);
  const part = model.cloneNode(true);
  place.insertBefore(part, followerOf(model, place));
  return part;
}

/** Of the children of `place` the first that follows `model` in the template, or null. */
function followerOf(model, place) {
  const isSame = (child, other) => child.dataset.slot === other.dataset.slot && child.classList[0] === other.classList[0];
  for (let later = model.nextElementSibling; later; later = later.nextElementSibling) {
    const found = [...place.children].find((child) => isSame(child, later));
    if (found) return found;
  }
  return null;
}

function without(template, names) {
  const node = template.content.firstElementChild.cloneNode(true);
  for (const name of names) node.querySelector(`[data-slot=${name}]`)?.remove(); // trainees' pages have not all of them
  return node;
}
