const creativeCommonsLink =
  /creativecommons\.org\/(?:licenses\/(by(?:-nc)?(?:-nd|-sa)?)|publicdomain\/(zero))\/(\d\.\d)/i
const creativeCommonsName = /\bCC[- ]?(BY(?:[- ]NC)?(?:[- ](?:ND|SA))?)[- ]v?(\d\.\d)/i

/** The Creative Commons licence that a text names by link or by name, as an SPDX identifier (`CC-BY-4.0`). */
export function findLicense(text: string): string | undefined {
  const link = creativeCommonsLink.exec(text)
  if (link?.[2] !== undefined) return `CC0-${link[3]}`
  if (link?.[1] !== undefined) return `CC-${link[1].toUpperCase()}-${link[3]}`
  const name = creativeCommonsName.exec(text)
  return name?.[1] === undefined ? undefined : `CC-${name[1].toUpperCase().replaceAll(' ', '-')}-${name[2]}`
}
