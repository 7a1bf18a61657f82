import { keepInFrame, overlap, type Box, type Frame } from './box.ts'

const gap = 5
const rounds = 240

/**
 * Moves boxes apart, in place, until none lies over another, each along the axis on which less is missing. The frame keeps
 * its width; where there is no room it becomes higher. Returns the frame.
 */
export function separateBoxes(boxes: readonly Box[], frame: Frame, margin: number): Frame {
  let height = frame.height
  while (!settle(boxes, { width: frame.width, height }, margin)) {
    height *= 1.15
    for (const box of boxes) box.y *= 1.15
  }
  return { width: frame.width, height }
}

/** Whether the boxes came apart within the frame. */
function settle(boxes: readonly Box[], frame: Frame, margin: number): boolean {
  for (let round = 0; round < rounds; round += 1) {
    for (const box of boxes) keepInFrame(box, frame, margin)
    // Boxes wedged side by side between the borders only come free downwards.
    if (!pushApart(boxes, { strength: 0.5, onlyDown: round > rounds / 2 })) return true
  }
  return false
}

/** Pushes every two boxes that lie over each other apart; whether there were any. */
export function pushApart(
  boxes: readonly Box[],
  { strength, onlyDown }: { strength: number; onlyDown: boolean },
): boolean {
  let isMoved = false
  for (const [index, a] of boxes.entries()) {
    for (let other = index + 1; other < boxes.length; other += 1) {
      const b = boxes[other]!
      const over = overlap(a, b, gap)
      if (over.x <= 0.01 || over.y <= 0.01) continue
      isMoved = true
      if (over.x < over.y && !onlyDown) {
        const step = (a.x <= b.x ? -1 : 1) * over.x * strength
        a.x += step
        b.x -= step
      } else {
        const step = (a.y <= b.y ? -1 : 1) * over.y * strength
        a.y += step
        b.y -= step
      }
    }
  }
  return isMoved
}
