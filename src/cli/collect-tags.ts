import { InvalidArgumentError } from 'commander'

/** A commander parser for `--tag`, which may be given several times: adds a tag to those before it. */
export function collectTags(value: string, before: readonly string[]): readonly string[] {
  const tag = value.trim()
  if (tag === '' || tag.length > 100) {
    throw new InvalidArgumentError('Expected a tag of 1 to 100 characters.')
  }
  return [...before, tag]
}
