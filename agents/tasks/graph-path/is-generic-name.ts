/** Words that name a thing only beside their text: "the film", "growth", "this composite". */
const generic = new Set(
  (
    'absorber additive alloy architecture area atom blend ceramic chain coating component composite compound concentration ' +
    'condition content cell crystal device effect electrode element energy fabrication fibre filler film formation fraction ' +
    'growth increase interface ion layer material matrix membrane metal method mixture model molecule oxide particle phase ' +
    'powder precursor process product property reaction reduction region sample scaffold solution solvent specimen step ' +
    'stress structure substrate surface system technique temperature treatment value volume anode cathode catalyst'
  ).split(' '),
)

/** Whether a name is one such word alone, so that a question that begins with it does not say what it means. */
export function isGenericName(name: string): boolean {
  const word = name.toLowerCase()
  return generic.has(word) || generic.has(word.replace(/s$/, ''))
}
