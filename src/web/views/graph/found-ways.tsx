import { Anchor, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { Link } from 'react-router'
import type { Paths } from '#web/http/wire.ts'
import { documentAddress } from '#web/parts/document-address.ts'

/** The ways between two things, step by step, each with a sentence that tells it. */
export function FoundWays({
  paths: { from, to, paths },
  onSelect,
}: {
  readonly paths: Paths
  readonly onSelect: (id: string) => void
}) {
  return (
    <Stack gap="md" component="section" aria-label="Ways found" className="beside" tabIndex={0}>
      <Title order={2} size="h4">
        From {from.name} to {to.name}
      </Title>
      {paths.length === 0 && <Text>The graph has no way of statements between the two.</Text>}
      {paths.map(({ entities, steps }, index) => (
        <Stack key={index} gap="xs">
          <Text size="sm">
            {entities.map(({ id, name }, place) => (
              <span key={id}>
                {place > 0 && ' → '}
                <UnstyledButton className="name-button" onClick={() => onSelect(id)}>
                  {name}
                </UnstyledButton>
              </span>
            ))}
          </Text>
          <ol className="steps">
            {steps.map((statements, step) => (
              <li key={step}>
                <Step statements={statements} />
              </li>
            ))}
          </ol>
        </Stack>
      ))}
    </Stack>
  )
}

/** The first statement that ties two neighbours of a way; the others say it in other words. */
function Step({ statements }: { readonly statements: Paths['paths'][number]['steps'][number] }) {
  const [statement] = statements
  if (statement === undefined) return null
  const { subject, predicate, object, evidence } = statement
  const [place] = evidence
  return (
    <>
      <Text size="sm">
        {subject} {predicate} {object}
      </Text>
      {place !== undefined && (
        <Text size="xs" c="dimmed">
          {place.sentence}{' '}
          <Anchor component={Link} to={documentAddress(place)} size="xs" underline="always">
            in the document
          </Anchor>
        </Text>
      )}
    </>
  )
}
