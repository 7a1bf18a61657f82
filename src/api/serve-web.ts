import compression from 'compression'
import express, { Router } from 'express'
import { join } from 'node:path'

const year = 31_536_000_000

/**
 * The web page: its files, and the page itself at every address that a person may open. Files have a digest in their name,
 * so browsers may keep them; the page may not be kept, or it would name files of another version.
 */
export function serveWeb(folder: string): Router {
  const router = Router()
  router.use(compression())
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: year, index: false }))
  router.use(express.static(folder, { index: false, maxAge: 0 }))
  router.get(/^\/(?!v1\/|assets\/|mcp$)/, (request, response, next) => {
    if (request.accepts(['json', 'html']) !== 'html') {
      next()
      return
    }
    response.setHeader('Cache-Control', 'no-cache')
    response.sendFile(join(folder, 'index.html'))
  })
  return router
}
