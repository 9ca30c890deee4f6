/**
 * The answering agent: looks at one question, finds passages, has an answer proposed whose every sentence cites, and gives only
 * what the passages bear out; else it abstains and shows what was found. In reading order: QaWorkflow, QaState, QaAction,
 * QaObservation, QaAgent (all the rules, pure), QaView, QaRules, QaWorkflowImpl, QaRegistration.
 */
@NullMarked
package dev.ratchet.workflows.qa;

import org.jspecify.annotations.NullMarked;
