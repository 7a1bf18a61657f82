import { Anchor, Container, Stack, Text, Title } from '@mantine/core'
import { Link, useRouteError } from 'react-router'

/** What stands where a view could not be shown. */
export function RouteProblem() {
  const error = useRouteError()
  const words = error instanceof Error ? error.message : 'There is nothing at this address.'
  return (
    <Container py="xl">
      <Stack>
        <Title order={1}>This page cannot be shown</Title>
        <Text>{words}</Text>
        <Anchor component={Link} to="/">
          To the library
        </Anchor>
      </Stack>
    </Container>
  )
}
