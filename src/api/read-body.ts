import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import express, { type Request, type RequestHandler } from 'express'
import multer from 'multer'
import { NacreError } from '#core/errors.ts'
import { uploadFolder } from '#src/upload-folder.ts'
import { limitBodySize } from './guards/limit-body-size.ts'
import { RequestError } from './problem.ts'
import type { Route, UploadedFile } from './route.ts'

const jsonLimit = 1_048_576
/** As large as the largest document that is read. */
const fileLimit = 64e6
/** All files of one request together, and what stands around them. */
const filesLimit = 256e6
export const mostFiles = 20

/** Reads the body that a route takes; refuses any other type (415) and what is too large (413). */
export function readBody(route: Route, dataFolder: string): readonly RequestHandler[] {
  if (route.body === undefined) return []
  const json = express.json({ limit: jsonLimit })
  const types = ['application/json', ...(route.fields === undefined ? [] : ['multipart/form-data'])]
  const requireType: RequestHandler = (request, _response, next) => {
    // Null: there is no body, which the schema refuses in its own words.
    if (request.is(types) !== false) next()
    else throw new RequestError('unsupported-media-type', `Expected a body of type ${types.join(' or ')}.`)
  }
  if (route.fields === undefined) return [requireType, limitBodySize(jsonLimit), json]
  const most = route.mostFiles ?? mostFiles
  const limitJson = limitBodySize(jsonLimit)
  const limitFiles = limitBodySize(Math.min(filesLimit, most * fileLimit + jsonLimit))
  const limit: RequestHandler = (request, response, next) =>
    (request.is('multipart/form-data') === false ? limitJson : limitFiles)(request, response, next)
  return [requireType, limit, json, readFiles(dataFolder, most)]
}

function readFiles(dataFolder: string, most: number): RequestHandler {
  const folder = uploadFolder(dataFolder)
  const storage = multer.diskStorage({
    destination: (_request, _file, done) => {
      mkdirSync(folder, { recursive: true })
      done(null, folder)
    },
    filename: (_request, _file, done) => done(null, randomUUID()),
  })
  const limits = { fileSize: fileLimit, files: most, fields: 20, fieldSize: 100_000, parts: most + 20 }
  const read = multer({ storage, limits, defParamCharset: 'utf8' }).array('file')
  return (request, response, next) =>
    read(request, response, (error: unknown) => {
      // What the parser of the body throws has no code; a full disk has one.
      const isMalformed = error instanceof Error && !('code' in error)
      if (isMalformed) next(new NacreError('invalid-input', `Expected a multipart body; got: ${error.message}.`))
      else next(error)
    })
}

/** The files of a multipart body. The name is the last part of what the client wrote, whatever it wrote before. */
export function filesOf(request: Request): readonly UploadedFile[] {
  const files = (request.files ?? []) as readonly Express.Multer.File[]
  return files.map(({ originalname, path, size }) => ({ name: safeName(originalname), path, sizeBytes: size }))
}

function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? ''
  // eslint-disable-next-line no-control-regex
  return last.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(-200) || 'upload'
}

/** Removes files that nobody has taken over. */
export async function removeFiles(files: readonly UploadedFile[]): Promise<void> {
  await Promise.all(files.map(({ path }) => rm(path, { force: true })))
}

/** What makes two requests the same: path, body and the bytes of its files. */
export async function fingerprintOf(request: Request, files: readonly UploadedFile[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([request.method, request.path, request.body ?? null]))
  for (const { name, path } of files) {
    hash.update(`\n${name}\n`)
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  }
  return hash.digest('hex')
}
