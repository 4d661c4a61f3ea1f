// What a module begins and never ends: what it registers, arms or allocates, and what must undo that on the way out, somewhere else than in
// the function that loads it.
import type {CheckFinding, FaultClass} from '../../../../core/examination.ts';
import {type Call, isMember, type Kept, type ModuleFacts, nameOf, reachedBy, type Where} from './facts.ts';

export function lifetimeFindings(facts: ModuleFacts): readonly CheckFinding[] {
  const wayOut = wayOutOf(facts);
  return [...neverEnded(facts, wayOut), ...keptForEver(facts, wayOut), ...neverEmptied(facts, wayOut)];
}

type WayOut = (call: Call) => boolean;

/** What a structure's function is called that undoes what another of its functions did. */
const undoes =
  /remove|release|exit|close|disconnect|shutdown|stop|destroy|free|kill|uninit|detach|unbind|evict|teardown|cleanup|disable|suspend|fini|unregister/;
/** What runs a function when something ends. */
const atEnd =
  /^(?:devm_add_action\w*|kref_put\w*|call_rcu|rhashtable_free_and_destroy|idr_for_each|device_for_each_child|bus_for_each_dev)$/;

/** Whether a call is made when the module, a device of it or an open file goes; of a module that says nothing of that, anywhere but where it loads. */
function wayOutOf(facts: ModuleFacts): WayOut {
  const {calls, operations, loads, unloads} = facts;
  const ends = operations.filter(({member}) => undoes.test(member)).map(({runs}) => runs);
  const handedOn = calls.filter(({callee}) => atEnd.test(callee)).flatMap((call) => call.arguments);
  if (unloads === undefined && ends.length === 0) return (call) => call.in !== loads;
  const reached = reachedBy(facts);
  const functions = new Set([unloads ?? '', ...ends, ...handedOn].flatMap((name) => [...reached(name)]));
  return (call) => functions.has(call.in);
}

interface Pair {
  readonly begins: RegExp;
  readonly ends: RegExp;
  readonly class: FaultClass;
  /** Which argument of both names the object, where there may be several; without it one end anywhere is enough. */
  readonly object?: number;
}

const armed = (begins: RegExp, ends: RegExp, object?: number): Pair => ({
  ...{begins, ends, class: 'armed at unload'},
  ...(object === undefined ? {} : {object}),
});
const left = (begins: RegExp, ends: RegExp): Pair => ({begins, ends, class: 'leak on unload'});

const pairs: readonly Pair[] = [
  armed(/^(?:mod_timer|add_timer|timer_reduce)$/, /^(?:(?:del_timer|timer_delete)_sync|timer_shutdown(?:_sync)?)$/, 0),
  armed(/^hrtimer_(?:start\w*|forward_now)$/, /^hrtimer_cancel$/, 0),
  armed(
    /^(?:schedule_work|schedule_work_on)$/,
    /^(?:(?:cancel|disable)_work_sync|flush_work|flush_scheduled_work)$/,
    0,
  ),
  armed(/^(?:schedule_delayed_work)$/, /^(?:(?:cancel|disable)_delayed_work_sync|flush_delayed_work)$/, 0),
  armed(/^queue_work$/, /^(?:(?:cancel|disable)_work_sync|flush_work|(?:flush|drain|destroy)_workqueue)$/),
  armed(/^(?:queue|mod)_delayed_work$/, /^(?:(?:cancel|disable)_delayed_work_sync|flush_delayed_work)$/),
  armed(/^tasklet_(?:hi_)?schedule$/, /^tasklet_kill$/, 0),
  armed(/^kthread_run$/, /^kthread_stop(?:_put)?$/),
  armed(/^request_(?:threaded_)?irq$/, /^free_irq$/),
  armed(/^call_rcu$/, /^rcu_barrier$/),
  armed(/^register_(\w+)_notifier$/, /^unregister_\w+_notifier$/),
  left(/^kmem_cache_create\w*$/, /^kmem_cache_destroy$/),
  left(/^(?:alloc_workqueue|alloc_ordered_workqueue|create_\w*workqueue)$/, /^destroy_workqueue$/),
  left(/^class_(?:create|register)$/, /^class_(?:destroy|unregister)$/),
  left(/^(?:alloc_chrdev_region|register_chrdev_region)$/, /^unregister_chrdev_region$/),
  left(/^register_chrdev$/, /^unregister_chrdev$/),
  left(/^cdev_(?:device_)?add$/, /^cdev_(?:device_)?del$/),
  left(/^misc_register$/, /^misc_deregister$/),
  left(/^device_create(?:_with_groups)?$/, /^device_(?:destroy|unregister)$/),
  left(/^device_create_(?:bin_)?file$/, /^device_(?:remove_(?:bin_)?file\w*|destroy|unregister|del)$/),
  left(/^proc_(?:create\w*|mkdir\w*)$/, /^(?:proc_remove|remove_proc_\w+)$/),
  left(/^debugfs_create_\w+$/, /^debugfs_(?:remove\w*|lookup_and_remove)$/),
  left(/^sysfs_create_\w+$/, /^(?:sysfs_remove_\w+|kobject_put|kobject_del)$/),
  left(/^kobject_create_and_add$/, /^kobject_(?:put|del)$/),
  left(/^platform_device_(?:register\w*|add)$/, /^platform_device_(?:unregister|del)$/),
  left(/^platform_driver_register$/, /^platform_driver_unregister$/),
  left(/^register_netdev(?:ice)?$/, /^unregister_netdev(?:ice\w*)?$/),
  left(/^alloc_percpu\w*$/, /^free_percpu$/),
  left(/^mempool_create\w*$/, /^mempool_destroy$/),
  left(/^ioremap\w*$/, /^iounmap$/),
];

