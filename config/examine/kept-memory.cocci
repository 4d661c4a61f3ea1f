// SPDX-License-Identifier: MIT
// Memory that a function frees on one of its ways out and forgets on another. Where it was handed on to somebody who may keep or free it,
// that is a hint alone; where the way out is shared by who frees and who does not, as one condition says, it is nothing.
virtual report

@own exists@
local idexpression E;
expression X;
identifier alloc =~ "^(k[mzc]alloc(_array|_node)?|kv[mzc]alloc(_array)?|kstrn?dup|kasprintf|kmemdup(_nul)?|memdup_user(_nul)?|vmemdup_user|strndup_user|vmalloc|vzalloc|kmem_cache_z?alloc|mempool_alloc|__get_free_pages?|get_zeroed_page|alloc_pages?)$";
identifier free =~ "^(kfree|kvfree|kfree_sensitive|kfree_rcu|vfree|kmem_cache_free|mempool_free|free_pages?|__free_pages?|kfree_const)$";
identifier keep =~ "(add|insert|store|set|push|queue|attach|register|link|assign|swap|xchg|idr_|kref_|call_rcu|kthread_|splice|move|replace)";
// The module's own ways to free: by whatever name.
identifier drop =~ "(_put|_free|_destroy|_release|_drop|_unref|_cleanup|_teardown|_del|_delete|_remove)(_.*)?$|^(put|free|destroy|release|drop|delete|remove)_";
statement S;
position p, at;
@@

E = alloc@p(...)
... when != free(..., E, ...)
    when != X = E
(
if (\(!E\|E == NULL\|IS_ERR(E)\|IS_ERR_OR_NULL(E)\)) S
|
if (\(!E\|E == NULL\|IS_ERR(E)\|IS_ERR_OR_NULL(E)\) || ...) S
)
... when != free(..., E, ...)
    when != X = E
    when != keep(..., <+... E ...+>, ...)
    when != drop(..., E, ...)
return@at ...;

@returned exists@
local idexpression own.E;
position own.at;
@@

return@at <+... E ...+>;

@freed exists@
local idexpression own.E;
identifier own.alloc;
identifier free =~ "^(kfree|kvfree|kfree_sensitive|vfree|kmem_cache_free|mempool_free|free_pages?|__free_pages?|kfree_const)$";
position own.p;
@@

E = alloc@p(...)
... when any
free(..., E, ...)

@leaving exists@
expression C, E;
identifier free =~ "^(kfree|kvfree|kfree_sensitive|kfree_rcu|vfree|kmem_cache_free|mempool_free|free_pages?|__free_pages?|kfree_const)$";
identifier l;
position q;
@@

if (C) { ... when any
  free@q(..., E, ...);
  ... when any
(
  return ...;
|
  goto l;
)
}

// Freed under a condition, after which both come to the same end: the condition may be what tells whether there was anything.
@sometimes exists@
local idexpression own.E;
identifier own.alloc;
expression C;
identifier free =~ "^(kfree|kvfree|kfree_sensitive|kfree_rcu|vfree|kmem_cache_free|mempool_free|free_pages?|__free_pages?|kfree_const)$";
position own.p, own.at;
position q != leaving.q;
@@

E = alloc@p(...)
... when any
(
if (C) { ... when any
  free@q(..., E, ...);
  ... when any
}
|
if (C) free@q(..., E, ...);
)
... when any
return@at ...;

// Those that are named here only look at what they are given, and so do functions of the module that neither keep it nor hand it on.
@ours@
identifier fn;
position d;
@@

fn@d(...) { ... }

@keeps exists@
identifier ours.fn, a, f;
position ours.d;
expression O, X;
type T;
identifier other !~ "^((mem(set|cpy|move|cmp|chr)|sscanf|_*(copy_(from|to)|get|put|clear)_user|simple_(read_from|write_to)_buffer|kref_init|up(_read|_write)?|init_(completion|waitqueue_head|rwsem)|refcount_(set|read)|timer_setup|hrtimer_init|hex2bin|bin2hex|(un)?likely|(test|set|clear)_bit|ilog2|struct_size|sizeof|BUG_ON|list_empty)$|str[a-z]|v?s[cn]*printf|kstrto|INIT_|mutex_|(raw_)?(spin|read|write)_(lock|unlock|trylock)|down|atomic|print_hex_dump|_?printk|pr_[a-z]|(dev|netdev|netif)_(err|warn|info|dbg|notice|crit|alert|emerg)|IS_ERR|PTR_ERR|ERR_|WARN|crc[0-9]|get_random_|bitmap_|ARRAY_SIZE|min|max)";
@@

