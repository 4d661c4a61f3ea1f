// Whose an object is that was lost after a call had failed: where both happened inside one call of the module's into the kernel, the kernel had
// allocated it for itself, and only the kernel could have given it back.

import {failedWay} from '../../../kernel/injected.ts';
import type {LeakedObject} from '../../../kernel/kmemleak.ts';
import {isMachinery} from '../../../kernel/machinery.ts';
import type {Frame} from '../../../kernel/report.ts';
import {callOfObject, type FailedCall} from './failed-call.ts';
import type {Leak} from './leak-findings.ts';
import type {TryName} from './tries.ts';

export interface KernelLoss {
  /** The function of the kernel's that the module called. */
  readonly entry: string;
  readonly objects: readonly LeakedObject[];
}

/** Null where all of it is the module's. */
export function kernelLoss(leak: Leak, calls: ReadonlyMap<TryName, FailedCall>): KernelLoss | null {
  const lost = callInto(leak.frames);
  if (lost === null || keepsReference.test(lost.entry)) return null;
  const failedFor = (object: LeakedObject): KernelCall | null => {
    const call = callOfObject(object, calls);
    return call === undefined ? null : callInto(failedWay(call.failure));
  };
  // Lost by its own allocation's failing: the module makes the call in a loop, and it is that of an earlier round.
  if (leak.objects.some((object) => isSameWay(lost, failedFor(object)))) return null;
  const objects = leak.objects.filter((object) => isSameCall(lost, failedFor(object)));
  return objects.length === 0 ? null : {entry: lost.entry, objects};
}

/** These say in their documentation that what they allocated is given back by a put of the caller's, even where they failed. */
const keepsReference =
  /^(?:device_register|device_add|platform_device_(?:register|add)|kobject_(?:init_and_)?add|kset_register|__auxiliary_device_add)$/;

interface KernelCall {
  readonly entry: string;
  /** From the entry's last callee to the entry, without the allocator. */
  readonly inside: readonly Frame[];
  /** From where the module called it. */
  readonly from: readonly Frame[];
}

/** Null where the module called the allocator itself, or is not known to have called at all. */
function callInto(frames: readonly Frame[]): KernelCall | null {
  const at = frames.findIndex(({module}) => module !== undefined);
  if (at < 0) return null;
  const inside = frames.slice(0, at).filter((frame) => !isMachinery(frame, 'allocator'));
  const entry = inside.at(-1);
  return entry === undefined || entry !== frames[at - 1] ? null : {entry: entry.symbol, inside, from: frames.slice(at)};
}

function isSameCall(one: KernelCall, other: KernelCall | null): other is KernelCall {
  return other !== null && one.entry === other.entry && areSame(one.from, other.from);
}

function isSameWay(one: KernelCall, other: KernelCall | null): boolean {
  return isSameCall(one, other) && one.inside.length === other.inside.length && areSame(one.inside, other.inside);
}

/** kmemleak keeps sixteen frames: as far as both go. */
function areSame(some: readonly Frame[], others: readonly Frame[]): boolean {
  return some.every((frame, at) => {
    const other = others[at];
    return other === undefined || (frame.symbol === other.symbol && frame.offset === other.offset);
  });
}
