package dev.ratchet.activities.documents.rules;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;

/**
 * Validators of one schema. Making one is expensive, so each is used for several documents; not for ever, because it
 * keeps names that it has read, as an XML parser does. Threads may share the pool.
 */
final class ValidatorPool {
    /** Documents that one validator reads. */
    private static final int USES = 200;

    private final Schema schema;
    private final Queue<Validator> idle = new ConcurrentLinkedQueue<>();

    ValidatorPool(Schema schema) {
        this.schema = schema;
    }

    /** @param uses how many documents this validator has checked before */
    record Validator(ValidatorHandler handler, int uses) {}

    Validator borrow() {
        Validator waiting = idle.poll();
        return waiting == null ? new Validator(schema.newValidatorHandler(), 0) : waiting;
    }

    /** Takes back a validator that has checked a whole document without an error. */
    void giveBack(Validator validator) {
        if (validator.uses() + 1 < USES) {
            idle.add(new Validator(validator.handler(), validator.uses() + 1));
        }
    }
}
