import Picker from "../vendor/emoji-picker-element/picker.js";

/**
 * The vendored picker in a page that forbids inline styles. What it writes as a `<style>` and as style attributes is
 * refused there; the same through the object model is not, for no markup that somebody smuggles in can do that.
 */
class EmojiPicker extends Picker {
  attachShadow(options) {
    const root = super.attachShadow(options);
    // The first thing that it appends is its style; only then its content, which goes the usual way.
    root.appendChild = (style) => {
      delete root.appendChild;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style.textContent);
      root.adoptedStyleSheets.push(sheet);
      return style;
    };
    return root;
  }
}

const { setAttribute } = Element.prototype;

/** In the page itself everything stays as it was: only what is not in it, or in a shadow, has its style set like this. */
Element.prototype.setAttribute = function setStyleWithoutMarkup(name, value) {
  if (name === "style" && this.getRootNode() !== document) this.style.cssText = value;
  else setAttribute.call(this, name, value);
};

customElements.define("chat-emoji-picker", EmojiPicker);

/** A picker that knows where its data is. */
export function makePicker(dataSource) {
  return new EmojiPicker({ dataSource });
}
