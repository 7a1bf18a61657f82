import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { NacreError } from '#core/errors.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Whether an address belongs to the public internet: not to this machine, a private network, or any range kept for other uses. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // Also `::ffff:10.0.0.1`, which is 10.0.0.1.
  return ipaddr.process(address).range() === 'unicast'
}

export interface ResolveOptions {
  /** Which addresses may be connected to; those of the public internet where not given. */
  readonly isAllowed?: (address: string) => boolean
  readonly lookUp?: (name: string) => Promise<readonly { readonly address: string }[]>
}

/**
 * The address to connect to for a host, looked up once: who connects to anything else can be led into a private network
 * by a second answer. Errors: `invalid-input` where any of its addresses is not allowed,
 * `unavailable` where the name is not known.
 */
export async function resolveAddress(
  hostname: string,
  { isAllowed = isPublicAddress, lookUp = (name) => lookup(name, { all: true }) }: ResolveOptions = {},
): Promise<ResolvedAddress> {
  const host = hostname.replace(/^\[|\]$/g, '')
  let addresses: readonly string[]
  try {
    addresses = isIP(host) === 0 ? (await lookUp(host)).map(({ address }) => address) : [host]
  } catch (cause) {
    throw new NacreError(
      'unavailable',
      `Expected a host that is known; ${host} is not found. Check the address and the network, then try again.`,
      { cause },
    )
  }
  const [first] = addresses
  if (first === undefined) {
    throw new NacreError('unavailable', `Expected an address of ${host}; it has none. Check the address.`)
  }
  const hidden = addresses.find((address) => !isAllowed(address))
  if (hidden !== undefined) {
    throw new NacreError(
      'invalid-input',
      `Expected a public address; ${host === hidden ? host : `${host} is ${hidden}, which`} belongs to this machine or a private network. ` +
        'Save the document and ingest the file, or set NACRE_ALLOW_PRIVATE_URLS=1 for servers that you trust.',
    )
  }
  return { address: first, family: isIP(first) === 6 ? 6 : 4 }
}
