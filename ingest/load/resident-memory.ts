import { readFile } from 'node:fs/promises'

/** Main memory that a process uses, in bytes; undefined where the system (other than Linux) does not tell, or it has ended. */
export async function residentMemory(processId: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
