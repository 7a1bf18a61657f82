import { Badge, Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { requestJson } from '#web/http/request-json.ts'
import type { Entity } from '#web/http/wire.ts'

/** Finds a thing by its name and opens it. */
export function FindThing({ onPick }: { readonly onPick: (id: string) => void }) {
  const [words, setWords] = useState('')
  const [wanted] = useDebouncedValue(words.trim(), 200)
  const list = useCombobox()
  const found = useQuery({
    queryKey: ['nodes', wanted],
    queryFn: ({ signal }) =>
      requestJson<{ nodes: readonly Entity[] }>(`/v1/graph/nodes?limit=12&name=${encodeURIComponent(wanted)}`, {
        signal,
      }),
    enabled: wanted !== '',
  })
  const nodes = wanted === '' ? [] : (found.data?.nodes ?? [])
  return (
    <Combobox
      store={list}
      onOptionSubmit={(id) => {
        setWords(nodes.find((node) => node.id === id)?.name ?? '')
        list.closeDropdown()
        onPick(id)
      }}
    >
      <Combobox.Target>
        <TextInput
          label="Find a thing"
          placeholder="TiN, hardness, nacre …"
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value)
            list.openDropdown()
            list.updateSelectedOptionIndex()
          }}
          onFocus={() => list.openDropdown()}
          onBlur={() => list.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={wanted === ''}>
        <Combobox.Options aria-label="Things of that name">
          {nodes.map(({ id, name, type }) => (
            <Combobox.Option key={id} value={id}>
              <Group justify="space-between" wrap="nowrap">
                <Text size="sm">{name}</Text>
                <Badge size="xs" variant="default">
                  {type}
                </Badge>
              </Group>
            </Combobox.Option>
          ))}
          {nodes.length === 0 && (
            <Combobox.Empty>{found.isFetching ? 'Searching …' : 'The graph has nothing of that name'}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
