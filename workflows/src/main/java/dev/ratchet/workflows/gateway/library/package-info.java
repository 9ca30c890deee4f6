/** Of the same contract: the documents of the library, and questions to them. Names on the wire are in snake case. */
@NullMarked
package dev.ratchet.workflows.gateway.library;

import org.jspecify.annotations.NullMarked;
