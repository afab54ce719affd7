import { averaged, Rating } from "/static/js/feed/rating.js";
import { holds, same } from "/check.js";

const ROWS = [5, 4, 3, 2, 1].map((stars) => `<li data-stars="${stars}"><b data-part="some"></b></li>`).join("");

function rating() {
  const node = document.createElement("section");
  node.hidden = true;
  node.innerHTML = `<p data-part="mean"></p><p data-part="stars"></p><p data-part="number"></p><ul>${ROWS}</ul>`;
  const strings = { stars: "{n} of 5 stars", reviews: { one: "{n} review", other: "{n} reviews" } };
  return { node, made: new Rating(node, { lang: "en", strings }) };
}

export default {
  "the average weighs each star by those who gave it"() {
    same(averaged([1, 0, 0, 0, 3]), { number: 4, average: 4 });
    same(averaged([0, 0, 0, 0, 0]), { number: 0, average: 0 });
  },
  "a page says its average, how many gave it, and how they spread"() {
    const { node, made } = rating();
    made.show([1200, 0, 0, 0, 300]);
    const part = (name) => node.querySelector(`[data-part=${name}]`);
    same([part("mean").textContent, part("number").textContent], ["1.8", "1,500 reviews"]);
    same(part("stars").getAttribute("aria-label"), "1.8 of 5 stars");
    same([...node.querySelectorAll("[data-part=some]")].map((one) => one.textContent), ["300", "0", "0", "0", "1,200"]);
    same(node.querySelector("[data-stars='1']").style.getPropertyValue("--share"), "80%");
    holds(!node.hidden);
  },
  "a page that nobody has reviewed says nothing of it"() {
    const { node, made } = rating();
    made.show([0, 0, 0, 0, 0]);
    holds(node.hidden);
    made.show([0, 0, 1, 0, 0]);
    same([node.hidden, node.querySelector("[data-part=number]").textContent], [false, "1 review"]);
  },
  "where there are no reviews there is nothing to show them"() {
    new Rating(null, { lang: "en", strings: {} }).show([1, 0, 0, 0, 0]);
  },
};
