// SPDX-License-Identifier: MIT
// What a program gives a driver: how much of it is copied must be held against what there is room for, and whether it could be read looked at.
virtual report

@unlooked@
position at;
identifier access =~ "^(get_user|put_user|__get_user|__put_user)$";
@@

access@at(...);

@script:python depends on report@
at << unlooked.at;
access << unlooked.access;
@@
# What was not read is used; what was not written only misses there.
doubt = "WARNING: " if "put" in str(access) else ""
coccilib.report.print_report(at[0], doubt + "what %s() returns is not looked at: it may not have copied anything" % access)

// A function's own parameter as the size, before anything has been said about it.
@unbounded exists@
identifier f, n;
type T;
expression to, from, E;
position at;
identifier copy =~ "^_*copy_from_user$";
identifier taken =~ "^(kmalloc|kzalloc|kvmalloc|kvzalloc|vmalloc|vzalloc|kcalloc|kmalloc_array|krealloc|memdup_user|memdup_user_nul|alloc_skb|check_add_overflow)$";
@@

f(..., T n, ...)
{
  ... when != \(n < E\|n <= E\|n > E\|n >= E\|n == E\|n != E\|E > n\|E < n\|E >= n\|E <= n\)
      when != \(n = E\|n -= E\|n %= E\|n &= E\)
      when != &n
      when != taken(..., <+... n ...+>, ...)
  copy@at(to, from, n)
  ... when any
}

// What a function of the module hands on to another one, that one may have looked at; one that is not static may be called from anywhere.
@called@
identifier unbounded.f;
@@

f(...)

@inside@
identifier unbounded.f;
position unbounded.at;
@@

static f(...)
{
  <+...
  \(copy_from_user@at\|__copy_from_user@at\|_copy_from_user@at\)(...)
  ...+>
}

// Another function has seen it, another number has come of it, or it was held against something on another way to here.
@judged exists@
identifier unbounded.f, unbounded.n;
identifier see !~ "^(_*copy_from_user|_?printk|pr_[a-z]|dev_|mutex_|(raw_)?spin_|memset|min|access_ok)";
type T;
expression X, to, from;
position unbounded.at;
identifier copy =~ "^_*copy_from_user$";
@@

f(..., T n, ...)
{
  ... when any
(
  see(..., <+... n ...+>, ...)
|
  X = <+... n ...+>
|
  \(n < X\|n <= X\|n > X\|n >= X\|X < n\|X <= n\|X > n\|X >= n\)
)
  ... when any
  copy@at(to, from, n)
  ... when any
}

@derived exists@
identifier unbounded.f, unbounded.n;
type T, U;
identifier v;
@@

f(..., T n, ...)
{
  ... when any
  U v = <+... n ...+>;
  ... when any
}

@script:python depends on report && !called && inside && !(judged || derived)@
at << unbounded.at;
n << unbounded.n;
to << unbounded.to;
@@
coccilib.report.print_report(at[0], "%s bytes are copied to %s, and nothing has held %s against its size" % (n, to, n))

@script:python depends on report && !called && (!inside || judged || derived)@
at << unbounded.at;
n << unbounded.n;
to << unbounded.to;
@@
coccilib.report.print_report(at[0], "WARNING: %s bytes are copied to %s, and nothing here has held %s against its size" % (n, to, n))

// What a program wrote into a structure is no better known than a parameter.
@read exists@
expression s, from, to, from2, E;
identifier len, judge;
position at;
identifier copy =~ "^(_*copy_from_user|_*copy_to_user|memcpy|memmove)$";
identifier taken =~ "^(kmalloc|kzalloc|kvmalloc|kvzalloc|vmalloc|vzalloc|memdup_user|memdup_user_nul)$";
@@

copy_from_user(&s, from, ...)
... when != \(s.len < E\|s.len <= E\|s.len > E\|s.len >= E\|s.len == E\|s.len != E\|E > s.len\|E < s.len\)
    when != \(s.len = E\|s.len &= E\)
    when != &s.len
    when != E = &s
    when != judge(..., &s, ...)
    when != judge(..., s.len, ...)
    when != taken(..., <+... s.len ...+>, ...)
copy@at(to, from2, s.len)

@script:python depends on report@
at << read.at;
s << read.s;
len << read.len;
@@
coccilib.report.print_report(at[0], "%s.%s came from the program, and nothing has held it against what there is room for" % (s, len))

@indexed exists@
expression s, from, E, a;
identifier i, judge;
position at;
@@

copy_from_user(&s, from, ...)
... when != \(s.i < E\|s.i <= E\|s.i > E\|s.i >= E\|s.i == E\|s.i != E\|E > s.i\|E < s.i\)
    when != \(s.i = E\|s.i % E\|s.i & E\|s.i %= E\|s.i &= E\)
    when != &s.i
    when != E = &s
    when != judge(..., &s, ...)
    when != judge(..., s.i, ...)
a[s.i]@at

@script:python depends on report@
at << indexed.at;
s << indexed.s;
i << indexed.i;
@@
coccilib.report.print_report(at[0], "%s.%s came from the program, and is an index before anything has held it against the size" % (s, i))

// How much was not copied is never below zero, and no error number.
@sign@
identifier copy =~ "^_*copy_(from|to)_user$";
position at;
@@

copy@at(...) < 0

@signlater exists@
expression E, X;
identifier copy =~ "^_*copy_(from|to)_user$";
position at;
@@

E = copy(...)
... when != E = X
E@at < 0

@script:python depends on report@
at << sign.at;
@@
coccilib.report.print_report(at[0], "what could not be copied is told as a number above zero: this never sees it")

@script:python depends on report@
at << signlater.at;
@@
coccilib.report.print_report(at[0], "what could not be copied is told as a number above zero: this never sees it")
