import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const texts = [
  'Alumina (Al2O3) increases the hardness of the nacre composite. Al2O3 is a ceramic.',
  'A solid oxide fuel cell (SOFC) contains zirconia. The SOFC cathode is porous.',
  'The SOFC cathode contains nickel. ZrO2 increases the fracture toughness of alumina.',
  'The hardness of TiN is 20 GPa. The tin composite contains alumina.',
  'Zirconia increases the ionic conductivity. The super alloy contains nickel.',
  'The superalloy contains nickel. The hardness of the superalloy is 4 GPa.',
]

/** Files of which each of four readers gets three; every file has two readers, and all four share one thing or other. */
export function writeOverlappingCorpus(folder: string): {
  all: readonly string[]
  parts: readonly (readonly string[])[]
} {
  mkdirSync(folder, { recursive: true })
  const all = texts.map((text, at) => {
    const path = join(folder, `${at}.md`)
    writeFileSync(path, `# Note ${at}\n\n${text}\n`)
    return path
  })
  const take = (...numbers: readonly number[]): string[] => numbers.map((at) => all[at]!)
  return { all, parts: [take(0, 1, 2), take(2, 3, 4), take(5, 4, 1), take(3, 5, 0)] }
}
