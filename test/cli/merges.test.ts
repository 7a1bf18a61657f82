import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jsonOf, runNacre } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

interface Listed {
  readonly merges: readonly {
    id: string
    from: { name: string; type: string }
    into: { name: string; type: string }
    reason: string
    is_undone: boolean
    evidence: { sentence: string; document_id: string } | null
  }[]
}

test('an abbreviation is joined by the document that defines it, parted by hand, and stays so', async () => {
  const home = temporaryFolder()
  const texts = join(home, 'texts')
  mkdirSync(texts)
  writeFileSync(
    join(texts, 'uses.md'),
    '# Uses\n\nThe SOFC is hot. An SOFC was built. The power of the SOFC is 5 kW.\n',
  )
  writeFileSync(join(texts, 'defines.md'), '# Defines\n\nA solid oxide fuel cell (SOFC) contains zirconia.\n')
  const nacre = (...words: string[]) => runNacre([...words, '--data', join(home, 'data'), '--json'])
  const merges = async () => jsonOf<Listed>(await nacre('graph', 'merges', 'ls')).merges
  const nameOf = async (name: string) =>
    jsonOf<{ entity: { name: string } }>(await nacre('graph', 'neighbours', name)).entity.name

  await nacre('ingest', join(texts, 'uses.md'))
  expect(await merges()).toEqual([])
  expect(await nameOf('SOFC')).toBe('SOFC')

  await nacre('ingest', texts)
  const [merge, ...others] = await merges()
  expect(others).toEqual([])
  expect(merge).toMatchObject({
    from: { name: 'SOFC', type: 'Concept' },
    into: { name: 'solid oxide fuel cell', type: 'Application' },
    reason: 'abbreviation',
    is_undone: false,
    evidence: { sentence: 'A solid oxide fuel cell (SOFC) contains zirconia.' },
  })
  expect(await nameOf('SOFC')).toBe('solid oxide fuel cell')

  expect((await nacre('graph', 'merges', 'undo', merge!.id)).status).toBe(0)
  expect(await nameOf('SOFC')).toBe('SOFC')
  writeFileSync(join(texts, 'more.md'), '# More\n\nThe solid oxide fuel cell (SOFC) was improved.\n')
  await nacre('ingest', texts)
  expect(await merges()).toMatchObject([{ id: merge!.id, is_undone: true, evidence: null }])
  expect(await nameOf('SOFC')).toBe('SOFC')

  expect((await nacre('graph', 'merges', 'redo', merge!.id)).status).toBe(0)
  expect(await nameOf('SOFC')).toBe('solid oxide fuel cell')
  const unknown = await nacre('graph', 'merges', 'undo', 'merge_0')
  expect(unknown.status).toBe(1)
  expect(unknown.stderr).toContain('nacre graph merges ls')
})
