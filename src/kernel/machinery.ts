// Functions that stand on a stack because a report is being made, or because they serve whoever called them: never the
// ones to blame. Tables, so that a new quirk is one more line.

import {plainSymbol} from './frame.ts';
import type {Frame} from './report.ts';

/** What else to step over, besides what is always stepped over. */
export type Skip = 'none' | 'waiting' | 'allocator' | 'lists' | 'refcounts' | 'locks' | 'user copies';

/** True for a frame that says nothing about whose fault it is. */
export function isMachinery(frame: Frame, skip: Skip): boolean {
  const symbol = plainSymbol(frame.symbol);
  return matches(always, symbol) || matches(servants, symbol) || matches(tables[skip], symbol);
}

/** Names, or beginnings of names where a `*` stands at the end. */
function tableOf(words: string): RegExp {
  const names = words
    .trim()
    .split(/\s+/)
    .map((word) => (word.endsWith('*') ? `${word.slice(0, -1)}\\w*` : word));
  return new RegExp(`^(?:${names.join('|')})$`);
}

function matches(table: RegExp | null, symbol: string): boolean {
  return table?.test(symbol) ?? false;
}

/** Whoever called these handed them something bad. */
const servants = tableOf(`
  __mutex_* mutex_* _mutex_* down_* up_* __down_* __up_* rwsem_* spin_* lock_sock* release_sock rtnl_lock* __ww_mutex_* ww_mutex_*
  __kmalloc* kmalloc* kzalloc* kcalloc kfree* __kfree kvfree* kvmalloc* __kvmalloc* krealloc* __do_krealloc kmem_cache_* __kmem_cache_*
  ___slab_alloc __slab_alloc* slab_alloc* __slab_free slab_free* do_slab_free slab_post_alloc_hook allocate_slab
  kmemdup* kstrdup* memdup_user* vmemdup_user __vmalloc* vmalloc* vfree free_large_kmalloc __free_pages* free_pages*
  _copy_to_user _copy_from_user copy_to_user copy_from_user __copy_*user* copy_user_* _copy_*_iter rep_* __get_user_* __put_user_*
  __arch_copy_* copyin copyout strncpy_from_user strnlen_user strn* strstr strcasecmp strsep strpbrk hex_dump_to_buffer hex_string
  rb_* __rb_* radix_tree_* xas_* xa_* __xa_* idr_* llist_* hlist_* bitmap_* kobject_* kref_* refcount_* __refcount_* klist_*
  device_del device_unregister sysfs_remove_* kernfs_* _atomic_dec_and_lock* string vsnprintf snprintf vprintk* _printk printk vprintk_emit
`);

