const changes =
  /\b(?:shift|went|increas|decreas|improv|reduc|rais|ris(?:es|ing)|rose|drop|fell|fall|chang|grew|grow|enhanc|lower)\w*\b[^.;]{0,60}$/i

/** Whether the words before `from` say that something becomes more or less: `increased from 12 % to 13 %` tells two values. */
export function speaksOfChange(before: string): boolean {
  return changes.test(before)
}
