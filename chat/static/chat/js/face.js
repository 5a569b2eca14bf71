const WIDTHS = [96, 256];
// As large as it is anywhere. By itself (auto), a browser would load the larger one when an image is taken away.
const SIZES = "4rem";
const PICTURES = "[data-face] > img";

/** Make an element show somebody's face: initials, and the picture over them where there is one, as _face.jinja does. */
export function showFace(element, { id, hue, initials, avatar }) {
  element.dataset.face = id ?? "";
  element.dataset.hue = hue;
  const picture = element.querySelector("img");
  const source = avatar ? addressOf(avatar, WIDTHS[0]) : null;
  // A picture that is drawn already is not asked for again.
  if (element.textContent === initials && (picture?.getAttribute("src") ?? null) === source) return;
  element.replaceChildren(initials, ...(avatar ? [pictureOf(avatar)] : []));
}

/** Show somebody, who looks different now, everywhere on the page and in what will be copied into it. */
export function showFaces(person) {
  const copied = [...document.querySelectorAll("template")].map(({ content }) => content);
  for (const place of [document, ...copied]) {
    for (const element of place.querySelectorAll(`[data-face="${person.id}"]`)) showFace(element, person);
  }
}

/** Where a picture does not come, the initials are seen, now and from now on. */
export function fallBackToInitials() {
  document.addEventListener("error", ({ target }) => target.matches?.(PICTURES) && hide(target), { capture: true });
  for (const picture of document.querySelectorAll(PICTURES)) if (picture.complete && !picture.naturalWidth) hide(picture);
}

const hide = (picture) => { picture.hidden = true; };

function pictureOf(avatar) {
  const picture = document.createElement("img");
  const srcset = WIDTHS.map((width) => `${addressOf(avatar, width)} ${width}w`).join(", ");
  Object.assign(picture, { className: "face__picture", alt: "", width: WIDTHS[0], height: WIDTHS[0], loading: "lazy", decoding: "async" });
  Object.assign(picture, { sizes: SIZES, srcset, src: addressOf(avatar, WIDTHS[0]) });
  return picture;
}

const addressOf = (avatar, width) => `/avatars/${avatar}/${width}.webp`;
