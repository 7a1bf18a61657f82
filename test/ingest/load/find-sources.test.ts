import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findSources } from '#ingest/load/find-sources.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'

function folderOf(...files: readonly string[]): string {
  const folder = temporaryFolder()
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), 'text')
  }
  return folder
}

describe('findSources', () => {
  it('finds the documents of a folder and its subfolders, sorted, and counts what it leaves out', async () => {
    const cwd = folderOf('in/b.md', 'in/a.PDF', 'in/sub/c.html', 'in/d.rtf', 'in/e.ts')
    expect(await findSources(['in'], { cwd })).toEqual({
      files: ['in/a.PDF', 'in/b.md', 'in/sub/c.html'],
      ignored: 2,
      failed: [],
    })
  })

  it('leaves out hidden names, names with an underscore, and installed packages', async () => {
    const cwd = folderOf('a.md', '.b.md', '_c.md', '.d/e.md', '_f/g.md', 'node_modules/h.md')
    expect((await findSources(['.'], { cwd })).files).toEqual(['a.md'])
  })

  it('takes files and globs, each file once', async () => {
    const cwd = folderOf('a.md', 'b.txt', 'c.jsonl', 'x/d.md')
    const { files } = await findSources(['*.md', 'a.md', './a.md', '**/*.{md,jsonl}', 'b.txt'], { cwd })
    expect(files).toEqual(['a.md', 'b.txt', 'c.jsonl', 'x/d.md'])
  })

  it('takes a named file whatever its name looks like', async () => {
    const cwd = folderOf('_a.md', '[b]*.md')
    expect((await findSources(['_a.md', '[b]*.md'], { cwd })).files).toEqual(['[b]*.md', '_a.md'])
  })

  it('does not run in circles', async () => {
    const cwd = folderOf('in/a.md')
    symlinkSync(join(cwd, 'in'), join(cwd, 'in/loop'))
    expect((await findSources(['in'], { cwd })).files).toContain('in/a.md')
  })

  it('tells what cannot be read beside what can', async () => {
    const cwd = folderOf('a.md', 'b.rtf', 'empty/readme.rst')
    const { files, failed } = await findSources(['a.md', 'b.rtf', 'gone.md', 'empty', '*.pdf'], { cwd })
    expect(files).toEqual(['a.md'])
    expect(failed.map(({ source, code }) => [source, code])).toEqual([
      ['b.rtf', 'invalid-input'],
      ['gone.md', 'not-found'],
      ['empty', 'not-found'],
      ['*.pdf', 'not-found'],
    ])
    expect(failed.map(({ message }) => message)).toEqual([
      expect.stringMatching(/Expected a document \(\.pdf, .*\); got b\.rtf\. Convert it/),
      expect.stringMatching(/Expected a file or a folder at gone\.md; there is none\. Check the path/),
      expect.stringMatching(/Expected documents .* in empty; found none among 1 files\./),
      expect.stringMatching(/that match \*\.pdf; found none/),
    ])
  })

  it('refuses when nothing is left to read', async () => {
    const cwd = folderOf('in/b.rtf')
    await expect(findSources(['gone'], { cwd })).rejects.toThrow(
      expect.objectContaining({ code: 'not-found', message: expect.stringContaining('gone') }),
    )
    await expect(findSources(['in'], { cwd })).rejects.toThrow(/found none among 1 files/)
    await expect(findSources([], { cwd })).rejects.toThrow(/Name a file, a folder or a glob/)
  })
})
