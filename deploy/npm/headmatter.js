#!/usr/bin/env node
// headmatter.js - runs the program of the package for this machine.
//
//     npx headmatter serve --> headmatter.js --> @headmatter/linux-x64/bin/headmatter
//
// The package manager has installed that package and no other, since its
// package.json names the system that it is for: nothing is downloaded here, nor
// when it is installed. Arguments, standard streams, exit codes and signals are
// those of the program.
'use strict'

const { spawn } = require('node:child_process')
const { constants } = require('node:os')
const { closeSync, openSync, readFileSync } = require('node:fs')

// One static file for each, so that the C library makes no difference.
const packages = {
  'linux x64': '@headmatter/linux-x64',
  'linux arm64': '@headmatter/linux-arm64',
}

function fail(message, whatToDo) {
  process.stderr.write(`headmatter: ${message}\n  ${whatToDo}\n`)
  process.exit(1)
}

function findProgram() {
  const machine = `${process.platform} ${process.arch}`
  const name = packages[machine]
  if (name === undefined)
    fail(`there is no package for ${machine}, only for ${Object.keys(packages).join(' and ')}`,
      'build headmatter from its source, or run it in a container')
  try {
    return require.resolve(`${name}/bin/headmatter`)
  } catch {
    fail(`the package ${name} is not installed`,
      'it is an optional dependency of headmatter: install without --no-optional or --omit=optional, on the system that it runs on')
  }
}

/** Whether this process is in the foreground of a terminal: then Ctrl-C is sent
 * to the program as well, and a second SIGINT would make it end at once. */
function isInForeground() {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1')
    const [, , group, , terminal, foreground] =
      stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return terminal !== '0' && group === foreground
  } catch {
    return false
  }
}

/** Whether the terminal is gone: then the program knows as well. */
function hasLostTerminal() {
  try {
    closeSync(openSync('/dev/tty', 'r'))
    return false
  } catch {
    return true
  }
}

const isSentToBoth = {
  SIGINT: isInForeground,
  SIGQUIT: isInForeground,
  SIGHUP: () => isInForeground() && hasLostTerminal(),
}

// Signals that arrive before the program runs are kept until it does.
const early = []
let child
const pass = (signal) => (child === undefined ? early.push(signal) : child.kill(signal))
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'])
  process.on(signal, () => isSentToBoth[signal]?.() || pass(signal))

const program = findProgram()
child = spawn(program, process.argv.slice(2), { stdio: 'inherit' })
for (const signal of early) child.kill(signal)

child.on('error', (error) => fail(`cannot run ${program}: ${error.message}`,
  'install the package again'))
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code)
  // Ends as the program has ended. What Node ignores, a shell reports like this.
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
  setTimeout(() => process.exit(128 + constants.signals[signal]), 1000)
})
