/** Chance that one of `above` scores higher than one of `below`; ties count half. */
export function auroc(above, below) {
  const sorted = [...below].sort((a, b) => a - b);
  const firstWhere = (test) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (test(sorted[middle])) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const wins = above.map((score) => firstWhere((value) => value >= score) + firstWhere((value) => value > score));
  return wins.reduce((sum, value) => sum + value, 0) / 2 / above.length / below.length;
}

/** Share of `below` that pass the threshold which 95 % of `above` pass. */
export function passing(above, below) {
  const threshold = [...above].sort((a, b) => a - b)[Math.floor(0.05 * above.length)];
  return below.filter((score) => score >= threshold).length / below.length;
}

/**
 * @param {{ gold: string | null }[]} queries
 * @param {{ ids: string[], score?: number }[]} answers - Entries, best first; how sure of the first.
 * @returns {{ first: number, third: number, auroc?: number, fpr95?: number }} in percent; without scores nothing is said
 *   about what is in scope.
 */
export function judge(queries, answers) {
  const both = queries.map(({ gold }, index) => ({ gold, ...answers[index] }));
  const known = both.filter(({ gold }) => gold !== null);
  const strangers = both.filter(({ gold }) => gold === null);
  const share = (places) =>
    (100 * known.filter(({ gold, ids }) => ids.slice(0, places).includes(gold)).length) / known.length;
  const figures = { first: share(1), third: share(3) };
  if (strangers.length === 0 || answers.some(({ score }) => score === undefined)) return figures;
  const [above, below] = [known.map(({ score }) => score), strangers.map(({ score }) => score)];
  return { ...figures, auroc: 100 * auroc(above, below), fpr95: 100 * passing(above, below) };
}
