// SPDX-License-Identifier: MIT
// A number that a program gave, used as an index: with nothing said of it, or held against the upper end alone where it may be below zero.
// Only those as wide as an int: an array may well have an element for each value of a byte.
virtual report

@initialize:python@
@@
import re

# A number as it is written has a sign, unless it says that it has none; of a name only what the file itself says of it is known.
def hasSign(number, at):
    plain = r"(?:0[xX][0-9a-fA-F]+|[0-9]+)"
    if re.fullmatch(plain, str(number)):
        return True
    with open(at.file, errors="replace") as source:
        return re.search(r"^\s*#\s*define\s+%s\s+\(?%s\)?\s*(?:/[*/].*)?$" % (re.escape(str(number)), plain), source.read(), re.M) is not None

@unlooked exists@
typedef s32, u32, s64, u64, __s32, __u32, __s64, __u64, int32_t, uint32_t;
local idexpression {int, unsigned int, long, unsigned long, long long, unsigned long long, s32, u32, s64, u64, __s32, __u32, __s64, __u64, size_t, ssize_t, int32_t, uint32_t} i;
expression a;
identifier get =~ "^(_*get_user|_*copy_from_user)$";
position at;
@@

\(get(i, ...)\|get(&i, ...)\)
... when != i
a[i]@at

@script:python depends on report@
at << unlooked.at;
i << unlooked.i;
@@
coccilib.report.print_report(at[0], "%s came from the program, and is an index before anything has held it against the size" % i)

// Held against a number without a sign (a size), one below zero is above the end as well.
@negative exists@
local idexpression {int, long, long long, s32, s64, __s32, __s64, ssize_t, int32_t} i;
constant N;
expression a;
identifier get =~ "^(_*get_user|_*copy_from_user)$";
statement S;
position at;
@@

\(get(i, ...)\|get(&i, ...)\)
... when != i
if (\(i >= N\|i > N\)) S
... when != i
a[i]@at

@script:python depends on report@
at << negative.at;
i << negative.i;
N << negative.N;
@@
doubt = "" if hasSign(N, at[0]) else "WARNING: "
coccilib.report.print_report(at[0], doubt + "%s came from the program and may be below zero: it has been held against the upper end alone" % i)

// One word of several that came at once.
@several@
type T;
identifier w;
expression N;
position d;
@@

T w@d[N];

@word exists@
identifier several.w;
constant K;
expression a;
identifier get =~ "^_*copy_from_user$";
position at;
@@

\(get(w, ...)\|get(&w, ...)\|get(&w[0], ...)\)
... when != w
a[w[K]]@at

@script:python depends on report@
at << word.at;
w << several.w;
K << word.K;
T << several.T;
d << several.d;
@@
isWide = str(T).strip() in ("int", "unsigned int", "unsigned", "long", "unsigned long", "s32", "u32", "s64", "u64", "__s32", "__u32", "__s64", "__u64", "size_t", "int32_t", "uint32_t")
if isWide and d[0].current_element == at[0].current_element:
    coccilib.report.print_report(at[0], "%s[%s] came from the program, and is an index before anything has held it against the size" % (w, K))
