/** A rectangle by its centre, in pixels. */
export interface Box {
  x: number
  y: number
  readonly width: number
  readonly height: number
}

/** A point in pixels, y downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** The size of a frame whose upper left corner is 0, 0. */
export interface Frame {
  readonly width: number
  readonly height: number
}

/** How far two boxes lie over each other along each axis, `gap` kept free between them; they touch where both are positive. */
export function overlap(a: Box, b: Box, gap: number): Point {
  return {
    x: (a.width + b.width) / 2 + gap - Math.abs(a.x - b.x),
    y: (a.height + b.height) / 2 + gap - Math.abs(a.y - b.y),
  }
}

/** Whether a point lies in a box that is `margin` larger on each side. */
export function isInBox({ x, y }: Point, box: Box, margin: number): boolean {
  return Math.abs(x - box.x) < box.width / 2 + margin && Math.abs(y - box.y) < box.height / 2 + margin
}

/** Whether a box lies in a frame, `margin` from its border. */
export function isInFrame({ x, y, width, height }: Box, frame: Frame, margin: number): boolean {
  const [across, down] = [width / 2 + margin, height / 2 + margin]
  return x >= across && x <= frame.width - across && y >= down && y <= frame.height - down
}

/** Moves a box into a frame, `margin` from its border. */
export function keepInFrame(box: Box, frame: Frame, margin: number): void {
  const across = Math.min(box.width / 2 + margin, frame.width / 2)
  const down = Math.min(box.height / 2 + margin, frame.height / 2)
  box.x = Math.min(frame.width - across, Math.max(across, box.x))
  box.y = Math.min(frame.height - down, Math.max(down, box.y))
}
