import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'

const formats = [
  { format: 'graphml', label: 'GraphML (yEd, Cytoscape, igraph)' },
  { format: 'gexf', label: 'GEXF (Gephi)' },
  { format: 'json', label: 'JSON' },
  { format: 'cypher', label: 'Cypher script (Neo4j)' },
] as const

/** The whole graph as a file for other programs. */
export function ExportMenu() {
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ format, label }) => (
          <Menu.Item key={format} component="a" href={`/v1/graph/export?format=${format}`} download>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
