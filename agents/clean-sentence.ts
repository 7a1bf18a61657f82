import { removeReferenceMarks } from './reference-marks.ts'

/** A printed sentence as prose: reference marks such as `[17]` and `stack1,32` removed, white space and soft hyphens put right. */
export function cleanSentence(printed: string): string {
  return removeReferenceMarks(printed.replace(/\u00ad/g, ''))
    .replace(/\s*\((?:refs?\.?|see|cf\.)\s[^()]*\)/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,;:])/g, '$1')
    .trim()
}
