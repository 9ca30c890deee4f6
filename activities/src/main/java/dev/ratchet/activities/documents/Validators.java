package dev.ratchet.activities.documents;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;

/** Validators of one schema, used again like {@link Parsers} and for the same reasons. May be shared between threads. */
final class Validators {
    private final Schema schema;
    private final Queue<Validator> idle = new ConcurrentLinkedQueue<>();

    Validators(Schema schema) {
        this.schema = schema;
    }

    /** @param uses of it before this one */
    record Validator(ValidatorHandler handler, int uses) {}

    Validator borrow() {
        Validator waiting = idle.poll();
        return waiting == null ? new Validator(schema.newValidatorHandler(), 0) : waiting;
    }

    /** One that has seen a whole document without an error. */
    void giveBack(Validator validator) {
        if (validator.uses() + 1 < Parsers.USES) {
            idle.add(new Validator(validator.handler(), validator.uses() + 1));
        }
    }
}
