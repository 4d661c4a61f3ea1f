// Functions that stand on a stack because a report is being made, or because they serve whoever called them: never the
// ones to blame. Tables, so that a new quirk is one more line.

import {plainSymbol} from './frame.ts';
import {isNamed, type NameTable, nameTable} from './names.ts';
import type {Frame} from './report.ts';

/** What else to step over, besides what is always stepped over. */
export type Skip =
  | 'waiting'
  | 'sleepers'
  | 'allocator'
  | 'slab'
  | 'lists'
  | 'refcounts'
  | 'objects'
  | 'locks'
  | 'rcu'
  | 'rust'
  | 'workers'
  | 'user copies';

/** True for a frame that says nothing about whose fault it is. */
export function isMachinery(frame: Frame, skip: Skip | undefined): boolean {
  const symbol = plainSymbol(frame.symbol);
  if (isNamed(frame.module === undefined ? always : inModules, symbol)) return true;
  if (skip !== undefined && isNamed(tables[skip], symbol)) return true;
  // Who allocated for whom is what a leak is about, so only the allocators are stepped over there.
  return skip !== 'allocator' && isNamed(servants, symbol);
}

/** Whoever called these handed them something bad, or asked them for something. */
const servants = nameTable(`
  *mutex_lock* *mutex_unlock* __mutex_* mutex_* _mutex_* rt_mutex_* *spin_lock* *spin_unlock* *spin_trylock* *read_lock* *read_unlock* *write_lock* *write_unlock*
  down down_* __down* up up_* __up_* *rwsem* lock_sock* release_sock rtnl_lock* *ww_mutex* osq_* owner_on_cpu task_rq_lock __task_rq_lock lock_timer_base
  lock_page unlock_page __lock_page* folio_lock folio_unlock __folio_lock* _atomic_dec_and_lock*
  *kmalloc* *kzalloc* *kcalloc* *kfree* *kvfree* *krealloc* *kmem_cache* *vmalloc* vfree *slab_alloc* *slab_free* *slab_post_alloc* allocate_slab new_slab*
  setup_object* ksize free_large_* *alloc_page* *alloc_skb_page* alloc_pages* *alloc_pages* *free_pages* get_page_from_freelist post_alloc_hook free_unref_*
  free_pcp_* free_tail_page* bad_page free_page_is_bad* free_pages_prepare kmemdup* kstrdup* kstrndup* memdup_user* vmemdup_user kasprintf kvasprintf*
  *copy_to_user* *copy_from_user* *copy_user* *copy_to_iter* *copy_from_iter* *copy_page_to_iter* *copy_page_from_iter* copyin copyout memcpy_toio memcpy_fromio __memcpy_fromio __memcpy_toio memset_io copyout_* __get_user_1 __get_user_2 __get_user_4 __get_user_8 __get_user_nocheck* __put_user_* __arch_copy_*
  strn* strstr strcasecmp strsep strpbrk strim vsscanf sscanf match_string strscpy_pad hex_dump_to_buffer hex_string string pointer va_format *vsnprintf *vscnprintf snprintf scnprintf sprintf vsprintf
  vprintk* *printk* __dev_printk _dev_* dev_printk* dev_vprintk_emit dev_printk_emit netdev_printk __netdev_printk console_unlock console_flush_all
  rb_* __rb_* xas_* xa_* __xa_* idr_* llist_* hlist_* __bitmap_* kobject_* kref_* *refcount_* klist_* plist_* *rhashtable*
  *list_add* *list_del* *list_move* *bit_lock* set_bit clear_bit change_bit *test_and_*_bit *_seqcount* seqcount_* percpu_down_* percpu_up_* *hlist_bl_* list_lru_* ref_tracker_* __ref_tracker*
  device_add device_del device_unregister device_register device_destroy device_create* device_remove_file device_create_file get_device_parent get_device put_device device_initialize device_release_driver* bus_remove_device bus_add_device tty_unregister_device tty_register_device*
  add_uevent_var kobject_uevent* dpm_sysfs_* i2c_del_adapter __unregister_client device_for_each_child*
  sysfs_remove* kernfs_remove* kernfs_put kernfs_find_* rollback_registered* unregister_netdevice* unregister_netdev register_netdevice_queue
  *call_rcu* __wake_up* wake_up_process wake_up_q wake_up_state wake_up_bit *wake_up_common* wait_for_completion* do_wait_for_* *wait_for_common* complete complete_all swake_up_* swait_*
  *flush_work *flush_workqueue drain_workqueue destroy_workqueue cancel_work_sync *cancel_work* cancel_delayed_work* __queue_work queue_work_on queue_delayed_work_on insert_work mod_delayed_work_on __queue_delayed_work try_to_grab_pending schedule_work
  del_timer* *timer_delete* try_to_del_timer* *try_to_del_timer* mod_timer __mod_timer add_timer* timer_shutdown* sk_stop_timer* hrtimer_cancel hrtimer_try_to_cancel
  inb inw inl outb outw outl logic_in* logic_out* ioread* iowrite* readb readw readl writeb writew writel
  find_lock_entries find_get_* truncate_inode_pages* pagecache_get_page filemap_alloc_* folio_alloc* __filemap_*
  skb_panic skb_over_panic skb_under_panic skb_push skb_put skb_pull assertfail* __phys_addr __virt_to_phys* virt_to_phys* *_panic assfail
  __hwasan_* hwasan_* iput dput fast_dput mark_buffer_dirty* read_word_at_a_time read_pnet write_pnet sock_common_*
`);

