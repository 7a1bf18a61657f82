/** Where a sticky pattern that matches something at `at` ends; undefined where it does not. */
export function matchAt(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  return pattern.test(text) && pattern.lastIndex > at ? pattern.lastIndex : undefined
}
