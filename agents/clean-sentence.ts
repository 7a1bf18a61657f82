/** A printed sentence as prose: reference marks such as `[17]` and `stack1,32` removed, white space and soft hyphens put right. */
export function cleanSentence(printed: string): string {
  return printed
    .replace(/\u00ad/g, '')
    .replace(/\s*\[\s*\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\s*\]/g, '')
    .replace(/(?<=\p{Ll}{3}[.,;)]?|\p{Ll}\)[.,;]?)\d{1,2}(?:[,–-]\d{1,2})*(?=[.,;:]?(?:\s|$))/gu, '')
    .replace(/\s*\((?:refs?\.?|see|cf\.)\s[^()]*\)/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,;:])/g, '$1')
    .trim()
}
