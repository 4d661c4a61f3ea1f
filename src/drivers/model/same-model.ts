// Whether the model that answered is the one that was asked. Providers give a name its date, gateways put a vendor before it, servers
// of one's own a tag behind it; none of that is another model.

export function isSameModel(asked: string, answered: string): boolean {
  return plainName(asked) === plainName(answered);
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/-\d{4}-\d{2}-\d{2}$|-\d{8}$/, '')
    .replace(/:latest$/, '')
    .replace(/\.gguf$/, '');
}
