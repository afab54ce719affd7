// What a post can have and most have not. The template is cut once for each combination of what is left out, and
// cloned from then on: to clone everything and take most of it out again would cost twice as much for each post.
const HEADED = new Set(["press", "mailbox"]); // networks whose texts have a headline

/** Whether this network's texts begin with a headline, or with what they are about. */
export function isHeaded({ channel, kind }) {
  return HEADED.has(channel) && kind === "original";
}

/** A share that stands for what it shares; a screenshot stands for itself. */
export function isPlainShare({ kind, screenshot }) {
  return kind === "share" && !screenshot;
}

/** The names of the parts that `post` will never need. `reacts` are the networks that have reactions. PURE. */
export function lacking(post, reacts) {
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
    reactions: reacts.has(post.channel),
    react: reacts.has(post.channel),
  };
  return Object.keys(needed).filter((name) => !needed[name]);
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

function without(template, names) {
  const node = template.content.firstElementChild.cloneNode(true);
  for (const name of names) node.querySelector(`[data-slot=${name}]`).remove();
  return node;
}
