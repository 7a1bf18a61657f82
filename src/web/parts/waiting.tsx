import { Loader } from '@mantine/core'

/** Something is on its way; `what` says so to those who do not see it turn: "The jobs are being listed". */
export function Waiting({ what, isSmall = false }: { readonly what: string; readonly isSmall?: boolean }) {
  return <Loader role="status" aria-label={what} {...(isSmall ? { size: 'xs' } : {})} />
}
