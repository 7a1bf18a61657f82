/**
 * Abbreviations and trade names by which substances are known without a definition: polymers, oxides of fuel cells, battery
 * materials, transparent conductors, parts of electrochemical cells. Case counts. A document that defines one of them as
 * something else is believed.
 */
export const materialCodes: ReadonlySet<string> = new Set(
  (
    'PP PE PC PBT POM PPS PS PU TPU PEKK PEK PES PSU PPE PVB ETFE FEP PFA PVF EVOH TPE TPV HIPS LLDPE iPP PHB PHBV PBAT PTT LCP PPA PPO PEBA PIB HNBR FKM EPDM SEBS SBS PVDF-HFP P(VDF-TrFE) PCDTBT PTB7 PANI PPy PEDOT:PSS PFSI LSC-PFSA SSC-PFSA ' +
    'CF/PP GF/PP CF/PA6 CF/PEEK CF/epoxy CFRTP GFRTP CFRTPs GFRPs CFRPs FRP FRPs CMC CMCs MMC MMCs C/SiC SiC/SiC BMI DGEBF TGDDM DDS DDM MEKP NR ' +
    'hBN h-BN g-C3N4 TMD TMDs GNP GNPs CNF CNFs CNC CNCs MWNT MWNTs SWNT SWNTs MWCNTs SWCNTs CNTs fGO IPA DCM EtOH MeOH H2O MEK HFIP TFA TEA ' +
    'IGZO GZO TCO TCOs CIGSe CZTSSe MAPI MAPbI3 FAPbI3 P3HT:PCBM TMAl TMGa TMA DEZ TEOS HMDS MTS MTCS TCS a-Si:H poly-Si μc-Si nc-Si:H a-SiC:H Cz-Si FZ-Si ' +
    '8YSZ 3YSZ 10YSZ ScSZ ScCeSZ SSZ CGO SDC LSC LSF BSCF SSC PBCO PBSCF LNO LSGM LST LSCM SFM BZY BCZY BCZYYb BZCY LSCF-GDC LSM-YSZ Ni-YSZ NiO-YSZ Ni-GDC Ni/YSZ Ni-BZY MIEC MIECs TBC YAG APS-YSZ ' +
    'PEM PEMs AEM AEMs MEA MEAs GDL GDLs MPL MPLs CCM CCMs CCL CCLs ACL ACLs PTL PTLs GDE GDEs LDH LDHs XC-72 XC-72R XC72 XC72R HSAC HSC KB EC-300J Fe-N-C Co-N-C M-N-C N-C NiFe-LDH ' +
    'NMC811 NMC622 NMC532 NMC111 NCM NCM811 LCO LMO LTO LGPS LATP LAGP LPSCl LiTFSI LiFSI LiBOB CMC-Na DOL DME FEC EMC ' +
    'TCP α-TCP β-TCP HAp HAP OCP DCPD CDHA SBF GelMA PNIPAM PNIPAm ' +
    'HEA HEAs BMG BMGs HSLA ODS EUROFER Eurofer97 SUJ2 GCr15 C45 C45E Q235 Q235B Q345 Q345B S235 S355 S235JR S355J2 X52 X60 X65 X70 X80 X100 DP600 DP780 DP800 DP980 DP1000 H11 H13 M2 M50 P91 P92 T91 D2 A286 A533B ' +
    'AA1050 AA2024 AA5052 AA5083 AA6061 AA6082 AA6016 AA7050 AA7075 Al6061 Al7075 AM60 ZK60 CM247LC SS304 SS316 SS316L AISI304 AISI316L 17-4PH 304 304L 316 316L 310S 430 2205 2507 ' +
    'Aquivion Zirfon Sustainion Fumasep Hyflon Flemion Tefzel Kapton Mylar Upilex Ultem Vespel Delrin Torlon Nomex Sylgard Araldite Epikote Epon Plexiglas Makrolon Ultramid Zytel Pyrex Duran Zerodur Macor Shapal Crofer Haynes Incoloy Nimonic Waspaloy Stellite Kovar Sigraflex Sigracet Toray Elat Darvan Triton Pluronic Tween Keramol Duralumin Zamak Nital Vilella'
  ).split(' '),
)

/** Names that a grade may follow: `Inconel 718`, `AISI 304`, `polyamide 66`, `Nafion 212`. */
export const gradedNames =
  /^(?:[Nn]afion[®™]?|[Ii]nconel|[Ii]ncoloy|[Hh]astelloy|[Hh]aynes|[Nn]imonic|[Mm]onel|Crofer|AISI|SAE|ASTM|DIN|EN|UNS|Vulcan|[Ss]tellite|[Nn]ylon|[Pp]olyamide|[Aa]lloy|AA|[Rr]en[ée]|Zircaloy|Ultramid|Grade)$/

/** Grades in the manner of standards, as a token after such a name. */
export const gradeCode = /^(?:[A-Z]{0,3}[-–]?\d{1,5}(?:[.,]\d{1,2})?[A-Z]{0,2}|X|XR?|[A-Z]\d?|XC[-–]?72R?|\d{2}\s?APU)$/

/** `PA6`, `PA66-GF30`, `PP/GF`, `CF/PA6`. */
export const polymerCode =
  /^(?:(?:GF|CF)\/)?(?:PA\s?\d{1,2}(?:[.,/]\d{1,2})?|PEEK|PP|PET|PBT|PPS|PC|PEI|PLA|ABS|POM|PE)(?:[-–/](?:[GCM]F\d{0,2}|T\d{1,2}|[IV]M\d?|HT))?$/
