import { fillPicture, showSmall } from "/static/js/feed/picture.js";
import { holds, same } from "/check.js";

function figure() {
  const media = document.createElement("figure");
  const slots = { media };
  for (const [slot, tag] of [["picture", "img"], ["play", "span"], ["caption", "figcaption"], ["captionText", "p"]]) {
    slots[slot] = document.createElement(tag);
    slots[slot].loading = "lazy"; // as in the page: what is nowhere to be seen is not asked for
    (slot === "captionText" ? slots.caption : media).append(slots[slot]);
  }
  media.hidden = true;
  document.createElement("article").append(media);
  return slots;
}
const shown = (post) => {
  const slots = figure();
  fillPicture(slots, { id: 7, ...post }, "/api/rooms/abc/");
  return slots;
};

export default {
  "a post without a picture keeps no figure"() {
    holds(shown({}).media.parentNode === null);
  },
  "a described picture says to those who do not see it what it shows"() {
    const slots = shown({ picture: "still", media: "<b>A kitten</b>" });
    same([slots.picture.alt, slots.captionText.textContent], ["<b>A kitten</b>", "<b>A kitten</b>"]);
    same(slots.picture.getAttribute("src"), "/api/rooms/abc/posts/7/picture.svg");
    holds(!slots.media.hidden && !slots.play.isConnected && slots.play.parentNode === null);
  },
  "one that goes with a text says nothing beyond it, and a clip has its mark"() {
    const slots = shown({ picture: "clip" });
    same([slots.picture.alt, slots.caption.parentNode], ["", null]);
    holds(slots.play.parentNode === slots.media);
  },
  "an uploaded picture comes from its own address, in its own shape"() {
    const slots = shown({ picture: "still", photo: [600, 400], media: "A kitten" });
    same(slots.picture.getAttribute("src"), "/api/rooms/abc/posts/7/photo");
    same(slots.media.style.getPropertyValue("--ratio"), "1.5000");
    holds(slots.media.classList.contains("post__media--photo"));
  },
  "a draft shows the picture that it holds, and no longer when it holds none"() {
    const image = document.createElement("img");
    image.loading = "lazy";
    showSmall(image, { picture: "token", description: "<b>A kitten</b>" }, "/api/rooms/abc/");
    same([image.getAttribute("src"), image.alt, image.hidden], ["/api/rooms/abc/pictures/token", "<b>A kitten</b>", false]);
    showSmall(image, { picture: null }, "/api/rooms/abc/");
    same([image.getAttribute("src"), image.hidden], [null, true]);
  },
  "where the picture cannot be had its description stands, as text"() {
    const slots = shown({ picture: "still", media: "<img src=x>" });
    slots.picture.dispatchEvent(new Event("error"));
    same([slots.media.textContent, slots.media.children.length], ["<img src=x>", 0]);
    const plain = shown({ picture: "still" });
    plain.picture.dispatchEvent(new Event("error"));
    holds(plain.media.parentNode === null);
  },
};
