export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Whether a line through these points, left to right, may run through the box; a gap in it is null. */
export function crossesBox(box: Box, points: readonly (readonly [x: number, y: number] | null)[]): boolean {
  return points.some((point, index) => {
    if (!point) return false;
    const [x, y] = point;
    const [nextX, nextY] = points[index + 1] ?? point;
    return x <= box.right && nextX >= box.left && Math.min(y, nextY) <= box.bottom && Math.max(y, nextY) >= box.top;
  });
}
