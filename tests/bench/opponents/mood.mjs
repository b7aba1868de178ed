/**
 * The mood readers measured beside Shopbell, as they come: a lexicon each. `score` is negative for a bad mood, positive for
 * a good one; `label` follows each library's own advice on where neutral ends.
 */
import Sentiment from 'sentiment';
import { SentimentIntensityAnalyzer } from 'vader-sentiment';
import winkSentiment from 'wink-sentiment';

const label = (neutral) => (score) => {
  if (score <= -neutral) return 'negative';
  return score >= neutral ? 'positive' : 'neutral';
};
/** Any score that is not zero. */
const byTheSign = label(Number.MIN_VALUE);
const afinn = new Sentiment();

export const moodOpponents = [
  {
    name: 'VADER (vader-sentiment)',
    imports: `export { SentimentIntensityAnalyzer } from 'vader-sentiment'`,
    score: (text) => SentimentIntensityAnalyzer.polarity_scores(text).compound,
    label: label(0.05),
  },
  {
    name: 'AFINN (sentiment)',
    imports: `export { default } from 'sentiment'`,
    score: (text) => afinn.analyze(text).comparative,
    label: byTheSign,
  },
  {
    name: 'wink-sentiment',
    imports: `export { default } from 'wink-sentiment'`,
    score: (text) => winkSentiment(text).score,
    label: byTheSign,
  },
];
