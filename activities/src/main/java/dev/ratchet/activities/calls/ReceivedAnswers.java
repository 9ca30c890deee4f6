package dev.ratchet.activities.calls;

import java.util.Optional;

/**
 * Answers that a worker of this machine has received and not yet recorded. What is kept here outlives the worker's process, so
 * the next one on the machine records it and pays nothing.
 */
public interface ReceivedAnswers {

    /** Keeps nothing. */
    ReceivedAnswers NOWHERE = new ReceivedAnswers() {
        @Override
        public Optional<CallAnswer> find(CallRequest request) {
            return Optional.empty();
        }

        @Override
        public void keep(CallRequest request, CallAnswer answer) {}

        @Override
        public void forget(CallRequest request) {}
    };

    Optional<CallAnswer> find(CallRequest request);

    /** Best effort: the record follows at once. */
    void keep(CallRequest request, CallAnswer answer);

    /** It is on record. */
    void forget(CallRequest request);
}
