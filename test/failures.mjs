// A reporter for node's test runner that tells of the files with a failed test alone, one a line, maybe more than once.

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} events */
export async function* tellFailures(events) {
  for await (const {type, data} of events) if (type === 'test:fail' && data.file !== undefined) yield `${data.file}\n`;
}

// biome-ignore lint/style/noDefaultExport: the runner loads a reporter by its default export.
export {tellFailures as default};
