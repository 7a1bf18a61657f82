const name = 'nacre-key'

/** The key this tab sends; kept until the tab is closed. */
export function readApiKey(): string {
  return sessionStorage.getItem(name) ?? ''
}

export function writeApiKey(key: string): void {
  if (key === '') sessionStorage.removeItem(name)
  else sessionStorage.setItem(name, key)
}

/** Headers that name the key, where there is one. */
export function keyHeaders(): Record<string, string> {
  const key = readApiKey()
  return key === '' ? {} : { Authorization: `Bearer ${key}` }
}
