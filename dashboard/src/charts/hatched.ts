const SIZE = 6;

/** The fill of an area that shares its colour with another one: lines of the ground through it, as in its legend. */
export function hatched(colour: string, round: number, ground: string): string | CanvasPattern {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (round === 0 || !context) return colour;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.height = SIZE * ratio;
  context.scale(ratio, ratio);
  context.fillStyle = colour;
  context.fillRect(0, 0, SIZE, SIZE);
  context.strokeStyle = ground;
  context.lineWidth = 2;
  context.beginPath();
  for (const [fromX, fromY, toX, toY] of strokes[(round - 1) % strokes.length]!) {
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
  }
  context.stroke();
  return context.createPattern(canvas, 'repeat') ?? colour;
}

type Stroke = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** Falling, lying, standing. Falling ones go over the corners, so that tiles join. */
const strokes: readonly (readonly Stroke[])[] = [
  [
    [-1, SIZE - 1, 1, SIZE + 1],
    [-1, -1, SIZE + 1, SIZE + 1],
    [SIZE - 1, -1, SIZE + 1, 1],
  ],
  [[0, SIZE / 2, SIZE, SIZE / 2]],
  [[SIZE / 2, 0, SIZE / 2, SIZE]],
];
