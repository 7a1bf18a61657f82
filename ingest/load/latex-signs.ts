const greek =
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ ' +
  'pi π rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ ' +
  'Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω'
const relations =
  'times × cdot · pm ± mp ∓ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ neq ≠ ne ≠ leq ≤ le ≤ geq ≥ ge ≥ ll ≪ gg ≫ propto ∝ lesssim ≲ gtrsim ≳ ' +
  'rightarrow → to → longrightarrow → leftarrow ← leftrightarrow ↔ rightleftharpoons ⇌ Rightarrow ⇒ in ∈ subset ⊂ cup ∪ cap ∩ perp ⊥ parallel ∥ mid |'
const others =
  'infty ∞ partial ∂ nabla ∇ int ∫ sum ∑ prod ∏ circ ° degree ° textdegree ° prime ′ ldots … dots … cdots … hbar ħ ell ℓ ' +
  'langle ⟨ rangle ⟩ lbrace { rbrace } AA Å aa å ae æ AE Æ oe œ OE Œ o ø O Ø ss ß l ł L Ł i ı textmu μ micro μ textohm Ω ohm Ω ' +
  'textendash – textemdash — textquoteright ’ textregistered ® texttrademark ™ copyright © S § P ¶ pounds £ euro € dag † ddag ‡ bullet • ' +
  'textasciitilde ~ textbackslash \\ textless < textgreater > textbar | celsius °C angstrom Å star * ast * angle ∠ forall ∀ exists ∃'

function readPairs(list: string): [string, string][] {
  const words = list.split(' ')
  return words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : []))
}

/** Signs by the name of their macro; those between two quantities have a blank on both sides. */
export const latexSigns: ReadonlyMap<string, string> = new Map([
  ...readPairs(`${greek} ${others}`),
  ...readPairs(relations).map(([name, sign]): [string, string] => [name, ` ${sign} `]),
  [' ', ' '],
  [',', ' '],
  [';', ' '],
  [':', ' '],
  ['!', ''],
  ['/', ''],
  ['-', ''],
  ['quad', ' '],
  ['qquad', ' '],
  ['&', '&'],
  ['%', '%'],
  ['$', '$'],
  ['#', '#'],
  ['_', '_'],
  ['{', '{'],
  ['}', '}'],
])

/** Accents by the name of their macro: combining characters that follow the letter. */
export const latexAccents: ReadonlyMap<string, string> = new Map([
  ['`', '\u0300'],
  ["'", '\u0301'],
  ['^', '\u0302'],
  ['~', '\u0303'],
  ['=', '\u0304'],
  ['u', '\u0306'],
  ['.', '\u0307'],
  ['"', '\u0308'],
  ['r', '\u030a'],
  ['H', '\u030b'],
  ['v', '\u030c'],
  ['c', '\u0327'],
  ['k', '\u0328'],
  ['d', '\u0323'],
])

const prefixes =
  'yocto y zepto z atto a femto f pico p nano n micro μ milli m centi c deci d deca da hecto h kilo k mega M giga G tera T peta P'
const units =
  'ampere A candela cd kelvin K kilogram kg metre m meter m mole mol second s becquerel Bq degreeCelsius °C celsius °C coulomb C farad F ' +
  'gray Gy hertz Hz henry H joule J lumen lm katal kat lux lx newton N ohm Ω pascal Pa radian rad siemens S sievert Sv steradian sr ' +
  'tesla T volt V watt W weber Wb gram g litre L liter L minute min hour h day d degree ° arcminute ′ arcsecond ″ percent % tonne t ' +
  'electronvolt eV dalton Da angstrom Å bar bar barn b hectare ha neper Np bel B decibel dB nm nm um μm mm mm cm cm km km MPa MPa GPa GPa kPa kPa eV eV ' +
  'meV meV keV keV kV kV mV mV mA mA uA μA kHz kHz MHz MHz GHz GHz kJ kJ mol mol kg kg mg mg ug μg'

/** Units and prefixes of the package siunitx by the name of their macro. */
export const siPrefixes: ReadonlyMap<string, string> = new Map(readPairs(prefixes))
export const siUnits: ReadonlyMap<string, string> = new Map(readPairs(units))
