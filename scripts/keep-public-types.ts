import { readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { globSync } from 'tinyglobby'

/** Removes the declaration files of a built folder that `entry` does not lead to; returns those that are left. */
export function keepPublicTypes(built: string, entry: string): readonly string[] {
  const { imports } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8')) as {
    readonly imports: Readonly<Record<string, string>>
  }
  const kept = new Set([entry])
  for (const file of kept) {
    const text = readFileSync(join(built, file), 'utf8')
    for (const [, specifier = ''] of text.matchAll(/(?:\bfrom|\bimport\()\s*['"]([.#][^'"]+\.ts)['"]/g)) {
      kept.add(pathOf(specifier, file).replace(/\.ts$/, '.d.ts'))
    }
  }
  for (const file of globSync('**/*.d.ts', { cwd: built })) if (!kept.has(file)) rmSync(join(built, file))
  return [...kept].sort()

  function pathOf(specifier: string, from: string): string {
    if (specifier.startsWith('.')) return relative(built, join(built, dirname(from), specifier))
    const [alias = '', target = ''] = Object.entries(imports).find(([name]) => isUnder(specifier, name)) ?? []
    return join(target.replace('*.js', ''), specifier.slice(alias.indexOf('*')))
  }
}

/** Whether `#core/id.ts` is one of `#core/*.ts`. */
function isUnder(specifier: string, pattern: string): boolean {
  return pattern.includes('*') && specifier.startsWith(pattern.slice(0, pattern.indexOf('*')))
}
