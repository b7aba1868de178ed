/** Figures over messages whose mood is known. */
import { auroc } from '../answers/quality-figures.mjs';

const polarities = {
  upset: 'negative',
  distressed: 'negative',
  confused: 'neutral',
  neutral: 'neutral',
  happy: 'positive',
  grateful: 'positive',
};
export const threePolarities = ['negative', 'neutral', 'positive'];
export const fiveMoods = ['upset', 'distressed', 'confused', 'neutral', 'happy'];
const joined = (mood) => (mood === 'grateful' ? 'happy' : mood);

/** What a reader calls a message: `unknown` (a language it cannot read) is nothing. */
const polarityRead = ({ reading, polarity }) =>
  reading === undefined ? polarity : (polarities[reading.label] ?? 'neutral');

/** @returns {Record<string, number>} F1 by label. */
function f1Scores(gold, read, labels) {
  const count = (test) => gold.filter((_, index) => test(gold[index], read[index])).length;
  return Object.fromEntries(
    labels.map((label) => {
      const right = count((g, r) => g === label && r === label);
      const all = count((g) => g === label) + count((_, r) => r === label);
      return [label, all === 0 ? 0 : (2 * right) / all];
    }),
  );
}

const mean = (scores) => {
  const values = Object.values(scores);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

/** @param {{ label: string }[]} rows - Labels are polarities. */
export function judgePolarity(rows, answers) {
  const gold = rows.map(({ label }) => label);
  const scores = f1Scores(gold, answers.map(polarityRead), threePolarities);
  const negatives = (wanted) =>
    answers.filter((_, index) => (gold[index] === 'negative') === wanted).map(({ negative }) => negative);
  return { macroF1: mean(scores), negativeF1: scores.negative, auroc: auroc(negatives(true), negatives(false)) };
}

const falseAlarms = 0.05;

/** @param {{ label: string, group: string, person: number }[]} rows - Labels are moods. */
export function judgeMessages(rows, answers) {
  const score = (test) => answers.filter((_, index) => test(rows[index])).map(({ negative }) => negative);
  const upset = score(({ label }) => label === 'upset');
  const calm = score(({ label }) => label !== 'upset' && label !== 'distressed').sort((a, b) => a - b);
  const threshold = calm[Math.floor((1 - falseAlarms) * calm.length)];
  const topics = answers.filter((_, index) => rows[index].group === 'calm-topic');
  const called = topics.filter((answer) => polarityRead(answer) === 'negative').length;
  const gold = rows.map(({ label }) => label);
  const three = f1Scores(
    gold.map((label) => polarities[label]),
    answers.map(polarityRead),
    threePolarities,
  );
  const figures = {
    auroc: auroc(upset, calm),
    recall: upset.filter((value) => value > threshold).length / upset.length,
    calmCalled: topics.length === 0 ? undefined : called / topics.length,
    macroF1: mean(three),
  };
  if (answers[0].reading === undefined) return figures;
  const read = answers.map(({ reading }) => joined(reading.label));
  return { ...figures, fiveF1: mean(f1Scores(gold.map(joined), read, fiveMoods)) };
}
