import { NativeSelect } from '@mantine/core'
import type { Content } from '#web/http/wire.ts'
import { idOfPage } from './document-pages.tsx'

/** Leads to a page of a document that has several. */
export function PageMenu({ pages }: { readonly pages: Content['pages'] }) {
  if (pages.length < 2) return null
  return (
    <NativeSelect
      aria-label="Go to page"
      data={[
        { value: '', label: 'Go to page …' },
        ...pages.map(({ page }) => ({ value: String(page), label: `Page ${page}` })),
      ]}
      value=""
      onChange={({ currentTarget: { value } }) =>
        document.getElementById(idOfPage(Number(value)))?.scrollIntoView({ block: 'start' })
      }
    />
  )
}
