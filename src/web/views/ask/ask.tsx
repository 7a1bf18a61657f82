import { SimpleGrid, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import type { AskMode } from './ask-modes.ts'
import { AskForm } from './ask-form.tsx'
import { AskedBefore } from './asked-before.tsx'
import { Run } from './run.tsx'
import { useAsk, type AskState } from './use-ask.ts'
import { useAskedBefore } from './use-asked-before.ts'
import { useStoredRun } from './use-stored-run.ts'

/**
 * A question, the thinking about it as it happens, and an answer in which every sentence says where it comes from. An
 * answer has an address (`?run=`), two that are compared as well (`&with=`): who follows a citation finds the way back.
 */
export function Ask() {
  const [search, setSearch] = useSearchParams()
  const [left, right] = [useAsk(), useAsk()]
  const [leftId, rightId] = [search.get('run'), search.get('with')]
  const first = choose(left.state, leftId, useStoredRun(leftId))
  const second = choose(right.state, rightId, useStoredRun(rightId))
  const { asked, remember } = useAskedBefore()
  const [question, setQuestion] = useState(search.get('q') ?? '')
  const stored = first.reply?.question
  useEffect(() => {
    if (stored !== undefined) setQuestion(stored)
  }, [stored])
  const isHere = useRef(true)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  const runs = [left, right].filter(({ state }) => state.status === 'running')

  const send = async (mode: AskMode, rounds: number, other: AskMode | undefined): Promise<void> => {
    const words = question.trim()
    if (words === '' || runs.length > 0) return
    setSearch({ q: words }, { replace: true })
    if (other === undefined) right.clear()
    const [one, two] = await Promise.all([
      left.ask(words, { mode, rounds }),
      other === undefined ? undefined : right.ask(words, { mode: other, rounds }),
    ])
    // Who has gone to another view is not called back.
    if (!isHere.current) return
    // A refusal is not kept, so it has no address of its own.
    const kept = { run: one, with: two }
    const ids = Object.entries(kept).flatMap(([name, reply]) =>
      reply === undefined || reply.is_refused ? [] : [[name, reply.trace_id] as [string, string]],
    )
    if (one === undefined || one.is_refused) return
    const address = new URLSearchParams(ids)
    setSearch(address, { replace: true })
    remember({ question: words, address: address.toString() })
  }

  return (
    <ViewFrame title="Ask" about="Answers come from the library only; where it says nothing, Nacre says so.">
      <AskForm
        question={question}
        onChange={setQuestion}
        isRunning={runs.length > 0}
        onAsk={(mode, rounds, other) => void send(mode, rounds, other)}
        onStop={() => {
          for (const { stop } of runs) stop()
        }}
      />
      {second.status === 'idle' ? (
        <Run state={first} />
      ) : (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
          <Run state={first} isOneOfTwo />
          <Run state={second} isOneOfTwo />
        </SimpleGrid>
      )}
      {first.status === 'idle' && <AskedBefore asked={asked} />}
      {first.status === 'idle' && asked.length === 0 && (
        <Text size="sm" c="dimmed" maw="62ch">
          A good question names what it is about: a material, a property, a process. Each sentence of the answer carries
          the number of its source; the number leads to the sentence in its document.
        </Text>
      )}
    </ViewFrame>
  )
}

/** What is being asked now, unless the address names another answer. */
function choose(live: AskState, id: string | null, stored: AskState): AskState {
  const isOther = id !== null && live.status !== 'running' && live.reply?.trace_id !== id
  return isOther ? stored : live
}
