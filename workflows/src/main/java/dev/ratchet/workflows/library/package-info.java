/**
 * The library agent: brings one document into the tenant's library as its next version, or says why not. It follows rules only,
 * and asks no person. In reading order: LibraryWorkflow, LibraryState, LibraryAction, LibraryObservation, LibraryAgent (all the
 * rules, pure), LibraryView, LibraryWorkflowImpl, LibraryRegistration. RemovalWorkflow is no agent: it finishes a removal that
 * the tables have on record.
 */
@NullMarked
package dev.ratchet.workflows.library;

import org.jspecify.annotations.NullMarked;
