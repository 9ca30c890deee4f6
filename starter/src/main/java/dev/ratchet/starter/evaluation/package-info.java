/**
 * {@code ratchet eval}: reads questions and judgements from files, has them measured by a run of the evaluation agent, and compares
 * two results. {@code QuestionsFile} and {@code JudgementsFile} read; {@code EvaluationStart} starts, waits and fetches.
 */
@NullMarked
package dev.ratchet.starter.evaluation;

import org.jspecify.annotations.NullMarked;
