import { Anchor, AppShell, Burger, Group, NavLink, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconBooks,
  IconChartLine,
  IconChecklist,
  IconListDetails,
  IconMessageQuestion,
  IconSettings,
  IconTopologyStar3,
} from '@tabler/icons-react'
import { Suspense } from 'react'
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router'
import { ThemeToggle } from './theme-toggle.tsx'

const views = [
  { to: '/', label: 'Library', Icon: IconBooks },
  { to: '/ask', label: 'Ask', Icon: IconMessageQuestion },
  { to: '/graph', label: 'Graph', Icon: IconTopologyStar3 },
  { to: '/jobs', label: 'Jobs', Icon: IconListDetails },
  { to: '/review', label: 'Review', Icon: IconChecklist },
  { to: '/evaluate', label: 'Evaluate', Icon: IconChartLine },
  { to: '/settings', label: 'Settings', Icon: IconSettings },
] as const

/** The frame around every view. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const { pathname } = useLocation()
  const isHere = (to: string) =>
    to === '/' ? pathname === '/' || pathname.startsWith('/documents') : pathname.startsWith(to)
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 190, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="md"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label="Menu"
              aria-expanded={isOpen}
            />
            <img src="/icon.svg" width={26} height={26} alt="" />
            <Text fw={700} size="lg">
              Nacre
            </Text>
            <Anchor href="#view" className="skip-link">
              Skip to the page
            </Anchor>
          </Group>
          <ThemeToggle />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Views">
        {views.map(({ to, label, Icon }) => (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={label}
            leftSection={<Icon size={18} aria-hidden />}
            active={isHere(to)}
            {...(isHere(to) && { 'aria-current': 'page' as const })}
            onClick={close}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="view" tabIndex={-1}>
        <Suspense>
          <Outlet />
        </Suspense>
        <ScrollRestoration />
      </AppShell.Main>
    </AppShell>
  )
}
