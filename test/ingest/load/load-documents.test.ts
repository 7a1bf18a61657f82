import { createWriteStream, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { makeId } from '#core/id.ts'
import { wordMediaType } from '#ingest/load/document-formats.ts'
import { loadDocuments, type LoadOptions } from '#ingest/load/load-documents.ts'
import type { LoadResult } from '#ingest/load/load-result.ts'
import { temporaryFolder } from '#test/temporary-folder.ts'
import { makeDocx, paragraph } from './make-docx.ts'
import { makeJats } from './make-jats.ts'
import { makeLatex } from './make-latex.ts'
import { makePdf } from './make-pdf.ts'

type Files = Readonly<Record<string, string | Uint8Array>>

function write(files: Files): { folder: string; paths: string[] } {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return { folder, paths: Object.keys(files).map((name) => join(folder, name)) }
}

async function load(paths: readonly string[], options: LoadOptions = {}): Promise<LoadResult[]> {
  return Array.fromAsync(loadDocuments(paths, options))
}

/** Titles of documents and messages of failures, without the folder. */
async function outcome(files: Files, options: LoadOptions = {}): Promise<string[]> {
  const { folder, paths } = write(files)
  const results = await load(paths, options)
  return results.map((result) => {
    if (!result.ok) return result.message.replaceAll(`${folder}/`, '')
    return result.isKnown ? `known ${result.source.replace(`${folder}/`, '')}` : result.document.title
  })
}

describe('loadDocuments', () => {
  it('reads each format, with the bytes as identity', async () => {
    const { paths } = write({
      'a.pdf': await makePdf((pdf) => pdf.text('Nacre is tough.')),
      'b.html': '<title>Bone</title><p>Bone is tough.',
      'c.md': '# Silk\n\nSilk is tough.',
      'd.txt': 'Wood is tough.',
    })
    const documents = (await load(paths)).flatMap((result) => (result.ok && !result.isKnown ? [result.document] : []))
    expect(
      documents.map(({ title, mediaType, text, pages }) => ({ title, mediaType, text, pages: pages.length })),
    ).toEqual([
      { title: 'Nacre is tough.', mediaType: 'application/pdf', text: 'Nacre is tough.', pages: 1 },
      { title: 'Bone', mediaType: 'text/html', text: 'Bone is tough.', pages: 0 },
      { title: 'Silk', mediaType: 'text/markdown', text: 'Silk\n\nSilk is tough.', pages: 0 },
      { title: 'd', mediaType: 'text/plain', text: 'Wood is tough.', pages: 0 },
    ])
    expect(documents.map(({ id }) => id)).toEqual(paths.map((path) => makeId('doc', readFileSync(path))))
    expect(documents.map(({ source }) => source)).toEqual(paths)
  })

  it('reads Word, JATS and LaTeX documents, with their sections and references', async () => {
    const { paths } = write({
      'a.docx': makeDocx(paragraph('Bone', 'Title') + paragraph('Bone is tough.')),
      'b.xml': makeJats(),
      'c.tex': makeLatex(),
      'd.xml': '<?xml version="1.0"?><html><h1>Wood</h1></html>',
    })
    const documents = (await load(paths)).flatMap((result) => (result.ok && !result.isKnown ? [result] : []))
    expect(
      documents.map(({ document, notes = [] }) => [
        document.title,
        document.mediaType,
        document.sections?.length,
        document.references?.length,
        notes.length,
      ]),
    ).toEqual([
      ['Bone', wordMediaType, 1, undefined, 0],
      ['Toughness of nacre', 'application/jats+xml', 6, 3, 0],
      ['On nacre', 'application/x-tex', 4, 2, 1],
      ['Wood', 'text/html', 1, undefined, 0],
    ])
  })

  it('reads a text in another language and script as it stands', async () => {
    const text = '珍珠层是贝壳的内层。\n\nПерламутр прочен.\n\nالصدف متين.'
    const { paths } = write({ 'a.txt': text })
    expect(await load(paths)).toMatchObject([{ ok: true, document: { text } }])
  })

  it('reads each line of JSON Lines as a document, and goes on after a broken one', async () => {
    const lines = [
      '{"title":"A","text":"a is tough","doi":"10.1/a","license":"CC-BY 4.0","authors":"X. Pearl;Y. Shell","year":"2020","more":1}',
      '',
      '{"title":"B","text":',
      '{"title":"C"}',
      '{"title":"D","text":"  "}',
      '{"text":"e","authors":["Z"]}\r',
      '[1]',
      '{"title":"F","text":"f"}',
    ]
    const { paths } = write({ 'a.jsonl': `\ufeff${lines.join('\n')}` })
    const results = await load(paths)
    expect(
      results.map((result) =>
        result.ok && !result.isKnown ? result.document.title : result.ok || result.message.replace(/ in \S*#/, ' in #'),
      ),
    ).toEqual([
      'A',
      expect.stringMatching(
        /^Expected a JSON object \{"title":…,"text":…\} in #3; it is no JSON \(.*\)\. Mend the line\.$/,
      ),
      expect.stringMatching(/in #4; got: text Invalid input/),
      expect.stringMatching(/in #5; got: text is empty/),
      'a',
      expect.stringMatching(/in #7; got: Invalid input: expected object/),
      'F',
    ])
    expect(results[0]).toMatchObject({
      document: {
        id: makeId('doc', Buffer.from(`\ufeff${lines[0]}`)),
        source: `${paths[0]}#1`,
        doi: '10.1/a',
        license: 'CC-BY-4.0',
        authors: ['X. Pearl', 'Y. Shell'],
        year: 2020,
      },
    })
  })

  it('goes by what a file is, whatever its name', async () => {
    const pdf = await makePdf((page) => page.fontSize(20).text('Nacre'))
    expect(await outcome({ 'a.txt': pdf, 'b.md': pdf, 'c.txt': '<!doctype html><title>Bone</title><p>x' })).toEqual([
      'Nacre',
      'Nacre',
      'Bone',
    ])
  })

  it('refuses what it cannot read in plain words, and reads the rest', async () => {
    const pdf = await makePdf((page) => page.text('Nacre is tough. '.repeat(100)))
    const locked = await makePdf((page) => page.text('Nacre'), { userPassword: 'x' })
    expect(
      await outcome({
        'a-empty.md': '',
        'b-blank.md': ' \n\n ',
        'c-short.pdf': pdf.subarray(0, pdf.length / 2),
        'd-locked.pdf': locked,
        'e-binary.txt': Buffer.from([80, 0, 1, 2, 3]),
        'f-image.txt': Buffer.from('89504e470d0a1a0a0000', 'hex'),
        'g-word.txt': Buffer.from('504b030414000600', 'hex'),
        'h-latin.txt': Buffer.from('H\xe4rte', 'latin1'),
        'i-wide.txt': Buffer.from('\ufeffNacre', 'utf16le'),
        'j-text.docx': 'Nacre is tough.',
        'j-text.pdf': 'Nacre is tough.',
        'k-blank.jsonl': '\n \n',
        'l-late.txt': Buffer.concat([Buffer.from('x'.repeat(5000)), Buffer.from([0])]),
        'm-good.md': '# Good\n\nText.',
      }),
    ).toEqual([
      'Expected a document in a-empty.md; the file is empty. Remove it or write it again.',
      'Expected text in b-blank.md; there is none. Remove it or write it again.',
      'Expected a whole PDF in c-short.pdf; it is cut short (no end marker). Fetch or copy it again.',
      'Expected a PDF that opens without a password; d-locked.pdf is encrypted. Save it without one.',
      expect.stringMatching(/^Expected text or a PDF in e-binary\.txt; it is binary data\. Convert it to one of \.pdf/),
      expect.stringMatching(/f-image\.txt; it is a PNG image/),
      expect.stringMatching(/g-word\.txt; it is a ZIP archive \(perhaps a Word, Excel or EPUB file\)/),
      'Expected UTF-8 text in h-latin.txt; it has bytes that are not. Convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE.',
      'Expected text or a PDF in i-wide.txt; it is UTF-16 text. Save it as UTF-8.',
      'Expected a Word document in j-text.docx; it is no ZIP archive, as each .docx is. Save it again from Word, or name it after what it is.',
      'Expected a PDF in j-text.pdf; it does not start like one ("%PDF-"). Fetch it again, or name it after what it is.',
      'Expected JSON Lines in k-blank.jsonl; it is blank. Write it again.',
      'Expected text in l-late.txt; byte 5000 is 0, so it is binary data or UTF-16. Save it as UTF-8 text.',
      'Good',
    ])
  })

  it('tells of a file that is gone', async () => {
    expect(await load(['/nowhere/a.md'])).toMatchObject([{ ok: false, code: 'not-found', source: '/nowhere/a.md' }])
  })

  it('does not parse what is known', async () => {
    const files = {
      'a.md': 'A',
      'b.jsonl': '{"title":"B","text":"b"}\n{"title":"C","text":"c"}',
      'c.pdf': '%PDF-broken %%EOF',
    }
    const known = new Set([
      makeId('doc', Buffer.from('A')),
      makeId('doc', Buffer.from('{"title":"B","text":"b"}')),
      makeId('doc', Buffer.from(files['c.pdf'])),
    ])
    expect(await outcome(files, { isKnown: (id) => Promise.resolve(known.has(id)) })).toEqual([
      'known a.md',
      'known b.jsonl#1',
      'C',
      'known c.pdf',
    ])
  })

  it('tells how far it is among the files and in each', async () => {
    const { paths } = write({ 'a.jsonl': '{"text":"a"}\n{"text":"b"}\n{"text":"c"}\n{"text":"d"}\n', 'b.md': 'B' })
    const places = (await Array.fromAsync(loadDocuments(paths))).map(({ fileIndex, fileShare }) => [
      fileIndex,
      Math.round(fileShare * 100),
    ])
    expect(places).toEqual([
      [0, 25],
      [0, 50],
      [0, 75],
      [0, 100],
      [1, 100],
    ])
  })
})

describe('the parser process', () => {
  it('refuses documents over the size limit without reading them', async () => {
    const { folder } = write({})
    const path = join(folder, 'big.txt')
    writeFileSync(path, 'nacre '.repeat(1000))
    truncateSync(path, 200e6)
    const [result] = await load([path])
    expect(result).toMatchObject({
      ok: false,
      message: `Expected at most 64 MB a document; ${path} has 200 MB. Split it into smaller documents.`,
    })
  })

  it('skips a line of JSON Lines over the limit in little memory, and reads those around it', async () => {
    const { folder } = write({})
    const path = join(folder, 'big.jsonl')
    const stream = createWriteStream(path)
    stream.write('{"title":"A","text":"a"}\n{"title":"B","text":"')
    for (let megabyte = 0; megabyte < 200; megabyte++) stream.write('x'.repeat(1e6))
    stream.end('"}\n{"title":"C","text":"c"}\n')
    await finished(stream)
    const before = process.memoryUsage().rss
    expect(
      (await load([path], { limits: { maxMemoryMegabytes: 64 } })).map((result) =>
        result.ok ? 'read' : result.message,
      ),
    ).toEqual([
      'read',
      `Expected at most 64 MB a document; ${path}#2 has 200 MB. Split it into smaller documents.`,
      'read',
    ])
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6)
  })

  it('is stopped when a document takes too long, and the next file is read', async () => {
    const { paths } = write({ 'slow.html': '<i>'.repeat(1_000_000), 'good.md': '# Good' })
    const [slow, good] = await load(paths, { limits: { timeoutMs: 1500 } })
    expect(slow).toMatchObject({
      ok: false,
      code: 'invalid-input',
      message: `Expected to read ${paths[0]}; it took more than 1.5 s to parse. Split it, or convert it to plain text.`,
    })
    expect(good).toMatchObject({ ok: true, document: { title: 'Good' } })
  })

  it('is not blamed for the time in which its reader was busy', async () => {
    const { paths } = write({ 'a.jsonl': '{"text":"a"}\n{"text":"b"}\n', 'c.md': 'C' })
    const titles: string[] = []
    for await (const result of loadDocuments(paths, { limits: { timeoutMs: 700 } })) {
      titles.push(result.ok && !result.isKnown ? result.document.title : 'failed')
      const until = performance.now() + 900
      while (performance.now() < until);
    }
    expect(titles).toEqual(['a', 'a', 'c'])
  })

  it.runIf(process.platform === 'linux')('is stopped when a file unpacks to more than its memory', async () => {
    const content = deflateSync(Buffer.alloc(300e6, '(Nacre) Tj '), { level: 9 })
    const objects = [
      '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
      '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
      '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents[4 0 R 4 0 R 4 0 R 4 0 R]/Resources<<>>>>endobj',
      `4 0 obj<</Length ${content.length}/Filter/FlateDecode>>stream\n`,
    ]
    const end = '\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF'
    const bomb = Buffer.concat([Buffer.from(`%PDF-1.4\n${objects.join('\n')}`), content, Buffer.from(end)])
    const { paths } = write({ 'bomb.pdf': bomb, 'good.md': '# Good' })
    const before = process.memoryUsage().rss
    const [result, good] = await load(paths, { limits: { maxMemoryMegabytes: 128 } })
    expect(result).toMatchObject({
      ok: false,
      message: `Expected to read ${paths[0]}; it needs more than 128 MB of memory to parse. Split it into smaller files.`,
    })
    expect(good).toMatchObject({ ok: true, document: { title: 'Good' } })
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6)
  })

  it('may run out of memory for objects: the file fails alone', async () => {
    const { paths } = write({ 'large.html': '<p>x'.repeat(1_000_000), 'good.md': '# Good' })
    const [large, good] = await load(paths, { limits: { maxMemoryMegabytes: 48 } })
    expect(large).toMatchObject({ ok: false, message: expect.stringMatching(/needs more than 48 MB of memory/) })
    expect(good).toMatchObject({ ok: true, document: { title: 'Good' } })
  })

  it('survives deep nesting', async () => {
    const results = await outcome({ 'deep.html': `${'<div>'.repeat(20_000)}x`, 'good.md': '# Good' })
    expect(results).toEqual([expect.stringMatching(/deep\.html is nested too deeply/), 'Good'])
  })

  it('ends at once when the work is cancelled', async () => {
    const { paths } = write({ 'a.md': '# A', 'slow.html': '<i>'.repeat(3_000_000) })
    const controller = new AbortController()
    const titles: string[] = []
    const reading = (async () => {
      for await (const result of loadDocuments(paths, { signal: controller.signal })) {
        if (result.ok && !result.isKnown) titles.push(result.document.title)
        controller.abort()
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
    expect(titles).toEqual(['A'])
  })
})
