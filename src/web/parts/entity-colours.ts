/** Colours of the kinds of things: apart for most kinds of colour blindness, and visible on white and on near black. */
export const entityColours: Readonly<Record<string, string>> = {
  Material: '#e07b39',
  Property: '#3b82c4',
  Process: '#8b6bb8',
  Structure: '#3f9e7b',
  Method: '#c2578f',
  Application: '#a08a2c',
  Concept: '#7d8793',
}

/** Colours of communities, by number; they come again after ten. */
export const communityColours: readonly string[] = [
  '#4e79a7',
  '#f28e2b',
  '#59a14f',
  '#e15759',
  '#b07aa1',
  '#76b7b2',
  '#9c755f',
  '#edc948',
  '#ff9da7',
  '#7d8793',
]
