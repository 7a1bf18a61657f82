import { elementNames } from './element-names.ts'

/** Formulas and words for one and the same substance; the first is the name that stands for all. General knowledge, no phases, no mixtures. */
const synonyms = [
  'alumina|Al2O3|aluminium oxide',
  'zirconia|ZrO2|zirconium oxide|zirconium dioxide',
  'silica|SiO2|silicon dioxide|silicon oxide',
  'titania|TiO2|titanium dioxide',
  'magnesia|MgO|magnesium oxide',
  'yttria|Y2O3|yttrium oxide',
  'ceria|CeO2|cerium dioxide|cerium oxide',
  'chromia|Cr2O3|chromium oxide',
  'hafnia|HfO2|hafnium oxide|hafnium dioxide',
  'zinc oxide|ZnO',
  'tin dioxide|SnO2',
  'nickel oxide|NiO',
  'calcium oxide|CaO',
  'calcium carbonate|CaCO3',
  'silicon carbide|SiC',
  'silicon nitride|Si3N4',
  'titanium nitride|TiN',
  'titanium carbide|TiC',
  'tungsten carbide|WC',
  'boron carbide|B4C',
  'boron nitride|BN',
  'aluminium nitride|AlN',
  'gallium nitride|GaN',
  'gallium arsenide|GaAs',
  'chromium nitride|CrN',
  'titanium aluminium nitride|TiAlN',
  'bismuth telluride|Bi2Te3',
  'lead telluride|PbTe',
  'antimony telluride|Sb2Te3',
  'tin selenide|SnSe',
  'barium titanate|BaTiO3',
  'lead zirconate titanate|PZT',
  'lithium cobalt oxide|LiCoO2|lithium cobaltate',
  'lithium iron phosphate|LiFePO4',
  'molybdenum disulphide|MoS2',
  'carbon dioxide|CO2',
  'carbon monoxide|CO',
  'methane|CH4',
  'ammonia|NH3',
  'water|H2O',
  'hydrogen|H2',
  'oxygen|O2',
  'nitrogen|N2',
  'sodium chloride|NaCl',
  'sodium hydroxide|NaOH',
  'potassium hydroxide|KOH',
  'hydrofluoric acid|HF',
  'sulphuric acid|H2SO4',
  'nitric acid|HNO3',
  'hydrochloric acid|HCl',
  'nickel titanium|NiTi|nitinol',
  'cementite|Fe3C',
  'poly(methyl methacrylate)|PMMA|polymethyl methacrylate|polymethylmethacrylate',
  'polytetrafluoroethylene|PTFE|teflon',
  'poly(vinylidene fluoride)|PVDF|polyvinylidene fluoride',
  'poly(lactic acid)|polylactide|polylactic acid',
  'poly(ethylene oxide)|PEO|polyethylene oxide',
  'poly(ethylene glycol)|PEG|polyethylene glycol',
  'poly(vinyl alcohol)|PVA|polyvinyl alcohol',
  'polydimethylsiloxane|PDMS',
  'polyether ether ketone|PEEK|polyetheretherketone',
  'electron backscatter diffraction|EBSD',
  'scanning electron microscopy|SEM',
  'transmission electron microscopy|TEM',
  'atomic force microscopy|AFM',
  'X-ray diffraction|XRD',
  'X-ray photoelectron spectroscopy|XPS',
  'differential scanning calorimetry|DSC',
  'thermogravimetric analysis|TGA',
  'spark plasma sintering|SPS',
  'chemical vapour deposition|CVD',
  'physical vapour deposition|PVD',
  'atomic layer deposition|ALD',
  'hot isostatic pressing|HIP',
  'fracture toughness|KIC',
  "Young's modulus|young modulus|youngs modulus|elastic modulus|modulus of elasticity",
] as const

/** From a folded synonym to the key that stands for all of them. Case counts: `TiN` is here, `tin` is an element's name. */
export const knownNames: ReadonlyMap<string, string> = new Map([
  // As words, these three are mostly the gases (H2, N2, O2), which their atoms are not.
  ...[...elementNames].filter(([symbol]) => !/^[HNO]$/.test(symbol)),
  ...synonyms.flatMap((row) => {
    const [first = '', ...others] = row.split('|')
    return others.map(
      (other) => [other, first.toLowerCase() === "young's modulus" ? "young's modulus" : first] as const,
    )
  }),
])

/** How a key is written where it differs from itself: proper names with their capitals. */
export const properNames: ReadonlyMap<string, string> = new Map(
  (
    "Young's,Poisson's,Hall,Petch,Seebeck,Peltier,Vickers,Rockwell,Brinell,Charpy,Izod,Weibull,Raman,Debye,Fermi,Curie,Nernst," +
    'Fick,Bragg,Burgers,Laves,Griffith,Irwin,Paris,Hooke,Ostwald,Widmanstätten,Bridgman,Czochralski,Bessemer,Arrhenius,' +
    'Tafel,Nafion,Kevlar,Inconel,Hastelloy,Zircaloy,Invar,Elgiloy,Monel,Stellite,Vitreloy,Zylon,Dyneema,Waspaloy,Ketjenblack,' +
    'Vulcan,Prussian,Gibbs,Kirkendall,Zener,Schottky,Frenkel,Wiedemann,Franz,Matthiessen,Coble,Nabarro,Herring,Orowan,' +
    'Kirkpatrick,Robeson,Guinier,Preston,Haversian,Knudsen,Grotthuss,Madelung,Néel,Bauschinger,Euler,Gaussian,Boltzmann,' +
    'Joule,Hertzian,Cottrell,Lomer,Portevin,Chatelier,Larson,Miller,Goldschmidt,Jahn,Teller,Mössbauer,Auger,Rietveld,Stokes,Waals,Bouligand,Kroll,Acheson,Bayer,Haber,Bosch,Peierls,Schmid,Taylor,Cantor,Heusler,Zintl,Mott,Kelvin,Voigt,Maxwell,Newtonian,Langmuir,Freundlich,Avogadro,Faraday,Coulomb,Kevlar,Edisonian,Suzuki,Heck,Stöber,Hummers,Ashby,Evans,Cahn,Hilliard,Landau,Ginzburg'
  )
    .split(',')
    .map((name) => [name.toLowerCase(), name]),
)
