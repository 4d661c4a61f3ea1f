import assert from 'node:assert/strict';
import test from 'node:test';
import {parseAutoconf} from '../../../src/drivers/kernel-docs/c-condition.ts';
import {declaredBy} from '../../../src/drivers/kernel-docs/c-entries.ts';
import {piecesOf} from '../../../src/drivers/kernel-docs/c-pieces.ts';

const configuration = parseAutoconf('#define CONFIG_SMP 1\n#define CONFIG_USB_MODULE 1\n');

/** Each as `line kind name`, and the condition that is not met. */
function found(text: string): readonly string[] {
  return piecesOf(text, configuration)
    .flatMap((piece) => declaredBy(piece))
    .sort((one, other) => one.line - other.line)
    .map(({line, kind, name, unmet}) => `${line} ${kind} ${name}${unmet === '' ? '' : ` unless ${unmet}`}`);
}

const check = (what: string, text: string, ...expected: readonly string[]) =>
  test(what, () => assert.deepEqual(found(text), expected));

check('a prototype', 'extern int misc_register(struct miscdevice *misc);', '1 function misc_register');
check('attributes before and behind', '__printf(1, 2) void say(const char *f, ...) __cold;', '1 function say');
check(
  'one that returns a pointer',
  'void * __must_check\nkrealloc(const void *p, size_t n)\n\t__alloc_size(2);',
  '2 function krealloc',
);
check(
  'an inline function',
  'static __always_inline void f(void)\n{\n\tif (1) { g(); }\n}\nint h(void);',
  '1 inline f',
  '5 function h',
);
check(
  'a macro and a constant',
  '#define MAX(a, b) \\\n\t((a) > (b))\n# define LIMIT (4 << 2)',
  '1 macro MAX',
  '3 constant LIMIT',
);
check("a header's guard is nothing", '#ifndef _LINUX_SLAB_H\n#define _LINUX_SLAB_H\n#endif');
check('a structure', 'struct file {\n\tunion { int a; } u;\n\tint (*f)(void);\n} __randomize_layout;', '1 struct file');
check('a structure that is only named', 'struct file;');
check(
  'an enum and its constants',
  'enum state {\n\tOFF,\n\tON = F(1, 2),\n};',
  '1 enum state',
  '2 enumerator OFF',
  '3 enumerator ON',
);
check('an enum without a name', 'enum { A = 1, B };', '1 enumerator A', '1 enumerator B');
check(
  'typedefs',
  'typedef unsigned int gfp_t;\ntypedef int (*cmp_t)(const void *, const void *);\ntypedef struct { int a; } atomic_t;\ntypedef void fn_t(int);',
  '1 typedef gfp_t',
  '2 typedef cmp_t',
  '3 typedef atomic_t',
  '4 typedef fn_t',
);
check(
  'variables',
  'extern unsigned long jiffies;\nextern int table[4];\nDECLARE_PER_CPU(int, runs);',
  '1 variable jiffies',
  '2 variable table',
  '3 variable runs',
);
check(
  'a call of a macro without a semicolon swallows nothing',
  'DEFINE_FREE(kfree, void *, if (_T) kfree(_T))\n\nvoid kfree(const void *p);',
  '3 function kfree',
);
check(
  'what only looks like code',
  '/* int a(void); */\n// int b(void);\nextern const char *c; /* " */\nint d(void);',
  '3 variable c',
  '4 function d',
);
check(
  'a brace too many harms one piece',
  'static inline int a(void)\n{\n#ifdef X\n\tif (1) {\n#else\n\tif (2) {\n#endif\n\t}\n}\nint b(void);',
  '1 inline a',
  '10 function b',
);
check(
  "what the kernel's configuration leaves out says so",
  '#ifdef CONFIG_SMP\nint a(void);\n#else\nstatic inline int a(void) { return 0; }\n#endif\nint b(void);',
  ...['2 function a', '4 inline a unless not: ifdef CONFIG_SMP', '6 function b'],
);
check(
  'a chain of conditions, one in another',
  '#if IS_ENABLED(CONFIG_USB) && !defined(CONFIG_SMP)\nint a(void);\n#elif defined(CONFIG_SMP)\n#ifdef CONFIG_X\nint b(void);\n#endif\nint c(void);\n#else\nint d(void);\n#endif',
  ...['2 function a unless if IS_ENABLED(CONFIG_USB) && !defined(CONFIG_SMP)', '5 function b unless ifdef CONFIG_X'],
  ...['7 function c', '9 function d unless not: elif defined(CONFIG_SMP)'],
);
check(
  'what can not be told is there',
  '#if BITS_PER_LONG == 64\nint a(void);\n#else\nint b(void);\n#endif',
  '2 function a',
  '4 function b',
);
check(
  'what is for C++ or for nobody',
  '#ifdef __cplusplus\nextern "C" {\n#endif\nint a(void);\n#if 0\nint {\n#endif\nint b(void);',
  '4 function a',
  '8 function b',
);

test('cut at any place it ends, and finds what is whole', () => {
  const text = '/** a */ #define A(x) "\\"\nint f(int a[(3)]);\nstruct s { int b; };\nenum { C = \'"\', };';
  for (let length = 0; length <= text.length; length++) found(text.slice(0, length));
});

test('a line without an end takes no more than its length in time', () => {
  for (const piece of ['(', '{', '#if (', '#if 1\n(', '"', '/*', 'a ', '__attribute__((', '\\\n', '#define A \\\n']) {
    assert.ok(found(piece.repeat(20_000)).length <= 20_000);
  }
});
