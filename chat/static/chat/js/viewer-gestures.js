const TAP_PX = 8;
const WHEEL_STEP = 1.0015;

/**
 * Tell what fingers, the mouse and the wheel do on a stage: `pan(x, y)` while one moves, `pinch(factor, at)` for two and
 * for the wheel, `tap(at, target)` where nothing moved, `end(x, y)` when the only one is lifted after moving so far in
 * all. `at` is from the middle of the stage.
 */
export function onGestures(stage, { pan, pinch, tap, end }) {
  const pointers = new Map();
  let way = null;

  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
  };
  const spread = () => {
    const [one, other] = [...pointers.values()];
    return { distance: Math.hypot(one.x - other.x, one.y - other.y), middle: { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 } };
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    stage.setPointerCapture(event.pointerId);
    if (!pointers.size) way = { x: 0, y: 0, target: event.target, isPinch: false };
    pointers.set(event.pointerId, at(event));
    if (pointers.size > 1) way.isPinch = true;
  });

  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const old = pointers.size === 2 ? spread() : null;
    const now = at(event);
    pointers.set(event.pointerId, now);
    if (old) {
      const { distance, middle } = spread();
      pan(middle.x - old.middle.x, middle.y - old.middle.y);
      pinch(distance / old.distance, middle);
    } else if (pointers.size === 1) {
      way.x += now.x - before.x;
      way.y += now.y - before.y;
      pan(now.x - before.x, now.y - before.y);
    }
  });

  stage.addEventListener("pointerup", (event) => {
    if (!pointers.delete(event.pointerId) || pointers.size || way.isPinch) return;
    if (Math.hypot(way.x, way.y) < TAP_PX) tap(at(event), way.target);
    else end(way.x, way.y);
  });
  stage.addEventListener("pointercancel", ({ pointerId }) => pointers.delete(pointerId));

  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    pinch(WHEEL_STEP ** -event.deltaY, at(event));
  }, { passive: false });
}
