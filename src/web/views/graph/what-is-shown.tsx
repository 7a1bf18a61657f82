import { Text } from '@mantine/core'
import type { Picture } from '#web/picture/picture.ts'
import type { useExplorer } from './use-explorer.ts'

/** How much is drawn, how much is hidden, and how many neighbours were left out. */
export function WhatIsShown({
  explorer,
  shown,
}: {
  readonly explorer: ReturnType<typeof useExplorer>
  readonly shown: Picture
}) {
  const { picture, notShown, isMore, showLeft } = explorer
  const things = picture.nodes.size - shown.nodes.size
  const statements = picture.edges.size - shown.edges.size
  const hidden = [
    ...(things > 0 ? [`${things} things`] : []),
    ...(statements > 0 ? [`${statements} statements`] : []),
  ].join(' and ')
  return (
    <Text size="sm" c="dimmed" role="status" aria-live="polite" component="div">
      {shown.nodes.size} things, {shown.edges.size} statements
      {hidden === '' ? '' : `; ${hidden} hidden`}
      {notShown > 0 && (
        <>
          ; {notShown}
          {isMore ? ' or more' : ''} neighbours left out{' '}
          <button type="button" className="link-button" onClick={showLeft}>
            Show them
          </button>
        </>
      )}
    </Text>
  )
}
