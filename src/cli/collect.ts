/** For options that may be given several times: adds a value to those before it. */
export function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
