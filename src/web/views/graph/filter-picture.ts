import type { Picture } from '#web/picture/picture.ts'

/** What is left out of a picture. */
export interface PictureFilter {
  /** Kinds of things. */
  readonly hiddenTypes: ReadonlySet<string>
  /** Statements that only say that two things stand in one sentence. */
  readonly hidesLoose: boolean
}

/** The picture without what is hidden; a thing whose statements are all hidden stays. */
export function filterPicture(picture: Picture, { hiddenTypes, hidesLoose }: PictureFilter): Picture {
  if (hiddenTypes.size === 0 && !hidesLoose) return picture
  const nodes = new Map([...picture.nodes].filter(([, { type }]) => !hiddenTypes.has(type)))
  const edges = [...picture.edges].filter(([, { source, target, predicate }]) => {
    return nodes.has(source) && nodes.has(target) && !(hidesLoose && predicate === 'appears with')
  })
  return { nodes, edges: new Map(edges) }
}
