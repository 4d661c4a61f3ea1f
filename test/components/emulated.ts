// The terminal that the target's console is, as a golden screen shows it: as large as its pane, with all that was sent drawn.
import {cellWidth} from '../../components/cell-width.ts';
import {openEmulator} from '../../src/deck/emulator/emulator.ts';
import type {TargetScreenOf} from '../../src/view/pen.ts';
import type {Size} from '../../src/view/size.ts';
import {type GoldenScreen, viewFor} from './screens.ts';

export async function emulatedFor(screen: GoldenScreen, size: Size): Promise<TargetScreenOf | undefined> {
  if (screen.emulated === undefined) return undefined;
  const {consoleSize} = viewFor(screen, size);
  if (consoleSize === null) throw new Error(`"${screen.name}" has no console at ${size.columns}x${size.rows}`);
  const emulator = openEmulator(consoleSize, cellWidth, () => {});
  await emulator.write(Buffer.from(screen.emulated));
  const rows = emulator.rows();
  emulator.close();
  return () => rows;
}
