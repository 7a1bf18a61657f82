const values =
  'temperature|strength|modulus|toughness|hardness|density|conductivity|energy|size|thickness|diameter|pressure|stress|strain|content|' +
  'capacity|gap|rate|point|range|value|ratio|fraction|resistance|resistivity|voltage|potential|efficiency|mass|weight|length|width|price|cost|constant|radius|angle|lifetime|life'
const question = new RegExp(
  String.raw`^(?:what|which) (?:is|are|was|were) (?:the )?(?:[\w'’-]+ ){0,4}(?:${values})s?\b|^how (?:much|many|high|large|long|thick|hot|strong|big|old|far|fast)\b`,
  'i',
)

/** Whether a question can only be answered by a number: "What is the melting point of tungsten?" */
export function asksForValue(text: string): boolean {
  return question.test(text.trim())
}
