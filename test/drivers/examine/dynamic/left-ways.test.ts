import assert from 'node:assert/strict';
import test from 'node:test';
import {type Answer, checkOn} from './stand-in-place.ts';

const ends = (name: string): Answer => ({
  panics: `[   20.100] quarterdeck: try ${name}
[   20.200] BUG: KASAN: use-after-free in ring_release+0x11/0x40 [ring]
[   20.200] Read of size 4 at addr ffff888003a3b0c0 by task nth-${name}/77
[   20.201] CPU: 0 PID: 77 Comm: nth-${name} Tainted: G           O       6.1.176 #1
[   20.202] Call Trace:
[   20.202]  <TASK>
[   20.203]  kasan_report+0xb0/0xe0
[   20.203]  ring_release+0x11/0x40 [ring]
[   20.204]  </TASK>
[   20.300] Kernel panic - not syncing: panic_on_warn set ...
`,
});

test('a way that ends the kernel whatever fails is told once, and the other ways have their turn', async (t) => {
  const tried: string[] = [];
  const fails = (script: string, life: number): Answer => {
    if (script.includes('nth first')) return {output: '0.64 left load 0 unload 0 again 0\nfirst 10\n'};
    if (script.includes('nth load')) return {output: '0.2 left load 0 unload 0 again 0\n'};
    const [, way] = /nth open (\d)/.exec(script) ?? [];
    tried.push(`${life}: ${way}`);
    return way === '1' ? ends(`1.${life}`) : {output: '2.1 left\n'};
  };
  const {findings, end, lives} = await checkOn(t, 'allocations', {
    answer(stage, script, life) {
      if (stage === 'fail') return fails(script, life);
      return stage === 'load' && script.includes('names') ? {output: 'file /dev/ring0\nfile /dev/ring1\n'} : null;
    },
  });
  assert.equal(lives, 3);
  assert.deepEqual(tried, ['1: 1', '2: 1', '3: 2']);
  assert.deepEqual(
    findings.map(({class: is, failedAllocation}) => [is, failedAllocation]),
    [['use after free', undefined]],
  );
  assert.match(
    end.kind === 'stopped' ? end.why : end.kind,
    /^the use of \/dev\/ring0 was given up, since the kernel ended there again and again, whichever call failed; /,
  );
});
