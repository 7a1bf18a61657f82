/** Where the first of some names begins in the lower case of a text, whatever their case; undefined where it has none of them. */
export function firstNamePlace(text: string, names: readonly string[]): number | undefined {
  const lower = text.toLowerCase()
  const places = names.map((name) => lower.indexOf(name.toLowerCase())).filter((at) => at >= 0)
  return places.length === 0 ? undefined : Math.min(...places)
}
