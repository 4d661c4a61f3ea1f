// A reporter for node's test runner that tells of skipped tests alone: a name and a reason a line.

/** @param {AsyncIterable<import('node:test/reporters').TestEvent>} events */
export async function* tellSkips(events) {
  for await (const {type, data} of events) {
    const reason = type === 'test:pass' ? (data.skip ?? data.todo) : undefined;
    if (reason === undefined) continue;
    yield `${data.file}: ${data.name}: ${reason === true || reason === '' ? 'no reason given' : reason}\n`;
  }
}

// biome-ignore lint/style/noDefaultExport: the runner loads a reporter by its default export.
export {tellSkips as default};
