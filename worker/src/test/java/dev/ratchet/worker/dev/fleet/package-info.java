/** What the people who run the fleet use: versions, alerts, doctor, encryption, schedules, restoring. */
package dev.ratchet.worker.dev.fleet;
