import { copyOf } from "./templates.js";

/** Let files be dropped anywhere on a zone; a veil over it says so. `accept(files)` takes them. */
export function offerDropping(zone, accept, { signal }) {
  const veil = copyOf("drop");
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files") && !event.defaultPrevented;
  const over = (event) => {
    if (!hasFiles(event)) return veil.remove();
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    if (!veil.isConnected) zone.append(veil);
  };
  const leave = ({ relatedTarget }) => {
    if (!relatedTarget || !zone.contains(relatedTarget)) veil.remove();
  };
  const drop = (event) => {
    veil.remove();
    if (!hasFiles(event)) return;
    event.preventDefault();
    accept([...event.dataTransfer.files]);
  };
  zone.addEventListener("dragenter", over, { signal });
  zone.addEventListener("dragover", over, { signal });
  zone.addEventListener("dragleave", leave, { signal });
  zone.addEventListener("drop", drop, { signal });
  signal.addEventListener("abort", () => veil.remove());
}
