// Reads Module.symvers (Documentation/kbuild/modules.rst): a line a symbol, with a CRC, the symbol, where it lives, how it is
// exported, and its namespace, apart by tabs.

export interface Export {
  readonly symbol: string;
  /** `vmlinux`, or the path of a module without its ending. */
  readonly module: string;
  readonly gplOnly: boolean;
  /** Empty for none. */
  readonly namespace: string;
}

/** Lines that are cut or foreign are not there. */
export function* parseSymvers(text: string): Generator<Export> {
  for (const line of text.split('\n')) {
    const [crc = '', symbol = '', module = '', how = '', namespace = ''] = line.split('\t');
    if (!/^0x[0-9a-f]+$/.test(crc) || !/^\w+$/.test(symbol) || module === '' || !how.startsWith('EXPORT_')) continue;
    yield {symbol, module, gplOnly: how.includes('_GPL'), namespace: namespace.trim()};
  }
}
