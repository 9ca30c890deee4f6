/** What an installation does about itself by schedule, and how it ended. */
@NullMarked
package dev.ratchet.workflows.contract.operations;

import org.jspecify.annotations.NullMarked;
