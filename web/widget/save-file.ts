/** Hands the visitor a file made here; nothing is uploaded. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // The browser takes its copy in a later task.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
