// What a post shows: a picture that the server draws or that somebody uploaded, and its author's description of it.

/** Fills the figure of a card, or does without it. `api` is the address of the room's API. */
export function fillPicture(slots, post, api) {
  if (!post.picture) return slots.media.remove();
  slots.media.hidden = false;
  if (post.picture !== "clip") slots.play.remove();
  if (post.media) slots.captionText.textContent = post.media;
  else slots.caption.remove();
  slots.picture.alt = post.media ?? ""; // one that goes with a text says nothing beyond it
  slots.picture.addEventListener("error", () => withoutPicture(slots, post));
  if (post.photo) frame(slots, post.photo);
  slots.picture.src = `${api}posts/${post.id}/${post.photo ? "photo" : "picture.svg"}`;
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

/** It could not be had: its description stands in its place. */
function withoutPicture(slots, post) {
  if (!post.media) return slots.media.remove();
  slots.media.classList.add("post__media--untold");
  slots.media.replaceChildren(document.createTextNode(post.media));
}
