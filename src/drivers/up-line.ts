// Lines from a screen are another process's words: what is not a line of the link is refused, never trusted.

import {measures} from '../core/budget.ts';
import type {PersonCommand, Refusal} from '../core/commands.ts';
import {isCount, isJson, parseJson} from '../core/json.ts';
import type {UpLine} from '../core/link.ts';
import {pinChoices} from '../core/opinion.ts';
import {roles} from '../core/roles.ts';

export const lineCharactersMax = 256 * 1024;

export function parseUpLine(line: string): UpLine | Refusal {
  if (line.length > lineCharactersMax) return {refused: 'a line of the link is too long'};
  const fields = parseJson(line);
  if (fields === null) return {refused: 'a line of the link is not a JSON object'};
  const {kind, version, fromSeq, id, command, base64, by, toByte} = fields;
  if (kind === 'attach' && isCount(version) && isCount(fromSeq)) return {kind, version, fromSeq};
  if (kind === 'type' && typeof base64 === 'string') return {kind, base64, ...(by === 'terminal' ? {by} : {})};
  if (kind === 'consoleBefore' && isCount(toByte)) return {kind, toByte};
  if (kind === 'break' && isCount(id)) return {kind, id};
  if (kind === 'command' && isCount(id) && isPersonCommand(command)) return {kind, id, command};
  return {refused: `not a line of the link: ${line.slice(0, 80)}`};
}

/** Only what a person may ask for comes in here: no event, no tool call, nothing of the house's own. */
export function isPersonCommand(value: unknown): value is PersonCommand {
  if (!isJson(value)) return false;
  switch (value['do']) {
    case 'pause':
      return isWhom(value['role']) && isMaybe('boolean', value['now']);
    case 'continue':
      return isWhom(value['role']);
    case 'redirect':
      return isRole(value['role']) && typeof value['text'] === 'string' && isMaybe('boolean', value['now']);
    case 'urge':
      return isRole(value['role']);
    case 'grantBudget':
      return isBudgetScope(value['scope']) && isMeasure(value['measure']) && typeof value['amount'] === 'number';
    case 'addConstraint':
      return isConstraintWords(value) && ['string', 'undefined'].includes(typeof value['opinion']);
    case 'editConstraint':
      return typeof value['constraint'] === 'string' && isConstraintWords(value);
    case 'liftConstraint':
      return typeof value['constraint'] === 'string';
    case 'askSecondOpinion':
      return isTexts(value['statements']) && (value['of'] === undefined || isPinChoice(value['of']));
    case 'addStatements':
      return typeof value['opinion'] === 'string' && isTexts(value['statements']);
    case 'tellVerifier':
      return typeof value['opinion'] === 'string' && typeof value['text'] === 'string';
    case 'closeOpinion':
      return typeof value['opinion'] === 'string';
    case 'dismissFinding':
      return typeof value['finding'] === 'string' && typeof value['why'] === 'string';
    case 'takeUpFinding':
      return typeof value['finding'] === 'string';
    case 'skipChecks':
      return typeof value['task'] === 'string';
    case 'resetTarget':
      return true;
    case 'answer':
      return typeof value['question'] === 'string' && typeof value['answer'] === 'string';
    case 'approveAcceptance':
      return typeof value['blob'] === 'string';
    case 'returnAcceptance':
      return typeof value['words'] === 'string';
    case 'editAcceptance':
      return isDraft(value['draft']);
    case 'choosePlan':
      return typeof value['plan'] === 'string' && typeof value['choice'] === 'string';
    case 'stop':
      return (value['cause'] === 'person' || value['cause'] === 'interrupt') && typeof value['why'] === 'string';
    default:
      return false;
  }
}

function isConstraintWords(value: Readonly<Record<string, unknown>>): boolean {
  return typeof value['text'] === 'string' && isStrength(value['strength']) && isScope(value['scope']);
}

function isWhom(value: unknown): boolean {
  return value === 'all' || isRole(value);
}

function isMaybe(type: 'boolean' | 'string', value: unknown): boolean {
  return value === undefined || typeof value === type;
}

function isBudgetScope(value: unknown): boolean {
  if (!isJson(value)) return false;
  return value['kind'] === 'session' || (value['kind'] !== 'all' && isScope(value));
}

function isMeasure(value: unknown): boolean {
  return measures.some((measure) => measure === value);
}

function isPinChoice(value: unknown): boolean {
  return pinChoices.some((choice) => choice === value);
}

function isDraft(value: unknown): boolean {
  if (!isJson(value) || typeof value['markdown'] !== 'string' || typeof value['script'] !== 'string') return false;
  const programs = value['programs'];
  return Array.isArray(programs) && programs.every(isProgram);
}

function isProgram(value: unknown): boolean {
  return isJson(value) && typeof value['name'] === 'string' && typeof value['source'] === 'string';
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isScope(value: unknown): boolean {
  if (!isJson(value)) return false;
  if (value['kind'] === 'all') return true;
  if (value['kind'] === 'role') return isRole(value['role']);
  return value['kind'] === 'task' && typeof value['task'] === 'string';
}

function isStrength(value: unknown): boolean {
  return value === 'must' || value === 'prefer';
}

function isRole(value: unknown): boolean {
  return roles.some((role) => role === value);
}
