/** Ends that look like plurals but are not. */
const invariant = new Set(
  (
    'gas bias series species apparatus lens atlas canvas alias pancreas means news debris chassis always perhaps thus ' +
    'laves vickers burgers siemens stokes gibbs graves williams davies jones waals celsius brinells abs pss eds ' +
    'charles mars venus plus minus alkalis bus yes this his its as is us was has does across towards'
  ).split(' '),
)

const irregular: ReadonlyMap<string, string> = new Map(
  (
    'moduli modulus,radii radius,nuclei nucleus,foci focus,stimuli stimulus,loci locus,tori torus,fungi fungus,' +
    'analyses analysis,hypotheses hypothesis,syntheses synthesis,bases base,axes axis,crises crisis,hydrolyses hydrolysis,' +
    'matrices matrix,vertices vertex,indices index,appendices appendix,vortices vortex,apices apex,' +
    'phenomena phenomenon,criteria criterion,spectra spectrum,quanta quantum,strata stratum,maxima maximum,minima minimum,' +
    'media medium,bacteria bacterium,momenta momentum,lamellae lamella,trabeculae trabecula,formulae formula,' +
    'leaves leaf,halves half,shelves shelf,knives knife,feet foot,teeth tooth,men man,women woman,children child,mice mouse,' +
    'ceramics ceramic,plastics plastic,thermoplastics thermoplastic,elastics elastic,metallics metallic,dielectrics dielectric,' +
    'ferroelectrics ferroelectric,thermoelectrics thermoelectric,piezoelectrics piezoelectric,fabrics fabric,' +
    'organics organic,topics topic,characteristics characteristic,antibiotics antibiotic,bioceramics bioceramic,' +
    'nanoceramics nanoceramic,electroceramics electroceramic,glass-ceramics glass-ceramic,biologics biologic,' +
    'dies die,ties tie,movies movie,gases gas,biases bias,viruses virus,lenses lens,buses bus,focuses focus,' +
    'osteoporoses osteoporosis,echoes echo,tomatoes tomato,potatoes potato,volcanoes volcano,cargoes cargo,' +
    'apparatuses apparatus,quartzes quartz,topazes topaz,ages age,axles axle,dna dna'
  )
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
)

/** American to British spelling, word by word; the corpus and the names of the graph use the British one. */
const british: ReadonlyMap<string, string> = new Map(
  (
    'aluminum aluminium,sulfur sulphur,sulfide sulphide,sulfate sulphate,sulfonic sulphonic,sulfonated sulphonated,' +
    'fiber fibre,nanofiber nanofibre,microfiber microfibre,fiberglass fibreglass,center centre,color colour,vapor vapour,' +
    'mold mould,molding moulding,gray grey,behavior behaviour,modeling modelling,labeling labelling,catalyze catalyse,' +
    'meter metre,liter litre,micrometer micrometre,nanometer nanometre,cesium caesium,plow plough,armor armour,' +
    'hydrolyze hydrolyse,analyze analyse,analyzed analysed,favor favour,harbor harbour,odor odour,anesthesia anaesthesia'
  )
    .split(',')
    .map((pair) => pair.split(' ') as [string, string]),
)

/** An ordinary lower case word as its singular in British spelling: `platelets` -> `platelet`, `fibers` -> `fibre`. */
export function foldWord(word: string): string {
  const singular = singularOf(word)
  const spelled = british.get(singular)
  if (spelled !== undefined) return spelled
  // `-ize` words after at least three letters; `size`, `prize`, `seize` and their compounds stay.
  const match = /^(.{3,})iz(e|ed|er|ing|ation|able)$/.exec(singular)
  if (match === null || /(?:^|[^t])(?:s|pr|se|ma|ba|gla|do|oo)$/.test(match[1] ?? '')) return singular
  return `${match[1]}is${match[2]}`
}

function singularOf(word: string): string {
  const known = irregular.get(word)
  if (known !== undefined) return known
  if (word.length < 4 || !word.endsWith('s') || invariant.has(word)) return word
  if (/(?:ss|us|is|ous|ics|[’']s)$/.test(word)) return word
  if (/(?:ss|sh|ch|x|zz)es$/.test(word)) return /(?:a|th)ches$/.test(word) ? word.slice(0, -2) : word.slice(0, -2)
  if (/[a-z]{2}ies$/.test(word)) return `${word.slice(0, -3)}y`
  return word.slice(0, -1)
}
