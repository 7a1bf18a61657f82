import { describe, expect, it } from 'vitest'
import { findMention } from '#graph/retrieve/find-mention.ts'
import { findNames } from '#graph/retrieve/find-names.ts'
import { proposeBridges } from '#graph/retrieve/propose-bridges.ts'
import { asName } from '#graph/retrieve/read-passages.ts'
import { phraseKey, readWords } from '#graph/retrieve/read-words.ts'

const rarity = { of: (stem: string) => (stem.length > 4 ? 2 : 1), most: 2 }

describe('words', () => {
  it('lose case, accents and common endings, and keep their places', () => {
    const text = 'Ångström’s coatings'
    const words = readWords(text)
    expect(words.map(({ stem }) => stem)).toEqual(['angstrom', 's', 'coat'])
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['Ångström', 's', 'coatings'])
  })

  it('find a phrase in a text whatever its endings, and no part of a word', () => {
    expect(phraseKey('Thin films of nacre')).toContain(phraseKey('thin film'))
    expect(phraseKey('Thin films of nacre')).not.toContain(phraseKey('acre'))
  })
})

describe('names in a text', () => {
  it.each([
    ['It was made at the University of Copenhagen in 1921.', ['University of Copenhagen in 1921']],
    ['The Glass Orchard starred Karen Holt and Ib Lund.', ['Glass Orchard', 'Karen Holt and Ib Lund']],
    ['Lume Films’ studio used TiO2 paint.', ['Lume Films', 'TiO2']],
    ['nothing here has a name', []],
    ['It held 470 MPa at 1200 °C in 1998, and 2000 cycles.', ['1998']],
    ['Freezing works. Platelets grow by freezing. Copenhagen is far.', ['Platelets', 'Copenhagen']],
  ])('%s', (text, names) => {
    expect(findNames(text)).toEqual(names)
  })

  it('takes linear time for capitals without end', () => {
    expect(findNames('A of '.repeat(20_000)).length).toBeLessThan(5)
  })
})

describe('the mention in a question', () => {
  const mention = (question: string, thing: string): string => {
    const found = findMention(readWords(question), new Set(asName(thing).stems), rarity)
    return found === undefined ? '' : question.slice(found.start, found.end)
  }
  it('is the run of words of the thing, over small gaps', () => {
    expect(mention('Who led the studio that filmed The Glass Orchard?', 'Glass Orchard')).toBe('Glass Orchard')
    expect(mention('Who led the orchard of the glass makers?', 'Glass Orchard')).toBe('orchard of the glass')
    expect(mention('Who led it?', 'Glass Orchard')).toBe('')
  })
  it('is the run with the most rarity where there are several', () => {
    expect(mention('Is it a film that the brothers from the north made in Orchard?', 'Orchard film')).toBe('Orchard')
  })
})

describe('bridges', () => {
  const passage = {
    id: 'c1',
    documentId: 'd1',
    title: 'Glass Orchard',
    titleKey: phraseKey('Glass Orchard'),
    titleStems: asName('Glass Orchard').stems,
    vector: Float32Array.of(0, 1),
    sentences: [],
    stems: new Set<string>(),
    key: '',
    names: [],
    nameKeys: new Set<string>(),
    text: '',
  }
  const named = (key: string, id: string, score: number) => {
    const stems = new Set(asName(key).stems)
    return { passage: { ...passage, id, stems, key: phraseKey(key) }, score, cosine: 0, bm25: 0 }
  }
  const asked = (text: string) => ({ text, vector: Float32Array.of(1, 0) })
  it('replace what the question calls by what the passage says, the most promising first', () => {
    const head = [named('Karen Holt was born in Odense', 'c2', 0.9), named('Lume Films and others', 'c3', 0.5)]
    const names = ['Glass Orchard', 'Lume Films', 'Karen Holt', 'Aarhus'].map(asName)
    const options = { head, used: new Set<string>(), rarity, limit: 2 }
    const proposals = proposeBridges(asked('Where was the maker of Glass Orchard born?'), passage, names, options)
    expect(proposals.map(({ text }) => text)).toEqual([
      'Where was the maker of Karen Holt born?',
      'Where was the maker of Lume Films born?',
    ])
    expect(proposals[0]).toMatchObject({ mention: 'Glass Orchard', bridge: { text: 'Karen Holt' } })
    const others = proposeBridges(asked('Where?'), passage, names.slice(1, 2), { ...options, used: new Set(['c3']) })
    expect(others.map(({ text }) => text)).toEqual(['Where? Lume Films'])
  })

  it('prefers the sentence that is nearer to the question where no passage tells', () => {
    const text = 'Glass Orchard was filmed in Aarhus. It was made by Karen Holt.'
    const sentences = [Float32Array.of(0.6, 0.8), Float32Array.of(0.8, 0.6)]
    const names = ['Aarhus', 'Karen Holt', 'Lume Films'].map(asName)
    const options = { head: [], used: new Set<string>(), rarity, limit: 3 }
    const proposals = proposeBridges(asked('Who made it?'), { ...passage, text, sentences }, names, options)
    expect(proposals.map(({ bridge }) => bridge.text)).toEqual(['Karen Holt', 'Aarhus', 'Lume Films'])
  })
})
