import { Accordion, Badge, Group, List, Stack, Text, Title } from '@mantine/core'
import type { AskReply } from '#web/http/wire.ts'
import type { AskState } from './use-ask.ts'

type Section = AskReply['thinking'][number]['sections'][number]
const origins = { evidence: 'from a sentence', graph: 'from the graph', model: 'the model’s own' } as const

/** The thinking, round by round: as text while it is written, as its parts when it is done. */
export function Rounds({ state }: { readonly state: AskState }) {
  const { reply, rounds } = state
  const numbers = [...new Set([...rounds.keys(), ...(reply?.thinking.map(({ round }) => round) ?? [])])].sort(
    (a, b) => a - b,
  )
  return (
    <section aria-label="Thinking">
      <Title order={2} size="h4" mb="xs">
        Thinking
      </Title>
      <Accordion variant="contained" multiple defaultValue={[]} order={3}>
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
                  <Sections sections={sections} />
                )}
                {(reflection !== undefined || (text?.reflection ?? '') !== '') && (
                  <>
                    <Title order={4} size="h6" mt="sm">
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

function Score({ verdicts }: { readonly verdicts: readonly { is_supported: boolean }[] }) {
  const supported = verdicts.filter(({ is_supported: isSupported }) => isSupported).length
  return (
    <Badge variant="default" component="span">
      {supported} of {verdicts.length} claims supported
    </Badge>
  )
}

function Sections({ sections }: { readonly sections: readonly Section[] }) {
  return (
    <Stack gap="xs">
      {sections
        .filter(({ statements }) => statements.length > 0)
        .map(({ category, statements }) => (
          <div key={category}>
            <Title order={4} size="h6">
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
