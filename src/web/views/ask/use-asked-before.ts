import { useLocalStorage } from '@mantine/hooks'

/** A question that this browser has asked, and where its answer is. */
export interface AskedBefore {
  readonly question: string
  /** What stands behind `/ask?`. */
  readonly address: string
}

const kept = 8

/** The last questions that were answered, newest first; only this browser knows them. */
export function useAskedBefore() {
  const [asked, setAsked] = useLocalStorage<readonly AskedBefore[]>({ key: 'nacre-asked', defaultValue: [] })
  const remember = (one: AskedBefore): void =>
    setAsked((known) => [one, ...known.filter(({ question }) => question !== one.question)].slice(0, kept))
  return { asked, remember }
}
