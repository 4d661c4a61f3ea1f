// SPDX-License-Identifier: MIT
// Memory that a function frees on one of its ways out and forgets on another; and a pointer that is left behind to what was freed.
virtual report

@own exists@
local idexpression E;
expression X;
identifier alloc =~ "^(k[mzc]alloc(_array|_node)?|kv[mzc]alloc(_array)?|kstrn?dup|kasprintf|kmemdup(_nul)?|memdup_user(_nul)?|vmemdup_user|strndup_user|vmalloc|vzalloc|kmem_cache_z?alloc|mempool_alloc|__get_free_pages?|get_zeroed_page|alloc_pages?)$";
identifier free =~ "^(kfree|kvfree|kfree_sensitive|vfree|kmem_cache_free|mempool_free|free_pages?|__free_pages?|kfree_const)$";
identifier keep =~ "(add|insert|store|set|push|queue|attach|register|link|assign|swap|xchg|idr_|kref_|call_rcu|kthread_|_init$|splice|move|replace)";
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

@script:python depends on report && freed && !returned@
at << own.at;
E << own.E;
p << own.p;
@@
coccilib.report.print_report(at[0], "%s of line %s is not freed on the way out here, as it is on another" % (E, p[0].line))

// What a structure holds is meant to stay where all went well: only where the function fails is it forgotten.
@member exists@
expression O;
identifier f;
expression X;
constant C;
identifier alloc =~ "^(k[mzc]alloc(_array|_node)?|kv[mzc]alloc(_array)?|kstrn?dup|kasprintf|kmemdup(_nul)?|memdup_user(_nul)?|vmalloc|vzalloc|kmem_cache_z?alloc|__get_free_pages?|get_zeroed_page|alloc_pages?)$";
identifier free =~ "^(kfree|kvfree|kfree_sensitive|vfree|kmem_cache_free|free_pages?|__free_pages?)$";
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

@script:python depends on report && memberfreed@
at << member.at;
O << member.O;
f << member.f;
p << member.p;
@@
coccilib.report.print_report(at[0], "%s->%s of line %s is not freed on the way out here, as it is on another" % (O, f, p[0].line))
