// As chat/showing.py has it: the box of a picture alone, and the tiles of several, in CSS pixels.
const [BOX_WIDTH, BOX_HEIGHT] = [480, 320];
const [NARROWEST, LOWEST] = [120, 60];
const SMALL = 120;
const TILES = { 2: [158, 1], 3: [239, 1.25], 4: [319, 1] };

/** Where each of a message's pictures stands, from their own widths and heights: [{ width, height, span, isSmall }]. */
export function galleryPlaces(pictures) {
  const isSmall = ({ width, height }) => Math.max(width, height) < SMALL;
  if (pictures.length === 1) return [{ ...alone(pictures[0]), span: 0, isSmall: isSmall(pictures[0]) }];
  return spans(pictures.length).map((span, place) => {
    const [width, ratio] = TILES[span];
    return { width, height: Math.round(width / ratio), span, isSmall: isSmall(pictures[place]) };
  });
}

function alone({ width, height }) {
  const scale = Math.min(1, BOX_WIDTH / width, BOX_HEIGHT / height);
  return {
    width: Math.round(Math.max(width * scale, Math.min(width, NARROWEST))),
    height: Math.round(Math.max(height * scale, Math.min(height, LOWEST))),
  };
}

/** Over how many of six tracks each tile goes, so that no row has a hole. */
function spans(count) {
  if (count === 3) return [4, 2, 2];
  const wide = [0, 4, 2][count % 3];
  return Array.from({ length: count }, (_, place) => (place < wide ? 3 : 2));
}
