import { cleanSentence } from '#agents/clean-sentence.ts'
import { isProse } from '#agents/is-prose.ts'
import { numbersInText } from '#agents/verify/numbers-in-text.ts'

const length = { fewestWords: 9, mostWords: 60 }

const causalVerb =
  /\b(?:caus|increas|decreas|reduc|improv|enhanc|prevent|promot|inhibit|suppress|lower|rais|strengthen|toughen|harden|soften|weaken|stabili[sz]|control|determin|enabl|allow|lead|result|produc|form|yield|affect|influenc|limit|accelerat|slow|delay|protect|induc|trigger|block|absorb|deflect|dissipat|transfer|convert|degrad|depend)(?:e|es|ed|s|ing|d)?\b|\b(?:because|due to|owing to|so that|therefore|made|makes|arises?|gives? rise)\b/i

/** First words that lean on the sentence before. */
const leaningStart =
  /^(?:further|according to|as for|to be specific|regarding|does|since (?:19|20)\d\d|surprisingly|unfortunately|clearly|otherwise|thereby|alternatively|on the basis|based on|in the following|in all|in (?:the|our|most) (?:simulated|simulations?)|more exactly|apart from|introduction|as (?:illustrated|a consequence|seen)|in order to|to ensure|for (?:very|the same|practical)|keeping|assuming|all the|today|like|future|contrarily|whereas|results?(?! (?:show|indicate|suggest))|recent|recently|currently|until|to elucidate|for (?:both|this|that|simple)|in (?:the future|their|the literature)|except|several|meanwhile|interestingly|notably|note|particularly|especially|overall|accordingly|as (?:expected|mentioned|discussed|described|well)|compared (?:to|with)|in (?:particular|general|summary|conclusion|comparison)|this|these|those|that|it|its|they|their|them|such|he|she|here|there|both|another|other|others|however|therefore|thus|hence|then|moreover|furthermore|additionally|also|besides|similarly|likewise|conversely|consequently|accordingly|indeed|if considering|finally|first|firstly|second|secondly|third|next|in addition|in contrast|in this|in these|in that|for example|for instance|as a result|as such|by contrast|on the other hand|nevertheless|and|but|or|so|yet|the (?:last|overall|observed|highest|achieved|proposed|former|same|other|second|third|above|following|resulting|present|rest|effect|higher|lower|latter|largest|obtained|developed|computed|authors|results|geometry|data|reason|result|difference|process|material|value|values|method|first|two|three))\b/i

/** Words that point at another sentence from within. */
const leaning =
  /\b(?:these|this|the (?:latter|former|above)|those (?!of|with|in|for|that|which|from|\w+ed\b)|such (?!as\b|an? |that\b|high\b|low\b|small\b|large\b))\b|\bboth (?!\p{L}+(?: \p{L}+)? and\b)(?:the )?\p{L}+s\b/iu

/** What makes a sentence speak of its own document instead of the world. */
const aboutTheDocument =
  /\b(?:we|our|ours|us|figs?\.?|figures?|tables?|schemes?|eqs?\.?|equations?|sections?|appendix|supplementary|et al|here|herein|hereafter|reported|authors?|previous(?:ly)? (?:work|study|studies|section)|this (?:study|work|paper|article|review|chapter|section|research|investigation|test|case|system|method|approach|[\w-]+ test)|(?:in|under) the present|present (?:study|work|results?)|previous reports?|it should be noted|it is (?:presumed|noted|worth)|above[- ]mentioned|aforementioned|(?:described|discussed|given|listed|mentioned|shown) (?:above|below)|see|results? (?:show|indicate|suggest|demonstrate)|null hypothesis|is simulated|unknown|data|he is|available free|initial year|several studies|literature|future (?:works?|stud\w+)|their (?:work|study)|as (?:seen|shown|expected)|it (?:can|could|must|should) be|can be (?:fitted|seen)|in agreement with|attempt(?:s|ed|ing)?|(?:simulations?|calculations?|measurements?|estimations?) (?:show|indicate|suggest|reveal)|fitting|fitted|models?(?: is| are)? (?:implemented|used|applied)|the (?:ANN|FE|FEM) models?|refs?(?=\.)|(?:presented|proposed|established|introduced|suggested) by|few (?:detailed )?studies|previous research|(?:has|have) been (?:studied|investigated|discussed|examined)|history of|pictures?|awaited|purpose|makes sense|funded|project|reproduced with|software|worksheet|PLN)\b|[∣⩽⩾Π∂∑]/i

