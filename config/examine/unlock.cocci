// SPDX-License-Identifier: MIT
// A lock that may not have been got, and is given back on one path and kept on another, which returns.
virtual report

// Held in the branch alone that was taken for having got it.
@within@
identifier lock =~ "^(mutex_lock_interruptible|mutex_lock_killable|down_interruptible|down_killable|down_read_killable|down_write_killable|mutex_trylock|(raw_)?spin_trylock(_bh|_irq|_irqsave)?|down_trylock|down_read_trylock|down_write_trylock)$";
identifier unlock =~ "^(mutex_unlock|up|up_read|up_write|(raw_)?spin_unlock(_bh|_irq|_irqrestore)?)$";
expression L;
position p;
@@

(
if (lock@p(L, ...)) { <+... unlock(L, ...) ...+> }
|
if (!lock@p(L, ...)) { <+... unlock(L, ...) ...+> }
)

@asked exists@
identifier lock =~ "^(mutex_lock_interruptible|mutex_lock_killable|down_interruptible|down_killable|down_read_killable|down_write_killable|mutex_trylock|(raw_)?spin_trylock(_bh|_irq|_irqsave)?|down_trylock|down_read_trylock|down_write_trylock)$";
identifier unlock =~ "^(mutex_unlock|up|up_read|up_write|(raw_)?spin_unlock(_bh|_irq|_irqrestore)?)$";
expression L;
statement S;
position p != within.p;
position at;
@@

(
if (lock@p(L, ...)) S
|
if (!lock@p(L, ...)) S
)
... when != unlock(L, ...)
return@at ...;

@given exists@
expression asked.L;
identifier asked.lock;
identifier unlock =~ "^(mutex_unlock|up|up_read|up_write|(raw_)?spin_unlock(_bh|_irq|_irqrestore)?)$";
position asked.p;
@@

lock@p(L, ...)
... when any
unlock(L, ...)

// One that answers for all went well with the lock held may be meant to: its caller gives it back.
@failed@
constant C;
position asked.at;
@@

return@at -C;

// What the kernel calls by a structure has no caller that would.
@inside@
identifier f;
position asked.at;
@@

f(...)
{
  <+...
  return@at ...;
  ...+>
}

@operation@
identifier inside.f;
identifier type, name, member;
@@

struct type name = {
  ...,
  .member = f,
  ...,
};

// The same way out is come to with the lock given back.
@both exists@
expression asked.L;
identifier unlock =~ "^(mutex_unlock|up|up_read|up_write|(raw_)?spin_unlock(_bh|_irq|_irqrestore)?)$";
position asked.at;
@@

unlock(L, ...)
... when any
return@at ...;

@leaving exists@
expression C, M;
identifier unlock =~ "^(mutex_unlock|up|up_read|up_write|(raw_)?spin_unlock(_bh|_irq|_irqrestore)?)$";
identifier l;
position q;
@@

if (C) { ... when any
  unlock@q(M, ...);
  ... when any
(
  return ...;
|
  goto l;
)
}

// Under a condition, which may be what tells whether it is held.
@sometimes exists@
expression asked.L, C;
identifier unlock =~ "^(mutex_unlock|up|up_read|up_write|(raw_)?spin_unlock(_bh|_irq|_irqrestore)?)$";
position asked.at;
position q != leaving.q;
@@

(
if (C) { ... when any
  unlock@q(L, ...);
  ... when any
}
|
if (C) unlock@q(L, ...);
)
... when any
return@at ...;

@script:python depends on report && given && !sometimes && (failed || both || operation)@
at << asked.at;
L << asked.L;
p << asked.p;
@@
coccilib.report.print_report(at[0], "returns without giving %s back, which was taken in line %s" % (L, p[0].line))

@script:python depends on report && given && !sometimes && !failed && !both && !operation@
at << asked.at;
L << asked.L;
p << asked.p;
@@
coccilib.report.print_report(at[0], "WARNING: returns without giving %s back, which was taken in line %s, unless the caller is to do so" % (L, p[0].line))

// A reader of RCU that is left open, by the same measure.
@reader exists@
position p, at;
identifier begin =~ "^(rcu_read_lock|rcu_read_lock_bh|srcu_read_lock)$";
identifier end =~ "^(rcu_read_unlock|rcu_read_unlock_bh|srcu_read_unlock)$";
@@

begin@p(...)
... when != end(...)
return@at ...;

@readerended exists@
position reader.p;
identifier reader.begin;
identifier end =~ "^(rcu_read_unlock|rcu_read_unlock_bh|srcu_read_unlock)$";
@@

begin@p(...)
... when any
end(...)

@readerleaving exists@
expression C;
identifier end =~ "^(rcu_read_unlock|rcu_read_unlock_bh|srcu_read_unlock)$";
identifier l;
position q;
@@

if (C) { ... when any
  end@q(...);
  ... when any
(
  return ...;
|
  goto l;
)
}

@readersometimes exists@
expression C;
identifier end =~ "^(rcu_read_unlock|rcu_read_unlock_bh|srcu_read_unlock)$";
position reader.at;
position q != readerleaving.q;
@@

(
if (C) end@q(...);
|
if (C) { ... when any
  end@q(...);
  ... when any
}
)
... when any
return@at ...;

@readerfailed@
constant C;
position reader.at;
@@

return@at \(-C\|NULL\);

@readerboth exists@
identifier end =~ "^(rcu_read_unlock|rcu_read_unlock_bh|srcu_read_unlock)$";
position reader.at;
@@

end(...)
... when any
return@at ...;

@readerinside@
identifier f;
position reader.at;
@@

f(...)
{
  <+...
  return@at ...;
  ...+>
}

@readeroperation@
identifier readerinside.f;
identifier type, name, member;
@@

struct type name = {
  ...,
  .member = f,
  ...,
};

@script:python depends on report && readerended && !readersometimes && (readerfailed || readerboth || readeroperation)@
at << reader.at;
p << reader.p;
begin << reader.begin;
@@
coccilib.report.print_report(at[0], "returns without ending what %s() in line %s began, as it does elsewhere" % (begin, p[0].line))

@script:python depends on report && readerended && !readersometimes && !readerfailed && !readerboth && !readeroperation@
at << reader.at;
p << reader.p;
begin << reader.begin;
@@
coccilib.report.print_report(at[0], "WARNING: returns without ending what %s() in line %s began, as it does elsewhere, unless the caller is to do so" % (begin, p[0].line))
