/**
 * The gateway: the one way in for documents, and what people read and decide over HTTP. Its contract is
 * {@code dev.ratchet.workflows.gateway}; it stands on the ports of the activities and on {@link LiveRuns}, and knows no database and
 * no Temporal. What a request passes before a route sees it is in {@code admission}, who asks in
 * {@code authentication}, what a route reads in {@code request}, how a failure is told in {@code problem}, what people see in a
 * browser in {@code page}, and who is signed in there in {@code session}. Runs, the library, evaluations and operations have rooms.
 */
@NullMarked
package dev.ratchet.worker.web;

import org.jspecify.annotations.NullMarked;
