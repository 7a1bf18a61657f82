import type { GraphMeasures } from './measure-graph.ts'

const size = { width: 1140, height: 900 }
const panels: readonly (readonly [title: string, series: readonly (keyof GraphMeasures)[]])[] = [
  ['Size', ['nodes', 'edges', 'largestComponent']],
  ['Degree', ['averageDegree', 'maximumDegree', 'largestCore']],
  ['Communities', ['modularity', 'averageClustering', 'transitivity']],
  ['Ways', ['averagePath', 'diameter']],
  ['Bridges', ['articulationPoints', 'communities', 'newlyConnected']],
  ['Mixing', ['assortativity', 'highestBetweenness', 'bridgesKept']],
]

/** The measures over the iterations, six small charts on one page, as SVG. */
export async function plotGrowth(
  rows: readonly { readonly iteration: number; readonly measures: GraphMeasures }[],
): Promise<string> {
  const echarts = await import('echarts')
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size })
  const place = (index: number) => ({ left: `${index % 2 === 0 ? 6 : 56}%`, top: `${9 + Math.floor(index / 2) * 31}%` })
  const iterations = rows.map(({ iteration }) => String(iteration))
  try {
    chart.setOption({
      animation: false,
      title: panels.map(([text], index) => ({
        text,
        left: place(index).left,
        top: `${2 + Math.floor(index / 2) * 31}%`,
        textStyle: { fontSize: 14 },
      })),
      legend: panels.map(([, data], index) => ({
        data: data.map(inWords),
        // The widths of words are guessed where there is no screen.
        itemGap: 16,
        textStyle: { fontSize: 11 },
        left: index % 2 === 0 ? '16%' : '66%',
        top: `${2 + Math.floor(index / 2) * 31}%`,
      })),
      grid: panels.map((_, index) => ({ ...place(index), width: '40%', height: '19%' })),
      xAxis: panels.map((_, gridIndex) => ({ gridIndex, type: 'category' as const, data: iterations })),
      yAxis: panels.map((_, gridIndex) => ({ gridIndex, type: 'value' as const })),
      series: panels.flatMap(([, names], panel) =>
        names.map((name) => ({
          name: inWords(name),
          type: 'line' as const,
          xAxisIndex: panel,
          yAxisIndex: panel,
          data: rows.map(({ measures }) => Number(measures[name])),
        })),
      ),
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

/** `averageDegree` as "average degree". */
function inWords(name: string): string {
  return name.replace(/\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`)
}
