// Keeps the key out of every message, also where the provider repeats a part of it.

const charactersMax = 800;
/** What a person types where a server wants no key, `ollama` or `none`, is a word and no secret. */
const keyCharactersMin = 8;

export function redacted(message: string, apiKey: string): string {
  const hidden = apiKey.length < keyCharactersMin ? message : message.replaceAll(apiKey, '[key]');
  const safe = hidden
    .replaceAll(/\bsk-[A-Za-z0-9_*.-]{4,}/g, '[key]')
    .replaceAll(/\bBearer \S+/g, 'Bearer [key]')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return safe.length > charactersMax ? `${safe.slice(0, charactersMax)} [...]` : safe;
}
