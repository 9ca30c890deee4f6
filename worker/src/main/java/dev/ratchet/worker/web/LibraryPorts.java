package dev.ratchet.worker.web;

import dev.ratchet.activities.grounding.RecordedAnswers;
import dev.ratchet.activities.grounding.VerifiedAnswers;
import dev.ratchet.activities.library.Library;

/**
 * What documents and questions stand on, besides the content store and the runs.
 *
 * @param answers of runs, as far as they may be shown
 * @param verified those that people confirmed
 */
public record LibraryPorts(Library library, RecordedAnswers answers, VerifiedAnswers verified) {}
