// What begins something that outlives the call, and what ends it.
import type {FaultClass} from '../../../../core/examination.ts';
import type {Call} from './facts.ts';

export interface Pair {
  readonly begins: RegExp;
  readonly ends: RegExp;
  readonly class: FaultClass;
  /** Which argument of both names the object, where there may be several; without it one end anywhere is enough. */
  readonly object?: number;
  /** Whether nobody else may end what this call begins: a file in another's folder goes with that. Always, where not said. */
  readonly isOurs?: (call: Call) => boolean;
}

const armed = (begins: RegExp, ends: RegExp, object?: number): Pair => ({
  ...{begins, ends, class: 'armed at unload'},
  ...(object === undefined ? {} : {object}),
});
const left = (begins: RegExp, ends: RegExp, isOurs?: (call: Call) => boolean): Pair => ({
  ...{begins, ends, class: 'leak on unload'},
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
  armed(/^(?:mod_timer|add_timer|timer_reduce)$/, /^(?:(?:del_timer|timer_delete)_sync|timer_shutdown(?:_sync)?)$/, 0),
  armed(/^hrtimer_(?:start\w*|forward_now)$/, /^hrtimer_cancel$/, 0),
  armed(
    /^(?:schedule_work|schedule_work_on)$/,
    /^(?:(?:cancel|disable)_work_sync|flush_work|flush_scheduled_work)$/,
    0,
  ),
  armed(
    /^(?:schedule_delayed_work)$/,
    /^(?:(?:cancel|disable)_delayed_work_sync|flush_delayed_work|flush_scheduled_work)$/,
    0,
  ),
  armed(/^queue_work$/, /^(?:(?:cancel|disable)_work_sync|flush_work|(?:flush|drain|destroy)_workqueue)$/),
  armed(/^(?:queue|mod)_delayed_work$/, /^(?:(?:cancel|disable)_delayed_work_sync|flush_delayed_work)$/),
  armed(/^tasklet_(?:hi_)?schedule$/, /^tasklet_kill$/, 0),
  armed(/^kthread_run$/, /^kthread_stop(?:_put)?$/),
  armed(/^request_(?:threaded_)?irq$/, /^(?:devm_)?free_irq$/),
  armed(/^call_rcu$/, /^rcu_barrier$/),
  armed(/^register_(\w+)_notifier$/, /^unregister_\w+_notifier$/),
  left(/^kmem_cache_create\w*$/, /^kmem_cache_destroy$/),
  left(/^(?:alloc_workqueue|alloc_ordered_workqueue|create_\w*workqueue)$/, /^destroy_workqueue$/),
  left(/^class_(?:create|register)$/, /^class_(?:destroy|unregister)$/),
  left(/^(?:alloc_chrdev_region|register_chrdev_region)$/, /^unregister_chrdev_region$/),
  left(/^register_chrdev$/, /^unregister_chrdev$/),
  left(/^cdev_(?:device_)?add$/, /^cdev_(?:device_)?del$/),
  left(/^misc_register$/, /^misc_deregister$/),
  left(/^device_create(?:_with_groups)?$/, /^device_(?:destroy|unregister|del)$/),
  left(/^device_create_(?:bin_)?file$/, /^device_(?:remove_(?:bin_)?file\w*|destroy|unregister|del)$/, isOfGivenDevice),
  left(/^proc_(?:create\w*|mkdir\w*)$/, /^(?:proc_remove|remove_proc_\w+)$/, isAtTop),
  left(/^debugfs_create_(?!devm)\w+$/, /^debugfs_(?:remove\w*|lookup_and_remove)$/, isAtTop),
  left(/^sysfs_create_\w+$/, /^(?:sysfs_remove_\w+|kobject_put|kobject_del)$/, isOfGivenDevice),
  left(/^kobject_create_and_add$/, /^kobject_(?:put|del)$/),
  left(/^platform_device_(?:register\w*|add)$/, /^platform_device_(?:unregister|del)$/),
  left(/^platform_driver_register$/, /^platform_driver_unregister$/),
  // Those of a kind go with it.
  left(/^register_netdev(?:ice)?$/, /^(?:unregister_netdev(?:ice\w*)?|(?:__)?rtnl_link_unregister)$/),
  left(/^alloc_percpu\w*$/, /^free_percpu$/),
  left(/^mempool_create\w*$/, /^mempool_destroy$/),
  // Often of a few lines, which look at it and give it back.
  left(/^ioremap\w*$/, /^iounmap$/, never),
];
