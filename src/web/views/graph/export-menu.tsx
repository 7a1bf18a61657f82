import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { download } from '#web/http/download.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'

const formats = [
  { format: 'graphml', label: 'GraphML (yEd, Cytoscape, igraph)' },
  { format: 'gexf', label: 'GEXF (Gephi)' },
  { format: 'json', label: 'JSON' },
  { format: 'cypher', label: 'Cypher script (Neo4j)' },
] as const

/** The whole graph as a file for other programs. */
export function ExportMenu() {
  const [error, setError] = useState<unknown>()
  const save = async (format: string): Promise<void> => {
    setError(undefined)
    await download(`/v1/graph/export?format=${format}`, `nacre.${format}`).catch(setError)
  }
  return (
    <>
      <ProblemAlert error={error} />
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {formats.map(({ format, label }) => (
            <Menu.Item key={format} onClick={() => void save(format)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
