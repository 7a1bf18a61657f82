import { Stack, Text, TextInput } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { DocumentLine } from '#web/http/wire.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { Waiting } from '#web/parts/waiting.tsx'
import { DocumentTable } from './document-table.tsx'
import { Failures } from './failures.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { Upload } from './upload.tsx'
import { useDocuments } from './use-documents.ts'

/** What was read, and the place where more is handed in. */
export function Library() {
  const { documents, total, isPending, error } = useDocuments()
  const [search, setSearch] = useSearchParams()
  const words = search.get('filter') ?? ''
  const wanted = useDeferredValue(words.toLowerCase())
  const [removing, setRemoving] = useState<DocumentLine>()
  const shown = documents.filter(({ title, source, tags }) =>
    `${title} ${source} ${tags.join(' ')}`.toLowerCase().includes(wanted),
  )
  return (
    <ViewFrame title="Library" about="The papers, notes and pages that Nacre has read.">
      <Upload />
      <Failures />
      <ProblemAlert error={error} />
      {isPending && error === null && <Waiting what="The documents are being listed" />}
      {!isPending && total === 0 && (
        <Text>Nothing has been read yet. Hand in a file above, or run "nacre ingest FOLDER".</Text>
      )}
      {total > 0 && (
        <Stack gap="xs">
          <TextInput
            label="Filter"
            placeholder="part of a title, source or tag"
            value={words}
            onChange={({ currentTarget: { value } }) =>
              setSearch(value === '' ? {} : { filter: value }, { replace: true })
            }
            maw={420}
          />
          <Text size="sm" c="dimmed" role="status">
            {shown.length} of {total} documents
          </Text>
          <DocumentTable documents={shown} onRemove={setRemoving} />
        </Stack>
      )}
      <RemoveDialog document={removing} onClose={() => setRemoving(undefined)} />
    </ViewFrame>
  )
}
