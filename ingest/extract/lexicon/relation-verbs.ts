import type { RelationType } from '#core/knowledge.ts'

/** What a verb says about its subject and object. `inverse`: the relation runs from object to subject, under this predicate. */
export interface RelationVerb {
  readonly base: string
  readonly type: RelationType
  readonly inverse?: string
}

/** How a verb form is used in a sentence. */
export interface VerbForm {
  readonly verb: RelationVerb
  readonly form: 'base' | 'third' | 'past' | 'participle' | 'gerund'
}

const influences =
  'increase decrease reduce improve enhance raise lower affect influence control determine govern dominate limit restrict promote suppress inhibit prevent hinder impede retard delay slow accelerate speed cause induce trigger initiate drive enable facilitate favour weaken strengthen stiffen harden soften toughen stabilise destabilise ' +
  'degrade damage embrittle stop block resist reinforce minimise maximise optimise amplify modify alter change shift tune modulate refine coarsen broaden narrow activate passivate protect corrode attack destroy break deform stretch compress shield deflect arrest pin bridge trap scatter absorb dissipate compensate balance eliminate avoid ' +
  'intensify double halve boost diminish create regulate stimulate dictate set disturb disrupt relieve localise distribute exceed'
const productions =
  'produce yield generate form synthesise fabricate manufacture prepare obtain grow deposit deliver release'
const relates =
  'connect separate join glue suffer surround cover penetrate fill enclose coat contact react dissolve adsorb bind attach replace store transport carry conduct transmit transfer convert exchange transform follow cross intersect accompany involve require need use employ support contain hold match resemble imitate mimic exploit form combine oxidise etch wet ' +
  'dope crosslink nucleate precipitate segregate diffuse accommodate occupy substitute permeate transfer link cut pass push pull guide align scavenge mediate'

/** Verb plus particle, longest first; the particle belongs to the verb. */
const phrasal: readonly (readonly [string, RelationType, string?])[] = [
  ['lead to', 'INFLUENCES'],
  ['result in', 'INFLUENCES'],
  ['contribute to', 'INFLUENCES'],
  ['give rise to', 'INFLUENCES'],
  ['act on', 'INFLUENCES'],
  ['result from', 'INFLUENCES', 'results in'],
  ['arise from', 'INFLUENCES', 'gives rise to'],
  ['originate from', 'INFLUENCES', 'gives rise to'],
  ['stem from', 'INFLUENCES', 'gives rise to'],
  ['depend on', 'INFLUENCES', 'influences'],
  ['consist of', 'MADE_OF'],
  ['react with', 'RELATES_TO'],
  ['react to', 'RELATES_TO'],
  ['transform into', 'RELATES_TO'],
  ['transform to', 'RELATES_TO'],
  ['convert into', 'RELATES_TO'],
  ['dissolve in', 'RELATES_TO'],
  ['bind to', 'RELATES_TO'],
  ['belong to', 'IS_A'],
  ['serve as', 'USED_FOR'],
  ['act as', 'USED_FOR'],
  ['compete with', 'RELATES_TO'],
  ['interact with', 'RELATES_TO'],
  ['suffer from', 'RELATES_TO'],
  ['rely on', 'RELATES_TO'],
  ['precede', 'RELATES_TO'],
]

const irregularPast: ReadonlyMap<string, readonly [string, string]> = new Map(
  (
    'give gave given,make made made,grow grew grown,hold held held,drive drove driven,break broke broken,bind bound bound,set set set,lead led led,arise arose arisen,form formed formed,cut cut cut,rely relied relied,' +
    'speed sped sped,slow slowed slowed'
  )
    .split(',')
    .map((row) => {
      const [base = '', past = '', participle = ''] = row.split(' ')
      return [base, [past, participle]] as const
    }),
)

const doubled = new Set('stop pin trap permit wet control transmit transfer shed'.split(' '))

const verbs: readonly RelationVerb[] = [
  ...influences.split(' ').map((base) => ({ base, type: 'INFLUENCES' }) as const),
  ...productions
    .split(' ')
    .map((base) => ({ base, type: 'PRODUCED_BY', inverse: `is ${inflect(base).participle} by` }) as const),
  ...[...new Set(relates.split(' '))]
    .filter((base) => !productions.includes(base) && !['contain', 'use', 'employ'].includes(base))
    .map((base) => ({ base, type: 'RELATES_TO' }) as const),
  ...['comprise', 'contain', 'include'].map((base) => ({ base, type: 'MADE_OF' }) as const),
  ...['use', 'employ'].map((base) => ({ base, type: 'USED_FOR', inverse: 'is used in' }) as const),
  ...['exhibit', 'show', 'possess', 'display', 'have', 'reach', 'retain', 'attain', 'achieve'].map(
    (base) => ({ base, type: 'HAS_PROPERTY' }) as const,
  ),
  ...phrasal.map(([base, type, inverse]) => (inverse === undefined ? { base, type } : { base, type, inverse })),
]

/** Verb forms by their text, lower case (`increases`, `results from`). Where two verbs share a form the first one stands. */
export const verbForms: ReadonlyMap<string, VerbForm> = (() => {
  const forms = new Map<string, VerbForm>()
  for (const verb of verbs) {
    const [word = '', ...particles] = verb.base.split(' ')
    const tail = particles.length === 0 ? '' : ` ${particles.join(' ')}`
    const { third, past, participle, gerund } = inflect(word)
    for (const [text, form] of [
      [word, 'base'],
      [third, 'third'],
      [participle, 'participle'],
      [past, 'past'],
      [gerund, 'gerund'],
    ] as const) {
      if (!forms.has(text + tail)) forms.set(text + tail, { verb, form })
    }
  }
  return forms
})()

/** Third person singular of a base with its particle: `result in` -> `results in`. */
export function thirdPerson(base: string): string {
  const [word = '', ...particles] = base.split(' ')
  return [inflect(word).third, ...particles].join(' ')
}

function inflect(base: string): { third: string; past: string; participle: string; gerund: string } {
  if (base === 'have') return { third: 'has', past: 'had', participle: 'had', gerund: 'having' }
  const third = /(?:s|x|sh|ch|z)$/.test(base)
    ? `${base}es`
    : /[^aeiou]y$/.test(base)
      ? `${base.slice(0, -1)}ies`
      : `${base}s`
  const stem = doubled.has(base) ? base + base.slice(-1) : base
  const regular = stem.endsWith('e') ? `${stem}d` : /[^aeiou]y$/.test(stem) ? `${stem.slice(0, -1)}ied` : `${stem}ed`
  const [past, participle] = irregularPast.get(base) ?? [regular, regular]
  const gerund = /[^eoy]e$/.test(stem) ? `${stem.slice(0, -1)}ing` : `${stem}ing`
  return { third, past, participle, gerund }
}
