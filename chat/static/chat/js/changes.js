/**
 * Hands every frame to those who asked for its type. What several frames can say is said once here:
 * the changes inside a `sync` arrive as "change", its end as "synced", a `sync` that gives up as "reset".
 */
export class Changes {
  #listeners = new Map();

  /** Call `listener` with each frame of the type; returns a function that ends it. */
  on(type, listener) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
    this.#listeners.get(type).add(listener);
    return () => this.#listeners.get(type).delete(listener);
  }

  dispatch(frame) {
    if (frame.type !== "sync") return this.#emit(frame);
    if (frame.reset) return this.#emit({ ...frame, type: "reset" });
    for (const change of frame.changes) this.#emit({ ...change, type: "change", room: frame.room });
    this.#emit({ type: "synced", room: frame.room, to: frame.to });
  }

  #emit(frame) {
    for (const listener of [...(this.#listeners.get(frame.type) ?? [])]) {
      try {
        listener(frame);
      } catch (error) {
        // One broken listener must not cost the others their change; the error still reaches the console.
        queueMicrotask(() => { throw error; });
      }
    }
  }
}
