/** Names of substances as singular folded words and phrases: general knowledge of chemistry, minerals, polymers, alloys and tissues. */
export const materialNames: ReadonlySet<string> = new Set(
  `
hydrogen|helium|lithium|beryllium|boron|carbon|nitrogen|oxygen|fluorine|neon|sodium|magnesium|aluminium|silicon|phosphorus|sulphur|chlorine|argon|potassium|calcium
scandium|titanium|vanadium|chromium|manganese|iron|cobalt|nickel|copper|zinc|gallium|germanium|arsenic|selenium|bromine|krypton|rubidium|strontium|yttrium|zirconium
niobium|molybdenum|ruthenium|rhodium|palladium|silver|cadmium|indium|tin|antimony|tellurium|iodine|xenon|caesium|barium|lanthanum|cerium|praseodymium|neodymium|samarium
europium|gadolinium|terbium|dysprosium|holmium|erbium|thulium|ytterbium|lutetium|hafnium|tantalum|tungsten|rhenium|osmium|iridium|platinum|gold|mercury|thallium|lead
bismuth|thorium|uranium|plutonium|deuterium|tritium|ozone|water|seawater|deionised water|distilled water|ultrapure water|steam|air|ice
alumina|zirconia|silica|titania|magnesia|yttria|ceria|chromia|hafnia|zincite|baria|lime|soda lime|fused silica|quartz glass|soda lime glass|borosilicate glass|bioactive glass|bioglass|metallic glass
rust|brass|bronze|steel|stainless steel|cast iron|pig iron|wrought iron|white tin|grey tin|solder|amalgam|nitinol|inconel|hastelloy|invar|monel|stellite|zircaloy|duralumin|cermet|superalloy
tool steel|high speed steel|carbon steel|low alloy steel|maraging steel|TRIP steel|TWIP steel|dual phase steel|mild steel|bearing steel|spring steel|high entropy alloy|shape memory alloy|superelastic alloy
graphite|graphene|graphene oxide|reduced graphene oxide|diamond|diamond like carbon|fullerene|carbon black|acetylene black|activated carbon|hard carbon|soft carbon|amorphous carbon|glassy carbon|carbon nanotube
carbon nanofibre|carbon fibre|carbon fiber|carbon cloth|carbon paper|charcoal|coke|soot|coal|bitumen|asphalt|pitch|tar|petroleum|kerosene|diesel|natural gas|syngas|biogas
ketjenblack|vulcan|MXene|rGO|GO|CNT|SWCNT|MWCNT|DLC|HOPG|ITO|FTO|AZO|IZO|YSZ|GDC|LSCF|LSM|LLZO|NMC|NCA|LFP|PZT|YBCO|CIGS|CZTS|PEDOT:PSS|PEDOT|Ir black|Pt black|platinum black
aragonite|calcite|vaterite|apatite|hydroxyapatite|fluorapatite|hydroxylapatite|carbonated apatite|calcium phosphate|tricalcium phosphate|octacalcium phosphate|brushite|monetite|dolomite|gypsum|quartz|corundum|sapphire|ruby
mullite|spinel|cristobalite|feldspar|mica|talc|clay|kaolin|montmorillonite|bentonite|zeolite|perovskite|garnet|olivine|magnetite|haematite|hematite|goethite|wüstite|rutile|anatase|brookite|ilmenite|chromite|bauxite|boehmite
gibbsite|cordierite|steatite|forsterite|wollastonite|tourmaline|topaz|garnet|pyrite|galena|sphalerite|chalcopyrite|cassiterite|wurtzite|fluorite|halite|cementite|kesterite|opal|obsidian|basalt|granite|marble|limestone|sandstone|slate
cement|portland cement|concrete|mortar|plaster|brick|porcelain|earthenware|stoneware|glass ceramic
wood|bamboo|cotton|flax|hemp|jute|silk|spider silk|dragline silk|wool|leather|cork|starch|cellulose|nanocellulose|bacterial cellulose|hemicellulose|lignin|pectin|chitin|chitosan|keratin|collagen|elastin|gelatin|fibrin|fibroin
silk fibroin|spidroin|resilin|sericin|amelogenin|osteopontin|osteocalcin|albumin|bovine serum albumin|alginate|sodium alginate|agarose|agar|hyaluronic acid|hyaluronan|dextran|glycogen|nacre|mother of pearl|bone|cortical bone|trabecular bone|cancellous bone
compact bone|enamel|tooth enamel|dental enamel|dentin|dentine|cartilage|tendon|ligament tissue|ivory|antler|horn|hoof|eggshell|mollusc shell|seashell|coral|byssus|conchiolin|tropocollagen|proteoglycan|glycosaminoglycan|glucose|sucrose|fructose|lactose|urea|glycerol
rubber|natural rubber|silicone|silicone rubber|nitrile rubber|styrene butadiene rubber|latex|nafion|teflon|kevlar|aramid|nylon|zylon|dyneema|bakelite|celluloid|cellophane|plexiglas|perspex|epoxy|epoxy resin|phenolic resin|vinyl ester|polyester|unsaturated polyester
polyethylene|polypropylene|polystyrene|polyamide|polyimide|polycarbonate|polyurethane|polyurea|polyacrylonitrile|polytetrafluoroethylene|polydimethylsiloxane|polysiloxane|polylactide|polyglycolide|polycaprolactone|polyaniline|polypyrrole|polythiophene|polyetherimide
polysulfone|polysulphone|polyethersulfone|polybenzimidazole|polydopamine|polysilane|polysilazane|poly(methyl methacrylate)|polyvinyl alcohol|polyvinyl chloride|polyvinylidene fluoride|polyethylene oxide|polyethylene glycol|polylactic acid|polyethylene terephthalate|polymethyl methacrylate
PMMA|PTFE|PVDF|PEO|PEG|PVA|PVC|PET|PEEK|PDMS|PLA|PLGA|PCL|PGA|PAN|PVP|PEI|PBI|UHMWPE|HDPE|LDPE|ABS|PHEMA|PAA|PEN|PTMSP|PIM-1|SPEEK|EVA|EPDM|SBR|NBR|PFSA|DGEBA|TEOS|TMOS|HMDSO|NMP|DMF|DMSO|THF|DMC|DEC|PBS|HCl
perfluorosulphonic acid|perfluorosulfonic acid|hexamethylenediamine|caprolactam|lactide|glycolide|lactic acid|glycolic acid|acrylic acid|methacrylic acid|acrylonitrile|acrylamide|styrene|butadiene|isoprene|ethylene|propylene|acetylene|benzene|toluene|xylene|phenol
methane|ethane|propane|butane|pentane|hexane|heptane|octane|decane|methanol|ethanol|propanol|isopropanol|isopropyl alcohol|2-propanol|butanol|tert butyl alcohol|ethylene glycol|propylene glycol|acetone|acetonitrile|chloroform|dichloromethane|chlorobenzene|tetrahydrofuran
dimethylformamide|dimethyl sulphoxide|pyridine|aniline|formaldehyde|glutaraldehyde|acetaldehyde|ether|diethyl ether|ethyl acetate|camphene|camphor|naphthalene|paraffin|wax|oil|mineral oil|silicone oil|ionic liquid|formamide|formamidinium|methylammonium|ammonia|ammonium
hydrochloric acid|sulphuric acid|nitric acid|phosphoric acid|hydrofluoric acid|acetic acid|formic acid|citric acid|oxalic acid|boric acid|stearic acid|oleic acid|perchloric acid|amino acid|aspartic acid|glutamic acid|fatty acid|carboxylic acid|ascorbic acid|tannic acid|folic acid|lactate
glycine|alanine|proline|hydroxyproline|serine|tyrosine|cysteine|lysine|dopamine|aspirin|heparin|ethylenediamine|triethanolamine|hydrazine|hydrogen peroxide|carbon dioxide|carbon monoxide|nitrous oxide|sulphur dioxide|aqua regia|silane|trichlorosilane|organosilane|siloxane|borazine
borohydride|potash|caustic soda|bleach|brine|saline|simulated body fluid|phosphate buffered saline|slag|fly ash|silica fume|sialon|borosilicate|aluminosilicate|tobermorite|ettringite|portlandite|hydrotalcite|prussian blue|prussian white|spiro-OMeTAD|PCBM|P3HT|fullerene derivative
tin(II) octoate|peptide|protein|lipid|phospholipid|DNA|RNA|enzyme|lysozyme|polysaccharide|polypeptide|oligomer|biopolymer|thermoplastic elastomer|prepreg|fibreglass|carbon fibre reinforced polymer|glass fibre|aramid fibre|silk fibre|CFRP|GFRP
bismuth telluride|lead telluride|antimony telluride|tin selenide|skutterudite|half heusler alloy|half heusler compound|clathrate|silicon germanium|germanium telluride|gallium arsenide|gallium nitride|indium tin oxide|fluorine doped tin oxide|indium phosphide|boron nitride|hexagonal boron nitride|cubic boron nitride
lithium metal|sodium metal|zinc metal|lithium ion|sodium ion|hydroxide ion|oxide ion|oxygen ion|metal ion|hydronium ion|silver nanoparticle|gold nanoparticle|wollastonite|chromium steel|manganese steel|alloy 718|zirconium dioxide|titanium dioxide|silicon dioxide|black phosphorus|red phosphorus
sulfonated polyether ether ketone|acrylonitrile butadiene styrene|DI water|tap water|gadolinia doped ceria|samaria doped ceria|yttria stabilised zirconia|yttria stabilized zirconia|scandia stabilised zirconia|scandia stabilized zirconia|ceria stabilised zirconia|lanthanum strontium manganite|lanthanum strontium cobaltite|lanthanum strontium cobalt ferrite|barium zirconate|barium cerate|lanthanum gallate|strontium titanate|barium titanate|lead zirconate titanate|gallium oxide|nickel foam
polybutylene terephthalate|polyphenylene sulfide|polyphenylene sulphide|polyoxymethylene|polyether ether ketone|polyetheretherketone|polyetherketoneketone|polyacrylic acid|polyphenylene oxide|polyvinyl acetate|polyvinyl butyral|polyvinyl fluoride|polyolefin|polyol|isocyanate|diisocyanate|bisphenol a|bisphenol A|melamine|novolac|cyanate ester|bismaleimide|benzoxazine|thermoplastic polyurethane|styrene acrylonitrile|ethylene vinyl acetate|polylactic acid|poly lactic acid|maleic anhydride|phthalic anhydride|diethylenetriamine|triethylenetetramine|jeffamine|piperidine|imidazole|hydrazine hydrate
thiourea|urea|trimethylaluminum|trimethylaluminium|trimethylgallium|dichlorosilane|methyltrichlorosilane|diborane|phosphine|arsine|germane|disilane|hydrogen sulfide|hydrogen sulphide|hydrogen bromide|hydrogen chloride|sulfur hexafluoride|water vapour|water vapor|synthetic air|forming gas|photoresist
phosphorene|silicene|germanene|graphite oxide|graphene nanoplatelet|graphene quantum dot|carbon dot|graphdiyne|graphitic carbon nitride|muscovite|phlogopite|vermiculite|halloysite|sepiolite|attapulgite|laponite|kaolinite|illite|smectite|hectorite|saponite|whitlockite|struvite|siderite|magnesite|ankerite|barite|celestine|anhydrite|periclase|wustite|maghemite|lepidocrocite|akaganeite|pyrrhotite|troilite|marcasite|millerite|covellite|chalcocite|bornite|stibnite|zircon|titanite|sillimanite|andalusite|kyanite|spodumene|petalite|lepidolite|nepheline|leucite|anorthite|albite|diopside|akermanite|bredigite|hardystonite|monticellite|merwinite|rankinite|gehlenite
isopropyl|propan-2-ol|butan-1-ol|ethoxyethanol|2-methoxyethanol|acetylacetone|dimethylacetamide|n-methyl-2-pyrrolidone|n-hexane|cyclohexane|cyclohexanone|dioxane|anisole|decalin|terpineol|ethyl cellulose|carboxymethyl cellulose|polyacrylonitrile|polyelectrolyte|ferrofluid|grease|nital|white spirit|diamond paste|colloidal silica|silicon carbide|silver paste|silver paint|platinum paste|gold paste|carbon paste
pet coke|petroleum coke|mesocarbon microbead|glassy carbon|vitreous carbon|raney nickel|raney Ni|mischmetal|zamak|babbitt|permalloy|kovar|elinvar|ferrosilicon|ferrochrome|ferroalloy|ferrite magnet|hydronalium|galfan|liquid metal|galinstan|molten salt|molten metal|stainless|sialons
metal organic framework|MOF|ZIF-8|covalent organic framework|prussian blue analogue|amorphous silicon|crystalline silicon|monocrystalline silicon|polycrystalline silicon|polysilicon|LiPON|NASICON|LISICON|argyrodite|thio-LISICON
`
    .split(/[|\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== ''),
)

/** Classes of material in more than one word. */
export const materialClassPhrases: ReadonlySet<string> = new Set(
  (
    'microporous layer,porous transport layer,gas diffusion electrode,catalyst coated substrate,ionomer membrane,polymer membrane,polymer matrix composite,thermoplastic composite,fibre reinforced polymer,fibre reinforced composite,fibre reinforced plastic,fiber reinforced polymer,fiber reinforced thermoplastic,fibre reinforced thermoplastic,thermoplastic polymer,polymer blend,alloying element,' +
    'transparent conductive oxide,gate oxide,native oxide,thermal oxide,field oxide,oxide semiconductor,wide bandgap semiconductor,compound semiconductor,fuel electrode,air electrode,oxygen electrode,hydrogen electrode,ceramic electrolyte,oxide electrolyte,ion conductor,proton conductor,mixed conductor,noble metal catalyst,layered double hydroxide,crosslinking agent,flame retardant,release agent,blowing agent,chelating agent,' +
    'catalyst layer,cathode catalyst layer,anode catalyst layer,gas diffusion layer,membrane electrode assembly,catalyst coated membrane,curing agent,cross linking agent,matrix polymer,metal matrix composite,ceramic matrix composite composite,' +
    'polymer electrolyte,polymer electrolyte membrane,proton exchange membrane,anion exchange membrane,ion exchange membrane,solid electrolyte,liquid electrolyte,composite material,ceramic material,cathode material,anode material,electrode material,active material,raw material,starting material,bulk metallic glass,' +
    'transition metal,noble metal,precious metal,alkali metal,rare earth,rare earth element,refractory metal,transparent conducting oxide,metal oxide,metallic alloy,ternary alloy,binary alloy,electron transport layer,hole transport layer,epoxy polymer,' +
    'working electrode,counter electrode,reference electrode,electrode catalyst,cathode catalyst,anode catalyst,alloy catalyst,catalyst ink,thermoset polymer,thermosetting polymer,thermoplastic polymer,conducting polymer,conductive polymer,fluoropolymer,organic solvent,metal salt,metal precursor,silane coupling agent,coupling agent,reducing agent,toughening agent'
  ).split(','),
)

/** Anions and other last words of inorganic names; with the name of an element, a formula or another cation before them they name a substance. */
export const anions: ReadonlySet<string> = new Set(
  (
    'oxide dioxide trioxide pentoxide monoxide suboxide peroxide superoxide hydroxide oxyhydroxide oxynitride oxycarbide nitride carbide carbonitride boride diboride hexaboride silicide disilicide phosphide ' +
    'sulphide disulphide telluride selenide arsenide antimonide halide chloride tetrachloride fluoride bromide iodide hydride intermetallic aluminide titanate zirconate niobate tantalate tungstate molybdate vanadate ' +
    'chromate manganite manganate ferrite cobaltite cobaltate nickelate cuprate aluminate silicate aluminosilicate borate phosphate pyrophosphate metaphosphate hydrogenphosphate carbonate bicarbonate sulphate nitrate nitrite ' +
    'acetate oxalate citrate formate stearate acetylacetonate alkoxide isopropoxide ethoxide perchlorate triflate hexafluorophosphate tetrafluoroborate borohydride cyanide thiocyanate octoate tungstate stannate germanate gallate iodate chalcogenide titanium persulfate persulphate chlorate hypochlorite bisulfate bisulphate sulfite sulphite thiosulfate thiosulphate permanganate dichromate oxychloride azide benzoate tartrate gluconate acrylate methacrylate sulfonate sulphonate phosphonate bisulfide bisulphide disulfide sulfate trifluoride hexafluoride tetrafluoride trichloride dichloride pentachloride triiodide tribromide trisulfide hemioxide sesquioxide tetroxide orthosilicate polysulfide polysulphide'
  ).split(' '),
)

/** Words that stand before an anion beside the elements: `ferric`, `iron(III)`, `lithium iron`. */
export const cationWords: ReadonlySet<string> = new Set(
  'ferrous ferric cuprous cupric stannous stannic ammonium methylammonium formamidinium alkali alkaline transition metal rare earth organic inorganic layered mixed double hydrated lead halide ethylene propylene dimethyl diethyl vinyl vinylidene allyl silver cerium barium magnesium tetramethylammonium'.split(
    ' ',
  ),
)

/** Words for kinds of material; with the words before them they name a class: `nickel superalloy`, `polymer electrolyte`. */
export const materialClasses: ReadonlySet<string> = new Set(
  (
    'alloy superalloy steel metal metalloid ceramic bioceramic nanoceramic glass polymer copolymer homopolymer biopolymer elastomer thermoplastic thermoset plastic rubber resin epoxy ionomer composite nanocomposite biocomposite laminate ' +
    'catalyst electrocatalyst photocatalyst electrolyte electrode photoelectrode cathode anode photocathode photoanode membrane semiconductor superconductor dielectric ferroelectric insulator conductor perovskite hydrogel organogel aerogel xerogel gel ' +
    'oxide nitride carbide boride silicide sulphide hydroxide halide chloride fluoride bromide iodide phosphate carbonate sulphate nitrate silicate titanate salt acid solvent precursor dopant filler additive surfactant binder ' +
    'adhesive solder refractory monomer oligomer prepolymer hardener crosslinker plasticiser mineral biomineral clay gas liquid fluid slurry ink electrocatalyst biomaterial metamaterial nanomaterial intermetallic austenitic martensitic thermoelectric ' +
    'reinforcement cermet amalgam lubricant pigment dye drug protein peptide polysaccharide polyelectrolyte polyester polyether polyamide acrylate methacrylate alcohol ketone aldehyde ester amine amide silane siloxane hydrocarbon carbohydrate oil wax ' +
    'cation anion ion heteroatom chalcogenide pnictide hydrocarbon fullerene nanotube zeolite sorbent adsorbent absorber fuel oxidant reactant coolant propellant explosive sealant masterbatch compatibilizer compatibiliser stabilizer nanofiller oxyhydroxide ferroalloy photoabsorber cement concrete mortar'
  ).split(' '),
)

/** Words for a material in a given form; they name a material only together with what stands before them (`carbon fibre`). */
export const materialForms: ReadonlySet<string> = new Set(
  'material fibre foam coating powder fabric yarn foil wire cloth felt textile paint varnish silk shell wood tissue compound solution phase electrolyte aerogel ceramic stone sand'.split(
    ' ',
  ),
)

/** Ends of words that are names of minerals or salts (`-ite`) although they are something else. */
export const notMinerals: ReadonlySet<string> = new Set(
  'site composite nanocomposite biocomposite finite white despite definite opposite favourite favorite requisite website infinite quite write rewrite overwrite suite unite lite elite invite ignite cite bite kite appetite meteorite dendrite crystallite exquisite prerequisite parasite satellite trite polite rite spite mite sprite recite excite reunite petite termite respite onsite offsite granulite austenite martensite bainite pearlite ferrite ledeburite troostite sorbite spherulite bipartite tripartite website antisite interstitialcy'.split(
    ' ',
  ),
)
