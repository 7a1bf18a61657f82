import { expect, test } from 'vitest'
import { entitiesInText } from '#agents/report/entities-in-text.ts'

function namesIn(names: readonly string[], text: string): string[] {
  const entities = names.map((name) => ({ id: name, type: 'Material' as const, key: name, name }))
  return entitiesInText(entities, text).map(({ name }) => name)
}

test('a name inside a longer name does not count, plurals do', () => {
  expect(
    namesIn(['platelet', 'aragonite', 'aragonite platelet', 'nacre'], 'In nacre, aragonite platelets slide.'),
  ).toEqual(['nacre', 'aragonite platelet'])
})

test('names with capitals are held to their case', () => {
  expect(namesIn(['TiN', 'tin'], 'Tin melts.')).toEqual(['tin'])
  expect(namesIn(['TiN', 'tin'], 'TiN is hard.')).toEqual(['TiN'])
})

test('names with marks are no patterns', () => {
  expect(namesIn(['poly(methyl methacrylate)', '[a-z]+'], 'Films of poly(methyl methacrylate).')).toEqual([
    'poly(methyl methacrylate)',
  ])
})
