// Addresses that a report prints without a name: of a module that is gone the kernel knows no symbols any more, so who allocated what it
// left behind is told as a number (%pS, Documentation/core-api/printk-formats.rst).
import type {PlacedFrame} from '../../core/crash-source.ts';
import type {CrashReport} from '../../kernel/report.ts';

const addressesMax = 8;
const bare =
  /^\s*(?:(?:Allocated|Freed) in |page last allocated via |RIP: [0-9a-f]{4}:)?(0x[0-9a-f]{8,16})(?: age=| *$)/;

/** Each once, refused in words: a module's file tells offsets, and where it had been loaded only the log could say. */
export function bareAddresses({lines}: Pick<CrashReport, 'lines'>): readonly PlacedFrame[] {
  const addresses = new Set(lines.flatMap((line) => bare.exec(line)?.[1] ?? []));
  return [...addresses].slice(0, addressesMax).map((address) => ({
    frame: address,
    refused: `${address} has no name in the log, and the address that its module was loaded at is not in it`,
  }));
}
