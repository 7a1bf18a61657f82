import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent } from 'echarts/components'
import { init, use, type EChartsCoreOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { PolicyReport } from './compare-policies.ts'

use([BarChart, GridComponent, LegendComponent, SVGRenderer])

const shown: readonly (readonly [string, string])[] = [
  ['format', 'format'],
  ['ended', 'ended'],
  ['groundedWithoutQuestion', 'grounded'],
  ['groundedElsewhere', 'grounded elsewhere'],
  ['right', 'right sentence'],
  ['verbatim', 'verbatim'],
  ['repetition', 'repetition'],
]
/** Told apart also without colour vision (Okabe and Ito). */
const colours = ['#999999', '#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00']

/** Bars of the measures, one colour a policy, as SVG. */
export function drawMeasures({ policies }: Pick<PolicyReport, 'policies'>): string {
  return draw(
    shown.map(([, label]) => label),
    policies.map(({ policy, measures }) => ({
      name: policy,
      values: shown.map(([name]) => measures[name]?.mean ?? 0),
    })),
  )
}

/** Bars of how often the right sentence was found, by where it stood. */
export function drawPlaces({ policies }: Pick<PolicyReport, 'policies'>): string {
  const places = [...new Set(policies.flatMap(({ rightByPlace }) => Object.keys(rightByPlace)))].toSorted()
  return draw(
    places.map((place) => `place ${place}`),
    policies.map(({ policy, rightByPlace }) => ({
      name: policy,
      values: places.map((place) => rightByPlace[place]?.right ?? 0),
    })),
  )
}

function draw(
  categories: readonly string[],
  series: readonly { readonly name: string; readonly values: readonly number[] }[],
): string {
  const option: EChartsCoreOption = {
    animation: false,
    color: colours,
    textStyle: { fontFamily: 'sans-serif' },
    legend: { top: 0 },
    grid: { left: 40, right: 16, top: 40, bottom: 32 },
    xAxis: { type: 'category', data: [...categories], axisLabel: { interval: 0, fontSize: 11 } },
    yAxis: { type: 'value', min: 0, max: 1 },
    series: series.map(({ name, values }) => ({
      type: 'bar',
      name,
      data: values.map((value) => Number(value.toFixed(3))),
    })),
  }
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 860, height: 320 })
  chart.setOption(option)
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}
