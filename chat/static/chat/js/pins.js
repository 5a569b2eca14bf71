import { sentences } from "./sentences.js";
import { register } from "./verbs.js";

const { pin, unpin } = sentences.verbs;

register({ name: "pin", label: pin, icon: "pin", keys: "P", run: ({ number }, room) => room.ask("message.pin", { number }) });
register({ name: "unpin", label: unpin, icon: "pin-off", keys: "P", isOther: true, run: ({ number }, room) => room.ask("message.unpin", { number }) });
