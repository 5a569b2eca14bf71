import { newClientId } from "./client-id.js";
import { showFace } from "./face.js";
import { rove } from "./roving.js";
import { sentences } from "./sentences.js";
import { destinations } from "./switcher-model.js";
import { copyOf } from "./templates.js";
import { toast } from "./toast.js";
import { register } from "./verbs.js";

const MOST = 50;

register({
  name: "forward",
  label: sentences.verbs.forward,
  icon: "forward",
  keys: "F",
  run: (message, room) => new Forwarding(message.number, room).open(),
});

/** Asks into which of the person's rooms a message goes, and says it there. */
class Forwarding {
  #number; #room;
  #dialog = copyOf("forward");
  // One deed: however often it is tried, the message is there once in each room.
  #clientIds = new Map();

  constructor(number, room) {
    this.#number = number;
    this.#room = room;
    const dialog = this.#dialog;
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("input", () => this.#list());
    dialog.addEventListener("keydown", (event) => this.#key(event));
    dialog.addEventListener("click", ({ target }) => this.#click(target));
  }

  open() {
    document.body.append(this.#dialog);
    this.#list();
    this.#dialog.showModal();
  }

  get #field() {
    return this.#dialog.querySelector("input");
  }

  get #buttons() {
    return [...this.#dialog.querySelectorAll("[data-destination]")];
  }

  #list() {
    const { rooms, direct } = this.#room.rooms.sections();
    const open = [...rooms, ...direct].filter(({ archived }) => !archived);
    const found = destinations(open, [], this.#field.value, { current: this.#room.id, most: MOST });
    this.#dialog.querySelector("[data-destinations]").replaceChildren(...found.map(({ room }) => buttonFor(room)));
    this.#dialog.querySelector("[data-nothing]").hidden = found.length > 0;
    this.#tell("");
  }

  #key(event) {
    if (event.target === this.#field && event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      this.#buttons[0]?.click();
    } else if (event.target !== this.#field || event.key === "ArrowDown") {
      rove(event, this.#buttons, { isColumn: true });
    }
  }

  #click(target) {
    const button = target.closest("[data-destination]");
    if (button) this.#forward(Number(button.dataset.destination));
    // A click on the dialog itself is one beside its content.
    if (target === this.#dialog || target.closest("[data-close]")) this.#dialog.close();
  }

  async #forward(to) {
    const clientId = this.#clientIds.get(to) ?? newClientId();
    this.#clientIds.set(to, clientId);
    this.#tell("");
    try {
      const { message } = await this.#room.ask("message.forward", { number: this.#number, to, client_id: clientId });
      this.#dialog.close();
      const { name, url } = this.#room.rooms.get(to);
      toast(sentences.forwarded(name), { link: { label: sentences.openForwarded, url: `${url}${message.number}/` } });
    } catch (error) {
      if (error.sentence === undefined) throw error;
      this.#tell(error.sentence);
    }
  }

  #tell(reason) {
    this.#dialog.querySelector("[data-reason]").textContent = reason;
  }
}

function buttonFor({ id, kind, name, people: [other] = [] }) {
  const item = copyOf("forward-destination");
  const button = item.querySelector("[data-destination]");
  button.dataset.destination = id;
  button.dataset.kind = kind;
  button.querySelector("[data-name]").textContent = name;
  if (other) showFace(button.querySelector("[data-face]"), other);
  return item;
}
