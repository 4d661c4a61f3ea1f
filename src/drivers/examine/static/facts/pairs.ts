// What begins something that outlives the call, and what ends it.
import type {FaultClass} from '../../../../core/examination.ts';
import type {Call} from './facts.ts';

export interface Pair {
  readonly begins: RegExp;
  readonly ends: RegExp;
  /** Those of `ends` that are named to a person, the usual ones first. */
  readonly undo: readonly string[];
  readonly class: FaultClass;
  /** Which argument of both names the object, where there may be several; without it one end anywhere is enough. */
  readonly object?: number;
  /** Whether nobody else may end what this call begins: a file in another's folder goes with that. Always, where not said. */
  readonly isOurs?: (call: Call) => boolean;
}

/** Functions by name; `*` stands for the rest of one. */
type Names = string;

const endedBy = (names: Names): Pick<Pair, 'ends' | 'undo'> => {
  const undo = names.split(' ');
  return {ends: new RegExp(`^(?:${undo.join('|').replaceAll('*', '\\w*')})$`), undo};
};

const armed = (begins: RegExp, names: Names, object?: number): Pair => ({
  ...{begins, ...endedBy(names), class: 'armed at unload'},
  ...(object === undefined ? {} : {object}),
});
const left = (begins: RegExp, names: Names, isOurs?: (call: Call) => boolean): Pair => ({
  ...{begins, ...endedBy(names), class: 'leak on unload'},
  ...(isOurs === undefined ? {} : {isOurs}),
});

/** At the top: the parent is the argument behind the name, or behind the mode. */
const isAtTop = ({callee, arguments: given}: Call): boolean =>
  given[/_(?:dir|symlink|mkdir|automount)$/.test(callee) ? 1 : 2] === 'NULL';
/** Of the device that the driver was given, which is there before and after it. */
const isOfGivenDevice = ({arguments: [owner = '']}: Call): boolean =>
  /^&(?:pdev|client|spi|pci_dev|intf|interface|platform_dev|i2c|adev|vdev)->dev\b|\bkernel_kobj\b/.test(owner);
const never = (): boolean => false;

export const pairs: readonly Pair[] = [
  armed(
    /^(?:mod_timer|add_timer|timer_reduce)$/,
    'del_timer_sync timer_shutdown_sync timer_delete_sync timer_shutdown',
    0,
  ),
  armed(/^hrtimer_(?:start\w*|forward_now)$/, 'hrtimer_cancel', 0),
  armed(
    /^(?:schedule_work|schedule_work_on)$/,
    'cancel_work_sync flush_work disable_work_sync flush_scheduled_work',
    0,
  ),
  armed(
    /^(?:schedule_delayed_work)$/,
    'cancel_delayed_work_sync flush_delayed_work disable_delayed_work_sync flush_scheduled_work',
    0,
  ),
  armed(
    /^queue_work$/,
    'cancel_work_sync destroy_workqueue disable_work_sync flush_work flush_workqueue drain_workqueue',
  ),
  armed(/^(?:queue|mod)_delayed_work$/, 'cancel_delayed_work_sync flush_delayed_work disable_delayed_work_sync'),
  armed(/^tasklet_(?:hi_)?schedule$/, 'tasklet_kill', 0),
  armed(/^kthread_run$/, 'kthread_stop kthread_stop_put'),
  armed(/^request_(?:threaded_)?irq$/, 'free_irq devm_free_irq'),
  armed(/^call_rcu$/, 'rcu_barrier'),
  armed(/^register_(\w+)_notifier$/, 'unregister_*_notifier'),
  left(/^kmem_cache_create\w*$/, 'kmem_cache_destroy'),
  left(/^(?:alloc_workqueue|alloc_ordered_workqueue|create_\w*workqueue)$/, 'destroy_workqueue'),
  left(/^class_create$/, 'class_destroy class_unregister'),
  left(/^class_register$/, 'class_unregister class_destroy'),
  left(/^(?:alloc_chrdev_region|register_chrdev_region)$/, 'unregister_chrdev_region'),
  left(/^register_chrdev$/, 'unregister_chrdev'),
  left(/^cdev_(?:device_)?add$/, 'cdev_del cdev_device_del'),
  left(/^misc_register$/, 'misc_deregister'),
  left(/^device_create(?:_with_groups)?$/, 'device_destroy device_unregister device_del'),
  left(
    /^device_create_(?:bin_)?file$/,
    'device_remove_file device_remove_bin_file device_remove_file* device_remove_bin_file* device_destroy device_unregister device_del',
    isOfGivenDevice,
  ),
  left(/^proc_(?:create\w*|mkdir\w*)$/, 'proc_remove remove_proc_entry remove_proc_*', isAtTop),
  left(/^debugfs_create_(?!devm)\w+$/, 'debugfs_remove debugfs_remove* debugfs_lookup_and_remove', isAtTop),
  left(/^sysfs_create_\w+$/, 'sysfs_remove_* kobject_put kobject_del', isOfGivenDevice),
  left(/^kobject_create_and_add$/, 'kobject_put kobject_del'),
  left(/^platform_device_(?:register\w*|add)$/, 'platform_device_unregister platform_device_del'),
  left(/^platform_driver_register$/, 'platform_driver_unregister'),
  // Those of a kind go with it.
  left(
    /^register_netdev(?:ice)?$/,
    'unregister_netdev unregister_netdevice unregister_netdevice* rtnl_link_unregister __rtnl_link_unregister',
  ),
  left(/^alloc_percpu\w*$/, 'free_percpu'),
  left(/^mempool_create\w*$/, 'mempool_destroy'),
  // Often of a few lines, which look at it and give it back.
  left(/^ioremap\w*$/, 'iounmap', never),
];
