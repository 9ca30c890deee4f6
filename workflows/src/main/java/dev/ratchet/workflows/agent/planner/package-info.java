/**
 * Who proposes: rules, or a model. Whatever a planner says is untrusted.
 */
@NullMarked
package dev.ratchet.workflows.agent.planner;

import org.jspecify.annotations.NullMarked;
