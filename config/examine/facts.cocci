// SPDX-License-Identifier: MIT
// What a module does, a line for each fact, its fields apart by tabs: which function calls which with what, what it holds meanwhile, what it
// keeps of the answer. Nothing is judged here: whoever reads the lines does (src/drivers/examine/static/facts).
virtual report

@initialize:python@
@@
def fact(kind, at, *fields):
    print("\t".join(["fact", kind, at.file, at.line, at.current_element] + [" ".join(str(f).split()) for f in fields]))

# As it is written, comments and all, to the brace that closes it.
def body(at):
    with open(at.file, errors="replace") as source:
        text = "".join(source.readlines()[int(at.line) - 1:])
    depth = 0
    for place, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0 and sign == "}":
            return text[:text.find(";", place) + 1]
    return ""

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
type T;
position at;
@@

(
E = g@at(...)
|
E = (T)g@at(...)
)

@script:python@
E << kept.E;
g << kept.g;
at << kept.at;
@@
fact("kept", at[0], g, E)

@function_kept@
expression E;
identifier callback, member;
position at;
@@

(
E.member@at = callback
|
E->member@at = callback
)

@script:python@
E << function_kept.E;
member << function_kept.member;
callback << function_kept.callback;
at << function_kept.at;
@@
if str(member) == "function":
    fact("callback", at[0], "hrtimer", E, callback)
else:
    fact("field", at[0], member, callback)

// Of which structure the lock is a member.
@typed@
identifier S, m;
struct S *o;
struct S v;
identifier lock =~ "^(mutex_lock|mutex_lock_interruptible|mutex_lock_killable|(raw_)?spin_lock(_irq|_bh|_irqsave)?|(read|write)_lock(_irq|_bh|_irqsave)?|down_read|down_write)$";
position at;
@@

(
lock@at(&o->m, ...)
|
lock@at(&v.m, ...)
)

@script:python@
S << typed.S;
m << typed.m;
at << typed.at;
@@
fact("typed", at[0], S, m)

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

@head@
declarer made =~ "^(LIST_HEAD|HLIST_HEAD|DEFINE_(MUTEX|SPINLOCK|XARRAY|HASHTABLE|IDR))$";
identifier x;
position at;
@@

made@at(x, ...);

@script:python@
x << head.x;
at << head.at;
@@
fact("declared", at[0], x)

@entry@
declarer made =~ "^(module_(init|exit)|(early|pure|core|postcore|arch|subsys|fs|rootfs|device|late)_initcall(_sync)?|EXPORT_SYMBOL(_GPL)?)$";
identifier f;
position at;
@@

made@at(f);

@script:python@
made << entry.made;
f << entry.f;
at << entry.at;
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

// A structure of which each member is set by itself may go to a program with what nobody set: how it is laid out, what goes out whole, and
// which members anything names.
@structure@
identifier S;
position at;
@@

struct S@at { ... };

@script:python@
S << structure.S;
at << structure.at;
@@
fact("structure", at[0], S, body(at[0]))

@parameters@
identifier fn;
parameter list ps;
position at;
@@

fn@at(ps) { ... }

@script:python@
fn << parameters.fn;
ps << parameters.ps;
at << parameters.at;
@@
fact("parameters", at[0], fn, ps)

// A declaration stands for one with a value as well.
@given@
identifier S, s;
initializer I;
position d;
@@

(
struct S s@d = I;
|
static struct S s@d;
)

@shown exists@
identifier S, s;
identifier out =~ "^(_*copy_to_user|copy_to_iter|nla_put|simple_read_from_buffer|put_cmsg)$";
position d != given.d, at;
@@

struct S s@d;
...
out@at(..., &s, ...)

@script:python@
S << shown.S;
s << shown.s;
at << shown.at;
out << shown.out;
@@
fact("shown", at[0], S, s, out)

@shownmemory exists@
identifier S;
struct S *p;
identifier make =~ "^(kmalloc|kmalloc_node|kvmalloc|kmem_cache_alloc|vmalloc)$";
identifier out =~ "^(_*copy_to_user|copy_to_iter|nla_put|simple_read_from_buffer|put_cmsg)$";
position at;
@@

p = make(...)
... when any
out@at(..., p, ...)

@script:python@
S << shownmemory.S;
p << shownmemory.p;
at << shownmemory.at;
out << shownmemory.out;
@@
fact("shown", at[0], S, p, out)

@named@
identifier s, m;
position at;
@@

(
s.m@at
|
s->m@at
)

@script:python@
s << named.s;
m << named.m;
at << named.at;
@@
fact("named", at[0], s, m)

// Written as a whole, or known by another name too.
@whole@
identifier s;
expression E;
position at;
@@

(
s@at = E
|
*s@at = E
)

@script:python@
s << whole.s;
at << whole.at;
@@
fact("whole", at[0], s)

@aliased@
identifier s;
expression X;
type T;
position at;
@@

(
X = &s@at
|
X = (T)&s@at
|
X = s@at
|
X = (T)s@at
)

@script:python@
s << aliased.s;
at << aliased.at;
@@
fact("aliased", at[0], s)

@aliasdeclared@
identifier s, v;
type T, U;
position at;
@@

(
T v = &s@at;
|
T v = (U)&s@at;
|
T v = s@at;
|
T v = (U)s@at;
)

@script:python@
s << aliasdeclared.s;
at << aliasdeclared.at;
@@
fact("aliased", at[0], s)

// The ways out of loading: under which question, with what answer, which calls come before and which on the way.
@loading@
declarer made =~ "^(module_init|(early|pure|core|postcore|arch|subsys|fs|rootfs|device|late)_initcall(_sync)?)$";
identifier f;
@@

made(f);

@leaving@
identifier l;
expression C;
position c, g;
@@

(
  if@c (C) goto@g l;
|
  if@c (C) return@g ...;
|
  if@c (C) { ... when any
    goto@g l;
  }
|
  if@c (C) { ... when any
    return@g ...;
  }
)

@script:python@
f << loading.f;
C << leaving.C;
c << leaving.c;
g << leaving.g;
@@
if g[0].current_element == f:
    fact("leaving", g[0], c[0].line, C)
else:
    cocci.include_match(False)

@ending exists@
identifier l;
expression E;
position leaving.g, e;
@@

(
  goto@g l;
  ... when any
  return@e E;
|
  return@g@e E;
)

@script:python@
f << loading.f;
E << ending.E;
e << ending.e;
g << leaving.g;
@@
if g[0].current_element == f:
    fact("ending", g[0], E)

@answered exists@
identifier R, l;
expression X, leaving.C;
constant K;
position leaving.c, leaving.g;
@@

if@c (C) { ... when any
  R = \(-K\|PTR_ERR(X)\);
  ... when any
  goto@g l;
}

@script:python@
f << loading.f;
R << answered.R;
g << leaving.g;
@@
if g[0].current_element == f:
    fact("answered", g[0], R)

@undoing exists@
identifier l, fn;
position leaving.g, h;
@@

goto@g l;
... when any
fn@h(...)

@script:python@
f << loading.f;
fn << undoing.fn;
g << leaving.g;
@@
if g[0].current_element == f:
    fact("undoing", g[0], fn)

@before exists@
identifier fn, l;
position p, leaving.g;
@@

fn@p(...)
... when any
\(goto@g l;\|return@g ...;\)

@script:python@
f << loading.f;
fn << before.fn;
p << before.p;
g << leaving.g;
@@
if g[0].current_element == f:
    fact("before", g[0], p[0].line, fn)
