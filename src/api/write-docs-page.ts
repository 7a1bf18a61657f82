import type { Route } from './route.ts'

/** A page that lists every operation, for people; nothing in it is a script. */
export function writeDocsPage(routes: readonly Route[], options: { version: string }): string {
  const rows = routes.map(
    ({ method, path, summary, scope }) =>
      `<tr><td><code>${method.toUpperCase()}</code></td><td><code>${escape(path)}</code></td><td>${escape(summary)}</td>` +
      `<td>${scope === 'open' ? '' : scope}</td></tr>`,
  )
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nacre API ${escape(options.version)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
table { border-collapse: collapse; } td, th { text-align: left; vertical-align: top; padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid #8884; }
</style>
</head>
<body>
<h1>Nacre API ${escape(options.version)}</h1>
<p>Schemas of all requests and replies: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1). Errors are problem documents (RFC 9457).
Where the server asks for a key, send <code>Authorization: Bearer KEY</code>; the last column says what the key must allow.</p>
<table>
<thead><tr><th>Method</th><th>Path</th><th>What it does</th><th>Key for</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</body>
</html>
`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
