import { execFileSync } from 'node:child_process';

export interface StoredEvent {
  seq: number;
  kind: 'message' | 'owner' | 'contact';
  message_id: string | null;
  speaker: 'visitor' | 'bot' | 'agent' | null;
  text: string | null;
}

/** The history of the only conversation of a relay that is not writing, read from its database. */
export function readStored(database: string): StoredEvent[] {
  const query = 'SELECT seq, kind, message_id, speaker, text FROM events ORDER BY seq';
  const output = execFileSync('sqlite3', ['-readonly', '-json', database, query], { encoding: 'utf8' });
  return output.trim() === '' ? [] : (JSON.parse(output) as StoredEvent[]);
}

/** @returns what SQLite finds wrong with the file; `ok` where nothing is. */
export function checkIntegrity(database: string): string {
  return execFileSync('sqlite3', ['-readonly', database, 'PRAGMA integrity_check'], { encoding: 'utf8' }).trim();
}
