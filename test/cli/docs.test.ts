import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { jsonOf, runNacre } from '#test/run-nacre.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

describe('nacre docs', () => {
  it('keeps what failed on record, tries it again, and puts new versions in the place of old ones', async () => {
    const folder = temporaryFolder()
    const path = (name: string): string => join(folder, name)
    const nacre = (...words: string[]) => runNacre(['--data', path('data'), '--json', ...words])
    writeFileSync(path('bone.md'), '# Bone\n\nBone consists of collagen.')
    writeFileSync(path('paper.docx'), 'no archive')
    writeFileSync(path('gone.md'), '')
    const first = await nacre(
      'ingest',
      path('bone.md'),
      path('paper.docx'),
      path('gone.md'),
      '--tag',
      'shell',
      '--tag',
      'a',
    )
    expect(first.status).toBe(3)
    expect(jsonOf(await nacre('docs', 'ls', '--failed'))).toMatchObject({
      failed: [
        { source: path('gone.md'), tags: ['shell', 'a'] },
        { source: path('paper.docx'), code: 'invalid-input', message: expect.stringMatching(/no ZIP archive/) },
      ],
    })

    writeFileSync(path('paper.docx'), '<!doctype html><p>')
    rmSync(path('gone.md'))
    const again = await nacre('docs', 'retry')
    expect([again.status, again.stderr]).toEqual([3, expect.stringMatching(/gone\.md is gone; it is not tried again/)])
    expect(jsonOf(await nacre('docs', 'ls', '--failed'))).toMatchObject({ failed: [{ source: path('paper.docx') }] })

    writeFileSync(
      path('bone-2.md'),
      '---\nauthors: [A. Perle]\nyear: 2021\ndoi: 10.1000/b\n---\n# Bone\n\nBone is apatite.',
    )
    expect((await nacre('docs', 'replace', path('bone.md'), path('bone-2.md'), '--tag', 'new')).status).toBe(0)
    const { documents } = jsonOf<{ documents: { id: string }[] }>(await nacre('docs', 'ls', '--tag', 'shell'))
    expect(documents).toMatchObject([{ source: path('bone-2.md'), tags: ['a', 'new', 'shell'] }])
    expect(jsonOf(await nacre('docs', 'show', documents[0]!.id))).toMatchObject({
      authors: ['A. Perle'],
      year: 2021,
      doi: '10.1000/b',
      sections: [{ heading: 'Bone' }],
    })
    const refused = await nacre('docs', 'replace', documents[0]!.id, path('paper.docx'))
    expect(refused.status).toBe(1)
    expect(jsonOf(await nacre('docs', 'ls'))).toMatchObject({ documents: [{ source: path('bone-2.md') }] })
  })
})

describe('nacre ingest --watch', () => {
  it('reads what is added and changed, forgets what is removed, and ends with Ctrl-C', async () => {
    const folder = temporaryFolder()
    const path = (name: string): string => join(folder, name)
    writeFileSync(path('bone.md'), 'Bone consists of collagen.')
    const main = join(import.meta.dirname, '../../src/cli/main.ts')
    const words = [
      '--disable-warning=ExperimentalWarning',
      main,
      '--data',
      path('.data'),
      '--json',
      'ingest',
      folder,
      '--watch',
      '--prune',
    ]
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    /** The events up to the next that the watcher waits. */
    const untilWatching = async (): Promise<string[]> => {
      const seen: string[] = []
      for (;;) {
        const { done, value } = await lines.next()
        if (done === true) return seen
        const { event, documents } = JSON.parse(value) as { event: string; documents?: number }
        if (event === 'watching') return seen
        if (event === 'done' || event === 'removed') seen.push(`${event} ${documents ?? ''}`.trim())
      }
    }
    try {
      expect(await untilWatching()).toEqual(['done 1'])
      writeFileSync(path('silk.md'), 'Silk is tough.')
      expect(await untilWatching()).toEqual(['done 1'])
      writeFileSync(path('bone.md'), 'Bone consists of apatite.')
      expect(await untilWatching()).toEqual(['done 1'])
      rmSync(path('silk.md'))
      expect(await untilWatching()).toEqual(['removed'])
      const ended = once(child, 'close')
      child.kill('SIGINT')
      expect(await ended).toEqual([0, null])
    } finally {
      child.kill('SIGKILL')
    }
    const { documents } = jsonOf<{ documents: object[] }>(
      await runNacre(['--data', path('.data'), '--json', 'docs', 'ls']),
    )
    expect(documents).toMatchObject([{ source: path('bone.md'), chunks: 1 }])
    expect(documents).toHaveLength(1)
  })
})
