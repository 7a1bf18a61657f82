import { Alert, Card, Group, List, Text, Title } from '@mantine/core'
import { Link } from 'react-router'
import { documentAddress } from '#web/parts/document-address.ts'
import { CitationChip } from './citation-chip.tsx'
import type { AskState } from './use-ask.ts'

/** The answer, sentence by sentence; while it is being written, the last round's text. */
export function Answer({ state }: { readonly state: AskState }) {
  const { reply } = state
  if (reply === undefined) {
    const draft = [...state.rounds.values()].at(-1)?.answer ?? ''
    return draft === '' ? null : (
      <Card withBorder component="section" aria-label="Answer so far">
        <Text className="prose">{draft}</Text>
      </Card>
    )
  }
  if (reply.is_refused) {
    return (
      <Alert color="gray" title="The library does not answer this" role="status">
        {reply.answer}
      </Alert>
    )
  }
  return (
    <Card withBorder component="section" aria-label="Answer">
      <Title order={2} size="h4" mb="xs">
        Answer
      </Title>
      <Text component="div" className="prose" data-testid="answer">
        {reply.sentences.map(({ text, citations }, index) => (
          <span key={index} className={citations.length === 0 ? 'unsupported' : undefined}>
            {text}
            {citations.map((place) => {
              const citation = reply.citations[place]
              return citation === undefined ? null : <CitationChip key={place} n={place + 1} citation={citation} />
            })}
            {citations.length === 0 && (
              <Text span size="xs" c="dimmed">
                {' (without support)'}
              </Text>
            )}{' '}
          </span>
        ))}
      </Text>
      {reply.citations.length > 0 && (
        <>
          <Title order={3} size="h6" mt="md" mb={4}>
            Sources
          </Title>
          <List type="ordered" size="sm">
            {reply.citations.map((citation, index) => (
              <List.Item key={index}>
                <Link to={documentAddress(citation)} className="source-link">
                  {citation.quote}
                </Link>
                {citation.page !== null && (
                  <Text span size="xs" c="dimmed">
                    {' '}
                    page {citation.page}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        </>
      )}
      <Group mt="md">
        <Text size="xs" c="dimmed">
          {reply.models.reasoner} · {reply.usage.calls} calls · {reply.usage.input_tokens + reply.usage.output_tokens}{' '}
          tokens
        </Text>
      </Group>
    </Card>
  )
}
