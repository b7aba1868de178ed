/**
 * Tells when the page's policy forbids what an arrangement needs, so that the next one is tried without waiting.
 *
 * @param concerns - Whether a violation with this directive and address is about the arrangement.
 * @returns ends the listening.
 */
export function watchViolations(
  concerns: (directive: string, blocked: string) => boolean,
  refused: (why: string) => void,
): () => void {
  const listener = (event: SecurityPolicyViolationEvent) => {
    if (event.disposition !== 'enforce' || !concerns(event.effectiveDirective, event.blockedURI)) return;
    refused(`the page's policy forbids it: ${event.effectiveDirective} ${event.blockedURI}`);
  };
  document.addEventListener('securitypolicyviolation', listener);
  return () => document.removeEventListener('securitypolicyviolation', listener);
}
