/** `Ti-6Al-4V`: an alloy by its weight percents; with one addition only (`Al-4Cu`) the hyphen tells it from a compound. */
const designation = /(?<![\w-])[A-Z][a-z]?(?:-\d+(?:\.\d+)?[A-Z][a-z]?){2,}(?![\w-])/g

/** A name without what printers add or leave out between its words. */
export function squeezeName(name: string): string {
  return name
    .replaceAll(/(?<=\p{Ll}{2})[ -](?=\p{Ll}{2})/gu, '')
    .replaceAll(/\p{L}{3,}/gu, withoutAccents)
    .replaceAll(designation, (alloy) => alloy.replaceAll('-', ''))
    .replace(/^([A-Z]{2,4})[ -](?=\d{2,4}[A-Z]?$)/, '$1')
}

function withoutAccents(word: string): string {
  return word.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC')
}
