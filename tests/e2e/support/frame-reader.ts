/** Reads the WebSocket frames of one direction of a connection (RFC 6455), without extensions. */
export class FrameReader {
  private rest: Buffer = Buffer.alloc(0);
  private readonly onPayload: (payload: Buffer) => void;

  constructor(onPayload: (payload: Buffer) => void) {
    this.onPayload = onPayload;
  }

  push(chunk: Buffer): void {
    this.rest = Buffer.concat([this.rest, chunk]);
    for (let used = this.take(); used > 0; used = this.take()) this.rest = this.rest.subarray(used);
  }

  /** @returns bytes of the frame at the start, 0 where it is not whole yet. */
  private take(): number {
    if (this.rest.length < 2) return 0;
    const second = this.rest[1] ?? 0;
    const short = second & 0x7f;
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
    const maskBytes = second & 0x80 ? 4 : 0;
    const start = 2 + lengthBytes + maskBytes;
    if (this.rest.length < start) return 0;
    const length =
      lengthBytes === 0 ? short : lengthBytes === 2 ? this.rest.readUInt16BE(2) : Number(this.rest.readBigUInt64BE(2));
    if (this.rest.length < start + length) return 0;
    const payload = Buffer.from(this.rest.subarray(start, start + length));
    const mask = this.rest.subarray(start - maskBytes, start);
    if (maskBytes > 0) for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ (mask[i % 4] ?? 0);
    this.onPayload(payload);
    return start + length;
  }
}
