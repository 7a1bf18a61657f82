import { Badge, Box, Text, UnstyledButton } from '@mantine/core'
import type { Evidence, SubGraph } from '#web/http/wire.ts'

export type NamedStatement = SubGraph['edges'][number] & { readonly subject: string; readonly object: string }

const shownAtOnce = 100

/** Statements; pointing at one marks its sentence in the text, choosing it goes there. */
export function StatementList(props: {
  readonly statements: readonly NamedStatement[]
  /** Whether each is told with its sentence. */
  readonly hasSentences: boolean
  readonly onHover: (evidence: Evidence | undefined) => void
  readonly onOpen: (evidence: Evidence) => void
}) {
  const { statements, hasSentences, onHover, onOpen } = props
  return (
    <>
      <Box component="ul" className="plain-list">
        {statements.slice(0, shownAtOnce).map((statement) => {
          const [first] = statement.evidence
          return (
            <li key={statement.id}>
              <UnstyledButton
                className="statement"
                disabled={first === undefined}
                onMouseEnter={() => onHover(first)}
                onMouseLeave={() => onHover(undefined)}
                onFocus={() => onHover(first)}
                onBlur={() => onHover(undefined)}
                onClick={() => first !== undefined && onOpen(first)}
              >
                <Text size="sm" className="any-break">
                  <b>{statement.subject}</b> {statement.predicate} <b>{statement.object}</b>{' '}
                  {/* Where the kind is the general one, the words say all there is. */}
                  {statement.type !== 'RELATES_TO' && (
                    <Badge size="xs" variant="default" component="span">
                      {statement.type.toLowerCase().replaceAll('_', ' ')}
                    </Badge>
                  )}
                </Text>
                {hasSentences && (
                  <Text size="xs" c="dimmed" lineClamp={2}>
                    {first?.sentence}
                  </Text>
                )}
              </UnstyledButton>
            </li>
          )
        })}
      </Box>
      {statements.length > shownAtOnce && (
        <Text size="sm" c="dimmed">
          {statements.length - shownAtOnce} more; filter to see them.
        </Text>
      )}
    </>
  )
}
