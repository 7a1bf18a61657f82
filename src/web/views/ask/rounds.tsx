import { Accordion, Badge, Group, List, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { AskReply } from '#web/http/wire.ts'
import { suffixOf } from './suffix-of.ts'
import type { AskState } from './use-ask.ts'

type Section = AskReply['thinking'][number]['sections'][number]
const origins = { evidence: 'from a sentence', graph: 'from the graph', model: 'the model’s own' } as const

/**
 * The thinking, round by round: as text while it is written, as its parts when it is done. The round that is being written
 * stands open; when the answer is there, all are folded.
 */
export function Rounds({ state, order }: { readonly state: AskState; readonly order: 2 | 3 }) {
  const { reply, rounds } = state
  const numbers = roundsOfThinking(state)
  const [opened, setOpened] = useState<string[]>([])
  const isDone = reply !== undefined
  const last = numbers.at(-1)
  useEffect(() => {
    setOpened(isDone || last === undefined ? [] : [String(last)])
  }, [isDone, last])
  return (
    <section aria-label={`Thinking${suffixOf(state, order)}`}>
      <Title order={order} size="h4" mb="xs">
        Thinking
      </Title>
      <Accordion variant="contained" multiple value={opened} onChange={setOpened} order={order === 2 ? 3 : 4}>
        {numbers.map((round) => {
          const sections = reply?.thinking.find((one) => one.round === round)?.sections
          const reflection = reply?.reflections.find((one) => one.round === round)
          const text = rounds.get(round)
          return (
            <Accordion.Item key={round} value={String(round)}>
              <Accordion.Control>
                <Group gap="xs">
                  <span>Round {round + 1}</span>
                  {reflection !== undefined && <Score verdicts={reflection.verdicts} />}
                </Group>
              </Accordion.Control>
              <Accordion.Panel>
                {sections === undefined ? (
                  <Text className="prose" size="sm">
                    {text?.thinking}
                  </Text>
                ) : (
                  <Sections sections={sections} order={order === 2 ? 4 : 5} />
                )}
                {(reflection !== undefined || (text?.reflection ?? '') !== '') && (
                  <>
                    <Title order={order === 2 ? 4 : 5} size="h6" mt="sm">
                      Reflection
                    </Title>
                    <Text className="prose" size="sm">
                      {reflection?.text ?? text?.reflection}
                    </Text>
                  </>
                )}
              </Accordion.Panel>
            </Accordion.Item>
          )
        })}
      </Accordion>
    </section>
  )
}

/** The rounds in which something was thought; an answer at once has none. */
export function roundsOfThinking({ reply, rounds }: AskState): readonly number[] {
  if (reply !== undefined) return reply.thinking.map(({ round }) => round)
  return [...rounds].flatMap(([round, { thinking, reflection }]) => (thinking + reflection === '' ? [] : [round]))
}

function Score({ verdicts }: { readonly verdicts: readonly { is_supported: boolean }[] }) {
  const supported = verdicts.filter(({ is_supported: isSupported }) => isSupported).length
  return (
    <Badge variant="default" component="span">
      {supported} of {verdicts.length} claims supported
    </Badge>
  )
}

function Sections({ sections, order }: { readonly sections: readonly Section[]; readonly order: 4 | 5 }) {
  return (
    <Stack gap="xs">
      {sections
        .filter(({ statements }) => statements.length > 0)
        .map(({ category, statements }) => (
          <div key={category}>
            <Title order={order} size="h6">
              {category}
            </Title>
            <List size="sm">
              {statements.map(({ text, origin, support }, index) => (
                <List.Item key={index}>
                  {text}{' '}
                  <Text span size="xs" c="dimmed">
                    {origins[origin]}
                    {support === null ? '' : `, support ${support.toFixed(2)}`}
                  </Text>
                </List.Item>
              ))}
            </List>
          </div>
        ))}
    </Stack>
  )
}
