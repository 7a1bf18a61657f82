import { Tokenizer } from '@huggingface/tokenizers'
import { z } from 'zod'
import { NacreError } from '#core/errors.ts'
import { normaliseBertCodePoint, type NormalisedCodePoint } from './normalise-bert-code-point.ts'

/** Cuts text into word pieces and knows where each came from. */
export interface WordPieceTokenizer {
  readonly startId: number
  readonly endId: number
  /** Tells the id and the UTF-16 start of each token, in order, special tokens excluded. Linear in the text. */
  forEachToken(text: string, onToken: (id: number, start: number) => void): void
}

const wordPieceFile = z.object({
  normalizer: z.object({
    type: z.literal('BertNormalizer'),
    clean_text: z.literal(true),
    handle_chinese_chars: z.literal(true),
    strip_accents: z.union([z.null(), z.literal(true)]),
    lowercase: z.literal(true),
  }),
  pre_tokenizer: z.object({ type: z.literal('BertPreTokenizer') }),
  model: z.object({ type: z.literal('WordPiece'), max_input_chars_per_word: z.number().int().positive() }),
})

/** The pieces of a word: ids, and how many of the word's characters come before each. */
interface WordPieces {
  readonly ids: readonly number[]
  readonly positions: readonly number[]
}

const cachedWordsLimit = 50_000
const dropped = 0
const space = 1
const alone = 2

/**
 * The uncased BERT tokeniser of a parsed `tokenizer.json`, with source positions.
 *
 * The words are found here and only their pieces come from `@huggingface/tokenizers`, for three reasons: the library
 * tells no offsets; it holds several arrays of single characters, which a text of 200 MB does not survive; and it turns
 * `[SEP]` written in a document into the control token, which a document must not be able to do.
 *
 * Errors: `invalid-input` when the file describes another kind of tokeniser.
 */
export function createWordPieceTokenizer(tokenizerJson: unknown): WordPieceTokenizer {
  const checked = wordPieceFile.safeParse(tokenizerJson)
  if (!checked.success) {
    throw new NacreError(
      'invalid-input',
      `Expected the tokenizer.json of an uncased BERT word-piece tokeniser; got something else: ${z.prettifyError(checked.error)}. ` +
        'Use the tokenizer.json that belongs to the embedding model.',
    )
  }
  const library = new Tokenizer(tokenizerJson as object, {})
  const maxWordCharacters = checked.data.model.max_input_chars_per_word
  const unknownId = specialId(library, '[UNK]')
  const unknown: WordPieces = { ids: [unknownId], positions: [0] }
  const piecesOf = rememberWords((word) => cutWord(library, unknownId, word))
  const ascii = Array.from({ length: 128 }, (_, code) => asciiClass(normaliseBertCodePoint(code)))
  const beyondAscii = new Map<number, NormalisedCodePoint>()

  function forEachToken(text: string, onToken: (id: number, start: number) => void): void {
    // The word being read: its characters after normalisation, and where each began in the text.
    let word = ''
    let length = 0
    const starts = new Uint32Array(maxWordCharacters)

    function endWord(): void {
      if (length === 0) return
      const pieces = length > maxWordCharacters ? unknown : piecesOf(word)
      for (let index = 0; index < pieces.ids.length; index++) {
        onToken(pieces.ids[index]!, starts[pieces.positions[index]!]!)
      }
      word = ''
      length = 0
    }

    function addCharacter(character: string, start: number): void {
      // A word past the limit becomes one unknown token, so its further characters need not be kept.
      if (length < maxWordCharacters) {
        starts[length] = start
        word += character
      }
      length++
    }

    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index)
      if (code < 128) {
        const kind = ascii[code]!
        if (typeof kind === 'string') addCharacter(kind, index)
        else if (kind === space) endWord()
        else if (kind === alone) {
          endWord()
          addCharacter(text[index]!, index)
          endWord()
        }
        continue
      }
      const codePoint = text.codePointAt(index)!
      let normalised = beyondAscii.get(codePoint)
      if (normalised === undefined) {
        normalised = normaliseBertCodePoint(codePoint)
        beyondAscii.set(codePoint, normalised)
      }
      if (normalised.kind === 'space') endWord()
      else if (normalised.kind === 'text') {
        for (const { text: character, isAlone } of normalised.characters) {
          if (isAlone) endWord()
          addCharacter(character, index)
          if (isAlone) endWord()
        }
      }
      if (codePoint > 0xffff) index++
    }
    endWord()
  }

  return { startId: specialId(library, '[CLS]'), endId: specialId(library, '[SEP]'), forEachToken }
}

function asciiClass(normalised: NormalisedCodePoint): string | number {
  if (normalised.kind === 'dropped') return dropped
  if (normalised.kind === 'space') return space
  const only = normalised.characters[0]!
  return only.isAlone ? alone : only.text
}

function cutWord(library: Tokenizer, unknownId: number, word: string): WordPieces {
  const pieces: readonly string[] = library.model!.encode([word])
  const ids = pieces.map((piece) => library.token_to_id(piece) ?? unknownId)
  if (ids.includes(unknownId)) return { ids: [unknownId], positions: [0] }
  const positions: number[] = []
  let position = 0
  for (const [index, piece] of pieces.entries()) {
    positions.push(position)
    position += [...piece].length - (index === 0 ? 0 : '##'.length)
  }
  return { ids, positions }
}

/** Text repeats its words, so most lookups end here; the limit keeps the memory flat over a large corpus. */
function rememberWords(cut: (word: string) => WordPieces): (word: string) => WordPieces {
  const known = new Map<string, WordPieces>()
  return (word) => {
    const found = known.get(word)
    if (found !== undefined) return found
    const pieces = cut(word)
    if (known.size >= cachedWordsLimit) known.clear()
    known.set(word, pieces)
    return pieces
  }
}

function specialId(library: Tokenizer, token: string): number {
  const id = library.token_to_id(token)
  if (id === undefined) {
    throw new NacreError('invalid-input', `Expected the token ${token} in tokenizer.json; it is not there.`)
  }
  return id
}
