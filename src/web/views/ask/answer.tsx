import { Alert, Button, Card, CopyButton, Group, List, Text, Title } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { Link } from 'react-router'
import type { AskReply } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'
import { CitationChip } from './citation-chip.tsx'
import { suffixOf } from './suffix-of.ts'
import type { AskState } from './use-ask.ts'

/** The answer, sentence by sentence; while it is being written, the last round's text. */
export function Answer({ state, order }: { readonly state: AskState; readonly order: 2 | 3 }) {
  const { reply } = state
  const suffix = suffixOf(state, order)
  if (reply === undefined) {
    const draft = [...state.rounds.values()].at(-1)?.answer ?? ''
    return draft === '' ? null : (
      <Card withBorder component="section" aria-label={`Answer so far${suffix}`}>
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
    <Card withBorder component="section" aria-label={`Answer${suffix}`} className="answer">
      <Title order={order} size="h4" mb="xs">
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
      {reply.citations.length > 0 && <Sources reply={reply} order={order === 2 ? 3 : 4} />}
      <Group mt="md" justify="space-between">
        <Text size="xs" c="dimmed">
          {reply.models.reasoner} · {reply.usage.calls} calls · {reply.usage.input_tokens + reply.usage.output_tokens}{' '}
          tokens
        </Text>
        <CopyButton value={asText(reply)}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            >
              {copied ? 'Copied' : 'Copy with sources'}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Card>
  )
}

function Sources({ reply, order }: { readonly reply: AskReply; readonly order: 3 | 4 }) {
  return (
    <>
      <Title order={order} size="h6" mt="md" mb={4}>
        Sources
      </Title>
      <List type="ordered" size="sm" spacing={4}>
        {reply.citations.map((citation, index) => (
          <List.Item key={index}>
            <b>{citation.title}</b>
            {citation.page === null ? '' : `, page ${citation.page}`}:{' '}
            <Link to={documentAddress(citation)} className="source-link">
              {citation.quote}
            </Link>
            <WayTo chunk={citation.chunk_id} chains={reply.chains} />
          </List.Item>
        ))}
      </List>
    </>
  )
}

/** By which other passages a source was found, where the question alone does not lead there. */
function WayTo({ chunk, chains }: { readonly chunk: string; readonly chains: AskReply['chains'] }) {
  const chain = chains.find(({ chunk_id: id }) => id === chunk)
  if (chain === undefined) return null
  return (
    <Text size="xs" c="dimmed">
      Found because{' '}
      {chain.steps.map(({ document_id: id, title, mention, bridge }, at) => (
        <span key={at}>
          {at > 0 && ', then '}
          <Link to={`/documents/${id}`} className="source-link">
            {title}
          </Link>{' '}
          {mention === '' ? `names ${bridge}` : `says ${bridge} for “${mention}”`}
        </span>
      ))}
      .
    </Text>
  )
}

/** Answer and numbered sources for a note or a letter. */
function asText({ question, sentences, citations }: AskReply): string {
  const words = sentences.map(({ text, citations: places }) => {
    const marks = places.map((place) => `[${place + 1}]`).join('')
    return marks === '' ? text : `${text} ${marks}`
  })
  const sources = citations.map(({ title, page, quote }, index) => {
    return `[${index + 1}] ${title}${page === null ? '' : `, page ${page}`}: “${quote.replaceAll(/\s+/g, ' ')}”`
  })
  return [question, words.join(' '), sources.join('\n')].join('\n\n')
}