/** What a module has too, because the compiler or the kernel put it there; else it names its functions as it likes: list_show, print_stats. */
const inModules = nameTable(`
  acpi_idle_* acpi_safe_halt perf_trace_* trace_event_*
  memset memcpy memmove memcmp strcmp strncmp strlen strnlen strcpy strncpy strlcpy strscpy sized_strscpy
`);

const always = nameTable(`
  dump_stack* show_stack* dump_backtrace show_regs* show_trace_log_lvl print_trace_stack __dump_stack dump_cpu_task
  sched_show_task show_state_filter arch_show_regs print_report print_address_description* arch_dump_stack
  panic vpanic nmi_panic* check_panic_on_warn panic_print_sys_info add_taint oops_begin oops_end oops_enter oops_exit
  die die_addr __die* no_context page_fault_oops kernelmode_fixup_or_oops do_user_addr_fault
  do_kern_addr_fault handle_page_fault spurious_kernel_fault exc_* asm_exc_* asm_sysvec_* sysvec_* asm_common_interrupt
  common_interrupt do_trap do_error_trap* do_invalid_op handle_bug report_bug* fixup_bug do_general_protection
  do_divide_error do_page_fault __do_page_fault do_int3 invalid_op general_protection page_fault divide_error double_fault
  do_double_fault df_debug panic_bad_stack handle_bad_stack __bad_stack error_entry paranoid_entry ret_from_intr apic_timer_interrupt smp_apic_timer_interrupt
  __sysvec_* native_safe_halt native_halt native_queued_* native_write_msr* native_send_call_* native_smp_* native_stop_* native_sched_clock pv_native_* default_do_nmi do_nmi end_repeat_nmi nmi unknown_nmi_error nmi_handle asm_fred_*
  nmi_cpu_backtrace* nmi_trigger_cpumask_backtrace* arch_trigger_cpumask_backtrace trigger_*backtrace
  trigger_all_cpu_backtrace rcu_dump_cpu_stacks print_cpu_stall* print_other_cpu_stall* check_cpu_stall rcu_check_*
  rcu_pending rcu_sched_clock_irq update_process_times tick_sched_handle* tick_sched_timer tick_nohz_* tick_periodic
  hrtimer_interrupt __hrtimer_run_queues __run_hrtimer local_apic_timer_interrupt watchdog_timer_fn lapic_*
  watchdog_overflow_callback perf_event_nmi_handler perf_event_overflow __perf_event_overflow perf_ibs_*
  intel_pmu_handle_irq* is_softlockup watchdog is_hardlockup check_hung_* watchdog_hardlockup_*
  __warn* warn_slowpath_* warn_alloc* ret_from_fork* kthread_stop
  kasan_* __kasan_* __asan_* asan_* check_memory_region* check_region_inline memory_is_* *kcsan* *kasan* *kmsan* *ubsan* *lockdep* __hwasan_* __tsan_* __tsan_* kmsan_*
  __msan_* ubsan_* __ubsan_* kfence_* check_canary* report_bug* kasan_report* save_stack* stack_trace_* set_track* end_report
  __fortify_report fortify_panic __fortify_panic __stack_chk_fail copy_overflow fault_dirty_* do_mem_abort do_translation_fault
  __do_kernel_fault el1* el0t_64_* do_sea do_debug_exception asm_call_* irq_exit* irq_enter* __irq_exit_rcu invoke_softirq
  do_softirq* call_on_stack walk_stackframe do_trap_break do_tag_check_fault _sched_show_task hlock_class perf_trace_lock* perf_trace_* do_idle cpu_startup_entry default_idle* cpu_idle* mwait_idle*
  cpuidle_* intel_idle* acpi_idle_* acpi_safe_halt amd_e400_idle cpu_idle_poll start_secondary secondary_startup_64*
  rest_init arch_call_rest_init start_kernel x86_64_start_* common_startup_64 arch_cpu_idle secondary_start_kernel
  __schedule_bug schedule_debug __might_resched __might_sleep ___might_sleep __might_fault __cant_sleep
  debug_smp_processor_id check_preemption_disabled __this_cpu_preempt_check debug_print_object debug_check_* debug_object_*
  warn_bogus_irq_restore handle_overflow usercopy_warn lockdep_* __lock_acquire lock_acquire* lock_release* print_*
  *mark_lock* mark_held_locks check_prev* check_deadlock* validate_chain* check_noncircular check_irq_* check_usage*
  __lock_release rcu_lockdep_* register_lock_class assign_lock_key valid_state
  memset* __memset memcpy* __memcpy* memmove* __memmove memcmp strcmp strncmp strlen strnlen strcpy strncpy strlcpy
  strscpy* sized_strscpy strchr strstr memchr* memscan rep_movs* rep_stos* clear_page_* copy_page* __list_* list_*
  _find_next_bit* find_next_bit _find_first_* __x86_indirect_thunk_* __sanitizer_* __kcsan_* ftrace_* trace_* 
  entry_SYSCALL* entry_SYSENTER* do_fast_syscall_* do_syscall_* __do_fast_syscall_32 x64_sys_call invoke_syscall el0_svc*
  _raw_spin_* _raw_read_* _raw_write_* __raw_spin_* queued_* do_raw_* __pv_queued_* pv_* csd_lock_wait
  delay_tsc __delay __const_udelay udelay* ndelay* delay_* rcu_read_* preempt_* __preempt_* preempt_schedule*
  arch_local_* arch_stack_walk unwind_* __raw_* atomic_* atomic64_* arch_atomic_* instrument_* test_and_* rcu_cpu_stall*
`);

