/**
 * The way to a model: {@code OwnQuestions} lets a run ask only what its agent asks. {@code ModelActivitiesImpl} builds the
 * question ({@code question}), looks for its answer on record and reserves what it may cost ({@code calls}), has a model
 * chosen ({@code tier}), asks it once ({@code provider}), and passes on one untrusted proposal, as it was made, or a frozen code.
 *
 * <p>What comes of a call. Nothing is tried again here; Temporal does, at the time that is given.
 *
 * <pre>
 * what happened                                failure type          tried again                       breaker
 * no model in the settings                     MODEL_NOT_CONFIGURED  no                                -
 * 400, 413, 422 and other 4xx; over 1 MiB      MODEL_REFUSED         no                                counts as an answer
 * 401, 402, 403, 404, 3xx; quota exhausted     MODEL_DENIED          no, unless the tier has another   open for 5 minutes
 * 408, 409, 425, 429, 5xx without Retry-After  MODEL_UNAVAILABLE     up to 5 calls                     counts as a failure
 * the same with Retry-After                    MODEL_UNAVAILABLE     up to 5 calls, not before then    open until then
 * no connection, cut, silent, no completion    MODEL_UNAVAILABLE     up to 5 calls                     counts as a failure
 * every breaker of the tier is open            MODEL_TIER_DOWN       when the first may be tried       -
 * the limits of those that work are used up    MODEL_TIER_BUSY       yes                               -
 * a budget cannot hold it                      BUDGET_EXCEEDED       no; a person may raise the budget  -
 * the same, and the budget's rule is END       BUDGET_ENDED          no; the run ends                  -
 * the budget's rest is reserved for others     BUDGET_RESERVED       yes                               -
 * another worker asks the same now             CALL_UNDER_WAY        when that one is done or dead     -
 * the answer on record is kept no longer       CONTENT_MISSING       no                                -
 * cut off, filtered, not JSON, no action       (an answer)           a rejected proposal               counts as an answer
 * </pre>
 *
 * A question that one model did not answer goes to the next of its tier. All of it for as long as the question's patience lasts; then the run goes on without a model, and the agent says how.
 */
@NullMarked
package dev.ratchet.activities.model;

import org.jspecify.annotations.NullMarked;