fn@d(..., T a, ...)
{
  ... when any
(
  other(..., <+... a ...+>, ...)
|
  O->f(..., <+... a ...+>, ...)
|
  X = \(a\|&a->f\)
)
  ... when any
}

@lent depends on !keeps@
identifier ours.fn;
position c;
@@

fn@c(...)

@handed exists@
local idexpression own.E;
identifier own.alloc, f, m;
expression O, X, n;
type T;
identifier unknown !~ "^((mem(set|cpy|move|cmp|chr)|sscanf|_*(copy_(from|to)|get|put|clear)_user|simple_(read_from|write_to)_buffer|kref_init|up(_read|_write)?|init_(completion|waitqueue_head|rwsem)|refcount_(set|read)|timer_setup|hrtimer_init|hex2bin|bin2hex|(un)?likely|(test|set|clear)_bit|ilog2|struct_size|sizeof|BUG_ON|list_empty|v?free|_*free_pages?|kmem_cache_free|mempool_free|vfree)$|str[a-z]|v?s[cn]*printf|kstrto|INIT_|mutex_|(raw_)?(spin|read|write)_(lock|unlock|trylock)|down|atomic|print_hex_dump|_?printk|pr_[a-z]|(dev|netdev|netif)_(err|warn|info|dbg|notice|crit|alert|emerg)|IS_ERR|PTR_ERR|ERR_|WARN|crc[0-9]|get_random_|bitmap_|ARRAY_SIZE|min|max|kv?free)";
position own.p, own.at;
position c != lent.c;
@@

E = alloc@p(...)
... when any
(
unknown@c(..., <+... E ...+>, ...)
|
O->m(..., <+... E ...+>, ...)
|
O.m(..., <+... E ...+>, ...)
|
  (*O)(..., <+... E ...+>, ...)
|
X = \(&E->f\|&E->f[...]\|E->f\|(T)E\|E + n\|&E[...]\|&E\)
)
... when any
return@at ...;

@renamed exists@
local idexpression own.E;
identifier own.alloc, f, v;
type T, U;
position own.p, own.at;
@@

E = alloc@p(...)
... when any
(
T v = \(E\|&E->f\|&E->f[...]\|E->f\|(U)E\);
|
T v = { ..., .f = E, ..., };
)
... when any
return@at ...;

@well@
position own.at;
@@

return@at 0;

@script:python depends on report && freed && !returned && !sometimes && !(handed || renamed)@
at << own.at;
E << own.E;
p << own.p;
@@
coccilib.report.print_report(at[0], "%s of line %s is not freed on the way out here, as it is on another" % (E, p[0].line))

@script:python depends on report && freed && !returned && !sometimes && (handed || renamed) && !well@
at << own.at;
E << own.E;
p << own.p;
@@
coccilib.report.print_report(at[0], "WARNING: %s of line %s is not freed on the way out here, as it is on another, unless what it was handed to does so" % (E, p[0].line))

// What a structure holds is meant to stay where all went well: only where the function fails is it forgotten.
@member exists@
expression O;
identifier f;
expression X;
constant C;
identifier alloc =~ "^(k[mzc]alloc(_array|_node)?|kv[mzc]alloc(_array)?|kstrn?dup|kasprintf|kmemdup(_nul)?|memdup_user(_nul)?|vmalloc|vzalloc|kmem_cache_z?alloc|__get_free_pages?|get_zeroed_page|alloc_pages?)$";
identifier free =~ "^(kfree|kvfree|kfree_sensitive|kfree_rcu|vfree|kmem_cache_free|free_pages?|__free_pages?)$";
identifier drop =~ "(_put|_free|_destroy|_release|_drop|_unref|_cleanup|_teardown|_del|_delete|_remove|_unregister|_exit|_fini|_close|_stop)(_.*)?$|^(put|free|destroy|release|drop|delete|remove|cleanup|unregister)_";
statement S;
position p, at;
@@

O->f = alloc@p(...)
... when != free(..., O->f, ...)
(
if (\(!O->f\|O->f == NULL\|IS_ERR(O->f)\)) S
|
if (\(!O->f\|O->f == NULL\|IS_ERR(O->f)\) || ...) S
)
... when != free(..., O->f, ...)
    when != free(..., O, ...)
    when != drop(..., <+... O ...+>, ...)
    when != X = O->f
