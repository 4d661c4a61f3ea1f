// Devices that a person or a task wants on top: each a QEMU `-device`, made to have an id, so that it can be told from the others. Pure.
import {parseJson, textAt} from '../../core/json.ts';

export interface ExtraDevice {
  readonly type: string;
  readonly id: string;
  /** As QEMU takes it. */
  readonly words: string;
}

export function extraDevices(devices: readonly string[]): readonly ExtraDevice[] {
  return devices.map((device, index) => named(device, `extra${index}`));
}

function named(device: string, id: string): ExtraDevice {
  const json = parseJson(device);
  if (json !== null) {
    const own = textAt(json, 'id') ?? id;
    return {type: textAt(json, 'driver') ?? '', id: own, words: JSON.stringify({...json, id: own})};
  }
  const [first = '', ...properties] = device.split(',');
  const type = first.replace(/^driver=/, '');
  const own = properties.find((property) => property.startsWith('id='))?.slice('id='.length);
  return own === undefined ? {type, id, words: `${device},id=${id}`} : {type, id: own, words: device};
}
