// What may sleep where nothing may: under a spinlock, in a reader of RCU, in the function of a timer, tasklet or interrupt.
import type {CheckFinding} from '../../../../core/examination.ts';
import {type Call, type HeldCall, type ModuleFacts, reachedBy} from './facts.ts';
import {findingAt} from './finding-at.ts';

export function sleepingFindings(facts: ModuleFacts): readonly CheckFinding[] {
  const why = sleepersOf(facts);
  const underLock = facts.held
    .filter(({lock}) => !isSleepingLock(lock))
    .flatMap((call) => {
      const sleeps = reasonOf(call, why);
      return sleeps === null ? [] : [findingOf(facts, call, `${sleeps}, ${heldWords(call)}`)];
    });
  const inCallback = facts.callbacks
    .filter(({kind}) => kind in atomicContexts)
    .flatMap(({kind, runs}) => {
      const call = facts.calls.find((one) => one.in === runs && reasonOf(one, why) !== null);
      if (call === undefined) return [];
      return [findingOf(facts, call, `${reasonOf(call, why)}, in ${runs}(), ${atomicContexts[kind]}`)];
    });
  return [...underLock, ...inCallback];
}

export const isSleepingLock = (lock: string): boolean => /^(?:mutex_|down)/.test(lock);

const atomicContexts: Readonly<Record<string, string>> = {
  timer_setup: 'which a timer runs',
  DEFINE_TIMER: 'which a timer runs',
  tasklet_setup: 'which a tasklet runs',
  tasklet_init: 'which a tasklet runs',
  DECLARE_TASKLET: 'which a tasklet runs',
  hrtimer: 'which a timer runs',
  request_irq: 'which runs at an interrupt',
  devm_request_irq: 'which runs at an interrupt',
  call_rcu: 'which RCU runs',
};

/** `wait_event_lock_irq()` and its like are called with the lock held, and give it back while they wait. */
const sleeps =
  /^(?:msleep|msleep_interruptible|ssleep|usleep_range|fsleep|schedule|schedule_timeout\w*|mutex_lock\w*|down|down_(?:read|write|interruptible|killable)|wait_event(?!\w*_lock)\w*|wait_for_completion\w*|_*copy_(?:from|to)_user|get_user|put_user|strncpy_from_user|memdup_user\w*|kthread_stop|cancel_work_sync|cancel_delayed_work_sync|flush_work\w*|flush_delayed_work|flush_workqueue|destroy_workqueue|synchronize_(?:s?rcu|net|irq)\w*|rcu_barrier|vmalloc|vzalloc|cond_resched|might_sleep|free_irq|misc_(?:de)?register|device_(?:create|destroy)|class_(?:create|destroy)|sysfs_(?:notify|create\w*|remove\w*)|kobject_uevent\w*|proc_create\w*|debugfs_create_\w+|i2c_transfer|i2c_smbus_\w+|spi_sync\w*|clk_prepare\w*|regulator_(?:enable|disable|get|put|set_\w+|bulk_\w+)|request_firmware|request_(?:threaded_)?irq|kthread_run|kthread_create\w*|filp_open|kernel_read|kernel_write)$/;

/** By their flags alone they sleep or not. */
const allocates =
  /^(?:k[mzc]alloc\w*|kv[mzc]alloc\w*|krealloc\w*|kstrn?dup|kasprintf|kmemdup\w*|kmem_cache_z?alloc|alloc_pages?|__get_free_pages?|get_zeroed_page|mempool_alloc|idr_alloc|alloc_skb|nlmsg_new|genlmsg_new)$/;

/** For each function of the module that may sleep, the words that say by what. */
function sleepersOf({calls}: ModuleFacts): ReadonlyMap<string, string> {
  const why = new Map<string, string>();
  for (const call of calls) if (sleepsItself(call) && !why.has(call.in)) why.set(call.in, `${call.callee}()`);
  for (let grew = true; grew; ) {
    grew = false;
    for (const call of calls) {
      const through = why.get(call.callee);
      if (through === undefined || why.has(call.in)) continue;
      why.set(call.in, `${call.callee}(), through ${through}`);
      grew = true;
    }
  }
  return why;
}

function sleepsItself({callee, arguments: given}: Call): boolean {
  if (sleeps.test(callee)) return true;
  return allocates.test(callee) && given.some((flags) => /\bGFP_(?:KERNEL|USER|HIGHUSER|NOFS|NOIO)/.test(flags));
}

function reasonOf(call: Call, why: ReadonlyMap<string, string>): string | null {
  if (sleepsItself(call)) return `${call.callee}() may sleep`;
  const through = why.get(call.callee);
  return through === undefined ? null : `${call.callee}() may sleep, by ${through}`;
}

function heldWords({lock, object, lockedAtLine}: HeldCall): string {
  return `after ${lock}(${object}) in line ${lockedAtLine}`;
}

function findingOf(facts: ModuleFacts, call: Call, claim: string): CheckFinding {
  return findingAt('sleeping in atomic', isTold(facts, call) ? 'minor' : 'major', call, claim);
}

/** A function that is told whether it may sleep, or asks, may not do so here. */
function isTold(facts: ModuleFacts, {callee, arguments: given}: Call): boolean {
  if (!facts.parameters.has(callee)) return false;
  const isAsked = [...reachedBy(facts)(callee)].some((name) =>
    /^(?:in_\w+|irqs_disabled\w*|preemptible|oops_in_progress)$/.test(name),
  );
  const hasFlag = (facts.parameters.get(callee) ?? []).some((name) =>
    /sleep|atomic|wait|block|gfp|flags|poll/i.test(name),
  );
  return isAsked || hasFlag || given.some((one) => /^(?:true|false|GFP_ATOMIC|GFP_NOWAIT)$/.test(one));
}