const always = tableOf(`
  dump_stack* show_stack* dump_backtrace show_regs* show_trace_log_lvl print_trace_stack __dump_stack dump_cpu_task
  sched_show_task show_state_filter arch_show_regs print_report print_address_description* arch_dump_stack
  panic vpanic nmi_panic* check_panic_on_warn panic_print_sys_info add_taint oops_begin oops_end oops_enter oops_exit
  die die_addr __die* no_context page_fault_oops bad_area* __bad_area* kernelmode_fixup_or_oops do_user_addr_fault
  do_kern_addr_fault handle_page_fault spurious_kernel_fault exc_* asm_exc_* asm_sysvec_* sysvec_* asm_common_interrupt
  common_interrupt do_trap do_error_trap* do_invalid_op handle_bug report_bug* fixup_bug do_general_protection
  do_divide_error do_page_fault __do_page_fault do_int3 invalid_op general_protection page_fault divide_error double_fault
  do_double_fault error_entry paranoid_entry ret_from_intr apic_timer_interrupt smp_apic_timer_interrupt
  __sysvec_* native_* pv_native_* default_do_nmi do_nmi end_repeat_nmi nmi unknown_nmi_error nmi_handle asm_fred_*
  nmi_cpu_backtrace* nmi_trigger_cpumask_backtrace* arch_trigger_cpumask_backtrace trigger_*backtrace
  trigger_all_cpu_backtrace rcu_dump_cpu_stacks print_cpu_stall* print_other_cpu_stall* check_cpu_stall rcu_check_*
  rcu_pending rcu_sched_clock_irq update_process_times tick_sched_handle* tick_sched_timer tick_nohz_* tick_periodic
  hrtimer_interrupt __hrtimer_run_queues __run_hrtimer local_apic_timer_interrupt watchdog_timer_fn lapic_*
  watchdog_overflow_callback perf_event_nmi_handler perf_event_overflow __perf_event_overflow perf_ibs_*
  intel_pmu_handle_irq* is_softlockup watchdog is_hardlockup check_hung_* watchdog_hardlockup_*
  __warn* warn_slowpath_* warn_alloc* ret_from_fork* kthread_stop
  kasan_* __kasan_* __asan_* asan_* check_memory_region* check_region_inline memory_is_* kcsan_* __tsan_* kmsan_*
  __msan_* ubsan_* __ubsan_* kfence_* check_canary* report_* save_stack* stack_trace_* set_track* end_report
  __fortify_report fortify_panic __stack_chk_fail copy_overflow fault_dirty_* do_mem_abort do_translation_fault
  __do_kernel_fault el1* el0t_64_* do_sea do_debug_exception asm_call_* irq_exit* irq_enter* __irq_exit_rcu invoke_softirq
  do_softirq* __do_softirq handle_softirqs call_on_stack do_idle cpu_startup_entry default_idle* cpu_idle* mwait_idle*
  cpuidle_* intel_idle* acpi_idle_* acpi_safe_halt amd_e400_idle cpu_idle_poll start_secondary secondary_startup_64*
  rest_init arch_call_rest_init start_kernel x86_64_start_* common_startup_64 arch_cpu_idle secondary_start_kernel
  __schedule_bug schedule_debug __might_resched __might_sleep ___might_sleep __might_fault __cant_sleep
  debug_smp_processor_id check_preemption_disabled __this_cpu_preempt_check debug_print_object debug_check_* debug_object_*
  warn_bogus_irq_restore handle_overflow usercopy_warn lockdep_* __lock_acquire lock_acquire* lock_release* print_*
  mark_lock* mark_held_locks check_prev* check_deadlock* validate_chain* check_noncircular check_irq_* check_usage*
  __lock_release lock_is_held* rcu_lockdep_* register_lock_class assign_lock_key valid_state
  memset* __memset memcpy* __memcpy* memmove* __memmove memcmp strcmp strncmp strlen strnlen strcpy strncpy strlcpy
  strscpy* sized_strscpy strchr strstr memchr* memscan rep_movs* rep_stos* clear_page_* copy_page* __list_* list_*
  _find_next_bit* find_next_bit _find_first_* __x86_indirect_thunk_* __sanitizer_* __kcsan_* ftrace_* trace_* 
  entry_SYSCALL_64* do_syscall_64 __do_fast_syscall_32 x64_sys_call invoke_syscall el0_svc*
  _raw_spin_* _raw_read_* _raw_write_* __raw_spin_* queued_* do_raw_* __pv_queued_* pv_* csd_lock_wait
  delay_tsc __delay __const_udelay udelay* ndelay* delay_* rcu_read_* preempt_* __preempt_* preempt_schedule*
  arch_local_* arch_stack_walk unwind_* __raw_* atomic_* arch_atomic_* instrument_* test_and_* rcu_cpu_stall*
`);

const tables: Readonly<Record<Skip, RegExp | null>> = {
  none: null,
  waiting: tableOf(`
    __schedule schedule* io_schedule* context_switch __switch_to* __mutex_lock* mutex_lock* __ww_mutex_* ww_mutex_*
    mutex_optimistic_spin down* __down* rwsem_* rtmutex_* rt_mutex_* __rt_mutex_* wait_for_* __wait_for_* do_wait_for_*
    __wait_on_* wait_on_* out_of_line_wait_* bit_wait* prepare_to_* finish_wait wait_woken msleep* ssleep usleep_*
    __synchronize_* synchronize_* rcu_barrier* flush_work __flush_work flush_workqueue __flush_workqueue drain_workqueue
    cancel_work_sync __cancel_work_sync __cancel_work_timer cancel_delayed_work_sync percpu_* __percpu_* folio_wait_*
    lock_page __lock_page* folio_lock __folio_lock* __lock_sock lock_sock_nested __lock_buffer cond_resched __cond_resched
    preempt_schedule* rcu_note_* do_sched_yield yield
  `),
  allocator: tableOf(`
    object_err slab_err slab_bug slab_fix slab_pad_check check_* print_trailer* print_section print_page_info* alloc_debug_*
    free_debug_* free_to_partial_list on_freelist init_object ___slab_alloc __slab_alloc* slab_alloc* __slab_free slab_free*
    kmem_cache_* __kmem_cache_* __kmalloc* kmalloc* kzalloc* kfree* __kfree* kvfree* kvmalloc* krealloc* do_slab_free
    allocate_slab new_slab* get_partial* deactivate_slab* unfreeze_partials* put_cpu_partial* discard_slab __free_slab
    cache_alloc_* free_large_kmalloc free_unref_* slab_post_alloc_hook setup_object*
  `),
  lists: tableOf('__list_* list_* hlist_* llist_* plist_*'),
  refcounts: tableOf('refcount_* __refcount_* kref_* kobject_get kobject_put'),
  locks: tableOf(
    '__mutex_* mutex_* down* up* __up* spin_* rwsem_* rtnl_lock lock_sock_nested _raw_* __local_bh_* reacquire_* debug_check_* rcu_*',
  ),
  'user copies': tableOf(
    'usercopy_abort __check_object_size check_* __check_heap_object _copy_* copy_* __copy_* __might_fault',
  ),
};
