import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { guidePictures, readGuidePicture, writeGuide } from './write-guide.ts'
import { writeStyle } from './write-style.ts'
import { zipQueries } from './zip-queries.ts'

/** Writes style sheet, saved queries and guide with its pictures into a folder, which is made; the paths written. */
export function writePack(folder: string): string[] {
  const files: [name: string, content: string | Uint8Array][] = [
    ['style.grass', writeStyle()],
    ['queries.zip', zipQueries()],
    ['guide.md', writeGuide({ picturesUrl: 'pictures' })],
    ...guidePictures().map((name): [string, Uint8Array] => [join('pictures', name), readGuidePicture(name)]),
  ]
  mkdirSync(join(folder, 'pictures'), { recursive: true })
  return files.map(([name, content]) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  })
}
