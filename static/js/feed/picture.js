// What a post shows: a picture that the server draws, and its author's description of it.

/** Fills the figure of a card, or does without it. `api` is the address of the room's API. */
export function fillPicture(slots, post, api) {
  if (!post.picture) return slots.media.remove();
  slots.media.hidden = false;
  if (post.picture !== "clip") slots.play.remove();
  if (post.media) slots.captionText.textContent = post.media;
  else slots.caption.remove();
  slots.picture.alt = post.media ?? ""; // one that goes with a text says nothing beyond it
  slots.picture.addEventListener("error", () => withoutPicture(slots, post));
  slots.picture.src = `${api}posts/${post.id}/picture.svg`;
}

/** It could not be had: its description stands in its place. */
function withoutPicture(slots, post) {
  if (!post.media) return slots.media.remove();
  slots.media.classList.add("post__media--untold");
  slots.media.replaceChildren(document.createTextNode(post.media));
}
