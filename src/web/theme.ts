import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** Dark enough at index 7 and 8 for white text on it (contrast over 4.5). */
const pearl: MantineColorsTuple = [
  '#e6f7f6',
  '#d3ebea',
  '#a8d6d4',
  '#79c0bd',
  '#52aeaa',
  '#38a39f',
  '#27817f',
  '#126a69',
  '#005655',
  '#004544',
]

export const theme = createTheme({
  primaryColor: 'pearl',
  primaryShade: { light: 7, dark: 7 },
  colors: { pearl },
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  headings: { fontWeight: '650' },
  autoContrast: true,
})

/** Text beside the main text with a contrast of at least 4.5 (WCAG 2.2 AA), which Mantine's own grey does not have. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5c636a', '--mantine-color-placeholder': '#6c757d' },
  dark: { '--mantine-color-dimmed': '#b0b7bd', '--mantine-color-placeholder': '#9aa1a8' },
})
