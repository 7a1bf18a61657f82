import type { Chunk } from '#core/chunk.ts'
import { splitSentences } from '#core/split-sentences.ts'
import type { SourceSentence } from '#core/task.ts'
import { numbersInText } from '#agents/verify/numbers-in-text.ts'
import { cleanSentence } from '#agents/clean-sentence.ts'

const shortestWords = 9
const longestWords = 60

const causalVerb =
  /\b(?:caus|increas|decreas|reduc|improv|enhanc|prevent|promot|inhibit|suppress|lower|rais|strengthen|toughen|harden|soften|weaken|stabili[sz]|control|determin|enabl|allow|lead|result|produc|form|yield|affect|influenc|limit|accelerat|slow|delay|protect|induc|trigger|block|absorb|deflect|dissipat|transfer|convert|degrad|depend)(?:e|es|ed|s|ing|d)?\b|\b(?:because|due to|owing to|so that|therefore|made|makes|arises?|gives? rise)\b/i

/** First words that lean on the sentence before. */
const leaningStart =
  /^(?:meanwhile|interestingly|notably|note|particularly|especially|overall|accordingly|as (?:expected|mentioned|discussed|described|well)|compared (?:to|with)|in (?:particular|general|summary|conclusion|comparison)|this|these|those|that|it|its|they|their|them|such|he|she|here|there|both|another|other|others|however|therefore|thus|hence|then|moreover|furthermore|additionally|also|besides|similarly|likewise|conversely|consequently|accordingly|indeed|if considering|finally|first|firstly|second|secondly|third|next|in addition|in contrast|in this|in these|in that|for example|for instance|as a result|as such|by contrast|on the other hand|nevertheless|and|but|or|so|yet|the (?:last|overall|observed|highest|achieved|proposed|former|same|other|second|third|above|following|resulting|present|rest|effect|reason|result|difference|process|material|value|values|method|first|two|three))\b/i

/** What makes a sentence speak of its own document instead of the world. */
const aboutTheDocument =
  /\b(?:we|our|ours|us|figs?\.?|figures?|tables?|schemes?|eqs?\.?|equations?|sections?|appendix|supplementary|et al|herein|hereafter|reported|authors?|previous(?:ly)? (?:work|study|studies|section)|this (?:study|work|paper|article|review|chapter|section|research|investigation|test|case|system|method|approach|[\w-]+ test)|(?:in|under) the present|present (?:study|work|results?)|previous reports?|it should be noted|it is (?:presumed|noted|worth)|above[- ]mentioned|aforementioned|shown (?:above|below)|see)\b/i

/** Reports of one experiment: true only of the samples at hand, so no question about them stands alone. */
const aboutAnExperiment =
  /\b(?:was|were|been)\s+(?:\w+ly\s+|also\s+|then\s+)?(?:added|analy[sz]ed|annealed|applied|calculated|carried|cast|characteri[sz]ed|chosen|coated|collected|conducted|cooled|cut|deposited|determined|dissolved|dried|employed|estimated|evaluated|examined|fabricated|filtered|fitted|found|fractured|heated|immersed|investigated|kept|machined|measured|mixed|mounted|observed|obtained|operated|performed|placed|polished|prepared|purchased|recorded|seen|selected|set|simulated|sintered|stirred|studied|supplied|synthesi[sz]ed|taken|tested|used|washed)\b|\b(?:is|are)\s+(?:also\s+|then\s+|clearly\s+)?(?:observed|found|seen|shown|presented|given|listed|discussed|chosen|presumed|plotted|summari[sz]ed|considered|compared)\b|\b(?:samples?|specimens?|batch(?:es)?|as[- ]prepared|as[- ]received|experimental(?:ly)?|experiments?|indicates?|suggests?|evidenced?|reveals?|confirm(?:s|ed)?|demonstrates?|in[- ]house|perhaps|at (?:a )?first (?:glance|sight)|stage [A-Z]|subsequent)\b|\b(?:the|each|our|all) (?:devices?|cells?|tests?|runs?|curves?|profiles?|spectra|spectrum)\b/i

/** Entries of a list of references, page headers, and words that a line break has cut. */
const debris =
  /\(\d{1,2}\)|\p{Lu}\p{Ll}+, \p{Lu}\.(?:;|,|-| \p{Lu})|^\d+(?:\.\d+)+\.?\s|^\d+(?:[–,-]\s?\d+)+\s+\p{Lu}|^\[?\d{1,3}[.\]]?\s\p{Lu}\.|^\[?\d{1,3}[.\]]\s|\bpp\.|\bVol\.|\((?:[^()]*, )?(?:19|20)\d{2}\)|\(\d{4}\)\s*\d|\b(?:19|20)\d{2},\s*\d+|\d+ of \d+ \p{Lu}|&\s\p{Lu}\w+,\s\p{Lu}\.|\p{Ll}- (?!and\b|or\b|to\b|nor\b|versus\b)\p{Ll}|\s\.$/u

/**
 * The sentences of a chunk that a question can be asked about: 9 to 60 words, complete, with a causal verb or a number,
 * and standing on their own: nothing points at a sentence before, a figure or the paper itself. Offsets are into the
 * document's text and enclose exactly the printed sentence.
 */
export function findKeySentences(chunk: Chunk): SourceSentence[] {
  return splitSentences(chunk.text)
    .map(({ start, end }) => ({
      chunkId: chunk.id,
      documentId: chunk.documentId,
      ...(chunk.page === undefined ? {} : { page: chunk.page }),
      start: chunk.start + start,
      end: chunk.start + end,
      text: chunk.text.slice(start, end),
    }))
    .filter((sentence) => isKeySentence(sentence.text))
}

/** Whether a sentence gives a reason, so that why and how can be asked. */
export function givesReason(sentence: string): boolean {
  return /\b(?:because|since|therefore|so that|due to|owing to|thereby|which (?:\w+s)|caus(?:e|es|ed)|leads? to|results? in|prevents?|by \w+ing)\b/i.test(
    sentence,
  )
}

/** Whether a printed sentence can carry a question by itself. */
export function isKeySentence(printed: string): boolean {
  const text = cleanSentence(printed)
  const words = text.split(' ').length
  if (words < shortestWords || words > longestWords) return false
  if (!isProse(text) || leaningStart.test(text)) return false
  if (aboutTheDocument.test(text) || aboutAnExperiment.test(text) || debris.test(text)) return false
  return causalVerb.test(text) || numbersInText(text).length > 0
}

/** A whole sentence of words: begins with a capital, a digit or a formula, ends with a full stop, is no row of a table or list of symbols. */
export function isProse(text: string): boolean {
  if (!/^["“(]?(?:[\p{Lu}\p{N}]|[a-z]{1,2}\p{Lu}|[α-ω]-)/u.test(text) || !/[.!]["”)]?$/.test(text)) return false
  if (/[|=\t]|\.{3}|https?:|@/.test(text)) return false
  if ((text.match(/\(/g)?.length ?? 0) !== (text.match(/\)/g)?.length ?? 0)) return false
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters >= 0.6 * text.replace(/\s/g, '').length
}
