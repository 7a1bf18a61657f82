import { verbForms } from './relation-verbs.ts'

const bases =
  'slide move flow occur happen remain become exist stay appear seem begin start fail differ vary melt freeze decompose evaporate stand lie sit live die rise fall act serve work operate depend cost weigh measure equal tend come go run take keep turn say mean call find see help allow let want consider assume suggest ' +
  'indicate reveal confirm demonstrate describe define represent correspond obey meet last survive sustain withstand bear offer provide gain lose bend twist expand shrink swell unfold proceed persist extend spread emit detect analyse investigate compare present report observe discuss propose explain expect estimate calculate predict reflect emerge ' +
  'preserve permit lack pump short-circuit plasticise dimerise ' +
  'degenerate crystallise solidify polymerise oxidise corrode deteriorate disappear vanish collapse buckle rotate vibrate oscillate fluctuate decay age heal grow evolve develop shift rely consist result arise originate contribute correlate scale saturate peak drop climb approach approximate reduce outperform surpass range belong adopt undergo experience ' +
  'tolerate accumulate concentrate propagate nucleate coalesce coexist stack stagger glue loosen tighten repel attract adhere stick perform behave'

const past = 'fell rose lay lost kept took came went ran found saw meant said became began froze stood sat bent stuck'

/** Verbs without a relation of their own and forms of those with one: words that end a noun phrase. */
export const verbWords: ReadonlySet<string> = new Set([
  ...bases.split(' ').flatMap((base) => {
    const stem = base.replace(/e$/, '')
    return [
      base,
      /(?:ss|x|sh|ch)$/.test(base)
        ? `${base}es`
        : base.endsWith('y') && !/[aeo]y$/.test(base)
          ? `${base.slice(0, -1)}ies`
          : `${base}s`,
      `${stem}ed`,
    ]
  }),
  ...past.split(' '),
  ...[...verbForms.keys()].filter((form) => !form.includes(' ') && !form.endsWith('ing')),
])