return@at -C;

@memberfreed exists@
expression member.O;
identifier member.f, member.alloc;
identifier free =~ "^(kfree|kvfree|kfree_sensitive|vfree|kmem_cache_free|free_pages?|__free_pages?)$";
constant C;
position member.p;
@@

O->f = alloc@p(...)
... when any
free(..., O->f, ...)
... when any
return -C;

// Lost for certain where nobody else has the structure yet, or the module is not loaded after all.
@fresh exists@
expression member.O;
identifier member.f, member.alloc;
identifier make =~ "^(devm_)?(k[mzc]alloc|kv[mzc]alloc|kmem_cache_z?alloc)(_node)?$";
position member.p;
@@

O = make(...)
... when any
O->f = alloc@p(...)

@loads@
declarer name module_init;
identifier fn;
@@

module_init(fn);

@loading@
identifier loads.fn;
position member.at;
@@

fn(...)
{
  <+...
  return@at ...;
  ...+>
}

// A function of the module that is given the structure may have freed what it holds.
@given exists@
expression member.O;
identifier member.f, member.alloc, ours.fn;
position member.p, member.at;
@@

O->f = alloc@p(...)
... when any
fn(..., <+... O ...+>, ...)
... when any
return@at ...;

@script:python depends on report && memberfreed && !given && (fresh || loading)@
at << member.at;
O << member.O;
f << member.f;
p << member.p;
@@
coccilib.report.print_report(at[0], "%s->%s of line %s is not freed on the way out here, as it is on another" % (O, f, p[0].line))

@script:python depends on report && memberfreed && !given && !fresh && !loading@
at << member.at;
O << member.O;
f << member.f;
p << member.p;
@@
coccilib.report.print_report(at[0], "WARNING: %s->%s of line %s is not freed on the way out here, as it is on another: who has %s must know" % (O, f, p[0].line, O))

@script:python depends on report && memberfreed && given@
at << member.at;
O << member.O;
f << member.f;
p << member.p;
@@
coccilib.report.print_report(at[0], "WARNING: %s->%s of line %s is not freed on the way out here, as it is on another, unless what was given %s does so" % (O, f, p[0].line, O))

// The structure is freed, and what it alone leads to is not: on another way out both are.
@lost exists@
idexpression O;
identifier f;
expression X;
identifier alloc =~ "^(k[mzc]alloc(_array|_node)?|kv[mzc]alloc(_array)?|kstrn?dup|kasprintf|kmemdup(_nul)?|memdup_user(_nul)?|vmalloc|vzalloc)$";
identifier free =~ "^(kfree|kvfree|kfree_sensitive|vfree)$";
identifier last =~ "^(kfree|kvfree|kfree_sensitive)$";
statement S;
position p, at;
@@

O->f = alloc@p(...)
... when != free(O->f)
(
if (\(!O->f\|O->f == NULL\|IS_ERR(O->f)\)) S
|
if (\(!O->f\|O->f == NULL\|IS_ERR(O->f)\) || ...) S
)
... when != free(O->f)
    when != X = O->f
    when != O = X
last@at(O)

@lostfreed exists@
idexpression lost.O;
identifier lost.f, lost.alloc;
identifier free =~ "^(kfree|kvfree|kfree_sensitive|vfree)$";
position lost.p;
@@

O->f = alloc@p(...)
... when any
free(O->f)

@lostgiven exists@
idexpression lost.O;
identifier lost.f, lost.alloc, lost.last, ours.fn;
position lost.p, lost.at;
@@

O->f = alloc@p(...)
... when any
fn(..., <+... O ...+>, ...)
... when any
last@at(O)

@lostsometimes exists@
idexpression lost.O;
identifier lost.f, lost.last;
identifier free =~ "^(kfree|kvfree|kfree_sensitive|vfree)$";
expression C;
position lost.at;
position q != leaving.q;
@@

(
if (C) { ... when any
  free@q(O->f);
  ... when any
}
|
if (C) free@q(O->f);
)
... when any
last@at(O)

@script:python depends on report && lostfreed && !lostgiven && !lostsometimes@
at << lost.at;
O << lost.O;
f << lost.f;
p << lost.p;
@@
coccilib.report.print_report(at[0], "%s is freed here, and %s->%s of line %s is not, as it is on another way out: nothing leads to it any more" % (O, O, f, p[0].line))
