import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';

export type FakeLetter = { from: string; to: string[]; text: string };
type Refusal = { command: string; answer: string; times: number };

/** The other end of SMTP, as small as it can be: takes letters, and refuses as often as it is told to. */
export class FakeMailServer {
  readonly letters: FakeLetter[] = [];
  /** What it was given to read, taken or not, the newest last. */
  tried: string[] = [];
  private refusal: Refusal | null = null;
  private readonly open = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeMailServer> {
    const server = createServer();
    const fake = new FakeMailServer(server);
    server.on('connection', (socket) => fake.serve(socket));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    return fake;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.address() as AddressInfo).port}?ignoreTLS=true`;
  }

  refuse(command: 'RCPT' | 'DATA', answer: string, times: number): void {
    this.refusal = { command, answer, times };
    this.tried = [];
  }

  async stop(): Promise<void> {
    for (const socket of this.open) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private serve(socket: Socket): void {
    this.open.add(socket);
    socket.on('close', () => this.open.delete(socket));
    socket.on('error', () => undefined);
    const say = (line: string): void => void socket.write(`${line}\r\n`);
    let letter: FakeLetter = { from: '', to: [], text: '' };
    let reading = false;
    let rest = '';
    say('220 fake ESMTP');
    socket.on('data', (bytes) => {
      rest += bytes.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (reading && line !== '.') letter.text += `${line}\n`;
        else if (reading) {
          reading = false;
          this.tried.push(letter.text);
          const no = this.refused('DATA');
          if (!no) this.letters.push({ ...letter, text: plain(letter.text) });
          letter = { from: '', to: [], text: '' };
          say(no ?? '250 taken');
        } else if (/^(EHLO|HELO)/i.test(line)) say('250 fake');
        else if (/^MAIL FROM:/i.test(line)) {
          letter.from = line;
          say('250 ok');
        } else if (/^RCPT TO:/i.test(line)) {
          const no = this.refused('RCPT');
          if (!no) letter.to.push(/<(.+)>/.exec(line)![1]!);
          say(no ?? '250 ok');
        } else if (/^DATA/i.test(line)) {
          reading = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else say('250 ok');
      }
    });
  }

  private refused(command: string): string | null {
    if (!this.refusal || this.refusal.command !== command || this.refusal.times === 0) return null;
    this.refusal.times -= 1;
    return this.refusal.answer;
  }
}

/** Quoted-printable undone: soft line ends, and what is written as bytes. */
const plain = (text: string): string => {
  const [head = '', ...body] = text.split('\n\n');
  const words = body.join('\n\n').replace(/=\n/g, '');
  return `${head}\n\n${decodeURIComponent(words.replace(/%/g, '%25').replace(/=([0-9A-F]{2})/g, '%$1'))}`;
};
