import type { RouteObject } from 'react-router'
import { RouteProblem } from './shell/route-problem.tsx'
import { Shell } from './shell/shell.tsx'

/** One address a view; each view is loaded when it is first opened. */
export const routes: RouteObject[] = [
  {
    Component: Shell,
    ErrorBoundary: RouteProblem,
    HydrateFallback: () => null,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./views/library/library.tsx')).Library }) },
      {
        path: 'documents/:id',
        lazy: async () => ({ Component: (await import('./views/document/document.tsx')).DocumentView }),
      },
      { path: 'ask', lazy: async () => ({ Component: (await import('./views/ask/ask.tsx')).Ask }) },
      { path: 'graph', lazy: async () => ({ Component: (await import('./views/graph/graph.tsx')).GraphView }) },
      { path: 'jobs', lazy: async () => ({ Component: (await import('./views/jobs/jobs.tsx')).Jobs }) },
      { path: 'review', lazy: async () => ({ Component: (await import('./views/review/review.tsx')).Review }) },
      { path: 'evaluate', lazy: async () => ({ Component: (await import('./views/evaluate/evaluate.tsx')).Evaluate }) },
      { path: 'settings', lazy: async () => ({ Component: (await import('./views/settings/settings.tsx')).Settings }) },
      { path: '*', Component: RouteProblem },
    ],
  },
]
