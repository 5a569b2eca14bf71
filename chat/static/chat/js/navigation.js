import { formattingKeys, writingKeys } from "./composer-keys.js";
import { openHelp } from "./help-sheet.js";
import { navigationKeys, neighbour } from "./navigation-keys.js";
import { followReadAll } from "./read-all.js";
import { Search } from "./search.js";
import { sentences } from "./sentences.js";
import { listen, register } from "./shortcuts.js";
import { Switcher } from "./switcher.js";

/** What leads around the site by keyboard: the switcher, the shortcuts and the sheet that lists them. */
export function startNavigation({ rooms, changes, current, open }) {
  const switcher = new Switcher({ rooms, current, open, talk, help: openHelp });
  const search = new Search({ open });
  const step = (direction, isWanted) => {
    const sections = rooms.sections();
    const found = neighbour([...sections.rooms, ...sections.direct], current(), direction, isWanted);
    if (found) open(found.url);
  };
  const readAll = followReadAll();
  const { moving, writing, formatting } = sentences.shortcutGroups;
  list(moving, navigationKeys({ openSwitcher: () => switcher.open(), openSearch: () => search.enter(), openHelp, readAll, step }));
  list(formatting, formattingKeys);
  list(writing, writingKeys);
  listen();
  for (const type of ["ready", "you", "change"]) changes.on(type, () => switcher.update());
}

function list(group, shortcuts) {
  for (const { keys, label, run } of shortcuts) register({ keys, label, group, run });
}

/** Begin a talk, or go on with it: the server knows which, and leads there. */
function talk(url, username) {
  const { value: csrfmiddlewaretoken } = document.querySelector("[name=csrfmiddlewaretoken]");
  const values = { csrfmiddlewaretoken, people: username };
  globalThis.htmx.ajax("POST", url, { values, target: "#main", select: "#main", swap: "outerHTML", push: "true" });
}
