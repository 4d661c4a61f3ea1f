// Memory that a module keeps and never frees: behind a variable of the file, or in a list or table.
import type {CheckFinding} from '../../../../core/examination.ts';
import {type Call, isMember, type Kept, type ModuleFacts, nameOf, ownerOf} from './facts.ts';
import {findingAt} from './finding-at.ts';
import type {WaysIn} from './ways-in.ts';

export function keptFindings(facts: ModuleFacts, ways: WaysIn): readonly CheckFinding[] {
  // What can't be unloaded keeps it as long as the machine runs.
  if (ways.staysForEver) return [];
  return [...keptForEver(facts, ways), ...neverEmptied(facts, ways)];
}

const allocates =
  /^(?:k[mzc]alloc\w*|kv[mzc]alloc\w*|kstrn?dup|kasprintf|kmemdup\w*|vmalloc|vzalloc|__get_free_pages?|get_zeroed_page|alloc_pages?|kmem_cache_z?alloc)$/;
const frees =
  /^(?:kv?free\w*|vfree|free_pages?|__free_pages?|put_page|kmem_cache_free|kmem_cache_destroy|mempool_free)$/;

/** Memory that a variable of the file keeps, and that nothing frees but where loading fails. */
function keptForEver(facts: ModuleFacts, ways: WaysIn): readonly CheckFinding[] {
  const freeing = new Set(facts.calls.filter(({callee}) => frees.test(callee)).map((call) => call.in));
  const given = facts.calls
    .filter((call) => ways.isOnWayOut(call) && (frees.test(call.callee) || freeing.has(call.callee)))
    .flatMap((call) => call.arguments.map(nameOf));
  return facts.kept.flatMap((kept) => {
    if (!allocates.test(kept.callee) || !isGlobal(facts, kept) || given.includes(nameOf(kept.left))) return [];
    const claim = `${kept.left} keeps what ${kept.callee}() gave, and nothing on the way out frees it`;
    const isRenamed = facts.aliased.some(({object}) => object === kept.left);
    return [findingAt('leak on unload', isRenamed ? 'minor' : 'major', kept, claim)];
  });
}

/** A pointer of the file itself: what a structure keeps may be freed under any name. */
function isGlobal({globals}: ModuleFacts, {left: name}: Kept): boolean {
  return !isMember(name) && globals.has(name);
}

/** Where objects are put that outlive the call. */
const keeps =
  /^(?:h?list_add\w*|hash_add\w*|rb_add\w*|rb_link_node|xa_(?:store|insert|alloc)\w*|idr_alloc\w*|radix_tree_insert|rhashtable_insert\w*|llist_add)$/;
const puts = /_put$|^put_|_destroy$|_free$|^devm_kfree$/;
const putsNothing = /^(?:xa|idr|mutex|ida)_destroy$/;
/** What surely frees none of the module's objects on its way out. */
const harmless =
  /^(?:mutex_\w+|(?:raw_)?spin_\w+|_?printk|pr_\w+|dev_\w+|misc_deregister|unregister_chrdev\w*|cdev_(?:device_)?del|device_destroy|class_destroy|remove_proc_\w+|proc_remove|debugfs_remove\w*|kobject_put|sysfs_remove_\w+|del_timer\w*|timer_\w+|hrtimer_cancel|cancel_\w*work\w*|flush_\w*work\w*|destroy_workqueue|kthread_stop|synchronize_rcu|(?:xa|idr|ida|mutex)_destroy|list_empty|xa_erase|platform_driver_unregister|i2c_del_driver|pci_unregister_driver|ARRAY_SIZE|MKDEV|rcu_barrier|\w+_get_(?:drv|client)?data|usb_get_intfdata|container_of)$/;

/** Objects that are put into a list or table, and nothing at all that is freed on the way out. */
function neverEmptied(facts: ModuleFacts, ways: WaysIn): readonly CheckFinding[] {
  // Who puts a reference frees by way of it.
  const isFreeing = ({callee}: Call): boolean => frees.test(callee) || (puts.test(callee) && !putsNothing.test(callee));
  if (facts.calls.some((call) => ways.isOnWayOut(call) && isFreeing(call))) return [];
  const filled = facts.calls.filter((call) => keeps.test(call.callee) && !isOfCall(facts, call));
  const found = filled.flatMap((call) => keptBy(facts, ways, call) ?? []);
  return found.slice(0, 1);
}

function keptBy(facts: ModuleFacts, ways: WaysIn, filled: Call): CheckFinding | null {
  const made = facts.kept.find((kept) => allocates.test(kept.callee) && kept.in === filled.in && isPut(filled, kept));
  // Made by another function, it may be anything.
  const other = made ?? facts.calls.find(({callee}) => allocates.test(callee));
  if (other === undefined) return null;
  const strangers = facts.calls.filter((call) => ways.isOnWayOut(call) && !facts.parameters.has(call.callee));
  const isCertain = made !== undefined && ways.hasEnd && strangers.every(({callee}) => harmless.test(callee));
  const claim = `${filled.callee}() keeps what ${other.callee}() gave in line ${other.line}, and nothing on the way out frees what is still kept`;
  return findingAt('leak on unload', isCertain ? 'major' : 'minor', filled, claim);
}

const isPut = ({arguments: given}: Call, {left}: Kept): boolean =>
  given.some((one) => (ownerOf(one) ?? one.replace(/^&/, '')) === left);

/** A list that the function itself has, and is gone with it. */
function isOfCall({locals}: ModuleFacts, {in: within, callee, arguments: given}: Call): boolean {
  const head = /^h?list_add/.test(callee) ? given[1] : given[0];
  return head !== undefined && /^&\w+$/.test(head) && locals.has(`${within} ${nameOf(head)}`);
}
