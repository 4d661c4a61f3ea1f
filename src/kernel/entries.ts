// Where a loop was entered from: for a stall any function of the loop may be on top, so the one that the kernel dispatched to
// stands for it.
import {plainSymbol} from './frame.ts';
import {isNamed, nameTable} from './names.ts';
import type {Frame} from './report.ts';

export interface Entry {
  readonly frame: Frame;
  readonly name?: string;
}

/** The frame above the first dispatcher, `isServant` ones left out; null when there is none. */
export function entryOf(frames: readonly Frame[], isServant: (frame: Frame) => boolean): Entry | null {
  let above: Frame | undefined;
  for (const frame of frames) {
    const symbol = plainSymbol(frame.symbol);
    if (symbol.startsWith('smp_call_function')) return {frame, name: 'smp_call_function'};
    if (isNamed(dispatchers, symbol)) {
      if (above !== undefined) return {frame: above};
    } else if (!isServant(frame)) above = frame;
  }
  return null;
}

const dispatchers = nameTable(`
  do_syscall_* do_fast_syscall_* __do_fast_syscall_* do_int80_* entry_SYSCALL* entry_SYSENTER* entry_INT80* sysenter_* tracesys* system_call* ret_fast_syscall
  __sys_trace_return invoke_syscall el0_svc* do_el0_svc* handle_sys* do_trap_ecall_u ret_from_syscall* syscall_call sys_call_table
  vfs_read vfs_write __vfs_read __vfs_write new_sync_read new_sync_write do_iter_readv_writev* do_iter_read do_iter_write do_loop_readv_writev
  vfs_ioctl do_vfs_ioctl *ys_ioctl *yS_ioctl *compat_ioctl vfs_splice* do_splice*
  sock_sendmsg* __sock_sendmsg* sock_recvmsg* sock_write_iter sock_read_iter *sys_setsockopt *yS_setsockopt *sys_getsockopt
  *sys_connect *sys_bind do_sock_setsockopt do_sock_getsockopt
  netif_receive_skb* __netif_receive_skb* __netif_receive_skb_core process_backlog net_rx_action napi_poll
  rtnetlink_rcv_msg nfnetlink_rcv_msg
  call_timer_fn expire_timers __run_timers run_timer_softirq
  __do_softirq do_softirq* handle_softirqs run_ksoftirqd tasklet_action*
  process_one_work worker_thread smpboot_thread_fn kthread ret_from_fork* task_work_run __fput ____fput
  start_secondary cpu_startup_entry do_idle
`);
