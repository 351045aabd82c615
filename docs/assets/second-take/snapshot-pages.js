// A snapshot of Python's memory as it is stored: which pages hold anything, then those pages. More than half hold nothing.

const PAGE = 4096;
const MAGIC = 0x5354_5031;
const HEAD = 3; // words: the magic number, the length of the memory, how many pages are stored

function pagesInUse(words, each) {
  const used = [];
  for (let start = 0; start < words.length; start += each) {
    const end = Math.min(start + each, words.length);
    for (let at = start; at < end; at += 1) {
      if (words[at] === 0) continue;
      used.push(start / each);
      break;
    }
  }
  return used;
}

// `memory`: a Uint8Array whose length is a multiple of four.
export function packed(memory) {
  const used = pagesInUse(new Uint32Array(memory.buffer, memory.byteOffset, memory.length / 4), PAGE / 4);
  const head = new Uint32Array([MAGIC, memory.length, used.length, ...used]);
  const bytes = new Uint8Array(head.byteLength + used.length * PAGE);
  bytes.set(new Uint8Array(head.buffer));
  used.forEach((page, number) => {
    bytes.set(memory.subarray(page * PAGE, (page + 1) * PAGE), head.byteLength + number * PAGE);
  });
  return bytes;
}

export function unpacked(bytes) {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
  const [magic, length, count] = words;
  const start = (HEAD + count) * 4;
  if (magic !== MAGIC || bytes.length < start + count * PAGE) throw new RangeError("not a snapshot of ours");
  const memory = new Uint8Array(length);
  for (let number = 0; number < count; number += 1) {
    const from = start + number * PAGE;
    const at = words[HEAD + number] * PAGE;
    memory.set(bytes.subarray(from, from + Math.min(PAGE, length - at)), at);
  }
  return memory;
}

// A snapshot may be larger than the memory that a machine starts with. The machine grows when it is asked for more than
// it has; what it was asked for need not be given back, since the snapshot takes the place of everything in it.
export function makeRoom(module, snapshot) {
  const [, head] = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2);
  const length = snapshot.length - head;
  while (module.HEAP8.length < length) {
    if (!module._malloc(1 << 20)) throw new RangeError("no room for the kept memory");
  }
  module.HEAP8.fill(0, length);
}
