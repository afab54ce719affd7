// What a post shows: a picture that the server draws or that somebody uploaded, and its author's description of it.

/** Fills the figure of a card, or does without it. `api` is the address of the room's API. */
export function fillPicture(slots, post, api) {
  if (!post.picture) return slots.media?.remove();
  slots.media.hidden = false;
  if (post.picture !== "clip") slots.play.remove();
  if (!described(post)) slots.caption.remove();
  slots.picture.addEventListener("error", () => withoutPicture(slots, post));
  showPicture(slots, post, api);
}

/** The picture as it is now. Of an edited infographic it is another one than before. */
export function showPicture(slots, post, api) {
  const told = described(post);
  slots.captionText.textContent = told;
  slots.picture.alt = told; // one that goes with a text says nothing beyond it
  if (post.photo) frame(slots, post.photo);
  const version = post.form && post.edited != null ? `?edited=${post.edited}` : "";
  slots.picture.src = `${api}posts/${post.id}/${post.photo ? "photo" : `picture.svg${version}`}`;
}

/** An uploaded picture keeps its own shape, known before it comes. */
function frame(slots, [width, height]) {
  slots.media.classList.add("post__media--photo");
  slots.media.style.setProperty("--ratio", (width / height).toFixed(4));
}

/** The upload that a draft or a message holds, in a small image of its own; without one the image is hidden. */
export function showSmall(image, { picture, description }, api) {
  image.hidden = !picture;
  if (!picture) return image.removeAttribute("src");
  image.alt = description ?? "";
  const address = `${api}pictures/${picture}`;
  if (image.getAttribute("src") !== address) image.src = address;
}

/** In words: by its author, or the words that stand in it. */
function described(post) {
  return post.form === "infographic" ? post.text : (post.media ?? "");
}

/** It could not be had: its description stands in its place. */
function withoutPicture(slots, post) {
  if (!described(post)) return slots.media.remove();
  slots.media.classList.add("post__media--untold");
  slots.media.replaceChildren(document.createTextNode(described(post)));
}
