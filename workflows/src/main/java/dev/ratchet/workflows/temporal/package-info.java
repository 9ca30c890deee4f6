/**
 * The only code beside an agent's own workflow that touches Temporal: payload conversion, stubs with one set of options
 * per capability, and what a person sees of a run in the Web UI. Knows no agent.
 */
@NullMarked
package dev.ratchet.workflows.temporal;

import org.jspecify.annotations.NullMarked;
