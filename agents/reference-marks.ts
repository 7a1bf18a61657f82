/** `[17]`, `[2–4]` */
const bracket = String.raw`\[\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\]`
const bracketed = new RegExp(bracket, 'g')
// Only for sentences: over the blanks of a whole document it would take long.
const bracketedWithBlank = new RegExp(String.raw`\s*${bracket}`, 'g')
/** `stack1,32`, `catalysts5,6.`, `growth.12`: printed as superscript, read as digits that hang on a word or a mark. */
const hanging = /(?<=\p{Ll}{3}[.,;)]?|\p{Ll}\)[.,;]?)\d{1,2}(?:[,–-]\d{1,2})*(?=[.,;:]?(?:\s|$))/gu
/** Fewer marks in a whole document are chance. */
const fewestMarks = 10

/** Whether a sentence names the source of what it says. */
export function hasReferenceMark(printed: string): boolean {
  return count(printed) > 0
}

/**
 * Whether a document is written as papers are: with references where it tells what is known. What such a document says
 * without one is mostly what its authors did and saw, true of their samples only.
 */
export function tellsItsSources(documentText: string): boolean {
  return count(documentText) >= fewestMarks
}

/** A sentence without its marks. */
export function removeReferenceMarks(printed: string): string {
  return printed.replace(bracketedWithBlank, '').replace(hanging, '')
}

function count(text: string): number {
  return [...text.matchAll(bracketed), ...text.matchAll(hanging)].length
}
