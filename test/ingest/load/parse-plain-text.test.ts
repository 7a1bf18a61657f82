import { expect, it } from 'vitest'
import { parsePlainText } from '#ingest/load/parse-plain-text.ts'

it('keeps plain text as it stands, with a short first line as title', () => {
  expect(parsePlainText(Buffer.from('\ufeffNacre\r\n\r\nNacre is\r\ntough.'), 'a.txt')).toEqual({
    title: 'Nacre',
    text: 'Nacre\n\nNacre is\ntough.',
  })
  expect(parsePlainText(Buffer.from('Nacre is\ntough.'), 'a.txt')).toEqual({ text: 'Nacre is\ntough.' })
  expect(parsePlainText(Buffer.from('Nacre is tough.\n\nIt is.'), 'a.txt').title).toBeUndefined()
})
