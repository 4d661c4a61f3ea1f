// What of the client library's headers a server gets to see. The library reads an organization, a project and headers of the person's own
// choice from the environment (OPENAI_ORG_ID, OPENAI_PROJECT_ID, OPENAI_CUSTOM_HEADERS) and would send them to any server; they are
// meant for OpenAI's.

const forAnyServer: readonly string[] = ['accept', 'authorization', 'content-type', 'user-agent'];

export function headersFor(baseUrl: string, headers: Iterable<[string, string]> = []): [string, string][] {
  const all = [...headers];
  return isOpenAi(baseUrl) ? all : all.filter(([name]) => forAnyServer.includes(name.toLowerCase()));
}

function isOpenAi(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl)) return false;
  const {protocol, hostname} = new URL(baseUrl);
  return protocol === 'https:' && /(^|\.)openai\.com$/.test(hostname);
}