const allocators = `
  object_err slab_err slab_bug slab_fix slab_pad_check check_* print_trailer* print_section print_page_info* alloc_debug_*
  free_debug_* free_to_partial_list on_freelist init_object ___slab_alloc __slab_alloc* slab_alloc* __slab_free slab_free*
  kmem_cache_* __kmem_cache_* __kmalloc* kmalloc* kzalloc* kfree* __kfree* kvfree* kvmalloc* krealloc* do_slab_free
  allocate_slab new_slab* get_partial* deactivate_slab* unfreeze_partials* put_cpu_partial* discard_slab __free_slab
  cache_alloc_* free_large_kmalloc free_unref_* slab_post_alloc_hook setup_object*
`;

const tables: Readonly<Record<Skip, NameTable>> = {
  waiting: nameTable(`
    __schedule schedule* io_schedule* context_switch __switch_to* __mutex_lock* mutex_lock* __ww_mutex_* ww_mutex_*
    mutex_optimistic_spin *rwsem_down* call_rwsem_* *_slowlock* *_slowpath* down* __down* rwsem_* rtmutex_* rt_mutex_* __rt_mutex_* wait_for_* __wait_for_* do_wait_for_*
    __wait_on_* wait_on_* out_of_line_wait_* bit_wait* prepare_to_* finish_wait wait_woken msleep* ssleep usleep_*
    __synchronize_* synchronize_* rcu_barrier* flush_work __flush_work flush_workqueue __flush_workqueue drain_workqueue
    cancel_work_sync __cancel_work_sync __cancel_work_timer cancel_delayed_work_sync percpu_* __percpu_* folio_wait_*
    lock_page __lock_page* folio_lock __folio_lock* __lock_sock *_lock *_lock_nested *_lock_interruptible* *_lock_killable* *_lock_io* lock_sock_nested __lock_buffer cond_resched __cond_resched
    preempt_schedule* rcu_note_* do_sched_yield yield
  `),
  slab: nameTable(`${allocators} *partial*`),
  allocator: nameTable(`
    ${allocators}
    *alloc* *slab* *mmap* *kmem* create_object kmemleak* idr_get* list_lru_init __list_lru_init kasprintf kvasprintf* *strdup* *strndup* *memdup* pcpu_* sget_*
  `),
  lists: nameTable('__list_* list_* hlist_* llist_* plist_*'),
  refcounts: nameTable('refcount_* __refcount_* kref_* kobject_get kobject_put'),
  locks: nameTable(
    'process_one_work pipe_lock* __pipe_lock *perf_event_ctx_lock spin_dump spin_bug rwlock_bug kill_fasync __mutex_* mutex_* down* up* __up* spin_* rwsem_* rtnl_lock lock_sock_nested _raw_* __local_bh_* reacquire_* debug_check_* rcu_*',
  ),
  sleepers: nameTable('schedule* __schedule cond_resched* _cond_resched'),
  objects: nameTable(
    'proc_register proc_create* __proc_create proc_mkdir* debug_* __debug_* *timer* *timer_base* *assert_init* *work_is_static* __init_work',
  ),
  rcu: nameTable('rcu_* *lockdep*'),
  rust: nameTable('rust_helper_* *rust_begin_unwind* *9panicking*'),
  workers: nameTable('process_one_work process_scheduled_works worker_thread'),
  'user copies': nameTable(
    'usercopy_abort __check_object_size check_* __check_heap_object _copy_* copy_* __copy_* __might_fault',
  ),
};
