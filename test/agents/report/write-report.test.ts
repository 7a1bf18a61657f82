import fc from 'fast-check'
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { writeReport } from '#agents/report/write-report.ts'
import { makeReportInput } from './make-report-input.ts'

const hostile = `</style></title><script>alert(1)</script><img src="https://example.org/x.png" onerror='x()'>&lt;" onload="y()`
const page = load(writeReport(makeReportInput()))

describe('the report', () => {
  test('shows the steps in order', () => {
    expect(
      page('section')
        .toArray()
        .map((section) => section.attribs['id']),
    ).toEqual(['read', 'task', 'near', 'graph', 'thinking', 'answer', 'pair', 'places'])
  })

  test('marks the key sentence in the passage, across a line break', () => {
    expect(page('#task mark').text()).toBe('nacre is\nthe key.')
  })

  test('shows the key sentence by itself where the passage does not hold it', () => {
    const input = makeReportInput()
    const task = { ...input.task, keySentence: { ...input.task.keySentence, text: 'Elsewhere.' } }
    expect(load(writeReport({ ...input, task }))('#task mark').text()).toBe('Elsewhere.')
  })

  test('says the origin of each statement and how far it is supported', () => {
    const first = page('.round').first().find('.statement').first()
    expect(first.find('.badge').text()).toBe('evidence')
    expect(first.find('.bar span').attr('style')).toBe('width:90%')
  })

  test('says what a round dropped and added', () => {
    const changes = page('.round').eq(1).find('.changes')
    expect(
      changes
        .find('del')
        .toArray()
        .map((line) => page(line).text()),
    ).toEqual(['nacre guess', 'nacre edge'])
    expect(changes.find('ins').text()).toBe('nacre instead')
  })

  test('numbers the citations of the answer and marks a sentence without one', () => {
    expect(page('#answer .number').attr('href')).toBe('#source-1')
    expect(page('#source-1').text()).toContain('nacre quoted')
    expect(page('#source-1 cite').text()).toBe('nacre read, page 4')
    expect(page('#answer .unsupported').text()).toBe('nacre is blue.')
  })

  test('sets the rejected answer beside the chosen one', () => {
    expect(page('.rejected .prose').text()).toBe('nacre rejected')
    expect(page('.chosen .prose').text()).toBe('nacre')
  })

  test('says why there is no pair, no answer, no thinking and no graph', () => {
    const { pair: _, ...input } = makeReportInput()
    const bare = load(
      writeReport({
        ...input,
        droppedReason: 'no citation',
        trace: { ...input.trace, rounds: [], refusal: 'Nothing was found.' },
        task: { ...input.task, context: { passages: [], relations: [] } },
        neighbourhood: { nodes: [], edges: [] },
      }),
    )
    expect(bare('#pair').text()).toContain('A gate refused the pair: no citation.')
    expect(bare('#answer').text()).toContain('No answer is given: Nothing was found.')
    expect(bare('#thinking').text()).toContain('without thinking')
    expect(bare('svg')).toHaveLength(0)
  })

  test('is the same to the byte for the same input', () => {
    expect(writeReport(makeReportInput())).toBe(writeReport(makeReportInput()))
  })
})

describe('the page is closed', () => {
  test('it forbids everything but its own styles', () => {
    const policy = page('meta[http-equiv="Content-Security-Policy"]').attr('content')
    expect(policy).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
  })

  test('it asks for nothing and runs nothing, whatever the texts say', () => {
    const markup = writeReport(makeReportInput(hostile))
    const attacked = load(markup)
    expect(attacked('script, img, link, iframe, object, embed, base, form')).toHaveLength(0)
    expect(markup).not.toMatch(/@import|url\(/)
    const attributes = attacked('*')
      .toArray()
      .flatMap((element) => ('attribs' in element ? Object.entries(element.attribs) : []))
    expect(attributes.filter(([name]) => name.startsWith('on') || name === 'src')).toEqual([])
    expect(attributes.filter(([name, value]) => name === 'href' && !value.startsWith('#'))).toEqual([])
  })

  test('a hostile text is shown as it is written', () => {
    const attacked = load(writeReport(makeReportInput(hostile)))
    expect(attacked('.question dd').text()).toBe(`Why ${hostile}?`)
    expect(attacked('title').first().text()).toContain(hostile)
  })

  test('any text leaves the same elements', () => {
    const shape = (markup: string): string[] =>
      load(markup)('header, section, article, li, dd, cite, q, del, ins')
        .toArray()
        .map(({ tagName }) => tagName)
    const expected = shape(writeReport(makeReportInput('nacre')))
    const text = fc.string({
      unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '!', '-', '`', '$', '{', 'a', ' ', '\u0000', '\ud800'),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(text, (noise) => {
        expect(shape(writeReport(makeReportInput(`x${noise}x`)))).toEqual(expected)
      }),
      { seed: 11, numRuns: 15 },
    )
  })
})
