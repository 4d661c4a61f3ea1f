// SPDX-License-Identifier: MIT
// What a module does, a line for each fact, its fields apart by tabs: which function calls which with what, what it holds meanwhile, what it
// keeps of the answer. Nothing is judged here: whoever reads the lines does (src/drivers/examine/static/facts).
virtual report

@initialize:python@
@@
def fact(kind, at, *fields):
    print("\t".join(["fact", kind, at.file, at.line, at.current_element] + [" ".join(str(f).split()) for f in fields]))

@call@
identifier g;
expression list as;
position at;
@@

g@at(as)

@script:python@
g << call.g;
as_ << call.as;
at << call.at;
@@
fact("call", at[0], g, as_)

@kept@
expression E;
identifier g;
position at;
@@

E = g@at(...)

@script:python@
E << kept.E;
g << kept.g;
at << kept.at;
@@
fact("kept", at[0], g, E)

@function_kept@
expression E;
identifier callback, member =~ "^function$";
position at;
@@

E.member@at = callback

@script:python@
E << function_kept.E;
callback << function_kept.callback;
at << function_kept.at;
@@
fact("callback", at[0], "hrtimer", E, callback)

@held exists@
identifier lock =~ "^(mutex_lock|mutex_lock_interruptible|mutex_lock_killable|mutex_lock_nested|(raw_)?spin_lock(_irq|_bh|_irqsave|_nested)?|(read|write)_lock(_irq|_bh|_irqsave)?|down|down_interruptible|down_killable|down_read|down_write)$";
identifier unlock =~ "^(mutex_unlock|(raw_)?spin_unlock(_irq|_bh|_irqrestore)?|(read|write)_unlock(_irq|_bh|_irqrestore)?|up|up_read|up_write)$";
identifier g;
expression L;
expression list as;
position p, at;
@@

lock@p(L, ...)
... when != unlock(L, ...)
    when any
g@at(as)

@script:python@
lock << held.lock;
L << held.L;
p << held.p;
g << held.g;
as_ << held.as;
at << held.at;
@@
fact("held", at[0], lock, L, p[0].line, g, as_)

@atomic exists@
identifier begin =~ "^(rcu_read_lock|rcu_read_lock_bh|preempt_disable|local_irq_disable|local_bh_disable|local_irq_save)$";
identifier end =~ "^(rcu_read_unlock|rcu_read_unlock_bh|preempt_enable|local_irq_enable|local_bh_enable|local_irq_restore)$";
identifier g;
expression list as;
position p, at;
@@

begin@p(...)
... when != end(...)
    when any
g@at(as)

@script:python@
begin << atomic.begin;
p << atomic.p;
g << atomic.g;
as_ << atomic.as;
at << atomic.at;
@@
fact("held", at[0], begin, "", p[0].line, g, as_)

@variable@
type T;
identifier x;
position at;
@@

(
T x@at;
|
T x@at = ...;
)

@script:python@
x << variable.x;
at << variable.at;
@@
fact("declared", at[0], x)

@whole@
declarer made =~ "^module_(init|exit)$";
identifier f;
position at;
@@

made@at(f);

@script:python@
made << whole.made;
f << whole.f;
at << whole.at;
@@
fact("entry", at[0], made, f)

@armed@
declarer made =~ "^(DECLARE_WORK|DECLARE_DELAYED_WORK|DEFINE_TIMER|DECLARE_TASKLET)$";
identifier x, f;
position at;
@@

made@at(x, f);

@script:python@
x << armed.x;
f << armed.f;
made << armed.made;
at << armed.at;
@@
fact("callback", at[0], made, x, f)

@operation@
identifier type, name, member, f;
position at;
@@

struct type name = {
  ...,
  .member@at = f,
  ...,
};

@script:python@
member << operation.member;
f << operation.f;
at << operation.at;
@@
fact("field", at[0], member, f)