/** A call of what begins it without any of what ends it on the way out. */
function neverEnded(facts: ModuleFacts, wayOut: WayOut): readonly CheckFinding[] {
  return pairs.flatMap(({begins, ends, class: kind, object}) => {
    const begun = facts.calls.filter(({callee}) => begins.test(callee));
    const ended = facts.calls.filter((call) => ends.test(call.callee) && wayOut(call));
    const seen = new Set<string>();
    return begun.flatMap((call) => {
      const name = object === undefined ? '' : nameOf(call.arguments[object] ?? '');
      if (seen.has(name) || ended.some((one) => isOf(one, object, name))) return [];
      // A timer is known by another name in its own function, where it is set again.
      if (object !== undefined && !facts.callbacks.some((one) => nameOf(one.object) === name)) return [];
      seen.add(name);
      return [found(kind, call, neverEndedWords(call, ends, name))];
    });
  });
}

function isOf({arguments: given}: Call, object: number | undefined, name: string): boolean {
  return object === undefined || nameOf(given[object] ?? '') === name;
}

function neverEndedWords({callee}: Call, ends: RegExp, name: string): string {
  const of = name === '' ? '' : ` of ${name}`;
  const undo = ends.source
    .replace(/^\^|\$$/g, '')
    .replaceAll('(?:', '(')
    .replaceAll('\\w+', '*')
    .replaceAll('\\w*', '*');
  return `nothing on the way out undoes ${callee}()${of}: there is no ${undo} there`;
}

const allocates =
  /^(?:k[mzc]alloc\w*|kv[mzc]alloc\w*|kstrn?dup|kasprintf|kmemdup\w*|vmalloc|vzalloc|__get_free_pages?|get_zeroed_page|alloc_pages?)$/;
const frees =
  /^(?:kv?free\w*|vfree|free_pages?|__free_pages?|put_page|kmem_cache_free|kmem_cache_destroy|mempool_free)$/;

/** Memory that a variable of the file keeps, and that nothing frees but where loading fails. */
function keptForEver(facts: ModuleFacts, wayOut: WayOut): readonly CheckFinding[] {
  const freeing = new Set(facts.calls.filter(({callee}) => frees.test(callee)).map((call) => call.in));
  const given = facts.calls
    .filter((call) => wayOut(call) && (frees.test(call.callee) || freeing.has(call.callee)))
    .flatMap((call) => call.arguments.map(nameOf));
  return facts.kept.flatMap((kept) => {
    if (!allocates.test(kept.callee) || !isGlobal(facts, kept) || given.includes(nameOf(kept.left))) return [];
    const claim = `${kept.left} keeps what ${kept.callee}() gave, and nothing on the way out frees it`;
    return [found('leak on unload', kept, claim)];
  });
}

/** Where objects are put that outlive the call. */
const keeps =
  /^(?:h?list_add\w*|hash_add\w*|rb_add\w*|rb_link_node|xa_(?:store|insert|alloc)\w*|idr_alloc\w*|radix_tree_insert|rhashtable_insert\w*|llist_add)$/;

/** Objects that are put into a list or table, and nothing at all that is freed on the way out. */
function neverEmptied(facts: ModuleFacts, wayOut: WayOut): readonly CheckFinding[] {
  const filled = facts.calls.find(({callee}) => keeps.test(callee));
  const allocated = facts.calls.find(({callee}) => allocates.test(callee) || /^kmem_cache_z?alloc$/.test(callee));
  if (filled === undefined || allocated === undefined) return [];
  // Who puts a reference frees by way of it.
  const isFreed = facts.calls.some(
    (call) =>
      wayOut(call) &&
      (frees.test(call.callee) ||
        (/_put$|^put_|_destroy$|_free$/.test(call.callee) && !/^(?:xa|idr|mutex|ida)_destroy$/.test(call.callee))),
  );
  if (isFreed) return [];
  const claim = `${filled.callee}() keeps what ${allocated.callee}() gave in line ${allocated.line}, and nothing on the way out frees what is still kept`;
  return [found('leak on unload', filled, claim)];
}

/** A pointer of the file itself: what a structure keeps may be freed under any name. */
function isGlobal({globals}: ModuleFacts, {left: name}: Kept): boolean {
  return !isMember(name) && globals.has(name);
}

function found(kind: FaultClass, {file, line}: Where, claim: string): CheckFinding {
  return {class: kind, severity: 'major', file, line, claim, evidence: `${file}:${line}: ${claim}`};
}
