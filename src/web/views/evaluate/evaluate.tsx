import { Card, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { requestJson } from '#web/http/request-json.ts'
import type { Evaluations, PairQuality, Rounds } from '#web/http/wire.ts'
import { ProblemAlert } from '#web/parts/problem-alert.tsx'
import { ViewFrame } from '#web/parts/view-frame.tsx'
import { Waiting } from '#web/parts/waiting.tsx'
import { curvesOf } from './curves-of.ts'
import { EvaluationTable } from './evaluation-table.tsx'
import { PairQualityCard } from './pair-quality-card.tsx'
import { RoundTable } from './round-table.tsx'

const Curves = lazy(async () => ({ default: (await import('./curves.tsx')).Curves }))

/** What the pairs are like as data, and what training rounds have changed. */
export function Evaluate() {
  const quality = useQuery({
    queryKey: ['quality'],
    queryFn: () => requestJson<PairQuality>('/v1/exports/pairs/quality'),
  })
  const rounds = useQuery({ queryKey: ['rounds'], queryFn: () => requestJson<Rounds>('/v1/rounds') })
  const evaluations = useQuery({
    queryKey: ['evaluations'],
    queryFn: () => requestJson<Evaluations>('/v1/evaluations'),
  })
  const trained = rounds.data?.rounds ?? []
  const measured = evaluations.data?.evaluations ?? []
  const drawn = useMemo(
    () =>
      curvesOf(
        rounds.data?.rounds ?? [],
        evaluations.data?.evaluations.find(({ policy }) => policy === 'base'),
      ),
    [rounds.data, evaluations.data],
  )
  return (
    <ViewFrame title="Evaluate" about="Whether the data is fit to train on, and whether the model has learnt.">
      <ProblemAlert error={quality.error ?? rounds.error ?? evaluations.error} />
      {quality.isPending && quality.error === null && <Waiting what="The pairs are being measured" />}
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        {quality.data !== undefined && <PairQualityCard quality={quality.data} />}
        <Stack>
          {measured.length > 0 && <EvaluationTable evaluations={measured} />}
          <Card withBorder component="section" aria-label="Rounds of training">
            <Title order={2} size="h4" mb="xs">
              Rounds of training
            </Title>
            {trained.length === 0 ? (
              <Text>No round was trained yet. "nacre train loop" makes pairs and trains the small model on them.</Text>
            ) : (
              <Suspense fallback={<Waiting what="The curves are being drawn" />}>
                <Curves {...drawn} />
                <RoundTable rounds={trained} serving={rounds.data?.serving ?? null} />
              </Suspense>
            )}
          </Card>
        </Stack>
      </SimpleGrid>
    </ViewFrame>
  )
}
