/** Words that never belong to a name: function words, words of degree and order, words of discourse. */
export const functionWords: ReadonlySet<string> = new Set(
  (
    'a an the this that these those its their our his her my your it they we he she i you them us one ones each every either neither both all any some no none not nor many much more most few fewer less least several various certain other others another such same own ' +
    'and or but so yet if whether because since although though while whereas when where which who whom whose what how why than then thus therefore hence however moreover furthermore instead otherwise also too even only just still already always never often sometimes usually generally ' +
    'typically commonly mainly mostly largely almost nearly about approximately roughly around up down out off over under above below between among within without into onto upon through throughout during before after until till against along across behind beyond beside besides near toward towards from of in on at by for with to as per via like unlike despite ' +
    'except including regarding concerning following according due owing based depending relative compared respectively namely e.g i.e etc cf vs versus ca et al here there now today once twice again together apart away back far well very quite rather highly fully partly partially slightly strongly weakly ' +
    'is are was were be been being am has have had having do does did done can could may might must shall should will would cannot let lets there'
  ).split(' '),
)

/** Adjectives that say how much, how good or which one, not what: they are left out of names but may stand between a verb and its object. */
export const plainAdjectives: ReadonlySet<string> = new Set(
  (
    'high higher highest low lower lowest large larger largest small smaller smallest great greater greatest big bigger little long longer longest short shorter shortest wide wider widest thick thicker thin thinner deep deeper shallow strong stronger strongest weak weaker weakest ' +
    'good better best bad worse worst poor poorer rich excellent superior inferior outstanding remarkable significant considerable substantial marked slight moderate severe strict rapid slow fast faster slower quick gradual sudden sharp clear main major minor key primary secondary principal chief overall total whole entire complete full partial ' +
    'new novel old recent early late later previous next last first second third final initial original typical usual common general special specific particular single double triple multiple numerous different similar identical equal equivalent comparable corresponding respective separate individual additional further extra sufficient insufficient ' +
    'necessary important essential critical crucial useful suitable appropriate possible potential available present current usual normal standard conventional traditional modern advanced simple simpler complex easy easier difficult hard harder hardest soft softer light lighter heavy heavier cheap cheaper expensive rare abundant ' +
    'half quarter two three four five six seven eight nine ten hundred thousand million dozen dozens hundreds thousands pair pairs most increased decreased reduced improved enhanced increasing decreasing rising falling growing lowered raised elevated controlled uncontrolled certain given desired required resulting obtained observed measured reported known unknown ' +
    'so-called apparent effective actual real true false exact approximate average mean median maximum minimum optimum optimal constant stable unstable steady steadier uniform even nearby neighbouring adjacent close closer closest distant outer inner upper lower top bottom left right middle central opposite remaining residual-like subsequent simultaneous mutual ' +
    'independent dependent related unrelated able unable likely unlikely ready free favourable unfavourable beneficial detrimental harmful pure mere sole very own entire sized dominant preferred remarkable notable useful widespread ordinary extreme extremely enormous huge tiny fine finer coarse coarser smooth rough dense denser open closed empty fresh warm hot cold cool ' +
    'flat polygonal stiff stiffer monolithic measurable progressive stepwise successive neighbouring brief repeated continuous discontinuous intermittent periodic sharp blunt pronounced noticeable visible invisible typical rigid flexible robust fragile tough tougher brittle ductile clean dirty wet moist humid dry heated cooled iridescent gradual exact precise reliable reversible irreversible safe toxic nontoxic harmless famous popular favoured sluggish isolated surrounding entire underlying related intended unintended unwanted undesirable permanent temporary usable ' +
    'many-fold threefold twofold tenfold straight parallel perpendicular random regular irregular local-only global natural artificial-like conventional pronounced attractive promising active inactive excess excessive inherent intrinsic-like extrinsic-like'
  ).split(' '),
)

/** Nouns too general to be the head or the only modifier of a thing. */
export const plainNouns: ReadonlySet<string> = new Set(
  (
    'way case example instance fact reason result cause effect influence role use purpose aim goal part kind type sort class form series set group range variety number amount quantity level degree extent percentage majority rest addition increase decrease change difference similarity comparison combination presence absence existence occurrence ' +
    'study work paper article report review author section chapter figure table scheme equation reference question answer problem solution challenge issue topic subject field area aspect feature advantage disadvantage benefit drawback limitation requirement condition circumstance situation state time year day hour minute second century decade period stage step start end ' +
    'beginning onset course sample specimen batch data value average estimate order magnitude factor term name word formula fraction fold basis principle concept idea approach strategy possibility opportunity need demand ability tendency trend evidence information knowledge detail thing person people researcher scientist engineer world nature life environment place position location direction side ' +
    'half third quarter pair member element ingredient component-part constituent product source origin help contrast turn view light account spite means matter share loss-free room body'
  ).split(' '),
)

/** Participles that are part of names: `retained austenite`, `melting point`, `sintered alumina`. */
export const nameParticiples: ReadonlySet<string> = new Set(
  (
    'sintered annealed quenched tempered forged rolled extruded welded cast wrought drawn spun woven knitted printed pressed milled doped undoped alloyed unalloyed layered laminated reinforced unreinforced toughened hardened strengthened stabilised unstabilised hydrated dehydrated calcined carburised nitrided oxidised anodised coated uncoated deposited sprayed ' +
    'electroplated cemented mixed filled unfilled crosslinked vulcanised cured uncured grafted functionalised sulphonated fluorinated perfluorinated carbonated mineralised demineralised calcified stored retained residual activated supported unsupported encapsulated embedded interpenetrating twinned textured aged overaged worked strained unstrained notched indented polished etched ' +
    'melting boiling sintering freezing operating bending cutting charging discharging hardening softening toughening strengthening stiffening coupling curing melting rolling casting milling forging welding driving bonding binding stacking packing spacing shielding bridging damping magnetic insulating conducting semiconducting superconducting swelling separating operating glassy ' +
    'diffusion-controlled stress-induced fused bound bonded ordered disordered aligned oriented twisted folded unfolded curved porous dissolved dispersed suspended precipitated segregated weakened reduced activated conjugated branched substituted saturated unsaturated condensed compressed expanded exfoliated nanostructured microstructured structured engineered recycled freestanding self-healing ' +
    'load-bearing lining packaging cracking wetting shifting building sliding unloading loading engineering processing printing bearing rising-R flexing rotating alternating moulding brazing soldering creeping leaching'
  ).split(' '),
)