/** Reports of one experiment: true only of the samples at hand, so no question about them stands alone. */
const aboutAnExperiment =
  /\b(?:was|were|had)\b|\b(?:is|are)\s+(?:also\s+|then\s+|clearly\s+)?(?:observed|found|seen|shown|presented|given|listed|discussed|chosen|presumed|plotted|summari[sz]ed|considered|compared|measured|determined|calculated|estimated|assumed|attributed|documented|placed|installed|mounted|interpreted|reproduced|identified|assigned|grown|evaluated|recorded)\b|\b(?:can|may|might|could|should) (?:also )?(?:be (?:found|seen|observed|attributed|ascribed|interpreted|explained)|result from)\b|\bobserved (?:at|by|in|for)\b|\bfor all (?:the )?\w+s\b|\bthe (?:\w+ )?(?:first|second|third) (?:stage|step|type|case|regime)\b|\b(?:samples?|specimens?|batch(?:es)?|as[- ]prepared|as[- ]received|experimental(?:ly)?|experiments?|indicates?|indicating|suggests?|implies|implying|evidenced?|reveals?|confirm(?:s|ed)?|demonstrates?|in[- ]house|perhaps|likely|at (?:a )?first (?:glance|sight)|stage [A-Z]|subsequent)\b|\b(?:the|each|our|all) (?:devices?|cells?|tests?|runs?|curves?|profiles?|spectra|spectrum|peaks?|images?)\b/i

/** A change told as past: what these samples did, where "increases with" would tell what such materials do. */
const pastReport =
  /\b(?:showed|became|fell|rose|grew|gave|took|began|remained|disappeared|occurred|exhibited|displayed|implied|indicated|consisted|illuminated|automatically \w+ed|reached (?=\d|about|up)|led to|resulted in)\b|(?<!\b(?:is|are|be|been|being|has|have|not|also|further|\w+ly) )\b(?:increased|decreased|changed|varied|dropped|shifted|improved|deteriorated) (?:to|from|with|when|as|due|because|only|in the|significantly|slightly|sharply|after|during)\b/i

/** Names that a paper gives to its own samples, steps and cases. */
const ownLabel =
  /\b(?:Defect|Step|Case|Group|Zone|Region|Model|Method|Sample|Specimen|Stage|Peak|Set|Batch|Condition|Route) [\dA-Z]\b|\p{Lu}[α-ω]\p{Ll}|\b\p{Lu}{2,4} \d(?=[\s,.;)])|(?<![\p{L}\p{N}-])(?!(?:PA|AA|IN|SS|SUS|HT|AZ|EN|WE|ZK|AM|TC|BT|GH|DD|P|T|A|H|D|M|S|X|U|C|N|L|Al|Ti|Mg|Cu|Ni|Fe|Co|Nb)-?\d)\p{Lu}[\p{L}]{0,3}-?\d{3,4}(?![\p{L}\p{N}])/u

/** "the 60 wt% catalyst", "the CVD layer", "the two electrodes": things that the document has introduced before. */
const ownThing =
  /\b(?:the|both|all) (?:\p{L}+ )?(?:two|three|four|\d[\d.]* ?(?:(?:wt|vol|at|mol)\.? ?)?%|(?:[\p{L}\p{N}]+[/-])*\p{Lu}[\p{Lu}\p{N}]+[\p{L}\p{N}/-]*|[ac]-Si|\p{L}+-layer|(?:un)?modified|alloy|epitaxial) (?:[\p{L}-]+ ){0,2}?(?:films?|catalysts?|coatings?|alloys?|composites?|steels?|devices?|modules?|powders?|layers?|ceramics?|polymers?|resins?|wafers?|supports?|electrodes?|membranes?|cells?|models?|networks?|grids?|inclusions?)\b/u

/** A letter that stands for a quantity of the document: "decreases with f". Units after a number are none. */
const ownSymbol = /(?<![\d%/·.]\s?)(?<=\s)[b-hj-z](?=[\s,;)])(?! (?:axis|axes|directions?|planes?)\b)/

/** How captions and headings begin: "Nyquist plots of …", "The influence of …". */
const heading = /^(?:[\p{L}\p{N}()/-]+ ){1,4}(?:of|for|on|in|between|from|by|recorded|vs)\b|^\p{L}+ing the\b/u

