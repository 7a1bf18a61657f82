const wide = { width: 1366, height: 850 }
const narrow = { width: 390, height: 844 }

/** Every way the page is looked at. */
export const looks = {
  light: { viewport: wide, colorScheme: 'light' },
  dark: { viewport: wide, colorScheme: 'dark' },
  phone: { viewport: narrow, colorScheme: 'light' },
  'phone-dark': { viewport: narrow, colorScheme: 'dark' },
} as const

export type Look = keyof typeof looks
export const lookNames = Object.keys(looks) as readonly Look[]
