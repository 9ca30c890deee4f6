/** What evaluations promise across modules. */
package dev.ratchet.worker.evaluation;
