/** The workflow that schedules start. No agent, and nothing of one may enter here. */
@NullMarked
package dev.ratchet.workflows.operations;

import org.jspecify.annotations.NullMarked;
