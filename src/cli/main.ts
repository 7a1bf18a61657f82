#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { createProgram } from './program.ts'

await createProgram().parseAsync()
