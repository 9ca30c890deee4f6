/**
 * Who proposes: rules, a model, or a person. Whatever a planner says is untrusted.
 */
@NullMarked
package dev.ratchet.workflows.agent.planner;

import org.jspecify.annotations.NullMarked;