/** One of these makes such a beginning a sentence. */
const finiteVerb =
  /\b(?:is|are|has|have|does|do|can|cannot|may|might|must|will|should|could|would|(?:increas|decreas|reduc|improv|enhanc|caus|produc|mak|giv|tak|serv|provid|requir|involv|determin|combin|stabili[sz]|becom|diffus|dissolv|evolv|carri|ris|aris|com|los|us|rang|li|separat|generat|dissipat|dominat|originat|accelerat|operat|activat|nucleat|degrad|includ|influenc|balanc|releas|exceed|describ|absorb|driv|behav|favou?r|oxidi[sz]|precipitat|corrod|evaporat|crystalli[sz]|decompos|migrat|densif|preserv|modif|recover|scaveng|imitat|expos|remov|replac|exclud|segregat|predict|equal|introduc|deliver|constitut|compris|hinder|imped|measur|bridg|rais|leav|var|stor|resembl)(?:e|es|ies|y)|(?:exhibit|show|contain|consist|reach|melt|form|grow|remain|occur|need|act|offer|lead|result|depend|allow|prevent|promot|inhibit|suppress|lower|strengthen|toughen|harden|soften|weaken|control|yield|affect|limit|slow|delay|protect|trigger|block|deflect|transfer|convert|keep|hold|bind|bond|break|crack|fracture|deform|expand|contract|conduct|react|transform|bear|resist|support|spread|turn|differ|amount|follow|tend|appear|exist|play|begin|start|fail|fall|drop|stand|run|work|attack|attract|repel|scatter|emit|reflect|retain|lend|let|help|fill|cover|coat|join|connect|link|pin|shift|move|stay|belong|represent|correspond|extend|impart|confer|restrict|pull|push|bend|stretch|swell|shrink|close|open|speed|bring|cost|match|meet|pass|travel|penetrat)(?:s|es)?)\b/i

/** A word after one of these is no verb: "the influence of tools". */
const nounPhrase = /\b(?:the|an?|of|in|on|for|with|and|its|their|high|low)\s+[\p{L}-]+/giu

/** Entries of a list of references, page headers, what a line break has cut and signs that a page has lost. */
const debris =
  /, \d{1,2} the\b|^\d{1,2} \p{Ll}{4,}|\(\d{1,2}\)|\p{Lu}\p{Ll}+, (?:\p{Lu}\.)+(?:;|,|-| \p{Lu})|\b\p{Lu}\.\p{Lu}?\.? \p{Lu}\p{Ll}+,|^\p{Lu}\.|^\d\.\p{Lu}|\bAbstract:|\p{Ll} (?:The|There|This|These|In|It|We|An?|For|As|To|Although|However) \p{Ll}|\p{Ll} The\b|^\(|^(?:19|20)\d{2} |\be\.g\.(?:\.$| in\.)|\[see|^\d+(?:\.\d+)+\.?\s|^\d+(?:[–,-]\s?\d+)+\s+\p{Lu}|^\[?\d{1,3}[.\]]?\s\p{Lu}\.|^\[?\d{1,3}[.\]]\s|\bpp\.|\bVol\.|\((?:[^()]*, )?(?:19|20)\d{2}\)|\(\d{4}\)\s*\d|\b(?:19|20)\d{2},\s*\d+|\d+ of \d+ \p{Lu}|&\s\p{Lu}\w+,\s\p{Lu}\.|\p{Ll}- (?!and\b|or\b|to\b|nor\b|versus\b)\p{Ll}|\s\.$|^\d{1,3} \p{Lu}\p{Ll}|^\d\.\d\.?\p{Lu}|^\d[\d ]*\d \p{Lu}\p{Ll}+ \p{Lu}|\b(?:19|20)\d{2}:\d|\b\d(?:st|nd|rd|th) ed\.|^(?:Introduction|Abstract|Conclusions?|Results?|Discussion|Background|Keywords?|Highlights) \p{Lu}|^(?:Supporting|Standard|Fig(?:ure)?\d)|\(Eds?\.\)|\bPress,|\b(?:Wiley|Elsevier|Springer|IEEE|ISBN|doi)\b|[¼ðÞ]|\p{L}{26,}|\b(?:g|kg|mg|cm|mm|mol|min|V|A|W) 1(?=[\s,.;)])|\b(?:m|cm|mm) ?[23] [a-z]+ 1\b/u

/**
 * Why a printed sentence cannot carry a question by itself, or undefined where it can: 9 to 60 words, complete, with a
 * causal verb or a number, and standing on its own: nothing points at a sentence before, a figure, a symbol or the samples
 * of one paper.
 */
export function examineSentence(printed: string): string | undefined {
  const text = cleanSentence(printed)
  const words = text.split(' ').length
  if (words < length.fewestWords || words > length.mostWords) return 'too short or too long'
  if (!isProse(text) || debris.test(text)) return 'not a whole sentence'
  if (leaningStart.test(text) || leaning.test(text)) return 'leans on another sentence'
  if (aboutTheDocument.test(text)) return 'speaks of its document'
  if (aboutAnExperiment.test(text) || pastReport.test(text)) return 'reports one experiment'
  if (ownLabel.test(text) || ownThing.test(text) || ownSymbol.test(text)) return 'names what only its document knows'
  if (heading.test(text) && !finiteVerb.test(text.replace(nounPhrase, ''))) return 'a heading or a caption'
  return causalVerb.test(text) || numbersInText(text).length > 0 ? undefined : 'neither a cause nor a number'
}
