import type { NodeLabelDrawingFunction } from 'sigma/rendering'

const longest = 40

/**
 * How names are written beside their nodes: with a rim in the colour of the paper, so that they can be read over edges, on
 * the left where there is no room on the right, and cut where they are very long. `draw` is for `strong` (pointed at or
 * chosen) nodes too; Sigma's own drawing of those is white whatever the colours are.
 */
export function createLabelDrawing(colours: { readonly text: string; readonly paper: string }): {
  readonly plain: NodeLabelDrawingFunction
  readonly strong: NodeLabelDrawingFunction
} {
  const draw =
    (isStrong: boolean): NodeLabelDrawingFunction =>
    (context, { x, y, size, label, color }, { labelSize, labelFont }) => {
      if (isStrong) {
        context.beginPath()
        context.arc(x, y, size + 3, 0, Math.PI * 2)
        context.fillStyle = colours.paper
        context.fill()
        context.lineWidth = 2
        context.strokeStyle = color
        context.stroke()
        context.beginPath()
        context.arc(x, y, size, 0, Math.PI * 2)
        context.fillStyle = color
        context.fill()
      }
      if (label === null) return
      const name = label.length > longest ? `${label.slice(0, longest - 1)}…` : label
      context.font = `${isStrong ? 650 : 400} ${labelSize}px ${labelFont}`
      const width = context.measureText(name).width
      const gap = size + (isStrong ? 7 : 4)
      const room = context.canvas.width / (window.devicePixelRatio || 1)
      const hasRoom = x + gap + width < room || x - gap - width < 0
      const left = hasRoom ? x + gap : x - gap - width
      context.lineJoin = 'round'
      context.lineWidth = 4
      context.strokeStyle = colours.paper
      context.strokeText(name, left, y + labelSize / 3)
      context.fillStyle = colours.text
      context.fillText(name, left, y + labelSize / 3)
    }
  return { plain: draw(false), strong: draw(true) }
}
