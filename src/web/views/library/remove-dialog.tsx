import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { requestJson } from '#web/http/request-json.ts'
import type { DocumentLine } from '#web/http/wire.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'

/** Asks before a document is forgotten. */
export function RemoveDialog(props: { readonly document: DocumentLine | undefined; readonly onClose: () => void }) {
  const { document, onClose } = props
  const queries = useQueryClient()
  const removal = useMutation({
    mutationFn: (id: string) => requestJson(`/v1/documents/${encodeURIComponent(id)}`, { method: 'DELETE' }),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries()
    },
  })
  return (
    <Modal
      opened={document !== undefined}
      onClose={onClose}
      title="Remove this document?"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Text>
          <b>{document?.title}</b> and everything that only it says leaves the graph and the search. The file itself
          stays where it is.
        </Text>
        <ProblemAlert error={removal.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button
            color="red"
            loading={removal.isPending}
            onClick={() => document !== undefined && removal.mutate(document.id)}
          >
            Remove
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
