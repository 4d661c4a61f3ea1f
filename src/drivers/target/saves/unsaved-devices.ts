// Which devices a save does not hold: QEMU says at the end of the state what is in it, and its monitor which devices there are. A PCI
// device that is missing there is as after power on in every life from the save. Pure.
import {isJson, type Json, listAt} from '../../../core/json.ts';

/** The text that QEMU puts at the end of a state; null when there is none. */
export function descriptionOf(state: Buffer): Json | null {
  const at = state.lastIndexOf('{"page_size"');
  if (at === -1) return null;
  try {
    const value: unknown = JSON.parse(state.toString('utf8', at));
    return isJson(value) ? value : null;
  } catch {
    return null;
  }
}

export interface PciDevice {
  /** As QEMU names it in a state: the way from the root bus. */
  readonly path: string;
  /** As the system names it. */
  readonly address: string;
  /** Its `id=` on the command line; empty when it has none. */
  readonly id: string;
}

/** From the answer of `query-pci`. */
export function pciDevices(answer: unknown): readonly PciDevice[] {
  const buses = Array.isArray(answer) ? answer.filter(isJson) : [];
  return buses.flatMap((bus) => listAt(bus, 'devices').flatMap((device) => deviceAndBelow(device, '0000:00')));
}

function deviceAndBelow(device: Json, above: string): readonly PciDevice[] {
  const number = (name: string) => Number(device[name] ?? 0);
  const hex = (value: number) => value.toString(16).padStart(2, '0');
  const place = `${hex(number('slot'))}.${number('function')}`;
  const path = `${above}:${place}`;
  const self = {path, address: `0000:${hex(number('bus'))}:${place}`, id: String(device['qdev_id'] ?? '')};
  const bridge = device['pci_bridge'];
  const below = isJson(bridge) ? listAt(bridge, 'devices') : [];
  return [self, ...below.flatMap((inner) => deviceAndBelow(inner, path))];
}

export interface Unsaved {
  /** Addresses of PCI devices that the system has to find again. */
  readonly pci: readonly string[];
  /** Devices that were asked for and can't be had from a save at all. */
  readonly hopeless: readonly string[];
}

/** `extra`: what was asked for on top of the machine, by id. */
export function unsavedDevices(
  description: Json,
  devices: readonly PciDevice[],
  extra: readonly {readonly id: string; readonly type: string}[],
): Unsaved {
  const sections = listAt(description, 'devices').map((section) => String(section['name'] ?? ''));
  const isSaved = ({path}: PciDevice) => sections.some((name) => name.startsWith(`${path}/`));
  const unsaved = devices.filter((device) => device.id !== '' && !isSaved(device));
  const elsewhere = extra.filter(({id}) => !devices.some((device) => device.id === id));
  const words = sections.map(plain);
  const hopeless = elsewhere.filter(({type}) => !words.some((name) => name.includes(plain(type))));
  return {pci: unsaved.map(({address}) => address), hopeless: hopeless.map(({type}) => type)};
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
