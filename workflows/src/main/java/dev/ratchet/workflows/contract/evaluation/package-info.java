/**
 * What the evaluation agent asks of the world, and the two files that people see of it: the cases that are measured, and the results.
 * Both are kept in the content store; what is here of a run stays small however many cases there are.
 */
@NullMarked
package dev.ratchet.workflows.contract.evaluation;

import org.jspecify.annotations.NullMarked;
