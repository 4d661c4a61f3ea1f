// SPDX-License-Identifier: MIT
// An entry that is freed while the list is walked by it: the next step reads its links. The loops that end in _safe take the next one first.
virtual report

@freed exists@
iterator walk =~ "^(h?list_for_each_entry(_reverse|_rcu|_continue|_from|_continue_reverse)?|hash_for_each|hash_for_each_possible|llist_for_each_entry)$";
expression each, X;
identifier kill =~ "^(kfree|kvfree|kfree_sensitive|vfree|kmem_cache_free)$";
position at;
@@

walk(..., each, ...)
{
  ... when any
  kill@at(..., each)
  ... when != break;
      when != return ...;
      when != each = X
}

@script:python depends on report@
at << freed.at;
each << freed.each;
@@
coccilib.report.print_report(at[0], "%s is freed, and the loop then reads the next entry from it" % each)
