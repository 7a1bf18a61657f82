import { useComputedColorScheme } from '@mantine/core'
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { Curve } from './curves-of.ts'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

/** Figures of the rounds as curves; the table beside it says the same in numbers. */
export function Curves({ stages, curves }: { readonly stages: readonly string[]; readonly curves: readonly Curve[] }) {
  const place = useRef<HTMLDivElement>(null)
  const isDark = useComputedColorScheme('light') === 'dark'
  useEffect(() => {
    if (place.current === null) return
    const chart = init(place.current, isDark ? 'dark' : undefined, { renderer: 'svg' })
    chart.setOption({
      backgroundColor: 'transparent',
      tooltip: { trigger: 'axis' },
      legend: { bottom: 0 },
      grid: { top: 20, bottom: 60, left: 45, right: 20 },
      xAxis: { type: 'category', name: 'round', data: [...stages] },
      yAxis: { type: 'value', min: 0, max: 1 },
      series: curves.map(({ name, values }) => ({
        name,
        type: 'line',
        data: [...values],
      })),
    })
    const resize = new ResizeObserver(() => chart.resize())
    resize.observe(place.current)
    return () => {
      resize.disconnect()
      chart.dispose()
    }
  }, [stages, curves, isDark])
  return (
    <div
      ref={place}
      style={{ height: 300 }}
      role="img"
      aria-label="Curves of the rounds; the table below has the numbers"
    />
  )
}
