/**
 * Measures retrieval and answers for {@code contract.evaluation}: {@link dev.ratchet.activities.evaluation.EvaluationActivitiesImpl}
 * reads the questions and keeps what was found of some at a time; {@code RankingMeasures} and {@code AnswerMeasures} measure one
 * question, {@code Totals} all of them, and {@code HtmlReport} shows them. {@link dev.ratchet.activities.evaluation.Asking} is the
 * port to the answering agent.
 */
@NullMarked
package dev.ratchet.activities.evaluation;

import org.jspecify.annotations.NullMarked;
