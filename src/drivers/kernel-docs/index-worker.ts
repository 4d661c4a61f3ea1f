// Makes an index in a thread of its own: it takes seconds, in which a session's core must go on.
import {parentPort, workerData} from 'node:worker_threads';
import type {Ingredients} from './ingredients.ts';
import {writeIndex} from './write-index.ts';

const {ingredients, path} = workerData as {readonly ingredients: Ingredients; readonly path: string};

await writeIndex(ingredients, path, (done, of, what) => parentPort?.postMessage({done, of, what}));
