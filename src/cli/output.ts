/** Where a command tells people and programs what it did. */
export interface Output {
  /** True when stdout carries JSON and nothing else. */
  readonly isJson: boolean
  /** The one JSON value of a command; nothing in text mode. */
  json(value: unknown): void
  /** One line of NDJSON; nothing in text mode. */
  event(value: { readonly event: string } & Readonly<Record<string, unknown>>): void
  /** A line for people; nothing in JSON mode. */
  line(text?: string): void
  /** A piece of a text for people as it comes, without a line end; nothing in JSON mode. */
  piece(text: string): void
  /** A line on stderr in both modes. */
  note(text: string): void
  /** Work that takes long: a line that is rewritten on a terminal, one line every 5 s elsewhere. */
  progress(label: string): Progress
  bold(text: string): string
  dim(text: string): string
}

export interface Progress {
  /** `done` of `total` (0 = unknown) and what is being done now. */
  update(done: number, total: number, detail?: string): void
  end(): void
}

const quietIntervalMs = 5_000
const terminalIntervalMs = 100

/** Output on the process's own streams. */
export function createOutput(options: {
  isJson: boolean
  isColourWanted: boolean
  stdout: NodeJS.WriteStream
  stderr: NodeJS.WriteStream
  now: () => number
}): Output {
  const { isJson, stdout, stderr, now } = options
  const style = (code: number, text: string): string =>
    options.isColourWanted && stdout.isTTY && !isJson ? `\u001B[${code}m${text}\u001B[0m` : text
  return {
    isJson,
    json: (value) => {
      if (isJson) stdout.write(`${JSON.stringify(value, undefined, stdout.isTTY ? 2 : undefined)}\n`)
    },
    event: (value) => {
      if (isJson) stdout.write(`${JSON.stringify(value)}\n`)
    },
    line: (text = '') => {
      if (!isJson) stdout.write(`${text}\n`)
    },
    piece: (text) => {
      if (!isJson) stdout.write(text)
    },
    note: (text) => {
      stderr.write(`${text}\n`)
    },
    progress: (label) => createProgress(label, stderr, now),
    bold: (text) => style(1, text),
    dim: (text) => style(2, text),
  }
}

function createProgress(label: string, stderr: NodeJS.WriteStream, now: () => number): Progress {
  const startedMs = now()
  const intervalMs = stderr.isTTY ? terminalIntervalMs : quietIntervalMs
  let printedMs = stderr.isTTY ? -Infinity : startedMs
  return {
    update: (done, total, detail = '') => {
      if (now() - printedMs < intervalMs) return
      printedMs = now()
      const line = describeProgress(label, done, total, (now() - startedMs) / 1000, detail)
      stderr.write(stderr.isTTY ? `\r\u001B[2K${line.slice(0, (stderr.columns || 80) - 1)}` : `${line}\n`)
    },
    end: () => {
      if (stderr.isTTY) stderr.write('\r\u001B[2K')
    },
  }
}

/** `Reading: 12/33 (36 %), 20 s, about 35 s left: nacre.md`. The time left assumes that the rest goes as the work so far. */
export function describeProgress(label: string, done: number, total: number, seconds: number, detail: string): string {
  const parts = [`${label}: ${total > 0 ? `${done}/${total} (${Math.floor((100 * done) / total)} %)` : done}`]
  parts.push(formatSeconds(seconds))
  if (total > 0 && done > 0 && done < total)
    parts.push(`about ${formatSeconds((seconds / done) * (total - done))} left`)
  return parts.join(', ') + (detail === '' ? '' : `: ${detail}`)
}

/** `7 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}
