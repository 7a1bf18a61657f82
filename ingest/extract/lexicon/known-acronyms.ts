import type { EntityType } from '#core/knowledge.ts'

const methods =
  'XRD X-ray diffraction,PXRD powder X-ray diffraction,GIXRD grazing incidence X-ray diffraction,SEM scanning electron microscopy,' +
  'FESEM field emission scanning electron microscopy,TEM transmission electron microscopy,HRTEM high resolution transmission electron microscopy,' +
  'STEM scanning transmission electron microscopy,HAADF-STEM high angle annular dark field scanning transmission electron microscopy,' +
  'AFM atomic force microscopy,STM scanning tunnelling microscopy,KPFM Kelvin probe force microscopy,EBSD electron backscatter diffraction,' +
  'SAED selected area electron diffraction,XPS X-ray photoelectron spectroscopy,UPS ultraviolet photoelectron spectroscopy,' +
  'AES Auger electron spectroscopy,EDS energy dispersive X-ray spectroscopy,EDX energy dispersive X-ray spectroscopy,' +
  'EDXS energy dispersive X-ray spectroscopy,EELS electron energy loss spectroscopy,XRF X-ray fluorescence spectroscopy,' +
  'XAS X-ray absorption spectroscopy,XANES X-ray absorption near edge structure spectroscopy,EXAFS extended X-ray absorption fine structure spectroscopy,' +
  'FTIR Fourier transform infrared spectroscopy,FT-IR Fourier transform infrared spectroscopy,NMR nuclear magnetic resonance spectroscopy,' +
  'EPR electron paramagnetic resonance spectroscopy,SIMS secondary ion mass spectrometry,ToF-SIMS time of flight secondary ion mass spectrometry,' +
  'ICP-MS inductively coupled plasma mass spectrometry,ICP-OES inductively coupled plasma optical emission spectrometry,' +
  'SAXS small angle X-ray scattering analysis,WAXS wide angle X-ray scattering analysis,SANS small angle neutron scattering analysis,' +
  'DSC differential scanning calorimetry,DTA differential thermal analysis,TGA thermogravimetric analysis,EIS electrochemical impedance spectroscopy,' +
  'LSV linear sweep voltammetry,GITT galvanostatic intermittent titration technique,DLTS deep level transient spectroscopy,' +
  'DFT density functional theory,FEM finite element method,FEA finite element analysis,APT atom probe tomography,HPLC high performance liquid chromatography'
const processes =
  'CVD chemical vapour deposition,PECVD plasma enhanced chemical vapour deposition,MOCVD metal organic chemical vapour deposition,' +
  'LPCVD low pressure chemical vapour deposition,PVD physical vapour deposition,EB-PVD electron beam physical vapour deposition,' +
  'ALD atomic layer deposition,PLD pulsed laser deposition,SPS spark plasma sintering,HIP hot isostatic pressing,HPT high pressure torsion,' +
  'ECAP equal channel angular pressing,LPBF laser powder bed fusion,L-PBF laser powder bed fusion,SLM selective laser melting,EBM electron beam melting,' +
  'HVOF high velocity oxygen fuel spraying,ROMP ring opening metathesis polymerisation,RTM resin transfer moulding'

/**
 * Acronyms of methods and processes that papers use without saying what they stand for, by the acronym. A document that defines
 * one of them as something else is believed.
 */
export const knownAcronyms: ReadonlyMap<string, { readonly type: EntityType; readonly long: string }> = new Map(
  (
    [
      ['Method', methods],
      ['Process', processes],
    ] as const
  ).flatMap(([type, list]) =>
    list.split(',').map((entry) => {
      const at = entry.indexOf(' ')
      return [entry.slice(0, at), { type, long: entry.slice(at + 1) }] as const
    }),
  ),
)
