import { verbForms } from './relation-verbs.ts'

const bases =
  'slide move flow occur happen remain become exist stay appear seem begin start fail differ vary melt freeze decompose evaporate stand lie sit live die rise fall act serve work operate depend cost weigh measure equal tend come go run take keep turn say mean call find see help allow let want consider assume suggest ' +
  'indicate reveal confirm demonstrate describe define represent correspond obey meet last survive sustain withstand bear offer provide gain lose bend twist expand shrink swell unfold proceed persist extend spread emit detect analyse investigate compare present report observe discuss propose explain expect estimate calculate predict reflect emerge ' +
  'make give gives introduce split shorten lengthen widen deepen sharpen roughen flatten thicken loosen insert embed deliver receive supply feed inject press push pull lift bring put send add remove extract collect gather select choose adjust adapt apply attain obtain acquire reach ' +
  'exclude include incorporate integrate involve imply mean determine evaluate examine investigate study test verify assess record monitor track trace map model simulate mark denote yield allow require demand deserve expose shelter surround enter leave exit escape return repeat continue cease stop pause resume ' +
  'interrupt oppose counteract counter offset outweigh neutralise satisfy fulfil meet match fit suit join merge mix blend stir shake rub wear tear rip cleave peel spall flake chip shatter fail crash hit strike touch grip grasp clamp fix anchor fasten attach detach release free liberate ' +
  'simplify complicate ease avoid evade bypass replace substitute swap exchange trade sell buy save waste spend consume burn ignite explode emit radiate glow shine flow leak spill drip pour fill empty drain soak wet dampen rinse wash clean purify contaminate poison pollute ' +
  'recover restore repair rebuild construct build assemble arrange organise sort classify rank divide group pair couple decouple combine associate relate link attack invade infect resemble outlast outlive hinder combat promise approach near ' +
  'preserve permit lack pump short-circuit plasticise dimerise ' +
  'degenerate crystallise solidify polymerise oxidise corrode deteriorate disappear vanish collapse buckle rotate vibrate oscillate fluctuate decay age heal grow evolve develop shift rely consist result arise originate contribute correlate scale saturate peak drop climb approach approximate reduce outperform surpass range belong adopt undergo experience ' +
  'tolerate accumulate concentrate propagate nucleate coalesce coexist stack stagger glue loosen tighten repel attract adhere stick perform behave scratch abrade erode clog poison'

const past =
  'made fell rose lay lost kept took came went ran found saw meant said became began froze stood sat bent stuck gave led held grew drove broke drew spread shrank sank chose underwent withstood wrote ate won bore wore tore spun split'

/** Verbs by their ending: `plasticises`, `simplify`; nouns with the same ending apart. */
export function endsAsVerb(word: string): boolean {
  return (
    /(?:[a-z]{3}i[sz]es?|[a-z]{3}if(?:y|ies)|[a-z]{2}ly[sz]e[sd]?)$/.test(word) &&
    !/(?:noise|precise|exercise|enterprise|expertise|premise|concise|otherwise|treatise|disguise|analyses|electrolyses|hydrolyses|catalyses|sizes?|prizes?|rises?)$/.test(
      word,
    )
  )
}

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
