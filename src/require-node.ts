import { NacreError } from '#core/errors.ts'

/** The oldest Node that runs Nacre; `bin/nacre.js` and `engines` of the package say the same. */
export const wantedNode = 24

/** Throws `unavailable` on an older Node, before anything that it lacks is loaded. */
export function requireNode(version: string = process.versions.node): void {
  if (Number(version.split('.')[0]) >= wantedNode) return
  throw new NacreError(
    'unavailable',
    `Expected Node ${wantedNode} or newer, got ${version}. Install Node ${wantedNode} and run the program again.`,
  )
}
