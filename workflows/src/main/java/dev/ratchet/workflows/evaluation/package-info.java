/**
 * The evaluation agent: measures retrieval or answers over a list of questions, some at a time, within a budget, and writes down what
 * it found. It follows rules only, and asks no person. In reading order: EvaluationWorkflow, EvaluationState, EvaluationAction,
 * EvaluationObservation, EvaluationAgent (all the rules, pure), EvaluationView, EvaluationWorkflowImpl, EvaluationRegistration.
 */
@NullMarked
package dev.ratchet.workflows.evaluation;

import org.jspecify.annotations.NullMarked;
